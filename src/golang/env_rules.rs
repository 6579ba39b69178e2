//! What `go env -w` may write (`cmd/go/internal/envcmd`), and where the user's env file lies. It looks at nothing
//! on disk, and takes the operating system by its name so that every system's rule can be tested on any.

use crate::env::Env;
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use std::ffi::OsStr;
use std::path::PathBuf;

/// A setting that `go env -w` refuses to write. The value is not shown: it may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// `go` computes it.
    Fixed(String),
    /// GOENV and GODEBUG.
    ProcessOnly(String),
    /// Not one of Go's, such as `HTTPS_PROXY`, or misspelt.
    Unknown(String),
    /// A value the key cannot have.
    Value {
        /// The key.
        key: String,
        /// What is wrong.
        reason: BadValue,
    },
}

/// What is wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadValue {
    /// It is not UTF-8.
    Text,
    /// It holds NUL.
    Nul,
    /// It holds CR, LF or VT.
    LineBreak,
    /// It holds what cannot be seen; only gv asks, for a file that is trusted by what it shows.
    Unseen,
    /// It has to be an absolute path.
    Relative,
    /// It begins with `~`, which nothing would expand.
    Tilde,
    /// It is none of the words the key can have.
    Word,
    /// A compiler's command with an open quote, or blanks only.
    Command,
}

/// Where the user's env file lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserFile {
    /// `GOENV=off`: there is none.
    Off,
    /// Here, there or not.
    At {
        /// The file.
        path: PathBuf,
        /// Whether GOENV names it.
        named: bool,
    },
    /// There is no folder for settings: neither a home directory nor what stands for one is set.
    Nowhere,
}

impl UserFile {
    /// By `GOENV`, else in the folder where this system (in Go's name for it) keeps a user's settings.
    pub fn locate(env: &Env, os: &str) -> Self {
        match env.get("GOENV") {
            Some(off) if off == "off" => Self::Off,
            Some(path) => Self::At { path: env.cwd().join(path), named: true },
            None => settings_folder(env, os)
                .map_or(Self::Nowhere, |dir| Self::At { path: dir.join("go").join("env"), named: false }),
        }
    }
}

/// `os.UserConfigDir` of Go.
fn settings_folder(env: &Env, os: &str) -> Option<PathBuf> {
    let path = |name: &str| env.get(name).map(PathBuf::from);
    let home = || path("HOME").or_else(|| env.home_dir().map(Into::into));
    match os {
        "windows" => path("AppData"),
        "darwin" | "ios" => Some(home()?.join("Library/Application Support")),
        // A relative one means nothing to `go`, which then has no file at all.
        _ => match path("XDG_CONFIG_HOME") {
            Some(dir) => dir.has_root().then_some(dir),
            None => Some(home()?.join(".config")),
        },
    }
}

/// Whether a setting may be written. `present`: the file has the key already, and so it counts as known.
pub fn check(key: &str, value: &OsStr, present: bool, os: &str) -> Result<(), Refusal> {
    check_key(key, present)?;
    let bad = match value.to_str() {
        Some(value) => value_fault(key, value, os == "windows"),
        None => Some(BadValue::Text),
    };
    bad.map_or(Ok(()), |reason| Err(Refusal::Value { key: key.to_owned(), reason }))
}

/// Whether a key may be written, or one that is not there be named. What is there may always be taken out.
pub fn check_key(key: &str, present: bool) -> Result<(), Refusal> {
    match key {
        _ if FIXED.contains(&key) => Err(Refusal::Fixed(key.to_owned())),
        "GOENV" | "GODEBUG" => Err(Refusal::ProcessOnly(key.to_owned())),
        _ if present || KNOWN.contains(&key) => Ok(()),
        _ => Err(Refusal::Unknown(key.to_owned())),
    }
}

