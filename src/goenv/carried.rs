//! Settings that come with another GOROOT: an administrator's or a distribution's `$GOROOT/go.env`. They are out of force
//! as soon as a Go of another folder runs.

use super::{GoEnv, Scope, Setting};
use crate::env::Env;
use crate::golang::env_rules::KNOWN;
use crate::lang::{Lang, say};
use crate::urls::masked;
use std::path::Path;

/// A setting of another GOROOT that is not in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The key.
    pub key: &'static str,
    /// What the other GOROOT says.
    pub value: String,
    /// What is in force in its place; empty where nothing is.
    pub instead: String,
}

impl Carried {
    /// What is in force in its place, without what may be a password.
    pub fn instead_shown(&self, lang: Lang) -> String {
        if self.instead.is_empty() {
            return say!(lang, "not set", "未设置");
        }
        masked(self.key, &self.instead)
    }

    /// Whether it takes away a check that `go` makes of every module: such a setting is kept only by name.
    pub fn turns_checks_off(&self) -> bool {
        match self.key {
            "GOSUMDB" => self.value == "off",
            "GOINSECURE" => !self.value.is_empty(),
            "GONOSUMDB" | "GOPRIVATE" => self.value.split(',').any(|pattern| pattern.trim() == "*"),
            "GOFLAGS" => self.value.split_whitespace().any(|flag| flag.trim_start_matches('-') == "insecure"),
            _ => false,
        }
    }
}

/// What `$GOROOT/go.env` of `from` sets and would be in force there, and is not in force with `here`. What the user and
/// the environment say holds with both.
pub fn carried(env: &Env, from: &Path, here: Option<&Path>) -> Vec<Carried> {
    let (there, here) = (GoEnv::read(env, Some(from)), GoEnv::read(env, here));
    let of_root = |key: &&str| {
        let wins = there.settings(key).next().map(|setting| setting.scope);
        wins == Some(Scope::Goroot)
    };
    let text =
        |go: &GoEnv, key: &str| go.settings(key).next().map_or("", |Setting { value, .. }| value).to_owned();
    let keys = KNOWN.iter().copied().filter(of_root);
    let all = keys.map(|key| Carried { key, value: text(&there, key), instead: text(&here, key) });
    all.filter(|carried| carried.value != carried.instead).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_the_user_says_holds_with_both_and_what_is_the_same_is_not_lost() {
        let dir = tempfile::tempdir().unwrap();
        for (name, content) in [
            ("system", "GOPROXY=https://corp\nGOPRIVATE=*.corp\nGOSUMDB=sum.golang.org\nGOTOOLCHAIN=local\n"),
            ("gv", "GOPROXY=https://proxy.golang.org,direct\nGOSUMDB=sum.golang.org\nGOTOOLCHAIN=auto\n"),
        ] {
            fs::create_dir(dir.path().join(name)).unwrap();
            fs::write(dir.path().join(name).join("go.env"), content).unwrap();
        }
        let user = dir.path().join("user.env");
        fs::write(&user, "GOPRIVATE=mine\n").unwrap();
        let env = Env::from_vars([("GOENV".into(), user.into())]);
        let lost = carried(&env, &dir.path().join("system"), Some(&dir.path().join("gv")));
        let lost: Vec<_> =
            lost.iter().map(|lost| (lost.key, lost.value.as_str(), lost.instead.as_str())).collect();
        let default = "https://proxy.golang.org,direct";
        let mut expected = [("GOPROXY", "https://corp", default), ("GOTOOLCHAIN", "local", "auto")];
        expected.sort_unstable();
        let mut lost = lost;
        lost.sort_unstable();
        assert_eq!(lost, expected);
        assert_eq!(carried(&env, &dir.path().join("absent"), None), []);
    }

    #[test]
    fn what_takes_a_check_from_every_module_is_told_apart() {
        for (key, value, off) in [
            ("GOSUMDB", "off", true),
            ("GOSUMDB", "sum.golang.google.cn", false),
            ("GONOSUMDB", "corp.example,*", true),
            ("GOPRIVATE", "*.corp.example", false),
            ("GOINSECURE", "corp.example", true),
            ("GOFLAGS", "-mod=mod -insecure", true),
            ("GOTOOLCHAIN", "local", false),
        ] {
            let carried = Carried { key, value: value.to_owned(), instead: String::new() };
            assert_eq!(carried.turns_checks_off(), off, "{key}={value}");
        }
    }
}
