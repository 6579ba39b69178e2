//! zsh.

use super::language::Language;
use super::posix;

pub(super) const LANGUAGE: Language = Language {
    name: "zsh",
    also: &[],
    hook: Some(include_str!("templates/env.zsh")),
    source: Some(include_str!("templates/source.sh")),
    function: Some(include_str!("templates/gv.bash")),
    completions: Some(include_str!("templates/complete/gv.zsh")),
    file: Some("~/.zshrc"),
    ..posix::LANGUAGE
};
