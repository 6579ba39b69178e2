//! Who besides the user may change what gv makes: others never; a group where the folder is shared with it.

use super::regular::open_own;
use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Takes away from a file or folder just made what others could change it with. A group keeps its right where it may
/// write to the folder around too: there it could replace the file anyway.
#[cfg(unix)]
pub(super) fn limit(made: &File, around: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let meta = made.metadata()?;
    let given = meta.permissions().mode() & 0o7777;
    let allowed = if is_shared(&meta, around) { given & !0o002 } else { given & !0o022 };
    if given == allowed { Ok(()) } else { made.set_permissions(fs::Permissions::from_mode(allowed)) }
}

#[cfg(windows)]
#[expect(clippy::unnecessary_wraps, reason = "the same signature as the Unix arm")]
pub(super) fn limit(_: &File, _: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes a folder and those above it. Others may not write to what is new; one that is there is left as it is.
#[cfg(unix)]
pub fn create_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let around = path.parent().filter(|around| !around.as_os_str().is_empty());
    if let Some(around) = around {
        create_folder(around)?;
    }
    match fs::create_dir(path) {
        Ok(()) => limit(&File::open(path)?, around.unwrap_or(Path::new("."))),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        Err(error) => Err(error),
    }
}

/// Makes a folder and those above it.
#[cfg(windows)]
pub fn create_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// Opens a lock file, made where it is not there. Only this user may open it, and a group that the folder is shared
/// with: who can open a file can hold its lock.
pub fn open_lock(path: &Path) -> io::Result<File> {
    let file = open_own(path, 0o600)?;
    // What was made by somebody else, or an earlier gv of somebody else's, stays as it is.
    let _ = reserve(&file, path.parent().unwrap_or(Path::new(".")));
    Ok(file)
}

#[cfg(unix)]
fn reserve(file: &File, around: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let meta = file.metadata()?;
    let wanted = if is_shared(&meta, around) { 0o660 } else { 0o600 };
    if meta.permissions().mode() & 0o7777 == wanted {
        return Ok(());
    }
    file.set_permissions(fs::Permissions::from_mode(wanted))
}

#[cfg(windows)]
#[expect(clippy::unnecessary_wraps, reason = "the same signature as the Unix arm")]
fn reserve(_: &File, _: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn is_shared(made: &fs::Metadata, around: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    around.metadata().is_ok_and(|around| around.mode() & 0o020 != 0 && around.gid() == made.gid())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o777
    }

    fn set(path: &Path, bits: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(bits)).unwrap();
    }

    #[test]
    fn a_lock_is_the_users_own_unless_the_folder_is_shared() {
        let dir = tempfile::tempdir().unwrap();
        let lock = dir.path().join("lock");
        for (folder, expected) in [(0o755, 0o600), (0o2775, 0o660), (0o700, 0o600)] {
            set(dir.path(), folder);
            drop(open_lock(&lock).unwrap());
            assert_eq!(mode(&lock), expected, "{folder:o}");
        }
        set(&lock, 0o644);
        drop(open_lock(&lock).unwrap());
        assert_eq!(mode(&lock), 0o600, "one of an earlier gv");
    }

    #[test]
    fn what_is_made_is_not_for_others_to_change() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("f");
        let file = File::create(&path).unwrap();
        set(dir.path(), 0o755);
        for (made, kept) in [(0o666, 0o644), (0o664, 0o644), (0o600, 0o600), (0o777, 0o755)] {
            set(&path, made);
            limit(&file, dir.path()).unwrap();
            assert_eq!(mode(&path), kept, "{made:o}");
        }
        set(dir.path(), 0o2775);
        set(&path, 0o666);
        limit(&file, dir.path()).unwrap();
        assert_eq!(mode(&path), 0o664);
        create_folder(&dir.path().join("a/b")).unwrap();
        create_folder(&dir.path().join("a/b")).unwrap();
        assert_eq!(mode(&dir.path().join("a/b")) & 0o002, 0);
    }
}
