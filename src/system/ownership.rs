//! What only the administrators of a machine can change, and where they keep what counts for all its users.

#[cfg(any(windows, test))]
mod access;
#[cfg(windows)]
mod windows;

use std::path::{Path, PathBuf};

/// Where the settings for all users lie.
#[cfg(unix)]
pub fn settings() -> Option<PathBuf> {
    Some(PathBuf::from("/etc/gv"))
}

/// `C:\\ProgramData\\gv`, as the system says it: a user can set the variable `ProgramData`.
#[cfg(windows)]
pub fn settings() -> Option<PathBuf> {
    Some(super::folders::of_all_users()?.join("gv"))
}

/// Where the store for all users lies.
#[cfg(unix)]
pub fn store() -> Option<PathBuf> {
    Some(PathBuf::from(if cfg!(target_os = "macos") { "/Library/gv" } else { "/opt/gv" }))
}

/// The same folder.
#[cfg(windows)]
pub fn store() -> Option<PathBuf> {
    settings()
}

/// Whether a file or folder, and every folder above it, is root's, and no other user can write there. Links are followed
/// first: what they lead to is what counts.
#[cfg(unix)]
pub fn is_administrators(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let Ok(real) = path.canonicalize() else { return false };
    let is_roots =
        |path: &Path| path.metadata().is_ok_and(|meta| meta.uid() == 0 && meta.mode() & 0o022 == 0);
    // The link itself lies in a folder of theirs too.
    let places = real.ancestors().chain(path.parent().into_iter().flat_map(Path::ancestors));
    path.is_absolute() && places.into_iter().all(is_roots)
}

/// Whether a file or folder belongs to the administrators or the system and nobody else can change it, and whether nobody
/// else can put another one in the place of it or of a folder above it.
#[cfg(windows)]
pub fn is_administrators(path: &Path) -> bool {
    let Ok(real) = path.canonicalize() else { return false };
    let mut places = real.ancestors().filter(|place| place.file_name().is_some() || place.has_root());
    let is_own = places.next().and_then(windows::access).is_some_and(|access| access.is_administrators());
    let mut above = places.chain(path.parent().into_iter().flat_map(Path::ancestors));
    path.is_absolute()
        && is_own
        && above.all(|place| windows::access(place).is_some_and(|access| access.keeps_its_place()))
}

#[cfg(all(unix, test))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn what_others_can_write_is_not_the_administrators() {
        assert!(is_administrators(Path::new("/")));
        assert!(!is_administrators(Path::new("etc")) && !is_administrators(Path::new("/not/there")));
        // A folder for temporary files is everybody's.
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        assert!(!is_administrators(folder.path()));
    }
}
