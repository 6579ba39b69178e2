//! How `go` finds a module's own repository: hosts it knows, a suffix that names the version control, or a question to
//! the host itself (`vcsPaths` of `cmd/go/internal/vcs`).

use url::Url;

/// Where a module comes from when no proxy is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Direct {
    /// A repository that the path itself names.
    Repository(Repository),
    /// The host is asked with `?go-get=1`, and answers with a repository, or with a proxy to use.
    Discovery {
        /// The address asked.
        url: Url,
    },
    /// `go` rejects the path without a request.
    Impossible(Impossible),
}

/// A repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// `git`, `hg`, `svn`, `bzr` or `fossil`.
    pub vcs: &'static str,
    /// The beginning of the module path that stands for it.
    pub root: String,
    /// Its address, as far as the path tells.
    pub url: String,
    /// Whether the host is one that `go` knows; else `.git` or the like says so.
    pub known_host: bool,
}

/// Why a path has no repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Impossible {
    /// Too few elements, or a character that the host's paths do not have: `github.com/x`.
    Path {
        /// The host, or its part, whose paths look otherwise.
        host: &'static str,
    },
    /// `github.com/x/y.git`: the host's paths have no such suffix.
    Suffix {
        /// The host.
        host: &'static str,
    },
    /// `rsc.io`, `example.net`: refused by name.
    Refused,
}

/// A host whose paths `go` knows.
struct Known {
    prefix: &'static str,
    vcs: &'static str,
    /// What has to follow the prefix, an element each, up to the repository's root.
    elements: &'static [Element],
    /// Whether a suffix of a version control is a mistake there.
    no_suffix: bool,
    /// Whether the root is the whole path.
    whole: bool,
}

enum Element {
    /// Letters, digits, `_`, `.` and `-`.
    Name,
    /// Lower-case letters and digits.
    Lower,
    /// Letters and digits.
    Plain,
    /// Lower-case letters, digits, `_`, `.`, `-`, and `.git` at the end.
    DotGit,
    /// This word.
    Word(&'static str),
}

const KNOWN: [Known; 6] = [
    Known::git("github.com", &[Element::Name, Element::Name]),
    Known::git("bitbucket.org", &[Element::Name, Element::Name]),
    Known::git("hub.jazz.net/git", &[Element::Lower, Element::Name]),
    Known { no_suffix: false, ..Known::git("git.apache.org", &[Element::DotGit]) },
    Known { no_suffix: false, ..Known::git("git.openstack.org", &[Element::Name, Element::Name]) },
    Known {
        prefix: "chiselapp.com",
        vcs: "fossil",
        elements: &[Element::Word("user"), Element::Plain, Element::Word("repository"), Element::Name],
        no_suffix: false,
        whole: true,
    },
];

/// The version controls whose names may stand as a suffix.
const SUFFIXES: [&str; 5] = ["bzr", "fossil", "git", "hg", "svn"];

impl Direct {
    /// Where this module path leads, without a request.
    pub fn of(module: &str) -> Self {
        if module == "rsc.io" || below(module, "example.net").is_some() {
            return Self::Impossible(Impossible::Refused);
        }
        let known = KNOWN.iter().find_map(|known| Some((known, below(module, known.prefix)?)));
        if let Some((known, rest)) = known {
            return known.repository(rest).map_or_else(Self::Impossible, Self::Repository);
        }
        suffixed(module).map_or_else(|| discovery(module), Self::Repository)
    }
}

impl Known {
    const fn git(prefix: &'static str, elements: &'static [Element]) -> Self {
        Self { prefix, vcs: "git", elements, no_suffix: true, whole: false }
    }

    fn repository(&self, rest: &str) -> Result<Repository, Impossible> {
        let host = self.prefix;
        let parts: Vec<_> = rest.split('/').collect();
        let fits = parts.len() >= self.elements.len()
            && !(self.whole && parts.len() > self.elements.len())
            && self.elements.iter().zip(&parts).all(|(element, part)| element.fits(part))
            && parts.iter().all(|part| is_name(part));
        if !fits {
            return Err(Impossible::Path { host });
        }
        let root = format!("{host}/{}", parts[..self.elements.len()].join("/"));
        if self.no_suffix && parts[..self.elements.len()].last().is_some_and(|part| suffix(part).is_some()) {
            return Err(Impossible::Suffix { host });
        }
        Ok(Repository { vcs: self.vcs, url: format!("https://{root}"), root, known_host: true })
    }
}

impl Element {
    fn fits(&self, part: &str) -> bool {
        let all = |may: fn(u8) -> bool| !part.is_empty() && part.bytes().all(may);
        let lower = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        match self {
            Element::Name => is_name(part),
            Element::Lower => all(lower),
            Element::Plain => all(|b| b.is_ascii_alphanumeric()),
            Element::DotGit => {
                let named = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_.-".contains(&b);
                part.strip_suffix(".git").is_some_and(|name| !name.is_empty()) && all(named)
            }
            Element::Word(word) => part == *word,
        }
    }
}

/// What follows a prefix of whole elements; empty when the path is that prefix.
fn below<'a>(module: &'a str, prefix: &str) -> Option<&'a str> {
    let rest = module.strip_prefix(prefix)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

