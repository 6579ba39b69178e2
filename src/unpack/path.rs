//! The name of an archive entry, made safe. What would mean another place on any system gv runs on is refused
//! on all of them, so that an archive is either good everywhere or nowhere.

use super::Refusal;
use crate::golang::toolchain;
use std::path::{Path, PathBuf};

/// A path below the GOROOT: plain names joined by `/`, at least one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct EntryPath(String);

impl EntryPath {
    /// Reads an entry's name and takes the leading `go/` off; `None` for `go` itself.
    pub(super) fn parse(name: &[u8]) -> Result<Option<Self>, Refusal> {
        Self::within("go/", name, Refusal::Outside)
    }

    /// Reads the name of an entry of a module zip and takes the prefix of the module off; `None` for its folder
    /// itself. What is stored as `_go.mod` gets its own name back.
    pub(super) fn in_module(prefix: &str, name: &[u8]) -> Result<Option<Self>, Refusal> {
        let stored = Self::within(prefix, name, Refusal::Elsewhere)?;
        Ok(stored.map(|Self(path)| Self(toolchain::original(&path).into_owned())))
    }

    /// The path below a folder, whose name ends with a slash.
    fn within(folder: &str, name: &[u8], outside: Refusal) -> Result<Option<Self>, Refusal> {
        let name = std::str::from_utf8(name).map_err(|_| Refusal::Name)?;
        let name = name.strip_suffix('/').unwrap_or(name);
        if folder.strip_suffix('/') == Some(name) {
            return Ok(None);
        }
        let below = name.strip_prefix(folder);
        // Names that are unsafe by themselves are told as that, wherever they lie.
        if name.len() > LONGEST_PATH || !below.unwrap_or(name).split('/').all(is_plain) {
            return Err(Refusal::Name);
        }
        Ok(Some(Self(below.ok_or(outside)?.to_owned())))
    }

    /// The path as it is written in archives.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder it lies in; `None` at the top.
    pub(super) fn parent(&self) -> Option<&str> {
        self.0.rsplit_once('/').map(|(parent, _)| parent)
    }

    /// The folder it lies in, as a path; `None` at the top.
    pub(super) fn folder(&self) -> Option<Self> {
        self.parent().map(|parent| Self(parent.to_owned()))
    }

    /// Where a link at this path with this target leads, as long as that is a path below the GOROOT.
    pub(super) fn follow(&self, target: &[u8]) -> Option<Self> {
        let mut target = std::str::from_utf8(target).ok()?;
        let mut names: Vec<&str> =
            self.parent().map(|parent| parent.split('/').collect()).unwrap_or_default();
        while let Some(rest) = target.strip_prefix("../") {
            names.pop()?;
            target = rest;
        }
        names.extend(target.split('/'));
        // A `..` further on would have to be taken from where a link leads.
        target.split('/').all(is_plain).then(|| Self(names.join("/")))
    }
}

/// The place of a path written with `/` below a folder.
pub(super) fn below(root: &Path, path: &str) -> PathBuf {
    let mut full = PathBuf::with_capacity(root.as_os_str().len() + path.len() + 1);
    full.push(root);
    full.extend(path.split('/'));
    full
}

/// The longest path, in bytes: four times as long as any in a toolchain, and half of what macOS takes with all
/// that stands before it.
const LONGEST_PATH: usize = 512;

/// The longest name that every usual filesystem takes, in bytes.
const LONGEST: usize = 255;

/// Whether a name is that of a plain file on Unix and on Windows alike:
/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>.
fn is_plain(name: &str) -> bool {
    let special =
        |byte| matches!(byte, 0..0x20 | b'<' | b'>' | b':' | b'"' | b'|' | b'?' | b'*' | b'\\' | b'/' | 0x7f);
    !name.is_empty()
        && name.len() <= LONGEST
        && !name.bytes().any(special)
        && (name.is_ascii() || !name.contains(char::is_control))
        // Also `.` and `..`.
        && !name.ends_with(['.', ' '])
        && !is_device(name)
}