fn value_fault(key: &str, value: &str, windows: bool) -> Option<BadValue> {
    let relative = || (!value.is_empty() && !is_absolute(value, windows)).then_some(BadValue::Relative);
    let own = match key {
        "GO111MODULE" => (!["", "auto", "on", "off"].contains(&value)).then_some(BadValue::Word),
        "GOPATH" if value.starts_with('~') => Some(BadValue::Tilde),
        "GOPATH" | "GOMODCACHE" | "GOTMPDIR" => relative(),
        "CC" | "CXX" => command_fault(value, windows),
        _ => None,
    };
    own.or_else(|| value.contains('\0').then_some(BadValue::Nul))
        .or_else(|| value.contains(['\u{b}', '\r', '\n']).then_some(BadValue::LineBreak))
}

/// A compiler is a name to be found on PATH, or an absolute path; quotes may stand around it.
fn command_fault(value: &str, windows: bool) -> Option<BadValue> {
    if value.is_empty() {
        return None;
    }
    let Some(words) = super::quoted::split(value) else { return Some(BadValue::Command) };
    let Some(program) = words.first() else { return Some(BadValue::Command) };
    let path = program.contains('/') || (windows && program.contains(['\\', ':'])) || program.is_empty();
    (path && !is_absolute(program, windows)).then_some(BadValue::Relative)
}

/// Whether a path is absolute on the system it is meant for.
pub fn is_absolute(path: &str, windows: bool) -> bool {
    if !windows {
        return path.starts_with('/');
    }
    let slash = |byte: &u8| matches!(byte, b'/' | b'\\');
    match path.as_bytes() {
        [drive, b':', first, ..] => drive.is_ascii_alphabetic() && slash(first),
        [one, other, host, ..] => slash(one) && slash(other) && !slash(host),
        _ => false,
    }
}

/// Computed by `go` itself. Newer releases refuse GOROOT too, and an older one misled by it breaks every toolchain.
const FIXED: [&str; 11] = [
    "GOEXE",
    "GOGCCFLAGS",
    "GOHOSTARCH",
    "GOHOSTOS",
    "GOMOD",
    "GOWORK",
    "GOTOOLDIR",
    "GOVERSION",
    "GOTELEMETRY",
    "GOTELEMETRYDIR",
    "GOROOT",
];

/// Every setting of the go command: `internal/cfg.KnownEnv`.
pub const KNOWN: [&str; 66] = [
    "AR",
    "CC",
    "CGO_CFLAGS",
    "CGO_CFLAGS_ALLOW",
    "CGO_CFLAGS_DISALLOW",
    "CGO_CPPFLAGS",
    "CGO_CPPFLAGS_ALLOW",
    "CGO_CPPFLAGS_DISALLOW",
    "CGO_CXXFLAGS",
    "CGO_CXXFLAGS_ALLOW",
    "CGO_CXXFLAGS_DISALLOW",
    "CGO_ENABLED",
    "CGO_FFLAGS",
    "CGO_FFLAGS_ALLOW",
    "CGO_FFLAGS_DISALLOW",
    "CGO_LDFLAGS",
    "CGO_LDFLAGS_ALLOW",
    "CGO_LDFLAGS_DISALLOW",
    "CXX",
    "FC",
    "GCCGO",
    "GO111MODULE",
    "GO386",
    "GOAMD64",
    "GOARCH",
    "GOARM",
    "GOARM64",
    "GOAUTH",
    "GOBIN",
    "GOCACHE",
    "GOCACHEPROG",
    "GODEBUG",
    "GOENV",
    "GOEXE",
    "GOEXPERIMENT",
    "GOFIPS140",
    "GOFLAGS",
    "GOGCCFLAGS",
    "GOHOSTARCH",
    "GOHOSTOS",
    "GOINSECURE",
    "GOMIPS",
    "GOMIPS64",
    "GOMODCACHE",
    "GONOPROXY",
    "GONOSUMDB",
    "GOOS",
    "GOPATH",
    "GOPPC64",
    "GOPRIVATE",
    "GOPROXY",
    "GORISCV64",
    "GOROOT",
    "GOSUMDB",
    "GOTELEMETRY",
    "GOTELEMETRYDIR",
    "GOTMPDIR",
    "GOTOOLCHAIN",
    "GOTOOLDIR",
    "GOVCS",
    "GOVERSION",
    "GOWASM",
    "GOWORK",
    "GO_EXTLINK_ENABLED",
    "GOMOD",
    "PKG_CONFIG",
];

