//! Settings that go together under a name.

use super::{Settings, Target};
use crate::env::Env;
use crate::goenv;
use crate::home::Home;
use crate::lang::{Lang, say};
use crate::project::Survey;
use std::collections::BTreeMap;

/// A preset that gv knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// Mirrors that are near in China.
    Cn,
    /// What Go does by itself.
    Official,
    /// Modules whose names must stay private.
    Private,
    /// Nothing but what is on this machine.
    Offline,
    /// The proxy of a team.
    Team,
}

impl Preset {
    /// All of them, in the order they are listed.
    pub const ALL: [Self; 5] = [Self::Cn, Self::Official, Self::Private, Self::Offline, Self::Team];

    /// The word to type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cn => "cn",
            Self::Official => "official",
            Self::Private => "private",
            Self::Offline => "offline",
            Self::Team => "team",
        }
    }

    /// What stands for the words after its name in a list of all.
    pub fn placeholder(self) -> &'static str {
        if self == Self::Team { "URL" } else { "HOST,…" }
    }

    /// What it sets; `hosts` is GOPRIVATE's value for [`Preset::Private`], and GOPROXY's for [`Preset::Team`].
    pub fn values(self, hosts: &str) -> Vec<(&'static str, String)> {
        let values: &[(&'static str, &str)] = match self {
            // Either mirror has all of it: `|` leads on when one fails, not only when it lacks a module. This
            // name of the checksum database is asked directly, and answers in China.
            Self::Cn => &[
                ("GOPROXY", "https://goproxy.cn|https://goproxy.io|direct"),
                ("GOSUMDB", "sum.golang.google.cn"),
            ],
            Self::Official => {
                &[("GOPROXY", crate::golang::goproxy::DEFAULT), ("GOSUMDB", crate::golang::database::DEFAULT)]
            }
            Self::Private => &[("GOPRIVATE", hosts)],
            // Without GONOPROXY=none what is private would be fetched directly all the same.
            Self::Offline => &[("GOPROXY", "off"), ("GONOPROXY", "none"), ("GOTOOLCHAIN", "local")],
            // Alone: a proxy that answers an outage with 404 would send every go to `direct`, past the team's approval.
            Self::Team => &[("GOPROXY", hosts)],
        };
        values.iter().map(|(key, value)| (*key, (*value).to_owned())).collect()
    }
}

/// GOPRIVATE with further patterns at its end, none of them twice.
fn with_hosts(present: &str, hosts: &[String]) -> String {
    let mut list: Vec<&str> = present.split(',').filter(|pattern| !pattern.is_empty()).collect();
    for host in hosts.iter().flat_map(|hosts| hosts.split(',')).filter(|host| !host.is_empty()) {
        if !list.contains(&host) {
            list.push(host);
        }
    }
    list.join(",")
}

impl Preset {
    /// What it is for.
    pub fn about(self, lang: Lang) -> String {
        match self {
            Preset::Cn => say!(lang, "mirrors that are near in China", "在中国境内较快的镜像"),
            Preset::Official => say!(lang, "Go's own defaults", "Go 自身的默认设置"),
            Preset::Private => say!(
                lang,
                "modules hidden from proxies and the public checksum database",
                "不向任何代理和公共数据库透露的模块"
            ),
            Preset::Offline => say!(lang, "only what is on this machine", "只使用本机已有的内容"),
            Preset::Team => say!(lang, "everything through your team's proxy", "全部通过团队代理获取"),
        }
    }

    /// Why it sets a key as it does.
    pub fn reason(self, key: &str, lang: Lang) -> String {
        match (self, key) {
            (Preset::Cn, "GOPROXY") => say!(
                lang,
                "both have every public module: after |, go continues on any failure, after a comma only on 404",
                "两者都提供全部公共模块：| 在任何错误之后都会继续，而逗号只在返回 404 时继续"
            ),
            (Preset::Cn, _) => say!(
                lang,
                "the same database and key as sum.golang.org, at an address that answers in China",
                "与 sum.golang.org 是同一数据库、同一公钥，其地址在中国境内可以访问"
            ),
            (Preset::Official, "GOPROXY") => say!(
                lang,
                "Go's mirror, and the modules' own hosts for what it does not have",
                "Go 的官方镜像；镜像没有的模块从其主机获取"
            ),
            (Preset::Official, _) => say!(lang, "Go's checksum database", "Go 的校验和数据库"),
            (Preset::Private, _) => say!(
                lang,
                "downloaded from its own host, and not looked up in the public checksum database",
                "直接从其主机获取，且不查询公共的校验和数据库"
            ),
            (Preset::Offline, "GOPROXY") => say!(lang, "go downloads no module", "go 不获取任何模块"),
            (Preset::Offline, "GONOPROXY") => say!(
                lang,
                "also blocks private modules, which go would otherwise download despite GOPROXY=off",
                "私有模块也不例外：否则即使 GOPROXY=off，go 仍会直接从其主机获取"
            ),
            (Preset::Offline, _) => say!(lang, "go downloads no toolchain", "go 不下载任何工具链"),
            (Preset::Team, _) => say!(
                lang,
                "modules, toolchains and the checksum database come through it; without direct, nothing goes past it",
                "模块、工具链与校验和数据库都经由它获取；不加 direct，不会绕过它"
            ),
        }
    }
}

