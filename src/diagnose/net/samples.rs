//! What module proxies are asked for: modules of the project, and a small one that all public proxies have.

use super::endpoint::Module;
use super::sources::{KNOWN, Sources, route_settings};
use crate::golang::goproxy::HopKind;
use crate::golang::route::{Route, Wanted};
use crate::project::{Replacement, Requirement};

/// The small module.
pub(super) fn known(from: &Sources<'_>) -> Module {
    let wanted = Wanted { module: KNOWN.0, version: Some(KNOWN.1), in_go_sum: false };
    let route = route_settings(from).and_then(|settings| Route::predict(&wanted, &settings).ok());
    Module {
        path: KNOWN.0.to_owned(),
        version: Some(KNOWN.1.to_owned()),
        named: false,
        needed: false,
        verified: route.is_some_and(|route| route.checksum.asked),
        recorded: (None, None),
    }
}

/// A module of the project that proxies are asked for, in the version that is fetched.
pub(super) fn needed(module: &Requirement, route: &Route) -> Option<Module> {
    let version = match &module.replaced {
        Some(Replacement::Folder(_)) => return None,
        Some(Replacement::Module { version, .. }) => version,
        None => &module.version,
    };
    route.hops.iter().any(|hop| matches!(hop.kind, HopKind::Proxy(_))).then(|| Module {
        path: route.module.clone(),
        version: Some(version.clone()),
        named: false,
        needed: true,
        verified: route.checksum.asked,
        recorded: (None, None),
    })
}
