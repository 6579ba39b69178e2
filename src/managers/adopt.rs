//! One toolchain taken over: copied, or linked to, under its version's lock. It is there whole or not at all.

use super::goroot::{self, Machine};
use super::{Error, Found, copy};
use crate::store::{Origin, Store, Toolchain};
use crate::system::program;
use crate::version::Version;
use std::path::Path;

/// How a toolchain is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// As a GOROOT of its own. Whatever its manager does later, it stays.
    Copy,
    /// As a link. When its manager removes it, it is gone.
    Link,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The store has this version already, or got it from another process meanwhile.
    AlreadyThere(Toolchain),
    /// It is there now.
    New(Toolchain),
}

/// Takes over what was found to be go`version`. Waits, saying so once, while another process works on that version.
pub fn adopt(
    store: &Store,
    found: &Found,
    version: &Version,
    way: Mode,
    on_wait: impl FnOnce(),
) -> Result<Outcome, Error> {
    let lock = store.lock(version, on_wait)?;
    if let Some(toolchain) = store.find(version) {
        return Ok(Outcome::AlreadyThere(toolchain));
    }
    let path = &found.path;
    let origin = Origin { name: found.owner().to_owned(), path: path.clone() };
    let adoption = store.adoption(lock)?;
    let committed = match way {
        Mode::Copy => {
            copy::copy(path, adoption.path())?;
            is_sound(adoption.path(), version, &found.machine)
                .map_err(|why| Error::Unfit { path: path.clone(), why })?;
            adoption.copied(&origin)?
        }
        Mode::Link if is_ready(path) => adoption.linked(&origin)?,
        Mode::Link => return Err(Error::NotReady { path: path.clone() }),
    };
    Ok(Outcome::New(committed.toolchain))
}

fn is_sound(copy: &Path, version: &Version, machine: &Machine) -> Result<(), goroot::Unfit> {
    goroot::examine(copy, Some(version), machine).map(|_| ())
}

/// Whether it can be run where it is. A toolchain module that the go command has downloaded and never used cannot.
fn is_ready(goroot: &Path) -> bool {
    let bin = goroot.join("bin");
    let module = goroot.join("src").join("_go.mod").exists();
    ["go", "go.exe"].iter().any(|name| program::is_program(&bin.join(name)))
        && (!module || goroot.join("src").join("go.mod").exists())
}
