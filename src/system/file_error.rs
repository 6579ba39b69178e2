//! A file operation that failed, whichever room tried it.

use super::rights;
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use std::io::{self, ErrorKind};
use std::path::PathBuf;

/// What was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read a file or a folder.
    Read,
    /// Read where a link leads.
    ReadLink,
    /// Write a file.
    Write,
    /// Write in a folder.
    WriteIn,
    /// Make a file or a folder.
    Create,
    /// Remove.
    Remove,
    /// Rename.
    Rename,
    /// Copy.
    Copy,
    /// Make a link.
    Link,
    /// Take a lock.
    Lock,
    /// Set the time of the last change.
    Date,
    /// Write a page that gv makes.
    Render,
}

impl Action {
    /// What could not be done, without the object: `cannot read`.
    pub fn failed(self, lang: Lang) -> String {
        match self {
            Self::Read => say!(lang, "cannot read", "无法读取"),
            Self::ReadLink => say!(lang, "cannot read the link", "无法读取链接"),
            Self::Write => say!(lang, "cannot write", "无法写入"),
            Self::WriteIn => say!(lang, "cannot write in", "无法写入"),
            Self::Create => say!(lang, "cannot create", "无法创建"),
            Self::Remove => say!(lang, "cannot remove", "无法删除"),
            Self::Rename => say!(lang, "cannot rename", "无法重命名"),
            Self::Copy => say!(lang, "cannot copy", "无法复制"),
            Self::Link => say!(lang, "cannot link", "无法建立链接"),
            Self::Lock => say!(lang, "cannot lock", "无法锁定"),
            Self::Date => say!(lang, "cannot set the modification time of", "无法设置修改时间："),
            Self::Render => say!(lang, "cannot render", "无法生成"),
        }
    }
}

/// A file operation that failed.
#[derive(Debug)]
pub struct FileError {
    /// What was tried.
    pub action: Action,
    /// On what.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl FileError {
    /// Wraps the failure of a file operation into the error of a room.
    pub fn of<E: From<Self>>(action: Action, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> E {
        let path = path.into();
        move |source| E::from(Self { action, path, source })
    }
}

impl std::error::Error for FileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

displayed!(FileError);

impl Explain for FileError {
    fn message(&self, lang: Lang) -> String {
        let (failed, path) = (self.action.failed(lang), self.path.display());
        say!(lang, "{failed} {path}: {why}", "{failed} {path}：{why}", why = reason(&self.source, lang))
    }

