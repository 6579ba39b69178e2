//! The values that completions offer, read from the disk: never the network, never an install, and no other program.

use super::args::{Offered, arguments};
use crate::config::Config;
use crate::context::Context;
use crate::effective::EffectiveEnv;
use crate::env::Env;
use crate::golang::{env_rules, shared};
use crate::home::Home;
use crate::lang::{Lang, say};
use crate::managers::Manager;
use crate::mirror::known;
use crate::project::settings::ALLOWED;
use crate::project::settings::preset::Preset;
use crate::project::{Requirements, Survey};
use crate::release::Catalog;
use crate::store::Store;
use crate::tools;
use crate::version::Version;
use std::collections::BTreeSet;
use std::ffi::OsString;

arguments! {
    /// What `gv __complete` takes.
    pub struct Args {
        pub(crate) count: usize = _,
        #[arg(num_args = 0.., last = true, allow_hyphen_values = true)]
        pub(crate) words: Vec<OsString> = _,
    }
}

/// One value, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What is typed.
    pub value: String,
    /// What it is; empty where the value says all.
    pub about: String,
}

/// Where values are looked up.
#[derive(Debug, Clone)]
pub struct Candidates {
    env: Env,
    home: Option<Home>,
    config: Option<Config>,
    /// The language of descriptions.
    pub lang: Lang,
}

/// The hosts that go downloads from where nothing is set.
const GO_HOSTS: [&str; 6] = [
    "proxy.golang.org",
    "sum.golang.org",
    "go.dev",
    "dl.google.com",
    "sum.golang.google.cn",
    "golang.google.cn",
];

impl Candidates {
    /// Offered of this machine and directory. Without a context (a home or settings that cannot be read) there are only
    /// those that gv knows by itself.
    pub fn within(context: Option<Context>, lang: Lang) -> Self {
        let Some(Context { env, home, config, .. }) = context else {
            return Self { env: Env::default(), home: None, config: None, lang };
        };
        Self { env, home: Some(home), config: Some(config), lang }
    }

    /// The values of a kind that begin with what is typed, in the order in which they are offered.
    pub fn of(&self, kind: Offered, typed: &str) -> Vec<Candidate> {
        let mut found = match kind {
            Offered::Installed => self.installed(typed),
            Offered::Runnable => [self.installed(typed), self.system()].concat(),
            Offered::Published => self.published(typed),
            Offered::Keys => plain(ALLOWED.into_iter().chain(env_rules::KNOWN)),
            Offered::Settings => settings(typed),
            Offered::Presets => Preset::ALL.map(|preset| of(preset.name(), preset.about(self.lang))).into(),
            Offered::Mirrors => mirrors(),
            Offered::MirrorsOrBest => {
                let best =
                    say!(self.lang, "the fastest mirror that passes all checks", "通过全部检查的最快镜像");
                [vec![of("best", best)], mirrors()].concat()
            }
            Offered::Programs => [plain(["go", "gofmt"]), self.built()].concat(),
            Offered::Built => self.built(),
            Offered::Modules => {
                self.required().into_iter().map(|(path, version)| of(path, version)).collect()
            }
            Offered::CodeHosts => self.code_hosts(),
            Offered::GoHosts => plain(GO_HOSTS),
            Offered::Managers => plain(Manager::ALL.map(Manager::id)),
            // The definition of the command line has them.
            Offered::Commands => Vec::new(),
        };
        let mut seen = BTreeSet::new();
        found.retain(|one| one.value.starts_with(typed) && seen.insert(one.value.clone()));
        found
    }

    fn store(&self) -> Option<Store> {
        self.home.as_ref().map(Store::of)
    }

    fn versions(&self) -> Vec<Version> {
        let list = self.store().and_then(|store| store.list().ok()).unwrap_or_default();
        list.into_iter().map(|toolchain| toolchain.version).collect()
    }

    /// Installed versions, the newest first.
    fn installed(&self, typed: &str) -> Vec<Candidate> {
        let default = self.store().and_then(|store| store.default_version().ok().flatten());
        let default_note = say!(self.lang, "default", "默认");
        let note =
            |version: &Version| if default.as_ref() == Some(version) { default_note.as_str() } else { "" };
        let versions = self.versions();
        let links = self.store().and_then(|store| store.links().ok()).unwrap_or_default();
        let links = links.into_iter().map(|linked| of(linked.name, linked.target.display().to_string()));
        versions.iter().map(|version| of(spelled(version, typed), note(version))).chain(links).collect()
    }

    fn system(&self) -> Vec<Candidate> {
        vec![of("system", say!(self.lang, "the Go installed without gv", "不是由 gv 安装的 Go"))]
    }

