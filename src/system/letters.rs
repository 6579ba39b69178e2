//! Whether a disk tells upper from lower case.

use std::path::Path;

/// Whether a folder answers to its name in other letters, where the disks of this system do not.
#[cfg(all(unix, not(target_os = "macos")))]
pub fn are_unexpectedly_one(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_ascii_uppercase();
    let other = folder.with_file_name(&name);
    other != folder && super::program::same_file(folder, &other)
}

/// Never: such disks are the usual ones here.
#[cfg(any(windows, target_os = "macos"))]
pub fn are_unexpectedly_one(_: &Path) -> bool {
    false
}
