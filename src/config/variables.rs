//! What gv's own variables may hold. A mistake in one is told as a mistake in the file is: a setting is never silently
//! without effect.

use super::Error;
use super::takes::Takes;
use crate::env::Env;
use std::ffi::OsStr;

/// The variables that are checked here; the others are checked by who reads them.
const CHECKED: [(&str, Takes); 7] = [
    ("GV_STALL_SECONDS", Takes::Seconds),
    ("GV_OFFLINE", Takes::Switch),
    ("GV_AUTO_INSTALL", Takes::Switch),
    ("GV_LOG", Takes::Switch),
    ("GV_DNS", Takes::Dns),
    ("GV_LANG", Takes::Lang),
    ("GV_RELAY_SERVICE", Takes::Switch),
];

/// The others that gv knows.
const OTHERS: [&str; 15] = [
    "GV_MIRRORS",
    "GV_HOME",
    "GV_VERSION",
    "GV_ORIGIN",
    "GV_PATTERN",
    "GV_SHARED",
    "GV_PLATFORM",
    "GV_PREFER",
    "GV_VULNDB",
    "GV_ENVIRONMENT_KEY",
    "GV_INTERNET_SETTINGS_KEY",
    "GV_SHIM_DEPTH",
    "GV_ENV_HELD",
    "GV_RELAY_HELD",
    "GV_DOWNLOAD_BASE",
];

/// Finds the first of gv's variables that holds what it may not, or is misspelt.
pub fn check(env: &Env) -> Result<(), Error> {
    for (name, takes) in CHECKED {
        if let Some(value) = env.get(name).map(OsStr::to_string_lossy)
            && !takes.allows(value.trim())
        {
            let value = value.chars().take(64).collect();
            return Err(Error::Variable { name, value, takes });
        }
    }
    let misspelt = env.names().filter_map(OsStr::to_str).filter(|name| name.starts_with("GV_"));
    for name in misspelt {
        if let Some(meant) = meant(name).filter(|_| env.get(name).is_some()) {
            return Err(Error::Misspelt { name: name.to_owned(), meant });
        }
    }
    Ok(())
}

/// The variable that a name was meant for, where it is not one itself and differs by a letter or two.
fn meant(name: &str) -> Option<&'static str> {
    let mut known = CHECKED.iter().map(|(name, _)| *name).chain(OTHERS);
    if known.clone().any(|known| known == name) {
        return None;
    }
    // In a short word two letters make another word: GV_HOST is not GV_HOME.
    let near = if name.len() > "GV_HOME".len() { 2 } else { 1 };
    known.find(|known| strsim::osa_distance(known, name) <= near)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, value: &str) -> Option<String> {
        check(&Env::from_vars([(name.into(), value.into())])).err().map(|error| error.to_string())
    }

    #[test]
    fn what_a_variable_may_not_hold_is_told() {
        for (name, value) in [
            ("GV_STALL_SECONDS", "x"),
            ("GV_STALL_SECONDS", "-1"),
            ("GV_OFFLINE", "maybe"),
            ("GV_AUTO_INSTALL", "2"),
            ("GV_DNS", "dot"),
            ("GV_LANG", "fr"),
        ] {
            let told = told(name, value).unwrap_or_default();
            assert!(told.starts_with(&format!("{name}=")), "{name}={value}: {told}");
        }
        for (name, value) in [
            ("GV_STALL_SECONDS", " 5 "),
            ("GV_OFFLINE", "TRUE"),
            ("GV_OFFLINE", ""),
            ("GV_DNS", "doh"),
            ("GV_LANG", "zh_CN.UTF-8"),
            ("GV_LANG", "C"),
            ("GV_MIRRORS", "what reads it tells"),
        ] {
            assert_eq!(told(name, value), None, "{name}={value}");
        }
    }

    #[test]
    fn a_misspelt_name_is_told_and_the_variables_of_others_are_not() {
        for (name, meant) in [
            ("OFLINE", "GV_OFFLINE"),
            ("MIRROR", "GV_MIRRORS"),
            ("AUTOINSTALL", "GV_AUTO_INSTALL"),
            ("HOEM", "GV_HOME"),
            ("STALL_SECOND", "GV_STALL_SECONDS"),
            ("VULNBD", "GV_VULNDB"),
        ] {
            assert!(told(&format!("GV_{name}"), "1").is_some_and(|told| told.contains(meant)), "{name}");
        }
        for name in ["GV_LAB", "GV_", "GVHOME"] {
            assert_eq!(told(name, "1"), None, "{name}");
        }
        for name in ["HOST", "TOKEN", "REAL_MIRROR", "RELEASE", "SHA256", "DOWNLOAD_BASE"] {
            assert_eq!(told(&format!("GV_{name}"), "1"), None, "{name}");
        }
        assert_eq!(told(&format!("GV_{}", "OFLINE"), ""), None);
    }
}
