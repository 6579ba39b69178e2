//! The one line about a go.env that is not obeyed.

use crate::context::Context;
use crate::env::paths::shown;
use crate::lang::{Lang, say};
use crate::project::settings::{Settings, State, is_shown_to_somebody};

/// Says that a go.env is not obeyed, and what to do. Nothing where it is.
pub fn tell(settings: &Settings, context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    match &settings.state {
        State::Untrusted(_) => ui.warn(&say!(
            lang,
            "{file} is not trusted, so it has no effect      gv env trust",
            "{file} 未被信任，因此不起作用      gv env trust",
            file = shown(&settings.path, &context.env)
        )),
        State::Refused(refusal) => ui.warn(&refusal.without_effect(lang)),
        State::Trusted(_) | State::Empty(_) => {}
    }
}

/// The same, once for each version of the file, on a terminal.
pub fn tell_once(settings: &Settings, context: &Context) {
    if settings.is_ignored() && is_shown_to_somebody(&context.env) && settings.tell_once(&context.home) {
        tell(settings, context);
    }
}

/// A go.env whose lines end with CRLF.
pub fn has_crlf(lang: Lang) -> String {
    say!(
        lang,
        "its lines end with CRLF: gv removes the CR, plain go makes it part of the value      .gitattributes: go.env text eol=lf",
        "其行尾为 CRLF：gv 会去掉 CR，而 go 命令自己会把它当作值的一部分      .gitattributes: go.env text eol=lf"
    )
}

/// The project's GOTOOLCHAIN against a pin.
pub fn toolchain_overruled(toolchain: &str, lang: Lang) -> String {
    say!(
        lang,
        "GOTOOLCHAIN={toolchain} of the project is ignored: a pin or GV_VERSION takes precedence      gv current --why",
        "项目的 GOTOOLCHAIN={toolchain} 被忽略：固定的版本或 GV_VERSION 优先      gv current --why"
    )
}
