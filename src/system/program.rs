//! Which files are programs, and which are the same file.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Whether the system would run this file.
#[cfg(unix)]
pub fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

/// Whether the system would run this file. The aliases in `WindowsApps` are empty files that open a shop.
#[cfg(windows)]
pub fn is_program(path: &Path) -> bool {
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.len() > 0)
}

/// Why a program did not start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// There is no such file.
    Missing,
    /// It is a file without a byte.
    Empty,
    /// It may not be run: its mode lacks the bit.
    NotExecutable,
    /// It lies on a disk that is mounted noexec.
    DiskNoExec,
    /// It is there, and the loader or the interpreter that it names is not.
    NoLoader,
    /// It is damaged, or a program for another machine.
    Foreign,
}

/// Why a program did not start, by what the system said and by what is there now. `None` where neither tells.
pub fn unfit(path: &Path, error: &io::Error) -> Option<Unfit> {
    let meta = path.metadata();
    if meta.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return Some(Unfit::Missing);
    }
    let meta = meta.ok().filter(fs::Metadata::is_file)?;
    match error.kind() {
        io::ErrorKind::PermissionDenied if cfg!(unix) && !super::file::is_executable(&meta) => {
            Some(Unfit::NotExecutable)
        }
        io::ErrorKind::PermissionDenied if super::mount::is_noexec(path) => Some(Unfit::DiskNoExec),
        io::ErrorKind::PermissionDenied => None,
        _ if meta.len() == 0 => Some(Unfit::Empty),
        io::ErrorKind::NotFound => Some(Unfit::NoLoader),
        _ => error.raw_os_error().filter(|code| FOREIGN.contains(code)).map(|_| Unfit::Foreign),
    }
}

/// What the system says of a file that it cannot run: `ENOEXEC`, and on macOS `EBADARCH` and `EBADMACHO` too.
#[cfg(unix)]
const FOREIGN: [i32; 3] = [libc::ENOEXEC, 86, 88];
/// `ERROR_BAD_EXE_FORMAT` and `ERROR_EXE_MACHINE_TYPE_MISMATCH`.
#[cfg(windows)]
const FOREIGN: [i32; 2] = [193, 216];

/// What a file begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beginning {
    /// There is nothing.
    Empty,
    /// A program of this system, for the machine that this number stands for.
    Program(u16),
    /// The first line names an interpreter.
    Script,
    /// Something that this system cannot run.
    Strange,
}

/// What a file begins with; `None` where it cannot be read.
pub fn beginning(path: &Path) -> Option<Beginning> {
    use io::Read;
    let mut head = Vec::new();
    super::file::open_regular(path).ok()?.take(1024).read_to_end(&mut head).ok()?;
    Some(if head.is_empty() {
        Beginning::Empty
    } else if head.starts_with(b"#!") {
        Beginning::Script
    } else {
        machine(&head).map_or(Beginning::Strange, Beginning::Program)
    })
}

/// `e_machine` of an ELF header, in the byte order that the header names.
#[cfg(all(unix, not(target_os = "macos")))]
fn machine(head: &[u8]) -> Option<u16> {
    let bytes = [*head.get(18)?, *head.get(19)?];
    let little = head.strip_prefix(b"\x7fELF").map(|rest| rest[1] == 1)?;
    Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
}

/// The low half of a Mach-O header's `cputype`. A file for several machines has none of its own.
#[cfg(target_os = "macos")]
fn machine(head: &[u8]) -> Option<u16> {
    match head.get(..4)? {
        [0xca, 0xfe, 0xba, 0xbe] => Some(0),
        [0xcf | 0xce, 0xfa, 0xed, 0xfe] => Some(u16::from_le_bytes([*head.get(4)?, *head.get(5)?])),
        _ => None,
    }
}

/// The `Machine` of a PE header, where the DOS header in front says.
#[cfg(windows)]
fn machine(head: &[u8]) -> Option<u16> {
    let at = usize::from(u16::from_le_bytes([*head.get(0x3c)?, *head.get(0x3d)?]));
    let is_pe = head.starts_with(b"MZ") && head.get(at..at + 4)? == b"PE\0\0";
    is_pe.then_some(())?;
    Some(u16::from_le_bytes([*head.get(at + 4)?, *head.get(at + 5)?]))
}