    /// What frees the way, for a file of gv's home.
    fn hints(&self, lang: Lang) -> Vec<Hint> {
        let removes = self.action == Action::Remove;
        match self.source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                vec![Hint::command("gv cache clean"), Hint::command("gv prune")]
            }
            ErrorKind::ResourceBusy if removes => vec![close_its_users(lang)],
            ErrorKind::PermissionDenied if removes && rights::DENIED_MAY_BE_IN_USE => {
                vec![close_its_users(lang)]
            }
            ErrorKind::ReadOnlyFilesystem => {
                let place =
                    if cfg!(windows) { r"D:\path\on\a\writable\disk" } else { "/path/on/a/writable/disk" };
                vec![Hint::set("GV_HOME", place)]
            }
            // Who owns the home, and what that means, is seen there: it may be shared on purpose.
            ErrorKind::PermissionDenied => own_home(lang),
            // Some network disks have no locks: denied and read-only ones are told above.
            _ if self.action == Action::Lock => vec![
                Hint::words(say!(
                    lang,
                    "that disk does not lock files, as some network disks: use a gv home on a local disk",
                    "该磁盘不支持文件锁（某些网络磁盘如此）：请把 gv 的目录放在本地磁盘上"
                )),
                Hint::set("GV_HOME", "/path/on/a/local/disk"),
            ],
            ErrorKind::NotADirectory | ErrorKind::IsADirectory | ErrorKind::AlreadyExists => {
                vec![Hint::words(say!(
                    lang,
                    "something else stands at that path: move it away, then run the command again",
                    "该路径上有其他文件或目录：将其移走后重新运行该命令"
                ))]
            }
            _ => Vec::new(),
        }
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

/// Why an operation failed: in the system's words, and in Chinese for the usual reasons.
pub fn reason(error: &io::Error, lang: Lang) -> String {
    let words = words_of(error);
    match error.kind() {
        ErrorKind::StorageFull => say!(lang, "{words}", "磁盘空间不足"),
        ErrorKind::QuotaExceeded => say!(lang, "{words}", "超出磁盘配额"),
        ErrorKind::ReadOnlyFilesystem => say!(lang, "{words}", "文件系统为只读"),
        ErrorKind::PermissionDenied => say!(lang, "{words}", "权限不足"),
        ErrorKind::NotFound => say!(lang, "{words}", "不存在"),
        ErrorKind::NotADirectory => say!(lang, "{words}", "路径中有一部分不是目录"),
        ErrorKind::IsADirectory => say!(lang, "{words}", "是一个目录"),
        ErrorKind::AlreadyExists => say!(lang, "{words}", "已存在"),
        ErrorKind::FileTooLarge => say!(lang, "{words}", "文件过大"),
        _ => words,
    }
}

/// What the system says, as the end of a sentence: its number stays only where nothing else says what happened.
fn words_of(error: &io::Error) -> String {
    let text = error.to_string();
    let number = error.raw_os_error().map(|number| format!(" (os error {number})"));
    let words = number.and_then(|number| text.strip_suffix(&number)).unwrap_or(&text).trim_end_matches('.');
    if words.is_empty() || words.starts_with("Unknown error") {
        return text;
    }
    let mut letters = words.chars();
    match (letters.next(), letters.clone().next()) {
        // Not an abbreviation.
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
}

/// What to do where this user may not write to the home.
pub fn own_home(lang: Lang) -> Vec<Hint> {
    let words = say!(lang, "or use a gv home of your own:", "或使用您自己的 gv 主目录：");
    let place = if cfg!(windows) { r"C:\path\of\your\own" } else { "/path/of/your/own" };
    vec![Hint::command("gv doctor disk"), Hint::words(words), Hint::set("GV_HOME", place)]
}

/// On Windows, a program that runs cannot be deleted.
fn close_its_users(lang: Lang) -> Hint {
    Hint::words(say!(
        lang,
        "close the programs that use it (an editor, gopls, a terminal in it), then run the command again",
        "关闭正在使用它的程序（编辑器、gopls、位于该目录的终端），然后重新运行该命令"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Report;

    #[test]
    #[cfg(unix)]
    fn a_reason_is_the_end_of_a_sentence() {
        for number in 1..134 {
            let said = reason(&io::Error::from_raw_os_error(number), Lang::En);
            let unknown = said.starts_with("Unknown error");
            assert_eq!(said.contains("os error"), unknown, "{said}");
            assert!(!said.is_empty() && !said.ends_with('.'), "{said}");
        }
        let said = |number| reason(&io::Error::from_raw_os_error(number), Lang::En);
        assert_eq!(said(13), "permission denied");
        assert_eq!(reason(&io::Error::other("TLS. (os error 5)"), Lang::En), "TLS. (os error 5)");
    }

    #[test]
    fn a_full_disk_names_what_makes_room() {
        let error = FileError {
            action: Action::Write,
            path: "/home/me/.gv/cache/x".into(),
            source: ErrorKind::StorageFull.into(),
        };
        let report = Report::of(&error, Lang::En);
        assert!(report.message.starts_with("cannot write /home/me/.gv/cache/x: "), "{}", report.message);
        assert_eq!((report.hints[0].text(), report.code), ("gv cache clean", code::FAILED));
        assert_eq!(error.message(Lang::Zh), "无法写入 /home/me/.gv/cache/x：磁盘空间不足");
    }
}
