//! Reading files that another user may have made: never a pipe, a terminal or a device, never more than a limit.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// Opens a regular file, through links. What is something else is not opened at all: opening a device may already do
/// something. Never waits.
pub fn open_regular(path: &Path) -> io::Result<File> {
    if !path.metadata()?.is_file() {
        return Err(not_regular());
    }
    open_seen(path)
}

/// The same for who has just seen that a regular file is there. If it has become something else meanwhile, it is not
/// read.
pub fn open_seen(path: &Path) -> io::Result<File> {
    opened(unwaiting(false).read(true).open(path)?)
}

/// The same, where a link is not followed.
pub fn open_itself(path: &Path) -> io::Result<File> {
    opened(unwaiting(true).read(true).open(path)?)
}

/// Opens a file to read and write it, made where it is not there with this mode; never through a link.
pub fn open_own(path: &Path, mode: u32) -> io::Result<File> {
    let mut options = unwaiting(true);
    with_mode(&mut options, mode);
    opened(options.read(true).write(true).create(true).truncate(false).open(path)?)
}

/// Opens a file that is there to read and write it; never through a link.
pub fn open_own_there(path: &Path) -> io::Result<File> {
    opened(unwaiting(true).read(true).write(true).open(path)?)
}

/// The bytes of a regular file, through links; `FileTooLarge` where it holds more than `limit`. `/dev/null` is an empty
/// one: people name it where they want no file.
pub fn read_regular(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    if is_null_device(path) {
        return Ok(Vec::new());
    }
    read_to(open_regular(path)?, limit)
}

/// The bytes that are left of an open file; `FileTooLarge` where there are more than `limit`.
pub fn read_to(file: File, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if file.take(limit + 1).read_to_end(&mut bytes)? as u64 > limit {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    Ok(bytes)
}

#[cfg(unix)]
fn is_null_device(path: &Path) -> bool {
    use std::os::unix::fs::{FileTypeExt, MetadataExt};
    let Some(meta) = path.metadata().ok().filter(|meta| meta.file_type().is_char_device()) else {
        return false;
    };
    Path::new("/dev/null").metadata().is_ok_and(|null| null.rdev() == meta.rdev())
}

/// `NUL` is no file that can be looked at.
#[cfg(windows)]
fn is_null_device(_: &Path) -> bool {
    false
}

fn opened(file: File) -> io::Result<File> {
    if file.metadata()?.is_file() { Ok(file) } else { Err(not_regular()) }
}

fn not_regular() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file")
}

/// Options that do not wait for the other end of a pipe and do not take a terminal over.
#[cfg(unix)]
fn unwaiting(itself: bool) -> OpenOptions {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let mut flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    if itself {
        flags |= OFlags::NOFOLLOW;
    }
    let mut options = OpenOptions::new();
    options.custom_flags(flags.bits().cast_signed());
    options
}

#[cfg(windows)]
fn unwaiting(_: bool) -> OpenOptions {
    OpenOptions::new()
}

#[cfg(unix)]
fn with_mode(options: &mut OpenOptions, mode: u32) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(mode);
}

#[cfg(windows)]
fn with_mode(_: &mut OpenOptions, _: u32) {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_read_up_to_its_limit() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("f");
        fs::write(&path, "12345").unwrap();
        assert_eq!(read_regular(&path, 5).unwrap(), b"12345");
        assert_eq!(read_regular(&path, 4).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(read_regular(dir.path(), 9).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        assert_eq!(read_regular(&dir.path().join("none"), 9).unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn pipes_devices_and_what_leads_to_them_are_not_waited_for() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let (pipe, link) = (dir.path().join("pipe"), dir.path().join("link"));
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        symlink(&pipe, &link).unwrap();
        for path in [&pipe, &link, Path::new("/dev/tty"), Path::new("/dev/zero")] {
            assert!(read_regular(path, 9).is_err() && open_seen(path).is_err(), "{path:?}");
        }
        assert!(open_own(&pipe, 0o600).is_err());
        assert_eq!(read_regular(Path::new("/dev/null"), 9).unwrap(), b"");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_only_where_that_is_asked_for() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let (file, link, dangling) = (dir.path().join("f"), dir.path().join("l"), dir.path().join("d"));
        fs::write(&file, "x").unwrap();
        symlink(&file, &link).unwrap();
        symlink(dir.path().join("made"), &dangling).unwrap();
        assert_eq!(read_regular(&link, 9).unwrap(), b"x");
        assert!(
            open_itself(&link).is_err() && open_own(&link, 0o600).is_err() && open_own_there(&link).is_err()
        );
        assert!(open_own(&dangling, 0o600).is_err());
        assert!(!dir.path().join("made").exists());
        assert!(open_itself(&file).is_ok() && open_own(&file, 0o600).is_ok());
    }
}