/// Settings and their values; `None` takes one out.
pub type Values = Vec<(String, Option<String>)>;

/// The presets of the user's own: settings and their values by the name of the preset.
pub type Own = BTreeMap<String, BTreeMap<String, String>>;

/// Why a name stands for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// There is no such preset.
    Unknown,
    /// Only [`Preset::Private`] takes hosts, and [`Preset::Team`] an address.
    TakesNoHosts,
    /// [`Preset::Private`] needs hosts.
    NeedsHosts,
    /// [`Preset::Team`] needs one address.
    NeedsAddress,
}

/// A file of settings as it is.
#[derive(Debug, Clone, Copy)]
pub struct Present<'a> {
    /// Which.
    pub target: Target,
    /// The environment.
    pub env: &'a Env,
    /// Where trust is kept.
    pub home: &'a Home,
}

impl Present<'_> {
    /// What the file says now.
    fn value(&self, key: &str) -> String {
        let value = match self.target {
            Target::User => goenv::user_value(self.env, key),
            Target::Project => {
                let survey = Survey::of(self.env.cwd(), self.env);
                let settings = Settings::of(&survey, self.env, self.home);
                let file = settings.as_ref().and_then(Settings::trusted);
                file.and_then(|file| file.value(key)).map(str::to_owned)
            }
        };
        value.unwrap_or_default()
    }
}

/// What a name stands for. The user's own presets come first: they may have the names of gv's.
pub fn choose(
    name: &str,
    hosts: &[String],
    own: &Own,
    file: Present<'_>,
) -> Result<(Option<Preset>, Values), Refused> {
    let own = own.get(name);
    let preset = Preset::ALL.into_iter().find(|preset| preset.name() == name && own.is_none());
    if !hosts.is_empty() && !matches!(preset, Some(Preset::Private | Preset::Team)) {
        return Err(Refused::TakesNoHosts);
    }
    let set = |(key, value): (&str, String)| (key.to_owned(), Some(value));
    if let Some(own) = own {
        let values = own.iter().map(|(key, value)| set((key, value.clone())));
        return Ok((None, values.collect()));
    }
    match preset {
        None => Err(Refused::Unknown),
        Some(Preset::Private) if hosts.is_empty() => Err(Refused::NeedsHosts),
        Some(Preset::Team) => match hosts {
            [url] => Ok((preset, Preset::Team.values(url).into_iter().map(set).collect())),
            _ => Err(Refused::NeedsAddress),
        },
        Some(preset) => {
            let hosts = with_hosts(&file.value("GOPRIVATE"), hosts);
            let values: Values = preset.values(&hosts).into_iter().map(set).collect();
            Ok((Some(preset), values.into_iter().chain(left_by_offline(preset, file)).collect()))
        }
    }
}

/// Going online again takes away what `offline` had set and the other preset does not.
fn left_by_offline(preset: Preset, file: Present<'_>) -> Values {
    if !matches!(preset, Preset::Cn | Preset::Official) {
        return Vec::new();
    }
    let own = preset.values("");
    let mut left = Preset::Offline.values("");
    left.retain(|(key, value)| own.iter().all(|(set, _)| set != key) && file.value(key) == *value);
    left.into_iter().map(|(key, _)| (key.to_owned(), None)).collect()
}

/// The names of all presets, those of the user's own last.
pub fn names(own: &Own) -> Vec<String> {
    let built_in = Preset::ALL.map(Preset::name).map(str::to_owned);
    let built_in = built_in.into_iter().filter(|name| !own.contains_key(name));
    built_in.chain(own.keys().cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::golang::route::Values;
    use crate::lint::{Subject, check};
    use crate::project::settings::ALLOWED;

    #[test]
    fn no_preset_has_a_finding() {
        for preset in Preset::ALL {
            let host = match preset {
                Preset::Team => "https://proxy.corp.example",
                _ => "git.corp.example",
            };
            let set = preset.values(host);
            let value = |key: &str, default: &'static str| {
                set.iter().find(|(set, _)| *set == key).map_or(default, |(_, value)| value.as_str())
            };
            let values = Values {
                goproxy: value("GOPROXY", crate::golang::goproxy::DEFAULT),
                gosumdb: value("GOSUMDB", crate::golang::database::DEFAULT),
                goprivate: value("GOPRIVATE", ""),
                gonoproxy: value("GONOPROXY", ""),
                ..Values::default()
            };
            assert_eq!(check(&Subject { values, requires: &[] }), [], "{preset:?}");
            assert!(set.iter().all(|(key, _)| ALLOWED.contains(key)));
        }
    }

    #[test]
    fn hosts_are_added_once() {
        let hosts = ["b.example".to_owned(), "c.example,a.example".to_owned()];
        assert_eq!(with_hosts("a.example,", &hosts), "a.example,b.example,c.example");
        assert_eq!(with_hosts("", &hosts[..1]), "b.example");
    }
}
