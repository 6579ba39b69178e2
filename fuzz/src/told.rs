//! Errors are shown on terminals, and tell whose fault it was.

use gv::unpack;
use std::fmt::Display;

/// Fails if a text would do something to a terminal.
pub fn printable(error: &impl Display) {
    let text = error.to_string();
    assert!(!text.contains(char::is_control), "{text:?}");
}

/// Fails if an archive's fault is told as this machine's: other bytes would not be tried.
pub fn blames_the_archive(error: &unpack::Error) {
    printable(error);
    let full =
        matches!(error, unpack::Error::Io { source, .. } if source.kind() == std::io::ErrorKind::StorageFull);
    assert!(full || !error.is_local(), "{error:?}");
}
