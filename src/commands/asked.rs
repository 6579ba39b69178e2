//! A requested version that cannot be installed: reported with its source, and with the command that changes it.

use super::Error;
use crate::context::Context;
use crate::env::paths::{place, shown};
use crate::goenv::Scope;
use crate::lang::{Hint, say};
use crate::release;
use crate::shell::Shell;
use crate::shim::{Choice, Gotoolchain, Source};
use crate::store::Store;
use crate::version::Spec;

/// Puts who asks into an error about a version that is not published; other errors stay.
pub fn told(error: Error, choice: &Choice, spec: &Spec, context: &Context) -> Error {
    let nearest = match &error {
        Error::Release(release::Error::NoSuchVersion { near, .. }) => near.as_ref().map(|near| near.spec()),
        Error::Release(release::Error::NoArchive { nearest, .. }) => {
            nearest.as_ref().map(ToString::to_string)
        }
        _ => return error,
    };
    let Some(source) = &choice.source else { return error };
    let Error::Release(error) = error else { return error };
    let shown = source.place().map(|(file, line)| place(file, line, &context.env));
    let nearest = nearest.unwrap_or_else(|| "latest".to_owned());
    let changes = match source {
        Source::Env(_) => vec![Hint::command(Shell::detect(&context.env).unset("GV_VERSION"))],
        Source::Gotoolchain(gotoolchain) => vec![Hint::command(removal(gotoolchain, context))],
        Source::Floor(floor) => {
            let line = Hint::words(say!(
                context.ui.lang,
                "correct {place}, which names a version that is not published",
                "更正 {place}：其中的版本并未发布",
                place = shown.clone().unwrap_or_default()
            ));
            let installed = Store::of(&context.home).list().unwrap_or_default();
            let enough = installed.iter().find(|toolchain| floor.allows(&toolchain.version));
            enough
                .map(|toolchain| Hint::command(format!("gv use {}", toolchain.version)))
                .into_iter()
                .chain([line])
                .collect()
        }
        Source::Pin(_) | Source::Default | Source::System => vec![Hint::command(format!("gv pin {nearest}"))],
    };
    let place = asker(source, context).unwrap_or_default();
    Error::Asked { place, spec: spec.clone(), error: Box::new(error), changes }
}

/// Puts who asks into any error about a version that is to be installed.
pub fn by(error: Error, choice: &Choice, spec: &Spec, context: &Context) -> Error {
    let place = choice.source.as_ref().and_then(|source| asker(source, context));
    match (told(error, choice, spec, context), place) {
        (error @ Error::Asked { .. }, _) | (error, None) => error,
        (error, Some(place)) => Error::AskedBy { place, spec: spec.clone(), error: Box::new(error) },
    }
}

/// Who asks for a version: a file and its line, or a variable. `None` where it is the default, or the Go on PATH.
pub fn asker(source: &Source, context: &Context) -> Option<String> {
    match source {
        Source::Env(_) => Some("GV_VERSION".to_owned()),
        Source::Gotoolchain(gotoolchain) => Some(gotoolchain_at(gotoolchain, context)),
        Source::Pin(_) | Source::Floor(_) => {
            source.place().map(|(file, line)| place(file, line, &context.env))
        }
        Source::Default | Source::System => None,
    }
}

/// `GOTOOLCHAIN=go1.22.3`, with its file where it stands in one.
fn gotoolchain_at(gotoolchain: &Gotoolchain, context: &Context) -> String {
    let setting = format!("GOTOOLCHAIN={}", gotoolchain.value);
    match &gotoolchain.file {
        Some(file) => format!("{setting} ({})", shown(file, &context.env)),
        None => setting,
    }
}

/// The command that takes a GOTOOLCHAIN away, or shows where it stands.
pub fn removal(gotoolchain: &Gotoolchain, context: &Context) -> String {
    match gotoolchain.scope {
        Scope::Process => Shell::detect(&context.env).unset("GOTOOLCHAIN"),
        Scope::User => "gv env unset --user GOTOOLCHAIN".to_owned(),
        Scope::Project | Scope::Goroot | Scope::Builtin => "gv env why GOTOOLCHAIN".to_owned(),
    }
}
