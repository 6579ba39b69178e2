//! Putting bytes in the place of a file in one step, without touching anything else that lies beside it.

use super::{adopt, limit, rename};
use std::fs::{self, File, Metadata, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What becomes of a file that is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It keeps its mode and, as far as the system allows, its owner. A new one is `0644`, whatever the umask: other
    /// programs read it.
    Readable,
    /// It keeps its mode and owner. A new one gets the mode that the umask leaves, but others may not write it.
    Usual,
    /// The same for what can be downloaded again: it is not synced, so a power cut may empty it.
    Passing,
    /// Only this user may read it.
    Private,
}

/// How the name of a draft ends.
const ENDING: &str = ".new";

/// Puts bytes in the place of a file by one rename: killed at any moment, the old file or the new one is there, whole.
///
/// The draft lies beside the file under a name that cannot be guessed; it is a new file or an error, so that nothing is
/// written through a link that another user has prepared. A link at `path` itself is replaced, not followed. A draft that
/// could not take the place is removed.
pub fn replace(path: &Path, bytes: &[u8], how: How) -> io::Result<()> {
    replace_by(&draft_beside(path), path, bytes, how)
}

/// The name of the file that a draft of this name was to replace; `None` where it is not the name of a draft.
pub fn drafted(name: &str) -> Option<&str> {
    let (target, tag) = name.strip_prefix('.')?.strip_suffix(ENDING)?.rsplit_once('.')?;
    let is_tag = tag.len() == 16 && tag.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_tag && !target.is_empty()).then_some(target)
}

fn draft_beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // The keys of a map's hasher are random; this needs no more than that.
    let tag = RandomState::new().build_hasher().finish();
    path.with_file_name(format!(".{name}.{tag:016x}{ENDING}"))
}

fn replace_by(draft: &Path, path: &Path, bytes: &[u8], how: How) -> io::Result<()> {
    let old = path.symlink_metadata().ok().filter(Metadata::is_file);
    let file = create(draft, how, old.is_some())?;
    let filled = fill(file, bytes, how, old.as_ref(), path).and_then(|()| rename(draft, path));
    filled.inspect_err(|_| drop(fs::remove_file(draft)))
}

/// Until the file has its final mode, it is not more readable than the old one.
#[cfg(unix)]
fn create(draft: &Path, how: How, is_there: bool) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let mode = match how {
        How::Private => 0o600,
        _ if is_there => 0o600,
        How::Readable => 0o644,
        How::Usual | How::Passing => 0o664,
    };
    OpenOptions::new().write(true).create_new(true).mode(mode).open(draft)
}

#[cfg(windows)]
fn create(draft: &Path, _: How, _: bool) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(draft)
}

