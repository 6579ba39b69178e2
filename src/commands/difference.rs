//! What a command has changed in the store, for scripts: `--json` of those that install, remove or choose toolchains.

use super::{Done, Error, ensure};
use crate::context::Context;
use crate::store::Store;
use crate::version::Version;
use serde::Serialize;

/// The store before a command.
pub(super) struct Before {
    versions: Vec<Version>,
    default: Option<Version>,
    /// Those without some folders.
    slim: Vec<Version>,
}

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    /// Whether anything below differs from before.
    changed: bool,
    installed: Vec<String>,
    removed: Vec<String>,
    /// Slim toolchains that are whole now.
    completed: Vec<String>,
    default: Option<String>,
    previous_default: Option<String>,
}

impl Before {
    /// Looks at the store, where JSON is wanted.
    pub(super) fn of(json: bool, context: &Context) -> Result<Option<Self>, Error> {
        let store = Store::of(&context.home);
        let look = || {
            let versions = ensure::versions(&store)?;
            let slim = versions.iter().filter(|version| store.is_slim(version)).cloned().collect();
            Ok(Self { versions, default: store.default_version()?, slim })
        };
        json.then(look).transpose()
    }

    /// Prints what is different now, and passes the exit code on.
    pub(super) fn tell(before: Option<Self>, code: u8, context: &Context) -> Done {
        let Some(before) = before else { return Ok(code) };
        let Some(now) = Self::of(true, context)? else { return Ok(code) };
        let beyond = |these: &Self, others: &Self| -> Vec<String> {
            let new = these.versions.iter().filter(|version| !others.versions.contains(version));
            new.map(ToString::to_string).collect()
        };
        let (installed, removed) = (beyond(&now, &before), beyond(&before, &now));
        let is_completed = |it: &&Version| now.versions.contains(it) && !now.slim.contains(it);
        let completed: Vec<_> = before.slim.iter().filter(is_completed).map(ToString::to_string).collect();
        let is_changed = [&installed, &removed, &completed].iter().any(|list| !list.is_empty());
        let text = |version: &Option<Version>| version.as_ref().map(ToString::to_string);
        context.ui.json(&Document {
            schema_version: 1,
            changed: is_changed || now.default != before.default,
            installed,
            removed,
            completed,
            default: text(&now.default),
            previous_default: text(&before.default),
        });
        Ok(code)
    }
}
