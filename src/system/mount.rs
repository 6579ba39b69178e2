//! The file system that a folder lies on.

use std::path::{Path, PathBuf};

/// A mounted file system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mount {
    /// Its kind, as the system calls it: `ext4`, `nfs4`, `smbfs`; `network drive` on Windows.
    pub kind: String,
    /// Where it is mounted.
    pub point: PathBuf,
}

/// The kinds that lie on another machine, or on the other side of a virtual one, and whose locks and links may not
/// be those of a local disk.
const REMOTE: [&str; 15] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afpfs",
    "webdav",
    "9p",
    "drvfs",
    "afs",
    "ceph",
    "fuse.sshfs",
    "fuse.glusterfs",
    "vboxsf",
    "prl_fs",
];

/// The kinds that keep no modes: all files there seem to be open to all users, or have the modes of the mount options.
const WITHOUT_MODES: [&str; 15] = [
    "9p",
    "drvfs",
    "vfat",
    "msdos",
    "exfat",
    "ntfs",
    "ntfs3",
    "fuseblk",
    "vboxsf",
    "prl_fs",
    "fuse.vmhgfs-fuse",
    "cifs",
    "smb3",
    "smbfs",
    "smb2",
];

/// What [`Mount::kind`] is for a drive of another machine on Windows.
pub const NETWORK_DRIVE: &str = "network drive";

impl Mount {
    /// Whether it lies on another machine.
    pub fn is_remote(&self) -> bool {
        self.kind == NETWORK_DRIVE || REMOTE.contains(&self.kind.as_str())
    }
}

/// Whether the modes of files in a folder say who may change them. Where the system does not tell, they do.
pub fn keeps_modes(folder: &Path) -> bool {
    cfg!(unix) && of(folder).is_none_or(|mount| !WITHOUT_MODES.contains(&mount.kind.as_str()))
}

/// Whether no program on the file system of a folder may be run (`noexec`).
#[cfg(all(unix, not(target_os = "macos")))]
pub fn is_noexec(folder: &Path) -> bool {
    use rustix::fs::{StatVfsMountFlags, statvfs};
    statvfs(folder).is_ok_and(|disk| disk.f_flag.contains(StatVfsMountFlags::NOEXEC))
}

/// Whether no program on the file system of a folder may be run (`noexec`): `statvfs` does not say it there.
#[cfg(target_os = "macos")]
pub fn is_noexec(folder: &Path) -> bool {
    /// `MNT_NOEXEC` of `sys/mount.h`.
    const NOEXEC: u32 = 4;
    rustix::fs::statfs(folder).is_ok_and(|disk| disk.f_flags & NOEXEC != 0)
}

/// Never: Windows mounts nothing in this way.
#[cfg(windows)]
pub fn is_noexec(_: &Path) -> bool {
    false
}

/// The file system of a folder; `None` where the system does not tell.
#[cfg(target_os = "linux")]
pub fn of(folder: &Path) -> Option<Mount> {
    let folder = folder.canonicalize().ok()?;
    let table = std::fs::read("/proc/self/mountinfo").ok()?;
    holding(&folder, mounts(&String::from_utf8_lossy(&table)))
}

/// The file system of a folder; `None` where the system does not tell.
#[cfg(all(unix, not(target_os = "linux")))]
pub fn of(folder: &Path) -> Option<Mount> {
    let folder = folder.canonicalize().ok()?;
    let table = std::process::Command::new("/sbin/mount").output().ok()?.stdout;
    holding(&folder, listed(&String::from_utf8_lossy(&table)))
}

/// The file system of a folder, where it is one of another machine; else `None`.
#[cfg(windows)]
#[expect(unsafe_code, reason = "one question about a drive with a name that ends in NUL")]
pub fn of(folder: &Path) -> Option<Mount> {
    use std::path::{Component, Prefix};
    use windows_sys::Win32::Storage::FileSystem::GetDriveTypeW;
    const REMOTE_DRIVE: u32 = 4;
    let Some(Component::Prefix(prefix)) = folder.components().next() else { return None };
    let remote = match prefix.kind() {
        Prefix::UNC(..) | Prefix::VerbatimUNC(..) => true,
        Prefix::Disk(letter) | Prefix::VerbatimDisk(letter) => {
            let root = [u16::from(letter), u16::from(b':'), u16::from(b'\\'), 0];
            // SAFETY: the name is a drive's root and ends in NUL.
            unsafe { GetDriveTypeW(root.as_ptr()) == REMOTE_DRIVE }
        }
        _ => false,
    };
    let point = PathBuf::from(prefix.as_os_str());
    remote.then(|| Mount { kind: NETWORK_DRIVE.to_owned(), point })
}

