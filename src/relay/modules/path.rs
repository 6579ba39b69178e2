//! What a path below the module proxy means (<https://go.dev/ref/mod#goproxy-protocol>).

use crate::golang::escape;
use percent_encoding::percent_decode_str;

/// A file that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The path below each proxy, element by element, without percents.
    pub segments: Vec<String>,
    /// What it is.
    pub about: About,
}

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// The list of a module's versions, or its latest one. It may be another one tomorrow.
    Module {
        /// The path.
        module: String,
    },
    /// A file of one version.
    Version {
        /// The path.
        module: String,
        /// The version, which may be the name of a branch.
        version: String,
    },
    /// An answer of a checksum database.
    Database {
        /// Its name.
        name: String,
        /// The module that is looked up.
        module: Option<String>,
        /// Whether the question is whether the proxy asks the database for others.
        is_question: bool,
    },
}

/// Reads a path; `None` for one that `go` would not ask for.
pub fn parse(path: &str) -> Option<Asked> {
    let decoded = |text: &str| Some(percent_decode_str(text).decode_utf8().ok()?.into_owned());
    let segments: Vec<String> = path.split('/').map(decoded).collect::<Option<_>>()?;
    let is_odd = |text: &String| {
        matches!(text.as_str(), "" | "." | "..")
            || text.contains(['/', '\\'])
            || text.contains(char::is_control)
    };
    if segments.iter().any(is_odd) {
        return None;
    }
    let about = if segments[0] == "sumdb" { database(&segments)? } else { module(&segments)? };
    Some(Asked { segments, about })
}

fn module(segments: &[String]) -> Option<About> {
    let path = |segments: &[String]| escape::unescape_path(&segments.join("/")).ok();
    match segments {
        [module @ .., last] if last == "@latest" => Some(About::Module { module: path(module)? }),
        [module @ .., at, last] if at == "@v" => {
            let module = path(module)?;
            if last == "list" {
                return Some(About::Module { module });
            }
            let version = [".info", ".mod", ".zip"]
                .iter()
                .find_map(|end| last.strip_suffix(end))
                .map(escape::unescape_version)?;
            Some(About::Version { module, version: version.ok()? })
        }
        _ => None,
    }
}

fn database(segments: &[String]) -> Option<About> {
    let [_, name, rest @ ..] = segments else { return None };
    let (name, is_question) = (name.clone(), rest == ["supported"]);
    let module = match rest {
        [] => return None,
        [kind, path @ ..] if kind == "lookup" => {
            let looked_up = path.join("/");
            let (module, _) = looked_up.rsplit_once('@')?;
            Some(escape::unescape_path(module).ok()?)
        }
        _ => None,
    };
    Some(About::Database { name, module, is_question })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_question_of_go_is_read() {
        let module = |module: &str| Some(About::Module { module: module.to_owned() });
        let version = |module: &str, version: &str| {
            Some(About::Version { module: module.to_owned(), version: version.to_owned() })
        };
        let database = |module: Option<&str>, is_question| {
            let module = module.map(ToOwned::to_owned);
            Some(About::Database { name: "sum.golang.org".to_owned(), module, is_question })
        };
        for (path, about) in [
            ("golang.org/x/text/@v/list", module("golang.org/x/text")),
            ("golang.org/x/text/@latest", module("golang.org/x/text")),
            ("github.com/%21azure/x/@v/v1.0.0-%21r%21c1.zip", version("github.com/Azure/x", "v1.0.0-RC1")),
            ("github.com/!azure/x/@v/master.info", version("github.com/Azure/x", "master")),
            ("sumdb/sum.golang.org/supported", database(None, true)),
            ("sumdb/sum.golang.org/latest", database(None, false)),
            ("sumdb/sum.golang.org/tile/8/0/x001/234.p/5", database(None, false)),
            (
                "sumdb/sum.golang.org/lookup/golang.org/x/text@v0.3.0",
                database(Some("golang.org/x/text"), false),
            ),
            ("", None),
            ("a.example/../@v/list", None),
            ("a.example/%2e%2e/@v/list", None),
            ("a.example/x%2fy/@v/list", None),
            ("a.example/@v/v1.0.0.exe", None),
            ("a.example/@v/a/b.zip", None),
            ("a.example/Azure/@v/list", None),
            ("noton/x/@v/list", None),
            ("sumdb/sum.golang.org", None),
            ("sumdb/sum.golang.org/lookup/x", None),
        ] {
            assert_eq!(parse(path).map(|asked| asked.about), about, "{path}");
        }
    }

    proptest! {
        #[test]
        fn any_path_is_read_or_refused(path in "(sumdb/)?[a-z%!./@v2e-]{0,40}") {
            if let Some(asked) = parse(&path) {
                prop_assert!(asked.segments.iter().all(|segment| segment != ".."));
            }
        }
    }
}
