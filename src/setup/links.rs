//! gv's programs in a directory that is on every PATH, and a file for login shells of all users: for programs that read no
//! startup file of the user, such as `ssh host go`, cron, and CI.

use super::{Error, programs};
use crate::home::Home;
use crate::ledger::{Change, Ledger};
use crate::system::file::{self, How};
use crate::system::{Action, link};
use crate::verify::Digest;
use std::path::{Path, PathBuf};

/// What became of one link or file.
#[derive(Debug)]
pub struct Placed {
    /// Where it is.
    pub path: PathBuf,
    /// What happened.
    pub kind: Effect,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// gv made it.
    Made,
    /// It was there already.
    Unchanged,
    /// Something else has its name, and stays.
    Foreign,
}

/// The file that login shells of all users read.
pub const PROFILE: &str = "/etc/profile.d/gv.sh";

/// No file of that kind is larger.
const LIMIT: u64 = 1 << 20;

/// Makes links to gv, go and gofmt in a directory.
pub fn make(home: &Home, folder: &Path, time: u64) -> Result<Vec<Placed>, Error> {
    let shims = home.shims();
    let targets = [("gv", programs::gv(home)), ("go", shims.join("go")), ("gofmt", shims.join("gofmt"))];
    let (mut placed, mut made) = (Vec::new(), Vec::new());
    for (name, to) in targets {
        let path = folder.join(name);
        let kind = match link::read(&path) {
            Ok(there) if there == to => Effect::Unchanged,
            // One of this home, from an earlier layout.
            Ok(there) if there.starts_with(home.root()) => place(&to, &path)?,
            Ok(_) => Effect::Foreign,
            Err(_) if path.symlink_metadata().is_ok() => Effect::Foreign,
            Err(_) => place(&to, &path)?,
        };
        if kind != Effect::Foreign {
            made.push(Change::Link { path: path.clone(), to });
        }
        placed.push(Placed { path, kind });
    }
    Ledger::record(home, time, made)?;
    Ok(placed)
}

fn place(to: &Path, path: &Path) -> Result<Effect, Error> {
    link::replace(to, path).map_err(Error::io(Action::Link, path))?;
    Ok(Effect::Made)
}

/// Writes the file for login shells of all users.
pub fn write_profile(home: &Home, lines: &str, time: u64) -> Result<Placed, Error> {
    let path = PathBuf::from(PROFILE);
    let content = format!("# Written by gv setup --system; gv undo removes it.\n{lines}");
    let there = file::read_regular(&path, LIMIT).ok();
    let is_ours = |bytes: &Vec<u8>| bytes.starts_with(b"# Written by gv setup");
    let kind = match &there {
        Some(bytes) if bytes == content.as_bytes() => Effect::Unchanged,
        Some(bytes) if !is_ours(bytes) => Effect::Foreign,
        _ => {
            file::replace(&path, content.as_bytes(), How::Readable)
                .map_err(Error::io(Action::Write, &path))?;
            Effect::Made
        }
    };
    if kind != Effect::Foreign {
        let hash = Digest::of(content.as_bytes()).to_string();
        Ledger::record(home, time, vec![Change::File { path: path.clone(), hash }])?;
    }
    Ok(Placed { path, kind })
}

/// Whether a change by [`make`] or [`write_profile`] is still there as gv made it.
pub fn is_there(change: &Change) -> bool {
    match change {
        Change::Link { path, to } => link::read(path).is_ok_and(|there| there == *to),
        Change::File { path, hash } => {
            file::read_regular(path, LIMIT).is_ok_and(|bytes| Digest::of(&bytes).to_string() == *hash)
        }
        Change::Setting { .. }
        | Change::Git { .. }
        | Change::Addresses { .. }
        | Change::Edited { .. }
        | Change::Service { .. } => false,
    }
}

/// Removes what is still there as gv made it.
pub fn remove(change: &Change) -> Result<(), Error> {
    let (Change::Link { path, .. } | Change::File { path, .. }) = change else { return Ok(()) };
    if is_there(change) {
        file::remove(path).map_err(Error::io(Action::Remove, path))?;
    }
    Ok(())
}
