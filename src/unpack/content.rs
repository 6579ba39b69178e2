//! Whether a tree is the toolchain that was ordered.

use super::Error;
use super::error::Found;
use crate::system::Action;
use crate::system::file;
use crate::version::Version;
use std::io::{self, Read};
use std::path::Path;

/// Looks for `bin/go` and for the version in the `VERSION` file, whose first line every release has.
pub fn check(tree: &Path, version: &Version) -> Result<(), Error> {
    let not = |found| Err(Error::NotRelease { version: version.clone(), found });
    let is_file =
        |name: &str| tree.join("bin").join(name).symlink_metadata().is_ok_and(|meta| meta.is_file());
    if !is_file("go") && !is_file("go.exe") {
        return not(Found::NoGo);
    }
    let line = match version_line(tree) {
        Ok(Some(line)) => line,
        Ok(None) => return not(Found::NoVersion),
        Err(error) => return Err(Error::io(Action::Read, tree.join("VERSION"))(error)),
    };
    match Version::from_version_line(&line) {
        Ok(found) if found == *version => Ok(()),
        _ => not(Found::Other(line)),
    }
}

/// The first line of the `VERSION` file of a tree; `None` where there is no such file.
pub fn version_line(tree: &Path) -> io::Result<Option<String>> {
    match read_start(&tree.join("VERSION")) {
        Ok(text) => Ok(Some(text.lines().next().unwrap_or_default().trim_end().to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// More than any version has; a file of another kind is not read whole for an error message.
fn read_start(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    file::open_regular(path)?.take(100).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