/// `host/path.git/sub`: the first element with a suffix ends the root, and the address has no suffix.
fn suffixed(module: &str) -> Option<Repository> {
    let (host, rest) = module.split_once('/')?;
    if !host.contains('.') || !rest.split('/').all(|part| is_name(part.strip_prefix('~').unwrap_or(part))) {
        return None;
    }
    let mut end = host.len();
    for part in rest.split('/') {
        end += 1 + part.len();
        if let Some(vcs) = suffix(part) {
            let root = &module[..end];
            let url = format!("https://{}", &root[..end - vcs.len() - 1]);
            return Some(Repository { vcs, root: root.to_owned(), url, known_host: false });
        }
    }
    None
}

/// The version control that an element ends in.
fn suffix(part: &str) -> Option<&'static str> {
    let (name, suffix) = part.rsplit_once('.')?;
    let named = !matches!(name, "" | "~");
    SUFFIXES.into_iter().find(|vcs| named && *vcs == suffix)
}

fn is_name(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b))
}

fn discovery(module: &str) -> Direct {
    let whole = if module.contains('/') { module.to_owned() } else { format!("{module}/") };
    match Url::parse(&format!("https://{whole}?go-get=1")) {
        Ok(url) => Direct::Discovery { url },
        Err(_) => Direct::Impossible(Impossible::Refused),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(module: &str) -> String {
        match Direct::of(module) {
            Direct::Repository(found) => {
                let how = if found.known_host { "known" } else { "suffix" };
                format!("{how} {} {} {}", found.vcs, found.root, found.url)
            }
            Direct::Discovery { url } => url.to_string(),
            Direct::Impossible(Impossible::Path { host }) => format!("path of {host}"),
            Direct::Impossible(Impossible::Suffix { host }) => format!("suffix of {host}"),
            Direct::Impossible(Impossible::Refused) => "refused".to_owned(),
        }
    }

    /// From `TestRepoRootForImportPath` of `cmd/go/internal/vcs`, and its `vcsPaths`.
    #[test]
    fn repositories_are_found_as_go_finds_them() {
        for (module, expected) in [
            (
                "github.com/golang/groupcache",
                "known git github.com/golang/groupcache https://github.com/golang/groupcache",
            ),
            ("github.com/x/y/v2", "known git github.com/x/y https://github.com/x/y"),
            ("github.com/x", "path of github.com"),
            ("github.com", "path of github.com"),
            ("github.com/x/y~z", "path of github.com"),
            ("github.com/x/y.git", "suffix of github.com"),
            ("github.company.example/x/y", "https://github.company.example/x/y?go-get=1"),
            ("bitbucket.org/x/y/z", "known git bitbucket.org/x/y https://bitbucket.org/x/y"),
            (
                "hub.jazz.net/git/user1/pkgname",
                "known git hub.jazz.net/git/user1/pkgname https://hub.jazz.net/git/user1/pkgname",
            ),
            ("hub.jazz.net/git/USER/pkgname", "path of hub.jazz.net/git"),
            ("hub.jazz.net/other", "https://hub.jazz.net/other?go-get=1"),
            (
                "git.openstack.org/openstack/swift/go",
                "known git git.openstack.org/openstack/swift https://git.openstack.org/openstack/swift",
            ),
            ("git.openstack.org/openstack", "path of git.openstack.org"),
            (
                "git.apache.org/package-name_2.x.git/path/to/lib",
                "known git git.apache.org/package-name_2.x.git https://git.apache.org/package-name_2.x.git",
            ),
            ("git.apache.org/package-name", "path of git.apache.org"),
            (
                "chiselapp.com/user/kyle/repository/fossilgg",
                "known fossil chiselapp.com/user/kyle/repository/fossilgg https://chiselapp.com/user/kyle/repository/fossilgg",
            ),
            ("chiselapp.com/kyle/repository/fossilgg", "path of chiselapp.com"),
            ("chiselapp.com/user/kyle/repository/fossilgg/x", "path of chiselapp.com"),
            (
                "git.example.com/team/repo.git/v2",
                "suffix git git.example.com/team/repo.git https://git.example.com/team/repo",
            ),
            ("hg.example.com/~me/x.hg", "suffix hg hg.example.com/~me/x.hg https://hg.example.com/~me/x"),
            ("example.com/.git/x", "https://example.com/.git/x?go-get=1"),
            ("example.com/a.git/b.hg", "suffix git example.com/a.git https://example.com/a"),
            ("example.com/a.git/b+c", "https://example.com/a.git/b+c?go-get=1"),
            ("gitlab.com/x/y", "https://gitlab.com/x/y?go-get=1"),
            ("golang.org/x/text", "https://golang.org/x/text?go-get=1"),
            ("gopkg.in/yaml.v3", "https://gopkg.in/yaml.v3?go-get=1"),
            ("rsc.io/quote", "https://rsc.io/quote?go-get=1"),
            ("k8s.io", "https://k8s.io/?go-get=1"),
            ("rsc.io", "refused"),
            ("example.net/x", "refused"),
        ] {
            assert_eq!(told(module), expected, "{module}");
        }
    }
}
