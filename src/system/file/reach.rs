//! Who besides its owner can read a file, so that a copy of it is not read by more.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// What the group and others may do with a file or a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach(u32);

#[cfg(unix)]
impl Reach {
    /// That of a file or folder.
    pub fn of(meta: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self(meta.mode() & 0o077)
    }

    /// Closes a copy of a file to those who cannot read the file. Those who can may also run it where it is a program.
    pub fn narrow(self, copy: &File) -> io::Result<()> {
        let group = if self.0 & 0o040 == 0 { 0 } else { 0o070 };
        let others = if self.0 & 0o004 == 0 { 0 } else { 0o007 };
        restrict(copy, 0o700 | group | others)
    }

    /// Closes a copy of a folder to those who cannot look into the folder.
    pub fn narrow_folder(self, copy: &Path) -> io::Result<()> {
        restrict(&File::open(copy)?, 0o700 | self.0)
    }
}

#[cfg(unix)]
fn restrict(copy: &File, allowed: u32) -> io::Result<()> {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;
    let mode = copy.metadata()?.permissions().mode() & 0o7777;
    if mode & allowed == mode { Ok(()) } else { copy.set_permissions(Permissions::from_mode(mode & allowed)) }
}

/// Windows keeps no such modes: a copy has the rights of its folder.
#[cfg(windows)]
impl Reach {
    /// The same for all.
    pub fn of(_: &Metadata) -> Self {
        Self(0)
    }

    /// Changes nothing.
    pub fn narrow(self, _: &File) -> io::Result<()> {
        Ok(())
    }

    /// Changes nothing.
    pub fn narrow_folder(self, _: &Path) -> io::Result<()> {
        Ok(())
    }
}