fn fill(mut file: File, bytes: &[u8], how: How, old: Option<&Metadata>, path: &Path) -> io::Result<()> {
    file.write_all(bytes)?;
    match (how, old) {
        (How::Private, _) => {}
        (_, Some(old)) => adopt(&file, old)?,
        (How::Readable, None) => super::make_readable(&file)?,
        (How::Usual | How::Passing, None) => limit(&file, path.parent().unwrap_or(Path::new(".")))?,
    }
    if how == How::Passing { Ok(()) } else { file.sync_all() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replaced_file_leaves_nothing_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("f");
        for how in [How::Readable, How::Usual, How::Passing, How::Private] {
            replace(&path, b"one", how).unwrap();
            replace(&path, b"two", how).unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"two");
            assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "{how:?}");
            fs::remove_file(&path).unwrap();
        }
    }

    #[test]
    fn a_draft_is_known_by_its_name() {
        let draft = draft_beside(Path::new("/x/go1.22.3.json"));
        assert_eq!(drafted(draft.file_name().unwrap().to_str().unwrap()), Some("go1.22.3.json"));
        for name in
            ["go.json", ".go.json", ".go.json.new", "..0123456789abcdef.new", ".a.0123456789abcdeg.new"]
        {
            assert_eq!(drafted(name), None, "{name}");
        }
    }

    #[test]
    fn what_has_the_name_of_the_draft_is_not_touched() {
        let dir = tempfile::tempdir().unwrap();
        let (draft, path) = (dir.path().join("draft"), dir.path().join("f"));
        fs::write(&draft, "mine").unwrap();
        fs::write(&path, "old").unwrap();
        let error = replace_by(&draft, &path, b"new", How::Usual).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(
            (fs::read(&draft).unwrap(), fs::read(&path).unwrap()),
            (b"mine".to_vec(), b"old".to_vec())
        );
    }

    #[test]
    fn a_draft_that_cannot_take_the_place_is_removed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("f");
        fs::create_dir_all(path.join("full")).unwrap();
        assert!(replace(&path, b"x", How::Usual).is_err());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    mod unix {
        use super::*;
        use std::os::unix::fs::{PermissionsExt, symlink};

        fn mode(path: &Path) -> u32 {
            path.symlink_metadata().unwrap().permissions().mode() & 0o7777
        }

        #[test]
        fn nothing_is_written_through_a_prepared_link_or_pipe() {
            let dir = tempfile::tempdir().unwrap();
            let (draft, path) = (dir.path().join("draft"), dir.path().join("f"));
            let victim = dir.path().join("victim");
            for dangling in [false, true] {
                if !dangling {
                    fs::write(&victim, "mine").unwrap();
                }
                symlink(&victim, &draft).unwrap();
                let error = replace_by(&draft, &path, b"new", How::Readable).unwrap_err();
                assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
                assert!(draft.is_symlink() && !path.exists());
                assert_eq!(fs::read(&victim).ok(), (!dangling).then(|| b"mine".to_vec()));
                let _ = fs::remove_file(&victim);
                fs::remove_file(&draft).unwrap();
            }
            assert!(std::process::Command::new("mkfifo").arg(&draft).status().unwrap().success());
            assert!(replace_by(&draft, &path, b"new", How::Usual).is_err());
            assert!(draft.exists() && !path.exists());
        }

        #[test]
        fn a_link_at_the_place_is_replaced_and_not_followed() {
            let dir = tempfile::tempdir().unwrap();
            let (path, victim) = (dir.path().join("f"), dir.path().join("victim"));
            fs::write(&victim, "mine").unwrap();
            symlink(&victim, &path).unwrap();
            replace(&path, b"new", How::Usual).unwrap();
            assert!(!path.is_symlink());
            assert_eq!(
                (fs::read(&victim).unwrap(), fs::read(&path).unwrap()),
                (b"mine".to_vec(), b"new".to_vec())
            );
        }

        #[test]
        fn the_mode_stays_and_a_new_file_is_not_for_others_to_write() {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("f");
            for kept in [0o600, 0o640, 0o664, 0o755] {
                fs::write(&path, "x").unwrap();
                fs::set_permissions(&path, fs::Permissions::from_mode(kept)).unwrap();
                replace(&path, b"y", How::Usual).unwrap();
                assert_eq!(mode(&path), kept);
                replace(&path, b"y", How::Readable).unwrap();
                assert_eq!(mode(&path), kept);
            }
            replace(&path, b"y", How::Private).unwrap();
            assert_eq!(mode(&path), 0o600);
            fs::remove_file(&path).unwrap();
            replace(&path, b"y", How::Readable).unwrap();
            assert_eq!(mode(&path), 0o644);
            fs::remove_file(&path).unwrap();
            replace(&path, b"y", How::Usual).unwrap();
            assert_eq!(mode(&path) & 0o022, 0);
        }

        #[test]
        fn a_folder_that_cannot_be_written_is_an_error_and_stays_as_it_is() {
            let dir = tempfile::tempdir().unwrap();
            let file = dir.path().join("f");
            fs::write(&file, "x").unwrap();
            // Root may write everywhere; nobody can make a file below a file.
            assert!(replace(&file.join("below"), b"y", How::Usual).is_err());
            fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o555)).unwrap();
            let replaced = replace(&file, b"y", How::Usual);
            fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
            let expected = if replaced.is_ok() { "y" } else { "x" };
            assert_eq!(fs::read_to_string(&file).unwrap(), expected);
            assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        }
    }
}
