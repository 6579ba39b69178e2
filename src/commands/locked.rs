//! Toolchains held against the `.go-version.lock` of the directory.

use super::Error;
use crate::context::Context;
use crate::env::paths::shown;
use crate::lang::say;
use crate::project::{Lock, Survey};
use crate::release::{Plan, Platform, Way};
use crate::store::{Store, Toolchain};
use crate::system::file::{self, How};
use crate::verify::{Digest, NotRequired, Required};
use crate::version::Version;
use std::path::Path;

/// No lock is larger.
const LIMIT: u64 = 1 << 20;

/// What the directory requires of a version; `None` where it has no lock, or the version is not the one that it asks for.
pub(super) fn required(
    context: &Context,
    version: &Version,
    platform: &Platform,
) -> Result<Option<Required>, Error> {
    let Some(lock) = Lock::above(context.env.cwd())? else { return Ok(None) };
    tell_changed(&lock, context);
    if let Some(required) = lock.required(version, platform)? {
        return Ok(Some(required));
    }
    let pin = Survey::of(context.env.cwd(), &context.env).pin().ok().flatten();
    match pin {
        Some(pin) if pin.spec.newest([version]).is_some() => Err(lock.without(version).into()),
        _ => Ok(None),
    }
}

/// Puts into a plan what the directory requires, and refuses the archive whose hash is another one before it is fetched.
pub(super) fn hold(context: &Context, plan: Plan, platform: &Platform) -> Result<Plan, Error> {
    let Some(required) = required(context, &plan.version, platform)? else { return Ok(plan) };
    for way in &plan.ways {
        if let Way::Archive(order) = way {
            required.check(order.expected.hash).map_err(|not| not_required(&plan.version, not, false))?;
        }
    }
    Ok(Plan { required: Some(required), ..plan })
}

/// Holds an installed toolchain against the lock, by the record of its installation.
pub(super) fn check_installed(context: &Context, store: &Store, toolchain: &Toolchain) -> Result<(), Error> {
    let platform = Platform::configured(&context.config).map_err(crate::release::Error::from)?;
    let Some(required) = required(context, &toolchain.version, &platform)? else { return Ok(()) };
    match store.receipt(&toolchain.version).and_then(|receipt| receipt.verified_hash()) {
        Some(found) => {
            required.check(found).map_err(|not| not_required(&toolchain.version, not, true))?;
            Ok(())
        }
        None => Err(Error::LockUnknown { version: toolchain.version.clone(), place: required.place }),
    }
}

fn not_required(version: &Version, not: NotRequired, installed: bool) -> Error {
    Error::LockDiffers { version: version.clone(), not: Box::new(not), installed }
}

/// Says once that a lock is another one than gv last used.
fn tell_changed(lock: &Lock, context: &Context) {
    if remember(&lock.file, context) {
        context.ui.warn(&say!(
            context.ui.lang,
            "{file} has changed since gv last used it",
            "{file} 自 gv 上次使用以来已更改",
            file = shown(&lock.file, &context.env)
        ));
    }
}

/// Keeps which content of a lock was used, and gives whether an earlier one was another.
pub(super) fn remember(lock: &Path, context: &Context) -> bool {
    let name = Digest::of(lock.as_os_str().as_encoded_bytes()).to_string();
    let note = context.home.locks_seen().join(&name[..32]);
    let Ok(bytes) = file::read_regular(lock, LIMIT) else { return false };
    let now = Digest::of(&bytes).to_string();
    let seen = file::read_regular(&note, LIMIT).ok();
    if seen.as_deref() == Some(now.as_bytes()) {
        return false;
    }
    // A home that this user only reads: it is told again.
    let _ = file::create_folder(&context.home.locks_seen())
        .and_then(|()| file::replace(&note, now.as_bytes(), How::Usual));
    seen.is_some()
}
