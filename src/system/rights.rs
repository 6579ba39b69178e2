//! Whether this user may change a folder.

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

/// Whether a folder belongs to another user, as after a run under `sudo`. Who that is who asks, is told by the system,
/// else by the owner of `own`. Root may write everywhere.
#[cfg(unix)]
pub fn is_of_another(folder: &Path, own: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let owner = |path: &Path| path.metadata().map(|meta| meta.uid()).ok();
    let user = owner(Path::new("/proc/self")).or_else(|| owner(own)).filter(|user| *user != 0);
    user.is_some_and(|user| owner(folder).is_some_and(|owner| owner != user))
}

/// Never known: owners are not what decides on Windows.
#[cfg(windows)]
pub fn is_of_another(_: &Path, _: &Path) -> bool {
    false
}

/// What is typed so that a command runs with the rights to change the system's files.
pub fn elevated(command: &str) -> String {
    if cfg!(windows) { format!("{command}   (Run as administrator)") } else { format!("sudo {command}") }
}
