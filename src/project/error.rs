//! What can be wrong with a project's files.

use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::shell::Shell;
use crate::system::FileError;
use crate::version::{Spec, Version};
use std::path::{Path, PathBuf};

/// A file of the project cannot be read, understood or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is there, but the system does not hand it over.
    Read(FileError),
    /// It is larger than any such file can be.
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The most that is read, in bytes.
        limit: u64,
    },
    /// A pin holds something else than a version.
    NotVersion {
        /// The pin file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// Counted from 1, in characters.
        column: usize,
        /// What stands there, cut to 64 characters.
        text: String,
    },
    /// A pin is a link to a file that holds something else than a version. What that is, is not kept: it may be any
    /// file's.
    LeadsToNoVersion {
        /// The link.
        path: PathBuf,
    },
    /// A file that would have to be changed is a link.
    Link {
        /// The link.
        path: PathBuf,
        /// Where it leads to, as it is written there.
        target: PathBuf,
    },
    /// A `.go-version` without a version.
    EmptyPin {
        /// The pin file.
        path: PathBuf,
    },
    /// go.mod or go.work is not what Go would read.
    Syntax {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// Counted from 1, in characters.
        column: usize,
        /// What is wrong there.
        problem: SyntaxError,
    },
    /// A toolchain line below the go line would have no effect.
    BelowGoLine {
        /// The go.mod.
        path: PathBuf,
        /// Where its go line stands, counted from 1.
        line: usize,
        /// What that line asks for.
        go: Version,
        /// What was to be written.
        wanted: Version,
    },
    /// A toolchain line takes versions of Go 1 only (`modfile.ToolchainRE`): Go would refuse the whole file.
    BeyondGoMod {
        /// The go.mod or go.work.
        path: PathBuf,
        /// What was to be written.
        wanted: Version,
    },
    /// A file could not be written; the old one is as it was.
    Write(FileError),
}