/// The mount that holds a folder: the deepest; of several at one place the last, which covers the others.
#[cfg_attr(all(windows, not(test)), expect(dead_code, reason = "Windows asks by the drive"))]
fn holding(folder: &Path, mounts: impl Iterator<Item = Mount>) -> Option<Mount> {
    mounts
        .filter(|mount| folder.starts_with(&mount.point))
        .max_by_key(|mount| mount.point.components().count())
}

/// Linux: `36 35 98:0 /root /point options - kind source options`, with `\040` for a space.
#[cfg_attr(not(any(target_os = "linux", test)), expect(dead_code, reason = "the table of Linux"))]
fn mounts(table: &str) -> impl Iterator<Item = Mount> + '_ {
    table.lines().filter_map(|line| {
        let (before, after) = line.split_once(" - ")?;
        let point = before.split(' ').nth(4)?;
        let kind = after.split(' ').next()?.to_owned();
        Some(Mount { kind, point: unescaped(point).into() })
    })
}

fn unescaped(text: &str) -> String {
    [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")]
        .iter()
        .fold(text.to_owned(), |text, (code, letter)| text.replace(code, letter))
}

/// macOS and the BSDs: `source on /point (kind, options)`.
#[cfg_attr(
    any(target_os = "linux", windows),
    cfg_attr(not(test), expect(dead_code, reason = "the table of BSDs"))
)]
fn listed(table: &str) -> impl Iterator<Item = Mount> + '_ {
    table.lines().filter_map(|line| {
        let (before, options) = line.rsplit_once(" (")?;
        let (_, point) = before.split_once(" on ")?;
        let kind = options.split([',', ')']).next()?.to_owned();
        Some(Mount { kind, point: point.into() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(folder: &str, mounts: impl Iterator<Item = Mount>) -> Option<(String, bool)> {
        holding(Path::new(folder), mounts).map(|mount| (mount.kind.clone(), mount.is_remote()))
    }

    #[test]
    fn the_deepest_and_last_mount_counts() {
        let table = "27 1 254:0 / / rw - ext4 /dev/vda rw\n\
            30 27 0:50 / /home rw,relatime shared:1 - nfs4 server:/home rw\n\
            31 30 0:51 / /home/me/own\\040disk rw - ext4 /dev/vdb rw\n\
            32 27 0:52 / /mnt/c rw - 9p C:\\134 rw\n\
            33 27 0:53 / /srv rw - ext4 /dev/vdc rw\n\
            34 27 0:54 / /srv rw - cifs //server/srv rw\n";
        let of = |folder: &str| kind(folder, mounts(table)).unwrap();
        assert_eq!(of("/opt/.gv"), ("ext4".into(), false));
        assert_eq!(of("/home/me/.gv"), ("nfs4".into(), true));
        assert_eq!(of("/homely"), ("ext4".into(), false));
        assert_eq!(of("/home/me/own disk/.gv"), ("ext4".into(), false));
        assert_eq!(of("/mnt/c/Users"), ("9p".into(), true));
        assert_eq!(of("/srv/gv"), ("cifs".into(), true));
        assert_eq!(kind("/x", mounts("not a table")), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_processes_of_linux_lie_where_no_program_runs() {
        let options = std::fs::read_to_string("/proc/self/mountinfo").unwrap();
        let said = options
            .lines()
            .rfind(|line| line.split(' ').nth(4) == Some("/proc"))
            .map(|line| line.contains("noexec"));
        assert_eq!(Some(is_noexec(Path::new("/proc"))), said.or(Some(false)));
        assert!(!is_noexec(&std::env::current_exe().unwrap()), "this runs");
    }

    #[test]
    fn the_list_of_macos_is_read_too() {
        let table = "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n\
            //me@nas/home on /Volumes/nas (2) home (smbfs, nodev, nosuid, mounted by me)\n";
        assert_eq!(kind("/Users/me", listed(table)), Some(("apfs".into(), false)));
        assert_eq!(kind("/Volumes/nas (2) home/.gv", listed(table)), Some(("smbfs".into(), true)));
    }
}
