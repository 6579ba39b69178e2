//! The process that holds a lock on a file.

use std::path::Path;

/// A process that holds a lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockOwner {
    /// Its number.
    pub process: u32,
    /// Whether it is stopped (Ctrl-Z) and so never lets go by itself.
    pub stopped: bool,
}

/// The process that holds the lock of a file; `None` if it is free or the system does not tell.
#[cfg(target_os = "linux")]
pub fn of(file: &Path) -> Option<LockOwner> {
    use std::os::unix::fs::MetadataExt;
    let inode = file.metadata().ok()?.ino();
    let process = listed(&std::fs::read_to_string("/proc/locks").ok()?, inode)?;
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name before the state may hold anything, parentheses too.
    let state = stat.rsplit_once(") ").and_then(|(_, rest)| rest.chars().next());
    Some(LockOwner { process, stopped: matches!(state, Some('T' | 't')) })
}

/// Who holds the lock of a file; the system does not tell.
#[cfg(not(target_os = "linux"))]
pub fn of(_: &Path) -> Option<LockOwner> {
    None
}

/// A line: `1: FLOCK  ADVISORY  WRITE 708 fe:00:271 0 EOF`; a waiting one has `->` after its number.
#[cfg(target_os = "linux")]
fn listed(table: &str, inode: u64) -> Option<u32> {
    table.lines().find_map(|line| {
        let words: Vec<_> = line.split_whitespace().collect();
        let [_, "FLOCK" | "OFDLCK", _, _, process, place, ..] = words[..] else { return None };
        let named = place.rsplit(':').next()?.parse() == Ok(inode);
        // A number below one is a process outside of this container.
        process.parse().ok().filter(|process| named && *process > 0)
    })
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    #[test]
    fn the_holder_is_told_from_those_who_wait() {
        let table = "1: POSIX  ADVISORY  WRITE 11 fe:00:42 0 EOF\n\
            2: FLOCK  ADVISORY  WRITE 22 fe:00:42 0 EOF\n\
            2: -> FLOCK  ADVISORY  WRITE 33 fe:00:42 0 EOF\n\
            3: FLOCK  ADVISORY  WRITE -1 fe:00:43 0 EOF\n";
        assert_eq!((listed(table, 42), listed(table, 43), listed(table, 4)), (Some(22), None, None));
    }

    #[test]
    fn a_lock_of_ones_own_is_seen() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert_eq!(of(file.path()), None);
        file.as_file().lock().unwrap();
        assert_eq!(of(file.path()), Some(LockOwner { process: std::process::id(), stopped: false }));
    }
}