    /// Words first, then a line for each minor; every patch once a number is typed.
    fn published(&self, typed: &str) -> Vec<Candidate> {
        let lang = self.lang;
        let mut found = vec![
            of("latest", say!(lang, "the newest release", "最新的发布版本")),
            of("oldstable", say!(lang, "the newest patch of the minor before", "上一个次版本的最新补丁")),
            of("rc", say!(lang, "the newest release candidate", "最新的候选版本")),
        ];
        found.extend(self.system());
        let installed = self.versions();
        let mut versions = self.listed();
        versions.extend(
            installed.iter().filter(|version| !versions.contains(version)).cloned().collect::<Vec<_>>(),
        );
        versions.sort_unstable_by(|a, b| b.cmp(a));
        let there = say!(lang, "installed", "已安装");
        let note = |version: &Version| if installed.contains(version) { there.as_str() } else { "" };
        let mut minors: Vec<(u64, u64)> = Vec::new();
        for version in versions.iter().filter(|version| !version.is_prerelease()) {
            let minor = (version.major(), version.minor());
            if !minors.contains(&minor) {
                minors.push(minor);
                let go = if typed.starts_with("go") { "go" } else { "" };
                let (major, number) = minor;
                found.push(of(format!("{go}{major}.{number}"), version.toolchain_name()));
            }
        }
        let is_number = typed.bytes().any(|byte| byte.is_ascii_digit());
        let shown = versions.iter().filter(|version| is_number || installed.contains(version));
        found.extend(shown.map(|version| of(spelled(version, typed), note(version))));
        found
    }

    /// The releases in the cached list, else in the one built in.
    fn listed(&self) -> Vec<Version> {
        let (Some(home), Some(config)) = (&self.home, &self.config) else { return Vec::new() };
        let config = Config { offline: true, ..config.clone() };
        let offers = Catalog::open(&config, &self.env, home, false).and_then(|catalog| catalog.published());
        offers
            .unwrap_or_default()
            .into_iter()
            .filter(|offer| offer.available)
            .map(|offer| offer.version)
            .collect()
    }

    /// What `go install` built, by the names of the files: none is opened.
    fn built(&self) -> Vec<Candidate> {
        let Some(home) = &self.home else { return Vec::new() };
        let EffectiveEnv { go, goroot, .. } = EffectiveEnv::read(&self.env, home);
        let folder = tools::folder(&go, &self.env, goroot.as_deref());
        plain(folder.map(|folder| tools::names(&folder)).unwrap_or_default())
    }

    /// The modules that go.work or go.mod requires, with their versions.
    fn required(&self) -> Vec<(String, String)> {
        let survey = Survey::of(self.env.cwd(), &self.env);
        let read = survey.floor_file().and_then(|file| Requirements::read(file).ok());
        let modules = read.map(|read| read.modules).unwrap_or_default();
        modules.into_iter().map(|module| (module.path, module.version)).collect()
    }

    /// The hosts of the required modules; owners of hosts that many share.
    fn code_hosts(&self) -> Vec<Candidate> {
        let hosts: BTreeSet<String> = self.required().iter().map(|(path, _)| code_host(path)).collect();
        plain(hosts)
    }
}

fn mirrors() -> Vec<Candidate> {
    known::ALL.iter().map(|mirror| of(mirror.name, mirror.url)).collect()
}

fn code_host(path: &str) -> String {
    let mut parts = path.split('/');
    let host = parts.next().unwrap_or_default();
    match parts.next().filter(|_| shared::is_shared(host)) {
        Some(owner) => format!("{host}/{owner}"),
        None => host.to_owned(),
    }
}

/// `1.22.3`, or `go1.22.3` for who began so.
fn spelled(version: &Version, typed: &str) -> String {
    if typed.starts_with("go") { version.toolchain_name() } else { version.to_string() }
}

/// `KEY=`, and the usual values of a key that stands there already.
fn settings(typed: &str) -> Vec<Candidate> {
    let Some((key, _)) = typed.split_once('=') else {
        return plain(ALLOWED.map(|key| format!("{key}=")));
    };
    let values: &[&str] = match key {
        "GOPROXY" => &[
            "https://proxy.golang.org,direct",
            "https://goproxy.cn,direct",
            "https://goproxy.io,direct",
            "https://mirrors.aliyun.com/goproxy,direct",
            "direct",
        ],
        "GOSUMDB" => &["sum.golang.org", "sum.golang.google.cn"],
        "GOTOOLCHAIN" => &["auto", "local"],
        _ => &[],
    };
    plain(values.iter().map(|value| format!("{key}={value}")))
}

fn of(value: impl Into<String>, about: impl Into<String>) -> Candidate {
    Candidate { value: value.into(), about: about.into() }
}

fn plain<T: Into<String>>(values: impl IntoIterator<Item = T>) -> Vec<Candidate> {
    values.into_iter().map(|value| of(value, "")).collect()
}
