//! The one line about a go.env that is not obeyed.

use crate::context::Context;
use crate::project::settings::{Settings, State, is_shown_to_somebody};
use crate::ui::Report;
use crate::ui::paths::shown;

/// Says that a go.env is not obeyed, and what to do. Nothing where it is.
pub fn tell(settings: &Settings, context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    match &settings.state {
        State::Untrusted(_) => ui.warn(&lang.env_not_trusted(&shown(&settings.path, &context.env))),
        State::Refused(refusal) => ui.warn(&lang.env_refused(&Report::of(refusal, lang).message)),
        State::Trusted(_) | State::Empty(_) => {}
    }
}

/// The same, once for each version of the file, where somebody sees it.
pub fn tell_once(settings: &Settings, context: &Context) {
    if settings.is_ignored() && is_shown_to_somebody(&context.env) && settings.tell_once(&context.home) {
        tell(settings, context);
    }
}
