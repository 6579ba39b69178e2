//! Toolchains that other version managers, the `go` command or the system keep: where they are, whose they are, and
//! how one is taken over. Nothing of theirs is ever changed.

mod adopt;
mod copy;
mod error;
mod goroot;
mod import;
mod manager;
mod places;
mod proof;
mod search;

pub use adopt::{Mode, Outcome, adopt};
pub use error::{Error, UnsupportedEntry};
pub use goroot::{Machine, Unfit};
pub use import::{End, Import, Listener, Source, find};
pub use manager::{Manager, NoManager};
pub use proof::{Assessment, Open, Prover, Standing, Trouble};
pub use search::{Found, Search};

use crate::env::Env;
use places::Ground;
use std::path::Path;

/// Whose a file or folder is, by its path alone. The path is not looked at: a caller who wants links followed resolves
/// it first. `None` without a known manager.
pub fn owner_of(path: &Path, env: &Env) -> Option<Manager> {
    let depth = |ground: &Ground| {
        let rest = below(&ground.folder, path)?;
        let holds =
            ground.prefix.is_empty() || rest.first().is_some_and(|name| name.starts_with(ground.prefix));
        holds.then(|| ground.folder.components().count() + usize::from(!ground.prefix.is_empty()))
    };
    let mut best: Option<(usize, Manager)> = None;
    for ground in places::grounds(env) {
        match depth(&ground) {
            Some(depth) if best.is_none_or(|(other, _)| depth > other) => {
                best = Some((depth, ground.manager));
            }
            _ => {}
        }
    }
    best.map(|(_, manager)| manager)
}

/// The names that follow a folder in a path; `None` where it does not lie below.
fn below(folder: &Path, path: &Path) -> Option<Vec<String>> {
    let names = |path: &Path| path.components().map(|part| spelled(part.as_os_str())).collect::<Vec<_>>();
    names(path).strip_prefix(names(folder).as_slice()).map(<[String]>::to_vec)
}

/// Windows tells no case apart.
fn spelled(name: &std::ffi::OsStr) -> String {
    let name = name.to_string_lossy();
    if cfg!(windows) { name.to_lowercase() } else { name.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    /// A home, and variables that are folders of it.
    fn env(vars: &[(&str, &str)]) -> (Env, PathBuf) {
        let home = std::env::temp_dir().join("höme of me");
        let value = |text: &str| match text.strip_prefix("~/") {
            Some(below) => home.join(below).into_os_string(),
            None => text.into(),
        };
        let vars = vars.iter().map(|(name, text)| ((*name).into(), value(text)));
        (Env::from_vars(vars).with_home_dir(&home), home)
    }

    fn owner(vars: &[(&str, &str)], path: &str) -> Option<&'static str> {
        let (env, home) = env(vars);
        owner_of(&home.join(path), &env).map(Manager::id)
    }

    #[test]
    fn every_manager_is_known_by_its_usual_folder() {
        let data = if cfg!(windows) { "AppData/Local" } else { ".local/share" };
        let mise = format!("{data}/mise/shims/go");
        for (path, manager) in [
            (".goup/go1.22.3/bin/go", "goup"),
            (".goup/current/bin", "goup"),
            (".g/versions/1.22.3", "g"),
            (".gobrew/current/bin/go", "gobrew"),
            (".goenv/shims/go", "goenv"),
            (".gvm/gos/go1.22.3/bin/go", "gvm"),
            (".go/.versions/1.22.3/bin/go", "stefanmaric-g"),
            (".go/go1.22.3/bin/go", "owenthereal-goup"),
            (".asdf/shims/go", "asdf"),
            (&mise, "mise"),
            ("sdk/go1.22.3/bin/go", "sdk"),
            ("go/pkg/mod/golang.org/toolchain@v0.0.1-go1.22.3.linux-amd64/bin/go", "gotoolchain"),
            ("scoop/apps/go/current/bin/go.exe", "scoop"),
        ] {
            assert_eq!(owner(&[], path), Some(manager), "{path}");
        }
        for path in
            ["go/bin/hello", "sdk/android/x", "sdk", "go/pkg/mod/golang.org/x/mod@v0.1.0", ".gouper/x", ""]
        {
            assert_eq!(owner(&[], path), None, "{path}");
        }
    }

    #[test]
    fn and_by_the_folder_its_variable_names() {
        for (name, value, path, manager) in [
            ("GOUP_HOME", "~/a", "a/go1.22.3", "goup"),
            ("GOBREW_ROOT", "~/a", "a/.gobrew/versions", "gobrew"),
            ("GOENV_ROOT", "~/a", "a/versions/1.22.3", "goenv"),
            ("GVM_ROOT", "~/a", "a/gos/go1.22.3", "gvm"),
            ("GOROOT", "~/a", "a/.versions/1.22.3", "stefanmaric-g"),
            ("ASDF_DATA_DIR", "~/a", "a/installs", "asdf"),
            ("MISE_DATA_DIR", "~/a", "a/shims", "mise"),
            ("MISE_INSTALLS_DIR", "~/a", "a/go/1.22.3", "mise"),
            ("XDG_DATA_HOME", "~/a", "a/mise/shims", "mise"),
            ("GOPATH", "~/a", "a/pkg/mod/golang.org/toolchain@v0.0.1-go1.22.3.linux-amd64", "gotoolchain"),
            ("GOMODCACHE", "~/a", "a/golang.org/toolchain@v0.0.1-go1.22.3.linux-amd64", "gotoolchain"),
            ("HOMEBREW_PREFIX", "~/a", "a/Cellar/go/1.22.3", "homebrew"),
            ("SCOOP", "~/a", "a/apps/go/1.22.3", "scoop"),
        ] {
            assert_eq!(owner(&[(name, value)], path), Some(manager), "{name}");
        }
        assert_eq!(owner(&[("G_HOME", "~/a")], "a/versions"), None, "only with G_EXPERIMENTAL");
        assert_eq!(owner(&[("G_HOME", "~/a"), ("G_EXPERIMENTAL", "True")], "a/versions"), Some("g"));
        assert_eq!(owner(&[("GOUP_HOME", "a")], ".goup/x"), Some("goup"), "a relative one is no place");
    }

    #[test]
    #[cfg(unix)]
    fn the_systems_own_folders() {
        let (env, _) = env(&[]);
        for (path, manager) in [
            ("/usr/local/go/bin/go", Some(Manager::System)),
            ("/usr/lib/go-1.22/bin/go", Some(Manager::System)),
            ("/usr/lib/golang/bin/go", Some(Manager::System)),
            ("/usr/lib/gold-ld", None),
            ("/opt/homebrew/bin/go", Some(Manager::Homebrew)),
            ("/usr/local/Cellar/go/1.22.3/bin/go", Some(Manager::Homebrew)),
            ("/usr/local/bin/go", None),
            ("/snap/go/10500/bin/go", Some(Manager::System)),
        ] {
            assert_eq!(owner_of(Path::new(path), &env), manager, "{path}");
        }
    }
}
