//! The checks, a row each: name, group, what it looks at, and the function that looks.

use super::{Finding, Machine};
use super::{
    bin, current, directory, disk, go, ide, leftovers, managers, proxy, reach, security, settings, setup,
    shims, stored, system_proxy, tools, variables,
};
use crate::lang::{Lang, say};
use std::path::Path;

/// What checks belong to, from gv's home outwards. Each group stands on those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
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

/// One thing that is looked at.
#[derive(Debug)]
pub struct Check {
    /// The word to type, and the id scripts read.
    pub id: &'static str,
    /// The group it belongs to.
    pub group: Group,
    /// What it looks at, in words.
    pub about: fn(Lang) -> String,
    /// What it looks at, for scripts.
    pub target: fn(&Machine<'_>) -> String,
    /// What is found; `None` where there is nothing to look at.
    pub(super) run: fn(&Machine<'_>) -> Option<Vec<Finding>>,
}

/// All checks, in the order they are made: what others depend on comes first.
pub const CHECKS: &[Check] = &[
    Check {
        id: "disk",
        group: Group::Home,
        about: |lang| say!(lang, "the disk of gv's home, and the clock", "gv 主目录所在的磁盘，以及系统时钟"),
        target: |machine| shown(machine.home.root()),
        run: disk::check,
    },
    Check {
        id: "setup",
        group: Group::Home,
        about: |lang| say!(lang, "gv's programs and startup files", "gv 的程序与 shell 启动文件"),
        target: |machine| shown(&machine.home.bin()),
        run: |machine| Some(setup::check(machine)),
    },
    Check {
        id: "toolchains",
        group: Group::Home,
        about: |lang| say!(lang, "installed toolchains", "已安装的工具链"),
        target: |machine| shown(&machine.home.versions()),
        run: |machine| Some(current::check_toolchains(machine)),
    },
    Check {
        id: "current",
        group: Group::Home,
        about: |lang| say!(lang, "the default toolchain", "默认工具链"),
        target: |machine| shown(&machine.home.current()),
        run: |machine| Some(current::check(machine)),
    },
    Check {
        id: "shims",
        group: Group::Home,
        about: |lang| say!(lang, "the shims", "shim"),
        target: |machine| shown(&machine.home.shims()),
        run: shims::check,
    },
    Check {
        id: "leftovers",
        group: Group::Home,
        about: |lang| say!(lang, "leftovers and locks", "残留文件与锁"),
        target: |machine| shown(&machine.home.versions()),
        run: |machine| Some(leftovers::check(machine)),
    },
    Check {
        id: "security",
        group: Group::Home,
        about: |lang| say!(lang, "known vulnerabilities of the toolchains in use", "所用工具链的已知漏洞"),
        target: |machine| shown(&machine.home.versions()),
        run: security::check,
    },
    Check {
        id: "go",
        group: Group::Path,
        about: |lang| say!(lang, "every go on PATH", "PATH 上的每个 go"),
        target: path,
        run: |machine| Some(go::check(machine)),
    },
    Check {
        id: "managers",
        group: Group::Path,
        about: |lang| say!(lang, "other version managers", "其他版本管理器"),
        target: path,
        run: |machine| Some(managers::check(machine)),
    },
    Check {
        id: "bin",
        group: Group::Path,
        about: |lang| say!(lang, "where go install writes", "go install 的目标目录"),
        target: |machine| bin::target(machine).map(|folder| shown(&folder)).unwrap_or_default(),
        run: bin::check,
    },
    Check {
        id: "variables",
        group: Group::Environment,
        about: |lang| say!(lang, "GOROOT, GOPATH, GOFLAGS, ...", "GOROOT、GOPATH、GOFLAGS 等变量"),
        target: environment,
        run: |machine| Some(variables::check(machine).into_iter().chain(stored::check(machine)).collect()),
    },
    Check {
        id: "directory",
        group: Group::Directory,
        about: |lang| say!(lang, "the version that this directory asks for", "当前目录要求的版本"),
        target: |machine| shown(machine.env.cwd()),
        run: directory::check,
    },
    Check {
        id: "settings",
        group: Group::Settings,
        about: |lang| {
            say!(
                lang,
                "GOPROXY, GOPRIVATE, GOSUMDB, ... in force here",
                "此处生效的 GOPROXY、GOPRIVATE、GOSUMDB 等设置"
            )
        },
        target: |machine| shown(machine.env.cwd()),
        run: settings::check,
    },
    Check {
        id: "compiler",
        group: Group::Tools,
        about: |lang| say!(lang, "a C compiler for cgo", "cgo 所需的 C 编译器"),
        target: path,
        run: tools::check_compiler,
    },
    Check {
        id: "git",
        group: Group::Tools,
        about: |lang| say!(lang, "git", "git 程序"),
        target: path,
        run: |machine| Some(tools::check_git(machine)),
    },
    Check {
        id: "ide",
        group: Group::Tools,
        about: |lang| say!(lang, "the Go that editors are set to here", "编辑器在此处使用的 Go"),
        target: |machine| shown(machine.env.cwd()),
        run: ide::check,
    },
    Check {
        id: "proxy",
        group: Group::Proxy,
        about: |lang| say!(lang, "the proxy variables", "代理变量"),
        target: environment,
        run: |machine| {
            let behind = system_proxy::check(machine).into_iter().chain(reach::check(machine));
            Some(proxy::check(machine).into_iter().chain(behind).collect())
        },
    },
];

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn path(_: &Machine<'_>) -> String {
    "PATH".to_owned()
}

fn environment(_: &Machine<'_>) -> String {
    "environment".to_owned()
}

impl Check {
    /// The checks that a word means: one of its name, or all of a group's.
    pub fn named(word: &str) -> Vec<&'static Self> {
        CHECKS.iter().filter(|check| check.id == word || check.group.id() == word).collect()
    }
}

impl Group {
    /// All groups, in their order.
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

    /// What a person calls it.
    pub fn title(self, lang: Lang) -> String {
        match self {
            Self::Home => say!(lang, "gv", "gv 自身"),
            Self::Path => say!(lang, "PATH", "PATH"),
            Self::Environment => say!(lang, "environment", "环境变量"),
            Self::Directory => say!(lang, "directory", "当前目录"),
            Self::Settings => say!(lang, "settings", "模块设置"),
            Self::Tools => say!(lang, "tools", "外部程序"),
            Self::Proxy => say!(lang, "proxy", "代理"),
        }
    }
}

/// Every word that `gv doctor` takes, each once.
pub fn words() -> Vec<&'static str> {
    let mut words: Vec<_> = Group::ALL.map(Group::id).to_vec();
    for check in CHECKS {
        if !words.contains(&check.id) {
            words.push(check.id);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_means_something_and_a_group_all_of_its_checks() {
        let ids = |word: &str| Check::named(word).iter().map(|check| check.id).collect::<Vec<_>>();
        for word in words() {
            assert!(!ids(word).is_empty(), "{word}");
        }
        assert_eq!(ids("path"), ["go", "managers", "bin"]);
        assert_eq!(ids("git"), ["git"]);
        assert!(ids("nothing").is_empty());
    }
}