/// Whether both paths lead to the same file, through links and hard links.
#[cfg(unix)]
pub fn same_file(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| path.metadata().map(|meta| (meta.dev(), meta.ino())).ok();
    id(a).is_some() && id(a) == id(b)
}

/// Whether both paths lead to the same file, through links and hard links.
#[cfg(windows)]
pub fn same_file(a: &Path, b: &Path) -> bool {
    let is_one = matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b);
    is_one || matches!((windows::identity(a), windows::identity(b)), (Some(a), Some(b)) if a == b)
}

/// The directory a process that stands in `from` would stand in after changing to `to`.
#[cfg(unix)]
pub fn changed_directory(from: &Path, to: &Path) -> io::Result<PathBuf> {
    fs::canonicalize(from.join(to))
}

/// The directory a process that stands in `from` would stand in after changing to `to`.
#[cfg(windows)]
pub fn changed_directory(from: &Path, to: &Path) -> io::Result<PathBuf> {
    let dir = std::path::absolute(from.join(to))?;
    fs::metadata(&dir).map(|_| dir)
}

#[cfg(windows)]
mod windows {
    use std::fs::File;
    use std::os::windows::fs::OpenOptionsExt;
    use std::os::windows::io::AsRawHandle;
    use std::path::Path;
    use windows_sys::Win32::Storage::FileSystem::{
        BY_HANDLE_FILE_INFORMATION, FILE_FLAG_BACKUP_SEMANTICS, GetFileInformationByHandle,
    };

    /// What a file system that has hard links knows a file by: the volume, its number there, and its length, since not
    /// every file system's numbers are its own. `None` where there can be no other name.
    #[expect(unsafe_code, reason = "one question about an open file")]
    pub fn identity(path: &Path) -> Option<[u32; 5]> {
        // No right is asked for: it may be a program that runs, or a folder.
        let file = File::options().access_mode(0).custom_flags(FILE_FLAG_BACKUP_SEMANTICS).open(path).ok()?;
        let mut told = BY_HANDLE_FILE_INFORMATION::default();
        // SAFETY: the handle is that of a file that is open, and the place for the answer is of its type.
        let known = unsafe { GetFileInformationByHandle(file.as_raw_handle(), &raw mut told) } != 0;
        let number = [told.nFileIndexHigh, told.nFileIndexLow];
        let size = [told.nFileSizeHigh, told.nFileSizeLow];
        let has_others = known && told.nNumberOfLinks > 1 && number != [0, 0];
        has_others.then_some([told.dwVolumeSerialNumber, number[0], number[1], size[0], size[1]])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_begins_with_is_told_without_running_it() {
        let dir = tempfile::tempdir().unwrap();
        let of = |content: &[u8]| {
            let file = dir.path().join("file");
            fs::write(&file, content).unwrap();
            beginning(&file)
        };
        let own = beginning(&std::env::current_exe().unwrap());
        assert!(matches!(own, Some(Beginning::Program(_))), "{own:?}");
        assert_eq!(of(b""), Some(Beginning::Empty));
        assert_eq!(of(b"#!/bin/sh\n"), Some(Beginning::Script));
        for strange in [&b"\0"[..], b"\x7fELF", b"MZ", b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"] {
            assert_eq!(of(strange), Some(Beginning::Strange), "{strange:?}");
        }
        assert_eq!(beginning(&dir.path().join("absent")), None);
    }

    #[test]
    fn a_hard_link_is_the_same_file() {
        let dir = tempfile::tempdir().unwrap();
        let [one, two, other] = ["one", "two", "other"].map(|name| dir.path().join(name));
        fs::write(&one, "x").unwrap();
        fs::write(&other, "x").unwrap();
        fs::hard_link(&one, dir.path().join("another name")).unwrap();
        assert!(same_file(&one, &dir.path().join("./one")));
        assert!(same_file(&one, &dir.path().join("another name")));
        assert!(!same_file(&one, &other) && !same_file(&one, &two));
    }

    #[test]
    fn a_directory_that_is_not_there_cannot_be_entered() {
        let dir = tempfile::tempdir().unwrap();
        assert!(changed_directory(dir.path(), Path::new("absent")).is_err());
        fs::create_dir_all(dir.path().join("a/b")).unwrap();
        let up = changed_directory(&dir.path().join("a/b"), Path::new("..")).unwrap();
        assert!(same_file(&up, &dir.path().join("a")));
    }
}
