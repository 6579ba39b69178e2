//! Paths as POSIX shells write them, which on Windows (Git Bash, MSYS2) is not how the system does.

use std::path::Path;

/// What separates the entries of PATH.
#[cfg(unix)]
pub const PATH_SEPARATOR: char = ':';
/// What separates the entries of PATH.
#[cfg(windows)]
pub const PATH_SEPARATOR: char = ';';

/// Whether the shells of this system read startup files that gv may write to. On Windows PATH lies in the registry.
pub const HAS_STARTUP_FILES: bool = cfg!(unix);

/// A path for a POSIX shell.
#[cfg(unix)]
pub fn path(text: &str) -> String {
    text.to_owned()
}

/// A path for a POSIX shell: `C:\Users\me` is `/c/Users/me` there.
#[cfg(windows)]
pub fn path(text: &str) -> String {
    let slashes = text.replace('\\', "/");
    match slashes.split_once(":/") {
        Some((drive, rest)) if drive.len() == 1 => format!("/{}/{rest}", drive.to_ascii_lowercase()),
        _ => slashes,
    }
}

/// What follows the shell's `$HOME/` in the name of a folder; `None` when it does not lie below it.
#[cfg(unix)]
pub fn below(folder: &Path, user: &Path) -> Option<String> {
    // A user whose folder is `/` would get `//.gv`.
    user.parent()?;
    Some(folder.strip_prefix(user).ok()?.to_str()?.to_owned())
}

/// Always `None`: the `HOME` of Git Bash need not be the profile folder.
#[cfg(windows)]
pub fn below(_: &Path, _: &Path) -> Option<String> {
    None
}
