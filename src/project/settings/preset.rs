//! Settings that go together under a name.

/// A preset that gv knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// Mirrors that are near in China.
    Cn,
    /// What Go does by itself.
    Official,
    /// Modules that nobody else is to hear of.
    Private,
    /// Nothing but what is on this machine.
    Offline,
}

impl Preset {
    /// All of them, in the order they are listed.
    pub const ALL: [Self; 4] = [Self::Cn, Self::Official, Self::Private, Self::Offline];

    /// The word to type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cn => "cn",
            Self::Official => "official",
            Self::Private => "private",
            Self::Offline => "offline",
        }
    }

    /// What it sets; `hosts` is GOPRIVATE's value for [`Preset::Private`].
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
        };
        values.iter().map(|(key, value)| (*key, (*value).to_owned())).collect()
    }
}

/// GOPRIVATE with further patterns at its end, none of them twice.
pub fn with_hosts(present: &str, hosts: &[String]) -> String {
    let mut list: Vec<&str> = present.split(',').filter(|pattern| !pattern.is_empty()).collect();
    for host in hosts.iter().flat_map(|hosts| hosts.split(',')).filter(|host| !host.is_empty()) {
        if !list.contains(&host) {
            list.push(host);
        }
    }
    list.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::golang::lint::{Subject, check};
    use crate::golang::route::Values;
    use crate::project::settings::ALLOWED;

    #[test]
    fn no_preset_has_a_finding() {
        for preset in Preset::ALL {
            let set = preset.values("git.corp.example");
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
