//! Which files a mirror has. Nothing else goes into a pack, and nothing else comes out of one.

use crate::golang::toolchain::{self, ModuleVersion};
use crate::mirror::Error;
use crate::mirror::sync::Folder;
use crate::release::ArchiveName;
use crate::system::Action;
use std::path::Path;

/// What a file of a mirror is for, in the order in which files appear: what is named by others comes before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A tile of the checksum database.
    Tile,
    /// A record of it, or what belongs to it.
    Record,
    /// The zip of a module.
    Zip,
    /// An archive.
    Archive,
    /// What the mirror was told to hold.
    About,
    /// What gv writes again from the others.
    List,
}

impl Role {
    /// What a path below the mirror is; `None` for what no mirror has.
    pub fn of(path: &str) -> Option<Self> {
        match path {
            "index.json" => return Some(Self::List),
            "gv-mirror.json" => return Some(Self::About),
            _ => {}
        }
        if ArchiveName::parse(path).is_some() {
            return Some(Self::Archive);
        }
        if path.strip_suffix(".sha256").is_some_and(|archive| ArchiveName::parse(archive).is_some()) {
            return Some(Self::List);
        }
        if let Some(file) = path.strip_prefix("golang.org/toolchain/@v/") {
            return of_module(file);
        }
        of_database(path)
    }
}

fn of_module(file: &str) -> Option<Role> {
    if file == "list" || [".info", ".mod"].iter().any(|end| file.strip_suffix(end).is_some_and(is_module)) {
        return Some(Role::List);
    }
    ModuleVersion::of_file(file).map(|_| Role::Zip)
}

fn is_module(version: &str) -> bool {
    ModuleVersion::parse(version).is_some()
}

/// `sumdb/NAME/latest`, `…/supported`, `…/lookup/golang.org/toolchain@V`, `…/tile/8/L/NNN[.p/W]`.
fn of_database(path: &str) -> Option<Role> {
    let rest = path.strip_prefix("sumdb/")?;
    let is_plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
    };
    if let Some((name, tile)) = rest.split_once("/tile/8/") {
        return (name.split('/').all(is_plain) && tile.split('/').all(is_plain)).then_some(Role::Tile);
    }
    if let Some((name, module)) = rest.split_once("/lookup/") {
        let version = module.strip_prefix(toolchain::MODULE)?.strip_prefix('@')?;
        return (name.split('/').all(is_plain) && is_module(version)).then_some(Role::Record);
    }
    let name = rest.strip_suffix("/latest").or_else(|| rest.strip_suffix("/supported"))?;
    name.split('/').all(is_plain).then_some(Role::Record)
}

/// The files that a mirror has, by their paths below it.
pub fn files(folder: &Folder) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    collect(folder.root(), "", &mut found)?;
    Ok(found)
}

fn collect(folder: &Path, below: &str, found: &mut Vec<String>) -> Result<(), Error> {
    let entries = std::fs::read_dir(folder).map_err(Error::io(Action::Read, folder))?;
    for entry in entries {
        let entry = entry.map_err(Error::io(Action::Read, folder))?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let kind = entry.file_type().map_err(Error::io(Action::Read, &entry.path()))?;
        let path = format!("{below}{name}");
        // Links are left alone, and what gv keeps for itself.
        if kind.is_dir() && !name.starts_with('.') {
            collect(&entry.path(), &format!("{path}/"), found)?;
        } else if kind.is_file() && Role::of(&path).is_some() {
            found.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_mirror_has_these_files_and_no_others() {
        for (path, role) in [
            ("index.json", Role::List),
            ("gv-mirror.json", Role::About),
            ("go1.22.3.linux-amd64.tar.gz", Role::Archive),
            ("go1.22.3.linux-amd64.tar.gz.sha256", Role::List),
            ("golang.org/toolchain/@v/list", Role::List),
            ("golang.org/toolchain/@v/v0.0.1-go1.22.3.linux-amd64.zip", Role::Zip),
            ("golang.org/toolchain/@v/v0.0.1-go1.22.3.linux-amd64.info", Role::List),
            ("sumdb/sum.golang.org/latest", Role::Record),
            ("sumdb/sum.golang.org/lookup/golang.org/toolchain@v0.0.1-go1.22.3.linux-amd64", Role::Record),
            ("sumdb/sum.golang.org/tile/8/0/x001/x234/067", Role::Tile),
            ("sumdb/sum.golang.org/tile/8/1/067.p/12", Role::Tile),
        ] {
            assert_eq!(Role::of(path), Some(role), "{path}");
        }
        for path in [
            "",
            "/etc/passwd",
            "../index.json",
            "a/../index.json",
            "index.json/",
            "INDEX.JSON",
            ".gv-mirror/files.json",
            "golang.org/toolchain/@v/../../../x",
            "golang.org/toolchain/@v/v1.0.0.zip",
            "sumdb/../latest",
            "sumdb/a/tile/8/../../x",
            "sumdb/a/tile/8/..",
            "sumdb//latest",
            "sumdb/a/lookup/golang.org/toolchain@../x",
            "sumdb/.hidden/latest",
            "C:\\x",
            "sumdb/a\\b/latest",
        ] {
            assert_eq!(Role::of(path), None, "{path}");
        }
    }

    proptest! {
        #[test]
        fn no_path_leaves_the_folder(path in "(sumdb/|golang.org/toolchain/@v/)?[a-z0-9./\\\\:@-]{0,30}(latest|\\.zip)?") {
            if Role::of(&path).is_some() {
                prop_assert!(path.split('/').all(|part| !part.is_empty() && part != "." && part != ".."));
                prop_assert!(!path.contains(['\\', ':']));
            }
        }
    }
}