/// What is wrong at one place of a go.mod or go.work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyntaxError {
    /// A second `go` or `toolchain` line.
    Repeated(&'static str),
    /// A `go` or `toolchain` line with none or several words after it.
    OneWord(&'static str),
    /// A line within a block that `go` takes for the line of this verb, as it looks it up before it parses the file.
    TakenFor(&'static str),
    /// The `go` line names no version.
    NotGoVersion(String),
    /// The `toolchain` line names no toolchain.
    NotToolchain(String),
    /// The line of this verb is wrong, in a file that a link leads to.
    NotShown(&'static str),
    /// `/* … */`
    BlockComment,
    /// A quoted string that does not end on its line.
    OpenString,
    /// A `(` block that never ends.
    OpenBlock,
    /// Something after the `)` of a block.
    AfterBlock,
}

impl SyntaxError {
    /// The same without words of the file.
    pub(super) fn without_text(self) -> Self {
        match self {
            Self::NotGoVersion(_) => Self::NotShown("go"),
            Self::NotToolchain(_) => Self::NotShown("toolchain"),
            other => other,
        }
    }
}

displayed!(Error, SyntaxError);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Read(error) | Self::Write(error) => error.message(lang),
            Self::TooLarge { path, limit } => say!(
                lang,
                "{path} is larger than {limit} bytes, too large for such a file",
                "{path} 超过 {limit} 字节，不可能是这种文件",
                path = path.display()
            ),
            Self::NotVersion { path, line, column, text } => say!(
                lang,
                "{path}:{line}:{column}: {text:?} is not a Go version",
                "{path}:{line}:{column}：{text:?} 不是 Go 版本",
                path = path.display()
            ),
            Self::LeadsToNoVersion { path } => say!(
                lang,
                "{path} is a link to a file that does not contain a Go version",
                "{path} 是链接，它指向的文件中没有 Go 版本",
                path = path.display()
            ),
            Self::Link { path, target } => say!(
                lang,
                "{path} is a link to {target}; gv does not write through links",
                "{path} 是指向 {target} 的链接；gv 不会通过链接写入文件",
                path = path.display(),
                target = target.display()
            ),
            Self::EmptyPin { path } => {
                say!(lang, "{path} contains no version", "{path} 中没有写版本", path = path.display())
            }
            Self::Syntax { path, line, column, problem } => say!(
                lang,
                "{path}:{line}:{column}: {problem}",
                "{path}:{line}:{column}：{problem}",
                path = path.display(),
                problem = problem.message(lang)
            ),
            Self::BelowGoLine { path, line, go, wanted } => say!(
                lang,
                "{path}:{line} says go {go}: a toolchain line of go{wanted} would have no effect",
                "{path}:{line} 要求 go {go}，写入 toolchain go{wanted} 不会起作用",
                path = path.display()
            ),
            Self::BeyondGoMod { path, wanted } => say!(
                lang,
                "{path} cannot name go{wanted}: Go accepts only go1 versions in a toolchain line",
                "{path} 无法指定 go{wanted}：toolchain 行只接受 go1 的版本",
                path = path.display()
            ),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::Read(_) | Self::Write(_) => Vec::new(),
            Self::LeadsToNoVersion { path } => vec![
                remove(path),
                Hint::words(say!(
                    lang,
                    "that removes only the link; the file that it leads to stays",
                    "这只会删除链接，它指向的文件不受影响"
                )),
            ],
            Self::Link { path, .. } if is_pin(path) => vec![
                remove(path),
                Hint::words(say!(
                    lang,
                    "that removes only the link, and the file that it leads to stays; then run the same command again",
                    "这只会删除链接，它指向的文件不受影响；然后重新执行同一条命令"
                )),
            ],
            Self::Link { target, .. } => vec![Hint::words(say!(
                lang,
                "edit {target} itself, or put a copy of it in the place of the link",
                "请直接编辑 {target}，或用它的副本替换该链接",
                target = target.display()
            ))],
            Self::NotVersion { text, .. } if text.starts_with("path:") => {
                let folder = Shell::USUAL.word(text.trim_start_matches("path:"));
                vec![Hint::command(format!("gv import --link {folder}")), pin_is_a_version(lang)]
            }
            Self::NotVersion { text, .. } if respelt(text).is_some() => {
                respelt(text).map(|spec| Hint::command(format!("gv pin {spec}"))).into_iter().collect()
            }
            Self::NotVersion { .. } | Self::EmptyPin { .. } => {
                vec![Hint::command("gv pin 1.22"), pin_is_a_version(lang)]
            }
            Self::TooLarge { .. } => vec![Hint::command("gv pin 1.22")],
            Self::Syntax { problem: SyntaxError::NotToolchain(_), .. } => {
                vec![Hint::command("gv pin --mod latest")]
            }
            Self::Syntax { .. } => vec![Hint::words(say!(
                lang,
                "correct that line; go itself would refuse it too",
                "请修正该行；go 命令自己也会拒绝它"
            ))],
            Self::BelowGoLine { wanted, .. } | Self::BeyondGoMod { wanted, .. } => {
                vec![
                    Hint::command(format!("gv pin {wanted}")),
                    Hint::words(say!(
                        lang,
                        "a .go-version takes precedence over go.mod",
                        ".go-version 优先于 go.mod"
                    )),
                ]
            }
        }
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

/// The command that removes a link, and leaves what it leads to.
fn remove(link: &Path) -> Hint {
    Hint::command(Shell::USUAL.remove(link))
}

fn is_pin(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == ".go-version" || name == ".tool-versions")
}

impl SyntaxError {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Repeated(verb) => say!(lang, "a second {verb} line", "{verb} 行重复"),
            Self::OneWord(verb) => {
                say!(lang, "a {verb} line takes exactly one word", "{verb} 行只能带一个值")
            }
            Self::TakenFor(verb) => say!(
                lang,
                "go takes this line for the {verb} line, although it is inside a block",
                "该行位于括号块内，但 go 会把它当作 {verb} 行"
            ),
            Self::NotGoVersion(text) => say!(
                lang,
                "{text:?} is not a Go version; it has to look like 1.22.3",
                "{text:?} 不是 Go 版本，应形如 1.22.3"
            ),
            Self::NotToolchain(text) => say!(
                lang,
                "{text:?} is not a toolchain; it has to look like go1.22.3, or be default",
                "{text:?} 不是工具链名称，应形如 go1.22.3，或写 default"
            ),
            Self::NotShown(verb) => {
                say!(lang, "the {verb} line does not name a version", "{verb} 行没有写明版本")
            }
            Self::BlockComment => {
                say!(lang, "/* */ is not a comment here; use //", "这里不能用 /* */ 注释，请改用 //")
            }
            Self::OpenString => say!(lang, "this string does not end on its line", "字符串没有在本行结束"),
            Self::OpenBlock => say!(lang, "this block does not end", "括号块没有结束"),
            Self::AfterBlock => {
                say!(lang, "a new line is expected after the closing parenthesis", "右括号之后应当换行")
            }
        }
    }
}

/// What may stand in a pin.
fn pin_is_a_version(lang: Lang) -> Hint {
    Hint::words(say!(
        lang,
        "write a version into the file, such as 1.22.3, 1.22 or latest",
        "在文件中写入一个版本，例如 1.22.3、1.22 或 latest"
    ))
}

/// The version that another tool's spelling means: `1.22-rc1`, `1.28.0-rc.1`, `latest:1.22`, `>=1.22`, `^1.22`.
fn respelt(text: &str) -> Option<Spec> {
    let text = text.rsplit(':').next()?.trim_start_matches(['^', '~', '>', '=']);
    let (numbers, pre) = text.split_once('-').unwrap_or((text, ""));
    let pre = pre.replace('.', "");
    let numbers = if pre.is_empty() { numbers } else { numbers.strip_suffix(".0").unwrap_or(numbers) };
    numbers
        .starts_with(|first: char| first.is_ascii_digit())
        .then(|| format!("{numbers}{pre}").parse().ok())?
}
