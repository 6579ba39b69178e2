//! Errors are shown on terminals, and tell whose fault it was.

use gv::unpack;
use std::fmt::Display;

/// Fails if a text, behind the gate that all text passes on its way to a terminal, would do something there. Rooms keep
/// names as they are; a tab does no harm.
pub fn printable(error: &impl Display) {
    let text = error.to_string();
    let shown = gv::hidden::shown(&text);
    assert!(!shown.contains(|letter| letter != '\t' && gv::hidden::is_hidden(letter)), "{shown:?}");
}

/// Fails if an archive's fault is told as this machine's: other bytes would not be tried.
pub fn blames_the_archive(error: &unpack::Error) {
    printable(error);
    let full =
        matches!(error, unpack::Error::Io(error) if error.source.kind() == std::io::ErrorKind::StorageFull);
    assert!(full || !error.is_local(), "{error:?}");
}
