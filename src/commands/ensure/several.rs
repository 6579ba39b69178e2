//! Several toolchains installed at once, within one budget of connections. One that fails does not stop the others.

use super::extent::{self, Extent};
use super::{Installed, Wanted, installed, make_ready, prepare, there, warn_of_key};
use crate::commands::Error;
use crate::context::Context;
use crate::fetch::{Client, Timeouts};
use crate::install::{self, Installation, Outcome};
use crate::lang::code;
use crate::release::{Part, Plan, Platform, Preference, Reach};
use crate::store::{Store, Toolchain};
use crate::ui::{Report, Several};
use crate::version::{Spec, Version};
use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

/// So many are installed at the same time: each needs a connection and a core.
const AT_ONCE: usize = 4;
/// Exit codes, the worst first.
const WORST: [u8; 5] = [code::PROOF, code::FAILED, code::NETWORK, code::MISSING, code::USAGE];

/// What all installations share.
struct Shared<'a> {
    store: &'a Store,
    client: &'a Client,
    reach: &'a Reach,
    platform: &'a Platform,
    timeouts: Timeouts,
    shown: &'a Several,
}

/// The toolchains that these specs mean, installed now if they were not. Says what went wrong, and gives the worst
/// exit code.
pub fn obtain_all(
    context: &Context,
    specs: &[Spec],
    refresh: bool,
    via: &Preference,
    extent: Extent,
) -> Result<(Vec<Toolchain>, u8), Error> {
    let store = Store::of(&context.home);
    let catalog = super::catalog(context, refresh)?;
    let (mut toolchains, mut failures) = (Vec::new(), Vec::new());
    let (mut plans, mut planned) = (VecDeque::new(), HashSet::<Version>::new());
    for spec in specs {
        match prepare(context, &store, &catalog, spec, via) {
            Ok(Wanted::There(toolchain)) if extent.wants_more(&store, &toolchain) => {
                match extent::complete(context, &store, &catalog, toolchain, via) {
                    Ok(toolchain) => toolchains.push(toolchain),
                    Err(error) => failures.push(error),
                }
            }
            Ok(Wanted::There(toolchain)) => {
                extent.tell(context, &store, &toolchain);
                toolchains.push(there(context, &store, toolchain));
            }
            Ok(Wanted::Missing(plan)) if planned.insert(plan.version.clone()) => {
                plans.push_back(plan.of(extent.part()));
            }
            Ok(Wanted::Missing(_)) => {}
            Err(error) => failures.push(error),
        }
    }
    if !plans.is_empty() {
        // What one of them swept of another version while that one begins would look like another gv at work.
        store.tidy();
        let shared = Shared {
            store: &store,
            client: &catalog.unpooled_client()?,
            reach: catalog.reach(),
            platform: catalog.platform(),
            timeouts: Timeouts::with_stall(context.config.network.stall),
            shown: &Several::of(&context.ui),
        };
        for outcome in shared.run(plans) {
            match outcome {
                Ok(Outcome::Installed { toolchain, proof, .. }) => {
                    warn_of_key(context, proof.authority());
                    toolchains.push(toolchain);
                }
                Ok(Outcome::AlreadyThere(toolchain)) => toolchains.push(there(context, &store, toolchain)),
                Err(error) => failures.push(error.into()),
            }
        }
        make_ready(context);
    }
    Ok((toolchains, told(context, &failures)))
}

/// Says what went wrong, and gives the worst exit code.
fn told(context: &Context, failures: &[Error]) -> u8 {
    let reports: Vec<Report> = failures.iter().map(|error| Report::of(error, context.ui.lang)).collect();
    for report in &reports {
        context.ui.error(report);
    }
    let codes: Vec<u8> = reports.iter().map(|report| report.code).collect();
    let worst = WORST.into_iter().find(|code| codes.contains(code));
    worst.or(codes.first().copied()).unwrap_or_default()
}

impl Shared<'_> {
    /// Installs all, some at a time, and gives what came of each.
    fn run(&self, plans: VecDeque<Plan>) -> Vec<Result<Outcome, install::Error>> {
        let workers = plans.len().min(AT_ONCE);
        let (plans, outcomes) = (Mutex::new(plans), Mutex::new(Vec::new()));
        let next = || plans.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(|| {
                    while let Some(plan) = next() {
                        let outcome = self.install(plan);
                        outcomes.lock().unwrap_or_else(PoisonError::into_inner).push(outcome);
                    }
                });
            }
        });
        outcomes.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn install(&self, plan: Plan) -> Result<Outcome, install::Error> {
        let (started, slim) = (Instant::now(), plan.part == Part::Slim);
        let download = self.shown.download(plan.version.toolchain_name());
        let Self { store, client, reach, timeouts, .. } = *self;
        let installation = Installation { store, client, watcher: &download, timeouts, reach };
        let outcome = installation.run(plan)?;
        if let Outcome::Installed { toolchain, proof, .. } = &outcome {
            let seconds = started.elapsed().as_secs_f64();
            let of = Installed { toolchain, proof, slim };
            download.say(|ui| ui.done(&installed(&of, self.platform, seconds, ui.lang)));
        }
        Ok(outcome)
    }
}
