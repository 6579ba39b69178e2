//! The command that makes sure, or makes it right: one to type, with the target filled in.

use super::{Cause, Id, Layer};

/// The command to type next. What comes from the text is only put into it where no shell could read more into it.
pub fn next(cause: &Cause) -> Option<String> {
    match cause.id {
        id if id.layer().is_network() => Some(measure(cause)),
        Id::Unrecognised(Layer::Unknown) => Some("gv doctor".to_owned()),
        _ => None,
    }
}

/// `gv doctor net`, for the target where it is known.
fn measure(cause: &Cause) -> String {
    match cause.targets.iter().find(|target| is_plain(target)) {
        Some(target) => format!("gv doctor net {target}"),
        None => "gv doctor net".to_owned(),
    }
}

/// Whether a word means itself in every shell.
fn is_plain(word: &str) -> bool {
    !word.is_empty()
        && !word.starts_with('-')
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/:@+".contains(&byte))
}