displayed!(Refusal, BadValue);

impl Explain for Refusal {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Fixed(key) => say!(lang, "{key} cannot be modified", "{key} 不能修改"),
            Self::ProcessOnly(key) => say!(
                lang,
                "{key} can only be set in the environment of the process, not in a file",
                "{key} 只能在进程环境中设置，不能写入文件"
            ),
            Self::Unknown(key) => {
                say!(lang, "{key} is not a setting of the go command", "{key} 不是 go 命令的设置")
            }
            Self::Value { key, reason } => say!(
                lang,
                "{key} cannot have this value: {reason}",
                "{key} 不能取这个值：{reason}",
                reason = reason.message(lang)
            ),
        }
    }

    fn hints(&self, _: Lang) -> Vec<Hint> {
        match self {
            Self::Unknown(_) => vec![Hint::command("go help environment")],
            Self::Fixed(_) | Self::ProcessOnly(_) | Self::Value { .. } => Vec::new(),
        }
    }

    fn code(&self) -> u8 {
        code::USAGE
    }
}

impl BadValue {
    fn message(self, lang: Lang) -> String {
        match self {
            Self::Text => say!(lang, "it is not UTF-8 text", "不是 UTF-8 文本"),
            Self::Nul => say!(lang, "it contains a NUL", "含有 NUL"),
            Self::LineBreak => say!(lang, "it contains a line break", "含有换行"),
            Self::Unseen => {
                say!(lang, "it contains a control character or an invisible one", "含有控制字符或不可见字符")
            }
            Self::Relative => say!(lang, "it has to be an absolute path", "必须是绝对路径"),
            Self::Tilde => {
                say!(
                    lang,
                    "it begins with ~, which only a shell expands",
                    "以 ~ 开头，而只有 shell 才会展开它"
                )
            }
            Self::Word => say!(lang, "it has to be auto, on or off", "必须是 auto、on 或 off"),
            Self::Command => say!(lang, "it is not a command", "不是命令"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::path::Path;

    fn told(key: &str, value: &str, os: &str) -> String {
        match check(key, value.as_ref(), false, os) {
            Ok(()) => "ok".to_owned(),
            Err(Refusal::Value { reason, .. }) => format!("{reason:?}"),
            Err(Refusal::Fixed(_)) => "fixed".to_owned(),
            Err(Refusal::ProcessOnly(_)) => "process".to_owned(),
            Err(Refusal::Unknown(_)) => "unknown".to_owned(),
        }
    }

    #[test]
    fn go_env_w_refuses_the_same() {
        for (key, value, expected) in [
            ("GOPROXY", "off", "ok"),
            ("GOPROXY", "", "ok"),
            ("GOTOOLCHAIN", "local", "ok"),
            ("GOVERSION", "go1.22", "fixed"),
            ("GOROOT", "/usr/lib/go", "fixed"),
            ("GOMOD", "x", "fixed"),
            ("GOENV", "off", "process"),
            ("GODEBUG", "x=1", "process"),
            ("HTTPS_PROXY", "http://p:1", "unknown"),
            ("goproxy", "off", "unknown"),
            ("GOPROXI", "off", "unknown"),
            ("", "off", "unknown"),
            ("GO111MODULE", "on", "ok"),
            ("GO111MODULE", "yes", "Word"),
            ("GOPATH", "~/go", "Tilde"),
            ("GOPATH", "go", "Relative"),
            ("GOPATH", "", "ok"),
            ("GOPATH", "/home/me/go", "ok"),
            ("GOMODCACHE", "./cache", "Relative"),
            ("GOTMPDIR", "tmp", "Relative"),
            ("GOCACHE", "relative", "ok"),
            ("CC", "gcc -m32", "ok"),
            ("CC", "'my gcc' -m32", "ok"),
            ("CC", "./gcc", "Relative"),
            ("CC", "\"/opt/my gcc/bin/gcc\" -m32", "ok"),
            ("CC", "'gcc", "Command"),
            ("CXX", " \t", "Command"),
            ("CC", "''", "Relative"),
            ("GOFLAGS", "a\nb", "LineBreak"),
            ("GOFLAGS", "a\r", "LineBreak"),
            ("GOFLAGS", "a\u{b}b", "LineBreak"),
            ("GOFLAGS", "a\0b", "Nul"),
            ("GOFLAGS", "a\u{c}b", "ok"),
        ] {
            assert_eq!(told(key, value, "linux"), expected, "{key}={value:?}");
        }
        assert_eq!(check("MINE", "x".as_ref(), true, "linux"), Ok(()));
    }

    #[test]
    fn paths_are_judged_by_the_system_they_are_for() {
        for (value, windows, elsewhere) in [
            (r"C:\go", "ok", "Relative"),
            ("c:/go", "ok", "Relative"),
            ("C:go", "Relative", "Relative"),
            (r"\\host\share", "ok", "Relative"),
            (r"\go", "Relative", "Relative"),
            ("/go", "Relative", "ok"),
        ] {
            assert_eq!(told("GOPATH", value, "windows"), windows, "{value}");
            assert_eq!(told("GOPATH", value, "darwin"), elsewhere, "{value}");
        }
        assert_eq!(told("CC", r"bin\gcc", "windows"), "Relative");
        assert_eq!(told("CC", r"bin\gcc", "linux"), "ok");
    }

    #[cfg(unix)]
    #[test]
    fn a_value_that_is_no_text_is_refused() {
        use std::os::unix::ffi::OsStrExt;
        let value = OsStr::from_bytes(b"\xff");
        let refused = check("GOFLAGS", value, false, "linux").unwrap_err();
        assert!(matches!(refused, Refusal::Value { reason: BadValue::Text, .. }));
    }

    #[test]
    fn the_users_file_lies_where_go_keeps_it() {
        let at = |vars: &[(&str, &str)], os: &str| {
            let env = Env::from_vars(vars.iter().map(|(key, value)| (key.into(), value.into())));
            match UserFile::locate(&env.with_cwd("/w"), os) {
                UserFile::At { path, named } => {
                    format!("{} {named}", path.to_string_lossy().replace('\\', "/"))
                }
                other => format!("{other:?}"),
            }
        };
        let home = ("HOME", "/h");
        assert_eq!(at(&[home], "linux"), "/h/.config/go/env false");
        assert_eq!(at(&[home, ("XDG_CONFIG_HOME", "/x")], "freebsd"), "/x/go/env false");
        assert_eq!(at(&[home, ("XDG_CONFIG_HOME", "x")], "linux"), "Nowhere");
        assert_eq!(
            at(&[home, ("XDG_CONFIG_HOME", "/x")], "darwin"),
            "/h/Library/Application Support/go/env false"
        );
        assert_eq!(at(&[home, ("AppData", "/a")], "windows"), "/a/go/env false");
        assert_eq!(at(&[home], "windows"), "Nowhere");
        assert_eq!(at(&[], "linux"), "Nowhere");
        assert_eq!(at(&[home, ("GOENV", "off")], "linux"), "Off");
        assert_eq!(at(&[home, ("GOENV", "")], "linux"), "/h/.config/go/env false");
        assert_eq!(at(&[home, ("GOENV", "mine.env")], "linux"), "/w/mine.env true");
        let env = Env::default().with_home_dir("/d");
        let file = UserFile::locate(&env, "linux");
        assert_eq!(file, UserFile::At { path: Path::new("/d/.config/go/env").into(), named: false });
    }

    proptest! {
        #[test]
        fn what_may_be_written_reads_back(key in prop::sample::select(KNOWN.to_vec()), value in "\\PC{0,12}|[a-c\0\r\n\u{b}]{0,4}") {
            if check(key, value.as_ref(), false, "linux").is_ok() {
                let mut file = super::super::env_file::EnvFile::default();
                file.set(key, &value);
                prop_assert_eq!(file.text(key), Some(value));
                prop_assert_eq!(file.lines().count(), 1);
            }
        }
    }
}
