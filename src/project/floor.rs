//! The least version go.work or go.mod asks for.

use super::Error;
use super::gomod::{self, GoLines, Name};
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
    /// (<https://go.dev/doc/toolchain#select>). Without either there is none.
    pub fn read(file: &Path) -> Result<Option<Self>, Error> {
        Ok(Self::of(gomod::read(file)?.0, file))
    }

    fn of(lines: GoLines, file: &Path) -> Option<Self> {
        let floor = |demand, verb, text: &str, line| Self {
            demand,
            text: format!("{verb} {text}"),
            file: file.to_owned(),
            line,
        };
        let go = lines.go.map(|go| floor(Demand::AtLeast(go.value), "go", &go.text, go.number));
        let toolchain = lines.toolchain.map(|line| match line.value {
            Name::Default => floor(Demand::Default, "toolchain", &line.text, line.number),
            Name::Version(v) => floor(Demand::AtLeast(v), "toolchain", &line.text, line.number),
        });
        match (go, toolchain) {
            // On a tie the toolchain line wins: it names a release where the go line may name a language.
            (Some(go), Some(toolchain))
                if toolchain.version().is_some() && go.version() > toolchain.version() =>
            {
                Some(go)
            }
            (go, toolchain) => toolchain.or(go),
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
        let floor = Floor::of(gomod::parse(content.as_bytes()).unwrap(), Path::new("go.mod"))?;
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
        let spec = |content: &str| {
            let lines = gomod::parse(content.as_bytes()).unwrap();
            Floor::of(lines, Path::new("go.mod")).unwrap().spec()
        };
        assert_eq!(spec("go 1.22"), Some(Spec::Minor(1, 22)));
        assert_eq!(spec("go 1.20"), Some(Spec::Minor(1, 20)));
        assert_eq!(spec("go 1.22.0"), Some(Spec::Exact("1.22.0".parse().unwrap())));
        assert_eq!(spec("go 1.23rc1"), Some(Spec::Exact("1.23rc1".parse().unwrap())));
        assert_eq!(spec("toolchain default"), None);
    }
}
