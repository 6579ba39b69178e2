//! What a build of gv knows of its own releases. The values come from the environment of the build; nothing that is read
//! while gv runs can change them.

use crate::golang::database;
use crate::verify::minisign::PublicKey;
use semver::Version;

/// What this gv is, and whose releases it accepts.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Its version.
    pub version: Version,
    /// The target that it was built for, such as `x86_64-unknown-linux-musl`.
    pub target: String,
    /// The keys that sign its releases (`GV_RELEASE_KEY`); empty in a plain build.
    pub keys: Vec<PublicKey>,
    /// The Go modules that its releases are also published as, without the platform (`GV_RELEASE_MODULE`).
    pub module: Option<String>,
    /// Where its releases are (`GV_RELEASE_BASE`).
    pub base: Option<String>,
    /// The key of the checksum database that lists the modules: Go's own.
    pub database: String,
    /// Who installed it.
    pub made: Made,
}

/// Who installs new versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// gv itself.
    Release,
    /// A package manager, by this command (feature `no-self-update`, `GV_UPDATE_COMMAND`).
    Package {
        /// The command; `None` if the package does not name one.
        command: Option<String>,
    },
}

impl Identity {
    /// That of this build.
    pub fn built_in() -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION").parse().unwrap_or(Version::new(0, 0, 0)),
            target: env!("GV_TARGET").to_owned(),
            keys: keys(option_env!("GV_RELEASE_KEY").unwrap_or_default()),
            module: named(option_env!("GV_RELEASE_MODULE")),
            base: named(option_env!("GV_RELEASE_BASE")),
            database: database::KEY.to_owned(),
            made: if cfg!(feature = "no-self-update") {
                Made::Package { command: named(option_env!("GV_UPDATE_COMMAND")) }
            } else {
                Made::Release
            },
        }
    }

    /// The targets whose archives run here, the best first. A Linux release without a C library of its own runs on any.
    pub fn targets(&self) -> Vec<String> {
        let mut targets = vec![self.target.clone()];
        if self.target.contains("-linux-gnu") {
            targets.push(self.target.replace("-linux-gnu", "-linux-musl"));
        }
        targets
    }

    /// The platform in Go's words, which is the last part of the module's path: `linux-amd64`.
    pub fn platform(&self) -> Option<String> {
        platform(&self.target)
    }
}

/// The keys in a value: separated by commas or blanks. The build fails before on one that cannot be read.
fn keys(value: &str) -> Vec<PublicKey> {
    value.split([',', ' ', '\n']).filter_map(|key| key.parse().ok()).collect()
}

fn named(value: Option<&str>) -> Option<String> {
    value.map(str::trim).filter(|value| !value.is_empty()).map(ToOwned::to_owned)
}

fn platform(target: &str) -> Option<String> {
    let arch = match target.split('-').next()? {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        "i686" | "i586" => "386",
        "armv7" | "arm" => "arm",
        other => other,
    };
    let systems = [("linux", "linux"), ("darwin", "darwin"), ("windows", "windows"), ("freebsd", "freebsd")];
    let (_, os) = systems.into_iter().find(|(word, _)| target.contains(word))?;
    Some(format!("{os}-{arch}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_have_a_platform_of_go() {
        for (target, expected) in [
            ("x86_64-unknown-linux-musl", "linux-amd64"),
            ("aarch64-unknown-linux-gnu", "linux-arm64"),
            ("armv7-unknown-linux-musleabihf", "linux-arm"),
            ("x86_64-apple-darwin", "darwin-amd64"),
            ("aarch64-pc-windows-msvc", "windows-arm64"),
            ("i686-pc-windows-msvc", "windows-386"),
        ] {
            assert_eq!(platform(target).as_deref(), Some(expected));
        }
        assert!(Identity::built_in().platform().is_some());
    }

    #[test]
    fn a_static_archive_serves_a_build_against_glibc() {
        let of = |target: &str| Identity { target: target.to_owned(), ..Identity::built_in() }.targets();
        let gnu = "armv7-unknown-linux-gnueabihf";
        assert_eq!(of(gnu), [gnu, "armv7-unknown-linux-musleabihf"]);
        assert_eq!(of("x86_64-apple-darwin"), ["x86_64-apple-darwin"]);
    }

    #[test]
    fn several_keys_can_be_named() {
        let key = "RWQWl+O6oSfRPXvB+AVqyg92GP4Be/f7KSSd4mElM0I5ckSMuK1eFs8T";
        assert_eq!(keys(&format!("{key}, {key}\n{key}")).len(), 3);
        assert!(keys("").is_empty());
    }
}
