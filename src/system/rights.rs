//! Whether this user may change a folder.

use crate::lang::{Hint, Lang, say};
use std::path::Path;

/// Whether a folder is write-protected. It counts for root too, whom the system would not stop.
#[cfg(unix)]
pub fn is_protected(folder: &Path) -> bool {
    folder.metadata().is_ok_and(|meta| meta.permissions().readonly())
}

/// Never: on Windows the attribute of a folder says something else.
#[cfg(windows)]
pub fn is_protected(_: &Path) -> bool {
    false
}

/// Whether all users may create files in a folder and remove only their own, as in `/tmp`.
#[cfg(unix)]
pub fn is_sticky(folder: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    folder.metadata().is_ok_and(|meta| meta.permissions().mode() & 0o1000 != 0)
}

/// Never: Windows has no such folders.
#[cfg(windows)]
pub fn is_sticky(_: &Path) -> bool {
    false
}

/// Whether a file, a folder or a link belongs to another user. Root may write everywhere, and has no others.
#[cfg(unix)]
pub fn is_of_another(path: &Path) -> bool {
    let user = rustix::process::geteuid().as_raw();
    user != 0 && owner(path).is_some_and(|owner| owner != user)
}

/// Never known: owners are not what decides on Windows.
#[cfg(windows)]
pub fn is_of_another(_: &Path) -> bool {
    false
}

/// The number of the user that a file, a folder or a link belongs to.
#[cfg(unix)]
pub fn owner(path: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    path.symlink_metadata().ok().map(|meta| meta.uid())
}

/// Never known: Windows has no such numbers.
#[cfg(windows)]
pub fn owner(_: &Path) -> Option<u32> {
    None
}

/// Whether this process runs as root.
#[cfg(unix)]
pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Never: an administrator's files are as others' there.
#[cfg(windows)]
pub fn is_root() -> bool {
    false
}

/// Whether this user can make files in a folder, or could make the folder where it is not there yet.
#[cfg(unix)]
pub fn can_make_in(folder: &Path) -> bool {
    use rustix::fs::{Access, access};
    let there = folder.ancestors().find(|folder| folder.symlink_metadata().is_ok());
    there.is_none_or(|folder| access(folder, Access::WRITE_OK | Access::EXEC_OK).is_ok())
}

/// Taken to be so: on Windows only the attempt tells.
#[cfg(windows)]
pub fn can_make_in(_: &Path) -> bool {
    true
}

/// Whether the system refuses what another program has open in the words for a missing right.
pub const DENIED_MAY_BE_IN_USE: bool = cfg!(windows);

/// What is typed so that a command runs with the rights to change the system's files.
pub fn elevated(command: &str, lang: Lang) -> Vec<Hint> {
    if !cfg!(windows) {
        return vec![Hint::command(format!("sudo {command}"))];
    }
    let how = say!(
        lang,
        "in a terminal that you opened with \"Run as administrator\":",
        "在以“管理员身份运行”打开的终端中执行："
    );
    vec![Hint::words(how), Hint::command(command)]
}
