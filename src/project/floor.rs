//! The least version go.work or go.mod asks for.

use super::{Error, gomod, lookup, text};
use crate::version::{Spec, Version};
use std::path::{Path, PathBuf};

/// A floor, and the line that sets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Floor {
    /// What is asked.
    pub demand: Demand,
    /// The line as it is written, without comments: `go 1.22`.
    pub text: String,
    /// The go.work or go.mod.
    pub file: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
}

/// What a go.work or go.mod asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Demand {
    /// At least this version.
    AtLeast(Version),
    /// `toolchain default`: the default, and nothing newer, whatever the go line says.
    Default,
}

impl Floor {
    /// Reads the floor of one file: the greater of its `toolchain` and `go` lines, as Go's own selection takes it
    /// (<https://go.dev/doc/toolchain#select>). Without either there is none. What Go's parser would refuse is left for
    /// `go` to report.
    pub fn read(file: &Path) -> Result<Option<Self>, Error> {
        Ok(Self::of(&text::read(file, gomod::LIMIT)?, file))
    }

    /// The floor that the bytes of a file set.
    pub(super) fn of(content: &[u8], file: &Path) -> Option<Self> {
        match Self::lines(content, file) {
            // On a tie the toolchain line wins: it names a release where the go line may name a language.
            (Some(go), Some(toolchain))
                if toolchain.version().is_some() && go.version() > toolchain.version() =>
            {
                Some(go)
            }
            (go, toolchain) => toolchain.or(go),
        }
    }

    /// What the go line and the toolchain line of a file say, each for itself.
    pub(super) fn all(file: &Path) -> Vec<Self> {
        let Ok(content) = text::read(file, gomod::LIMIT) else { return Vec::new() };
        let (go, toolchain) = Self::lines(&content, file);
        go.into_iter().chain(toolchain).collect()
    }

    fn lines(content: &[u8], file: &Path) -> (Option<Self>, Option<Self>) {
        let floor = |demand, verb, line: lookup::Line| Self {
            demand,
            text: format!("{verb} {}", line.text),
            file: file.to_owned(),
            line: line.number,
        };
        let go = lookup::look_up(content, "go").and_then(|line| {
            let version = line.text.parse().ok()?;
            Some(floor(Demand::AtLeast(version), "go", line))
        });
        let toolchain = lookup::look_up(content, "toolchain").and_then(|line| {
            let demand = match line.text.as_str() {
                "default" => Demand::Default,
                name => Demand::AtLeast(lookup::version_of_name(name)?),
            };
            Some(floor(demand, "toolchain", line))
        });
        (go, toolchain)
    }

    /// The name of the toolchain that `go` asks for when it raises itself to this floor: that of the toolchain line, or
    /// the first release of the language of the go line (`go1.22.0` for `go 1.22`).
    pub fn toolchain_name(&self) -> Option<String> {
        let version = self.version()?;
        match self.text.strip_prefix("toolchain ") {
            Some(name) => Some(name.to_owned()),
            None if version.is_release() => Some(version.toolchain_name()),
            None => Some(format!("{}.0", version.toolchain_name())),
        }
    }

    /// The least version; `None` where the default is asked for, whatever it is.
    pub fn version(&self) -> Option<&Version> {
        match &self.demand {
            Demand::AtLeast(version) => Some(version),
            Demand::Default => None,
        }
    }

    /// Whether a version will do.
    pub fn allows(&self, version: &Version) -> bool {
        self.version().is_none_or(|least| version >= least)
    }

    /// What to use when the default is below: exactly the floor where it names a release, else its minor.
    pub fn spec(&self) -> Option<Spec> {
        self.version().map(|version| {
            if version.names_patch() {
                Spec::Exact(version.clone())
            } else {
                Spec::Minor(version.major(), version.minor())
            }
        })
    }

    /// Whether the file is a go.work.
    pub fn is_workspace(&self) -> bool {
        self.file.extension().is_some_and(|extension| extension == "work")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn floor(content: &str) -> Option<(String, usize)> {
        let floor = Floor::of(content.as_bytes(), Path::new("go.mod"))?;
        Some((floor.text, floor.line))
    }

    #[test]
    fn the_greater_line_counts() {
        for (content, expected) in [
            ("module m", None),
            ("go 1.22", Some(("go 1.22", 1))),
            ("go 1.22\ntoolchain go1.22.3", Some(("toolchain go1.22.3", 2))),
            ("go 1.22.5\ntoolchain go1.22.3", Some(("go 1.22.5", 1))),
            ("go 1.23\ntoolchain go1.22.9", Some(("go 1.23", 1))),
            ("go 1.20\ntoolchain go1.20.0-x", Some(("toolchain go1.20.0-x", 2))),
            ("toolchain go1.21.1", Some(("toolchain go1.21.1", 1))),
            ("go 1.99\ntoolchain default // as it is", Some(("toolchain default", 2))),
        ] {
            assert_eq!(floor(content), expected.map(|(text, line)| (text.to_owned(), line)), "{content:?}");
        }
    }

    #[test]
    fn a_floor_without_a_patch_is_its_minor() {
        let spec = |content: &str| Floor::of(content.as_bytes(), Path::new("go.mod")).unwrap().spec();
        assert_eq!(spec("go 1.22"), Some(Spec::Minor(1, 22)));
        assert_eq!(spec("go 1.20"), Some(Spec::Minor(1, 20)));
        assert_eq!(spec("go 1.22.0"), Some(Spec::Exact("1.22.0".parse().unwrap())));
        assert_eq!(spec("go 1.23rc1"), Some(Spec::Exact("1.23rc1".parse().unwrap())));
        assert_eq!(spec("toolchain default"), None);
    }

    #[test]
    fn a_file_that_go_would_refuse_has_the_floor_that_go_selects_by() {
        for (content, expected) in [
            ("module m\n\n<<<<<<< HEAD\ngo 1.21\n=======\ngo 1.21.5\n>>>>>>> topic\n", Some(("go 1.21", 4))),
            ("require (\n\ta v1\ngo 1.22 // open\n", Some(("go 1.22", 3))),
            ("go 1.22.x\ngo 1.22", None),
            ("go v1.22\ntoolchain local", None),
            ("go 1.21.0rc1\ntoolchain go1.22.3", Some(("toolchain go1.22.3", 2))),
            ("go\ngo(1.22)\n \u{c} go 1.22 \r\n", Some(("go 1.22", 3))),
            ("go 1.22\ntoolchain 1.23.1", Some(("go 1.22", 1))),
            ("toolchain go1.22.3-a/b", None),
        ] {
            assert_eq!(floor(content), expected.map(|(text, line)| (text.to_owned(), line)), "{content:?}");
        }
    }

    #[test]
    fn a_go_that_raises_itself_asks_for_a_release() {
        let name = |content: &str| Floor::of(content.as_bytes(), Path::new("go.mod"))?.toolchain_name();
        for (content, expected) in [
            ("go 1.27", Some("go1.27.0")),
            ("go 1.27.2", Some("go1.27.2")),
            ("go 1.27rc1", Some("go1.27rc1")),
            ("go 1.20", Some("go1.20")),
            ("toolchain go1.27.2-corp", Some("go1.27.2-corp")),
            ("toolchain default", None),
        ] {
            assert_eq!(name(content).as_deref(), expected, "{content}");
        }
    }
}
