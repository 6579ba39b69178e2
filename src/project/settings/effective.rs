//! What a project's go.env changes in the environment of `go`.

use super::{ALLOWED, File};
use crate::env::Env;
use crate::env::exported::{Exported, HELD};
use std::ffi::OsString;

/// A variable to set, or (`None`) to take away.
pub type Assignment = (&'static str, Option<OsString>);

/// The changes that put a trusted go.env in force: each key that the user's own environment leaves unset or empty.
/// What gv had set for another project goes. Nothing is changed without either.
///
/// `named`: a version was named more closely (for the command, for the directory). A GOTOOLCHAIN of the
/// project that names a toolchain then does not count; one that says whether `go` may choose another does.
pub fn in_force(trusted: Option<&File>, named: bool, env: &Env) -> Vec<Assignment> {
    let (mut changes, mut now) = (Vec::new(), Exported::default());
    for key in ALLOWED {
        if env.get(key).is_some() {
            continue;
        }
        let inherited = env.inherited(key);
        let counts =
            |value: &&str| !(value.is_empty() || named && key == "GOTOOLCHAIN" && names_a_toolchain(value));
        match trusted.and_then(|file| file.value(key)).filter(counts) {
            Some(value) => {
                now.add(key, value, env.has(key));
                if inherited != Some(value) {
                    changes.push((key, Some(value.into())));
                }
            }
            None if inherited.is_some() => changes.push((key, env.has(key).then(OsString::new))),
            None => {}
        }
    }
    if now != *env.exported() {
        changes.push((HELD, (!now.is_empty()).then(|| now.text().into())));
    }
    changes
}

/// Whether a value of GOTOOLCHAIN names a toolchain, rather than saying whether `go` may choose another.
pub fn names_a_toolchain(value: &str) -> bool {
    !matches!(value, "auto" | "path" | "local" | "local+auto" | "local+path")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(content: &str) -> File {
        File::parse("/p/go.env".into(), content.into()).unwrap()
    }

    fn env(vars: &[(&str, &str)]) -> Env {
        Env::from_vars(vars.iter().map(|(name, value)| (name.into(), value.into())))
    }

    fn shown(changes: &[Assignment]) -> Vec<String> {
        let value =
            |value: &Option<OsString>| value.as_ref().map_or("-".into(), |v| format!("={}", v.display()));
        changes.iter().map(|(key, to)| format!("{key}{}", value(to))).collect()
    }

    #[test]
    fn only_what_the_user_leaves_open_is_set() {
        let file = file("GOPROXY=off\nGOSUMDB=off\nGOPRIVATE=\nGOVCS=*:off\n");
        let changes = in_force(Some(&file), false, &env(&[("GOSUMDB", "mine"), ("GOVCS", "")]));
        assert_eq!(shown(&changes), ["GOPROXY=off", "GOVCS=*:off", "GV_ENV_HELD=GOPROXY=off\t+GOVCS=*:off"]);
        assert_eq!(in_force(None, false, &env(&[("GOSUMDB", "mine")])), []);
    }

    #[test]
    fn what_was_set_for_another_project_goes() {
        let there = env(&[("GOPROXY", "off"), ("GOVCS", "a:git"), (HELD, "GOPROXY=off\t+GOVCS=a:git")]);
        assert_eq!(shown(&in_force(None, false, &there)), ["GOPROXY-", "GOVCS=", "GV_ENV_HELD-"]);
        let other = file("GOPROXY=direct\n");
        assert_eq!(
            shown(&in_force(Some(&other), false, &there)),
            ["GOPROXY=direct", "GOVCS=", "GV_ENV_HELD=GOPROXY=direct"]
        );
        let same = file("GOPROXY=off\nGOVCS=a:git\n");
        assert_eq!(in_force(Some(&same), false, &there), []);
    }

    #[test]
    fn what_the_user_set_in_between_stays() {
        let env = env(&[("GOPROXY", "mine"), (HELD, "GOPROXY=off")]);
        assert_eq!(shown(&in_force(None, false, &env)), ["GV_ENV_HELD-"]);
        assert_eq!(shown(&in_force(Some(&file("GOPROXY=off\n")), false, &env)), ["GV_ENV_HELD-"]);
    }

    #[test]
    fn a_version_that_was_named_beats_a_toolchain_of_the_projects() {
        let named = file("GOTOOLCHAIN=go1.22.3\n");
        assert_eq!(in_force(Some(&named), true, &env(&[])), []);
        let there = env(&[("GOTOOLCHAIN", "go1.22.3"), (HELD, "GOTOOLCHAIN=go1.22.3")]);
        assert_eq!(shown(&in_force(Some(&named), true, &there)), ["GOTOOLCHAIN-", "GV_ENV_HELD-"]);
        let rule = file("GOTOOLCHAIN=local\n");
        let expected = ["GOTOOLCHAIN=local", "GV_ENV_HELD=GOTOOLCHAIN=local"];
        assert_eq!(shown(&in_force(Some(&rule), true, &env(&[]))), expected);
    }

    #[test]
    fn a_name_is_told_from_a_rule() {
        for value in ["go1.22.3", "go1.22.3+auto", "go1.22.3+path", "default"] {
            assert!(names_a_toolchain(value), "{value}");
        }
        for value in ["auto", "path", "local", "local+auto"] {
            assert!(!names_a_toolchain(value), "{value}");
        }
    }
}
