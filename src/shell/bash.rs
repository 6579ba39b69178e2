//! GNU bash.

use super::language::Language;
use super::posix;

pub(super) const LANGUAGE: Language = Language {
    name: "bash",
    also: &[],
    hook: Some(include_str!("templates/env.bash")),
    source: Some(include_str!("templates/source.bash")),
    function: Some(include_str!("templates/gv.bash")),
    completions: Some(include_str!("templates/complete/gv.bash")),
    file: Some("~/.bashrc"),
    ..posix::LANGUAGE
};