/// Whether Windows takes the name for a device, with whatever extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let numbered = || match stem.split_at_checked(3) {
        Some((prefix, rest)) => {
            ["COM", "LPT"].iter().any(|device| prefix.eq_ignore_ascii_case(device))
                && rest.chars().count() == 1
                && rest.chars().all(|c| c.is_ascii_digit() || "¹²³".contains(c))
        }
        None => false,
    };
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].iter().any(|device| stem.eq_ignore_ascii_case(device))
        || numbered()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(name: &str) -> Result<Option<EntryPath>, Refusal> {
        EntryPath::parse(name.as_bytes())
    }

    #[test]
    fn takes_what_toolchains_hold() {
        for name in [
            "go/VERSION",
            "go/src/cmd/go/main.go",
            "go/test/fixedbugs/issue27836.dir/Äfoo.go",
            "go/a b",
            "go/.x",
        ] {
            assert_eq!(parse(name).unwrap().unwrap().as_str(), &name[3..]);
        }
        assert_eq!(parse("go/src/").unwrap().unwrap().as_str(), "src");
        assert_eq!(parse("go/"), Ok(None));
        assert_eq!(parse("go/go/x").unwrap().unwrap().as_str(), "go/x");
    }

    #[test]
    fn refuses_what_means_another_place() {
        for name in [
            "",
            "/",
            "/etc/passwd",
            "go//etc/passwd",
            "go/../x",
            "../go/x",
            "go/a/../../x",
            "go/./x",
            "./go/x",
            "go/..",
            "go/a\\..\\x",
            "go/C:/x",
            "C:/go/x",
            "go/x:stream",
            "go/a\0b",
            "go/con",
            "go/src/NUL.txt",
            "go/lpt1",
            "go/COM¹.x",
            "go/x.",
            "go/x ",
            "go/a\nb",
            "go/src//",
            "go/aux .c",
        ] {
            assert_eq!(parse(name), Err(Refusal::Name), "{name:?}");
        }
        assert_eq!(EntryPath::parse(b"go/\xff"), Err(Refusal::Name));
        assert_eq!(parse(&format!("go/{}", "x".repeat(256))), Err(Refusal::Name));
        assert_eq!(parse(&format!("go/{}x", "x/".repeat(511))), Err(Refusal::Name));
        for name in ["gopher", "gox/y", "x", "src/go/x", "Go/x"] {
            assert_eq!(parse(name), Err(Refusal::Outside), "{name:?}");
        }
    }

    #[test]
    fn a_module_has_its_own_folder_and_stores_go_mod_under_another_name() {
        let prefix = "golang.org/toolchain@v0.0.1-go1.22.3.linux-amd64/";
        let parse = |name: &str| EntryPath::in_module(prefix, name.as_bytes());
        for (name, path) in [("VERSION", "VERSION"), ("src/_go.mod", "src/go.mod"), ("_go.mod", "go.mod")] {
            assert_eq!(parse(&format!("{prefix}{name}")).unwrap().unwrap().as_str(), path);
        }
        assert_eq!(parse(prefix), Ok(None));
        for name in ["go/VERSION", "golang.org/toolchain@v0.0.1-go1.22.30.linux-amd64/x", "golang.org/x"] {
            assert_eq!(parse(name), Err(Refusal::Elsewhere), "{name}");
        }
        for name in ["../x", "a\\b", "a\0", "/x", ".", "nul", "a//b"] {
            assert_eq!(parse(&format!("{prefix}{name}")), Err(Refusal::Name), "{name}");
        }
    }

    #[test]
    fn follows_links_only_below_the_root() {
        let follow = |at: &str, target: &str| {
            let path = EntryPath::parse(format!("go/{at}").as_bytes()).unwrap().unwrap();
            path.follow(target.as_bytes()).map(|path| path.as_str().to_owned())
        };
        assert_eq!(follow("bin/gofmt", "../pkg/gofmt").as_deref(), Some("pkg/gofmt"));
        assert_eq!(follow("a/b/c", "../d").as_deref(), Some("a/d"));
        assert_eq!(follow("a/b/c", "../../d").as_deref(), Some("d"));
        assert_eq!(follow("a", "b/c").as_deref(), Some("b/c"));
        for (at, target) in [
            ("a", "../x"),
            ("a/b", "../../x"),
            ("a/b", "/x"),
            ("a", ".."),
            ("a/b", "x/../y"),
            ("a", ""),
            ("a/b/c", "../../../x"),
        ] {
            assert_eq!(follow(at, target), None, "{at} → {target}");
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_stays_below(name in "(go/)?([a./\\\\:C ]|\\.\\.|go){0,8}") {
            if let Ok(Some(path)) = parse(&name) {
                let full = below(Path::new("/srv/tree"), path.as_str());
                prop_assert!(full.components().all(|part| !matches!(part, std::path::Component::ParentDir)));
                prop_assert!(full.starts_with("/srv/tree") && full != Path::new("/srv/tree"));
            }
        }
    }
}
