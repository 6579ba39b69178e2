//! Which toolchain a `go` turns to when it starts, by GOTOOLCHAIN and by go.mod
//! (<https://go.dev/doc/toolchain#select>, `cmd/go/internal/toolchain/select.go`).

use crate::version::Version;

/// A value of GOTOOLCHAIN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The toolchain that it names; `None` stands for the one that was started.
    pub named: Option<Named>,
    /// Whether go.mod may ask for a newer one.
    pub raising: Raising,
}

/// A toolchain by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// As it is looked for on PATH: `go1.22.3`, `go1.22.3-corp`.
    pub name: String,
    /// Its version.
    pub version: Version,
}

/// What `go` does where go.mod asks for a newer toolchain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raising {
    /// Nothing: it does not look at go.mod.
    Never,
    /// It looks for it on PATH.
    FromPath,
    /// It looks for it on PATH, and downloads it.
    Downloading,
}

/// What go.mod asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Least {
    /// As it is compared: `1.27` of `go 1.27`, which go1.27rc1 meets.
    pub version: Version,
    /// What a `go` below it turns to: go1.27.0.
    pub named: Named,
}

/// What a `go` turns to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The toolchain.
    pub named: Named,
    /// Whether go.mod asks for it, and not GOTOOLCHAIN.
    pub by_floor: bool,
}

impl Named {
    /// Reads the name of a toolchain. Its suffix must not lead out of PATH.
    pub fn parse(name: &str) -> Option<Self> {
        let plain = name.split([' ', '\t']).next().filter(|_| !name.contains(['/', '\\']))?;
        let version = Version::from_toolchain_name(plain).ok()?;
        Some(Self { name: name.to_owned(), version })
    }

    /// Whether it is the release itself, and not another build of it.
    pub fn is_plain(&self) -> bool {
        self.name == self.version.toolchain_name()
    }
}

impl Selection {
    /// Reads a value; `None` where `go` refuses it. An empty one, which only a file can hold, turns the choice off.
    pub fn parse(value: &str) -> Option<Self> {
        match value {
            "" => return Some(Self { named: None, raising: Raising::Never }),
            "auto" => return Some(Self { named: None, raising: Raising::Downloading }),
            "path" => return Some(Self { named: None, raising: Raising::FromPath }),
            _ => {}
        }
        let (name, suffix) =
            value.split_once('+').map_or((value, None), |(name, suffix)| (name, Some(suffix)));
        let raising = match suffix {
            None => Raising::Never,
            Some("auto") => Raising::Downloading,
            Some("path") => Raising::FromPath,
            Some(_) => return None,
        };
        let named = if name == "local" { None } else { Some(Named::parse(name)?) };
        Some(Self { named, raising })
    }

    /// What a `go` of this version turns to where go.mod asks for `floor`; `None` where it stays what it is.
    pub fn target(&self, local: &Version, floor: Option<&Least>) -> Option<Target> {
        let least = self.named.as_ref().map_or(local, |named| &named.version);
        let floor = floor.filter(|floor| self.raising != Raising::Never && floor.version > *least);
        let target = match (floor, &self.named) {
            (Some(floor), _) => Target { named: floor.named.clone(), by_floor: true },
            (None, Some(named)) => Target { named: named.clone(), by_floor: false },
            (None, None) => return None,
        };
        (target.named.name != local.toolchain_name()).then_some(target)
    }
}

/// Whether a `go` of this version chooses a toolchain at all.
pub fn selects(version: &Version) -> bool {
    (version.major(), version.minor()) >= (1, 21)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What go1.22.3 turns to.
    fn target(gotoolchain: &str, floor: &str) -> Option<String> {
        let floor = Named::parse(floor).map(|named| Least { version: named.version.clone(), named });
        let target =
            Selection::parse(gotoolchain).unwrap().target(&"1.22.3".parse().unwrap(), floor.as_ref())?;
        Some(format!("{}{}", target.named.name, if target.by_floor { " by go.mod" } else { "" }))
    }

    #[test]
    fn gotoolchain_and_go_mod_decide_as_in_go() {
        for (gotoolchain, floor, expected) in [
            ("auto", "", None),
            ("auto", "go1.22.3", None),
            ("auto", "go1.23.0", Some("go1.23.0 by go.mod")),
            ("path", "go1.23.0-corp", Some("go1.23.0-corp by go.mod")),
            ("auto", "go1.22.3-corp", None),
            ("local", "go1.23.0", None),
            ("", "go1.23.0", None),
            ("local+auto", "go1.23.0", Some("go1.23.0 by go.mod")),
            ("go1.21.13", "go1.23.0", Some("go1.21.13")),
            ("go1.21.13+auto", "", Some("go1.21.13")),
            ("go1.21.13+auto", "go1.22.1", Some("go1.22.1 by go.mod")),
            ("go1.21.13+path", "go1.22.3", None),
            ("go1.22.3", "go1.23.0", None),
            ("go1.22.3-corp", "", Some("go1.22.3-corp")),
            ("go1.24.0+auto", "go1.23.0", Some("go1.24.0")),
        ] {
            assert_eq!(target(gotoolchain, floor).as_deref(), expected, "{gotoolchain:?} {floor:?}");
        }
    }

    #[test]
    fn a_candidate_meets_the_language_it_is_of() {
        let least = Least { version: "1.27".parse().unwrap(), named: Named::parse("go1.27.0").unwrap() };
        let auto = Selection::parse("auto").unwrap();
        let target = |local: &str| auto.target(&local.parse().unwrap(), Some(&least));
        assert_eq!(target("1.27rc1"), None);
        assert_eq!(target("1.26.5").map(|target| target.named.name), Some("go1.27.0".to_owned()));
    }

    #[test]
    fn what_go_refuses_is_none() {
        for value in
            ["1.22.3", "go1.22.3+local", "latest", "auto+path", "bash", "+auto", "go1.22.3-a/b", "local+"]
        {
            assert_eq!(Selection::parse(value), None, "{value}");
        }
    }
}
