//! The checks: their names, their layers, their order.

use super::{Finding, Machine};
use super::{
    bin, current, directory, disk, go, leftovers, managers, proxy, settings, setup, shims, stored,
    system_proxy, tools, variables,
};

/// One thing that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Check {
    /// The disk that gv's home is on, and the clock.
    Disk,
    /// gv's own programs, and its block in the startup files.
    Setup,
    /// The launchers in the shims folder.
    Shims,
    /// The link to the default toolchain.
    Current,
    /// The toolchains of the store.
    Toolchains,
    /// What killed runs left, and locks that somebody holds.
    Leftovers,
    /// Every `go` on PATH.
    Go,
    /// Other version managers.
    Managers,
    /// The folder that `go install` writes to.
    Bin,
    /// `GOROOT`, `GOPATH` and the like.
    Variables,
    /// What the working directory asks for.
    Directory,
    /// Go's module settings in force there.
    Settings,
    /// A C compiler, where cgo wants one.
    Compiler,
    /// git.
    Git,
    /// The proxy variables.
    Proxy,
}

/// What checks belong to, from gv's home outwards. Each layer stands on those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layer {
    /// gv's home.
    Home,
    /// PATH.
    Path,
    /// Go's variables in the environment.
    Environment,
    /// The working directory.
    Directory,
    /// Go's module settings.
    Settings,
    /// Programs that Go calls.
    Tools,
    /// The proxy variables.
    Proxy,
}

impl Check {
    /// All checks, in the order they are made: what others depend on comes first.
    pub const ALL: [Self; 15] = [
        Self::Disk,
        Self::Setup,
        Self::Toolchains,
        Self::Current,
        Self::Shims,
        Self::Leftovers,
        Self::Go,
        Self::Managers,
        Self::Bin,
        Self::Variables,
        Self::Directory,
        Self::Settings,
        Self::Compiler,
        Self::Git,
        Self::Proxy,
    ];

    /// The word to type, and the id scripts read.
    pub fn id(self) -> &'static str {
        match self {
            Self::Disk => "disk",
            Self::Setup => "setup",
            Self::Shims => "shims",
            Self::Current => "current",
            Self::Toolchains => "toolchains",
            Self::Leftovers => "leftovers",
            Self::Go => "go",
            Self::Managers => "managers",
            Self::Bin => "bin",
            Self::Variables => "variables",
            Self::Directory => "directory",
            Self::Settings => "settings",
            Self::Compiler => "compiler",
            Self::Git => "git",
            Self::Proxy => "proxy",
        }
    }

    /// The layer it belongs to.
    pub fn layer(self) -> Layer {
        match self {
            Self::Disk | Self::Setup | Self::Shims | Self::Current | Self::Toolchains | Self::Leftovers => {
                Layer::Home
            }
            Self::Go | Self::Managers | Self::Bin => Layer::Path,
            Self::Variables => Layer::Environment,
            Self::Directory => Layer::Directory,
            Self::Settings => Layer::Settings,
            Self::Compiler | Self::Git => Layer::Tools,
            Self::Proxy => Layer::Proxy,
        }
    }

    /// The checks that a word means: one of its name, or all of a layer's.
    pub fn named(word: &str) -> Vec<Self> {
        Self::ALL.into_iter().filter(|check| check.id() == word || check.layer().id() == word).collect()
    }

    /// What it looks at, for scripts.
    pub fn target(self, machine: &Machine<'_>) -> String {
        let shown = |path: std::path::PathBuf| path.display().to_string();
        match self {
            Self::Disk => machine.home.root().display().to_string(),
            Self::Setup => shown(machine.home.bin()),
            Self::Shims => shown(machine.home.shims()),
            Self::Current => shown(machine.home.current()),
            Self::Toolchains | Self::Leftovers => shown(machine.home.versions()),
            Self::Go | Self::Managers | Self::Compiler | Self::Git => "PATH".to_owned(),
            Self::Bin => bin::target(machine).map(shown).unwrap_or_default(),
            Self::Variables | Self::Proxy => "environment".to_owned(),
            Self::Directory | Self::Settings => machine.env.cwd().display().to_string(),
        }
    }

    /// What is found; `None` where there is nothing to look at.
    pub(super) fn run(self, machine: &Machine<'_>) -> Option<Vec<Finding>> {
        match self {
            Self::Disk => disk::check(machine),
            Self::Setup => Some(setup::check(machine)),
            Self::Shims => shims::check(machine),
            Self::Current => Some(current::check(machine)),
            Self::Toolchains => Some(current::check_toolchains(machine)),
            Self::Leftovers => Some(leftovers::check(machine)),
            Self::Go => Some(go::check(machine)),
            Self::Managers => Some(managers::check(machine)),
            Self::Bin => bin::check(machine),
            Self::Variables => {
                Some(variables::check(machine).into_iter().chain(stored::check(machine)).collect())
            }
            Self::Directory => directory::check(machine),
            Self::Settings => settings::check(machine),
            Self::Compiler => tools::check_compiler(machine),
            Self::Git => Some(tools::check_git(machine)),
            Self::Proxy => {
                Some(proxy::check(machine).into_iter().chain(system_proxy::check(machine)).collect())
            }
        }
    }
}

impl Layer {
    /// All layers, in their order.
    pub const ALL: [Self; 7] = [
        Self::Home,
        Self::Path,
        Self::Environment,
        Self::Directory,
        Self::Settings,
        Self::Tools,
        Self::Proxy,
    ];

    /// The word to type, and the id scripts read.
    pub fn id(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Path => "path",
            Self::Environment => "environment",
            Self::Directory => "directory",
            Self::Settings => "settings",
            Self::Tools => "tools",
            Self::Proxy => "proxy",
        }
    }
}

/// Every word that `gv doctor` takes, each once.
pub fn words() -> Vec<&'static str> {
    let mut words: Vec<_> = Layer::ALL.map(Layer::id).to_vec();
    words.extend(Check::ALL.map(Check::id).into_iter().filter(|id| Layer::ALL.iter().all(|l| l.id() != *id)));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_means_something_and_a_layer_all_of_its_checks() {
        for word in words() {
            assert!(!Check::named(word).is_empty(), "{word}");
        }
        assert_eq!(Check::named("path"), [Check::Go, Check::Managers, Check::Bin]);
        assert_eq!(Check::named("git"), [Check::Git]);
        assert!(Check::named("nothing").is_empty());
    }
}
