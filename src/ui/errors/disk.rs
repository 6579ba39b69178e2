//! File operations that failed, whatever module tried them.

use crate::ui::Lang;
use std::io::{Error, ErrorKind};
use std::path::Path;

/// The message in Chinese. `action` is the English word that the message in English holds.
pub(super) fn zh(action: &str, path: &Path, source: &Error) -> String {
    let action = super::verb(action);
    format!("无法{action} {}：{}", path.display(), reason_zh(source))
}

/// What frees the way.
pub(super) fn hints(action: &str, source: &Error, lang: Lang) -> Vec<String> {
    match source.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            vec!["gv cache clean".to_owned(), "gv prune".to_owned()]
        }
        ErrorKind::PermissionDenied | ErrorKind::ResourceBusy if action == "remove" => {
            vec![lang.close_its_users()]
        }
        ErrorKind::ReadOnlyFilesystem => vec![lang.writable_home()],
        ErrorKind::PermissionDenied => vec![lang.own_home()],
        ErrorKind::NotADirectory | ErrorKind::IsADirectory | ErrorKind::AlreadyExists => {
            vec![lang.free_the_path()]
        }
        _ => Vec::new(),
    }
}

fn reason_zh(source: &Error) -> String {
    match source.kind() {
        ErrorKind::StorageFull => "磁盘空间不足".to_owned(),
        ErrorKind::QuotaExceeded => "超出磁盘配额".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "文件系统为只读".to_owned(),
        ErrorKind::PermissionDenied => "权限不足".to_owned(),
        ErrorKind::NotFound => "不存在".to_owned(),
        ErrorKind::NotADirectory => "路径中有一部分不是目录".to_owned(),
        ErrorKind::IsADirectory => "是一个目录".to_owned(),
        ErrorKind::AlreadyExists => "已存在".to_owned(),
        ErrorKind::FileTooLarge => "文件过大".to_owned(),
        _ => source.to_string(),
    }
}

crate::ui::messages! {
    /// The home is on a filesystem that cannot be written to.
    writable_home() {
        en: "GV_HOME=/path/on/a/writable/disk (this filesystem is read-only)",
        zh: "GV_HOME=/path/on/a/writable/disk（当前文件系统为只读）",
    }
    /// The home belongs to somebody else.
    own_home() {
        en: "make yourself the owner of that folder, or GV_HOME=/path/of/your/own",
        zh: "将该目录的所有者改为自己，或设置 GV_HOME=/path/of/your/own",
    }
    /// A file stands where a folder is needed, or the other way round.
    free_the_path() {
        en: "something else stands at that path: move it away, then run the command again",
        zh: "该路径上有其他文件或目录：将其移走后重新运行该命令",
    }
    /// On Windows, what runs cannot be deleted.
    close_its_users() {
        en: "close the programs that use it (an editor, gopls, a terminal in it), then run the command again",
        zh: "关闭正在使用它的程序（编辑器、gopls、位于该目录的终端），然后重新运行该命令",
    }
}
