//! Values by which every go command fails, also `go env -u`, which would take them away. Nothing is wrong with these for
//! `go env -w`, which writes them.

use super::select::Selection;
use crate::lang::{Lang, say};

/// A setting that no go command starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fatal {
    /// GOTOOLCHAIN is nothing that `go` understands.
    Toolchain,
    /// GOFLAGS holds a word that is not a flag.
    Flag {
        /// The word.
        word: String,
    },
}

/// Whether every go command would fail with this value.
pub fn check(key: &str, value: &str) -> Option<Fatal> {
    match key {
        "GOTOOLCHAIN" if Selection::parse(value).is_none() => Some(Fatal::Toolchain),
        "GOFLAGS" => bad_flag(value).map(|word| Fatal::Flag { word: word.to_owned() }),
        _ => None,
    }
}

/// The value that was probably meant, where that can be told: `go1.22.3` of `1.22.3`, `-mod=mod` of `mod=mod`.
pub fn mended(key: &str, value: &str) -> Option<String> {
    let better = match check(key, value)? {
        Fatal::Toolchain => format!("go{}", value.trim()),
        Fatal::Flag { .. } => {
            let word = |word: &str| if is_flag(word) { word.to_owned() } else { format!("-{word}") };
            value.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
        }
    };
    check(key, &better).is_none().then_some(better)
}

/// The first word of GOFLAGS that is not a flag. Go takes the words apart at blanks, and each has to begin with a dash
/// (`cmd/go/internal/base/goflags.go`).
pub fn bad_flag(goflags: &str) -> Option<&str> {
    goflags.split_whitespace().find(|word| !is_flag(word))
}

fn is_flag(word: &str) -> bool {
    let name = word.strip_prefix("--").or_else(|| word.strip_prefix('-'));
    name.is_some_and(|name| !name.is_empty() && !name.starts_with(['-', '=']))
}

/// What GOTOOLCHAIN may be.
pub fn toolchain_forms(lang: Lang) -> String {
    say!(
        lang,
        "it takes auto, local, path, go1.22.3, go1.22.3+auto or go1.22.3+path",
        "可用的值：auto、local、path、go1.22.3、go1.22.3+auto 或 go1.22.3+path"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_begins_with_one_or_two_dashes_and_a_name() {
        for word in ["-v", "--mod=mod", "-ldflags=-s"] {
            assert!(is_flag(word), "{word}");
        }
        for word in ["", "-", "--", "---v", "-=x", "--=x", "mod=mod", "–v"] {
            assert!(!is_flag(word), "{word}");
        }
    }

    #[test]
    fn what_was_meant_is_found_where_it_can_be() {
        for (key, value, better) in [
            ("GOTOOLCHAIN", "1.27.3", Some("go1.27.3")),
            ("GOTOOLCHAIN", "1.22.3+auto", Some("go1.22.3+auto")),
            ("GOTOOLCHAIN", "banana", None),
            ("GOTOOLCHAIN", "auto", None),
            ("GOFLAGS", "mod=mod -v", Some("-mod=mod -v")),
            ("GOFLAGS", "---v", None),
            ("GOFLAGS", "-v", None),
            ("GOPROXY", "banana", None),
        ] {
            assert_eq!(mended(key, value).as_deref(), better, "{key}={value}");
        }
    }
}
