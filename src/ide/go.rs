//! The Go that an editor is told, and the one that it was told.

use std::path::{Path, PathBuf};

/// What an editor is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Go {
    /// The GOROOT.
    pub root: String,
    /// The file of the `go` program.
    pub program: String,
    /// A PATH with its folder in front.
    pub path: String,
    /// The user's own directory.
    pub home: Option<String>,
}

/// A setting of an editor that names a Go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The setting: `go.goroot`.
    pub key: &'static str,
    /// The GOROOT.
    pub root: PathBuf,
}

/// The text of a file is not what the editor reads there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// What is wrong, as the reader says it.
    pub why: String,
}

impl Malformed {
    #[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err, which has the error itself")]
    pub(super) fn of(why: impl ToString) -> Self {
        Self { why: why.to_string() }
    }
}

/// The GOROOT of a `go` program, or of the folder that it lies in.
pub(super) fn root_of_program(program: &Path) -> Option<PathBuf> {
    program.parent()?.parent().map(Path::to_owned)
}

/// The GOROOT whose programs come first on a PATH.
pub(super) fn root_on_path(path: &str) -> Option<PathBuf> {
    let first = std::env::split_paths(path).next()?;
    (first.file_name()? == "bin").then(|| first.parent().map(Path::to_owned)).flatten()
}

#[cfg(test)]
pub(super) mod testing {
    use super::Go;

    /// A Go with all that has to be quoted in its paths.
    pub fn go() -> Go {
        Go {
            root: "/home/o'hara/.gv/editors/a \"b\" & c/goroot".to_owned(),
            program: "/home/o'hara/.gv/editors/a \"b\" & c/goroot/bin/go".to_owned(),
            path: if cfg!(windows) {
                "/home/o'hara/.gv/editors/a \"b\" & c/goroot/bin;/usr/bin".to_owned()
            } else {
                "/home/o'hara/.gv/editors/a \"b\" & c/goroot/bin:/usr/bin".to_owned()
            },
            home: Some("/home/o'hara".to_owned()),
        }
    }
}
