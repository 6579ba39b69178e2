//! Where a checkout of a version control system begins.

use std::path::Path;

/// What marks its top. Above it lies what is not the project's.
const MARKS: [&str; 7] = [".git", ".hg", ".jj", ".svn", ".bzr", ".fslckout", "_FOSSIL_"];

/// Whether a folder is the top of a checkout.
pub(super) fn is_top(folder: &Path) -> bool {
    MARKS.iter().any(|name| folder.join(name).exists())
}

/// The top of the checkout that a folder lies in.
pub(super) fn top_of(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| is_top(folder))
}
