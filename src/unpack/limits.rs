//! How much an archive may hold. The largest toolchain published has about 17,000 entries and 700 MB.

use super::Refusal;

/// What an archive may hold at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Entries of any kind.
    pub entries: u64,
    /// Bytes of one file.
    pub file: u64,
    /// Bytes of all files.
    pub total: u64,
    /// Folders that are read and checked, and not made.
    pub without: &'static [&'static str],
}

impl Default for Limits {
    fn default() -> Self {
        Self { entries: 40_000, file: 512 << 20, total: 2 << 30, without: &[] }
    }
}

impl Limits {
    /// Whether a path below the GOROOT lies in a folder that is not made, or is one.
    pub(super) fn omit(&self, path: &str) -> bool {
        self.without.contains(&path.split('/').next().unwrap_or_default())
    }
}

/// What is left of the limits.
#[derive(Debug)]
pub(super) struct Allowance {
    file: u64,
    entries: u64,
    bytes: u64,
}

impl Allowance {
    pub(super) fn of(limits: Limits) -> Self {
        Self { file: limits.file, entries: limits.entries, bytes: limits.total }
    }

    /// Takes one entry of so many bytes off the allowance.
    pub(super) fn take(&mut self, bytes: u64) -> Result<(), Refusal> {
        self.entries = self.entries.checked_sub(1).ok_or(Refusal::TooMany)?;
        if bytes > self.file {
            return Err(Refusal::TooLarge);
        }
        self.bytes = self.bytes.checked_sub(bytes).ok_or(Refusal::TooLarge)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_where_it_says() {
        let mut allowance = Allowance::of(Limits { entries: 3, file: 10, total: 15, without: &[] });
        assert_eq!(allowance.take(10), Ok(()));
        assert_eq!(allowance.take(11), Err(Refusal::TooLarge));
        assert_eq!(allowance.take(6), Err(Refusal::TooLarge));
        assert_eq!(allowance.take(0), Err(Refusal::TooMany));
        assert_eq!(Allowance::of(Limits::default()).take(u64::MAX), Err(Refusal::TooLarge));
    }
}
