//! All endpoints of a plan measured at once.

use super::{Finding, Layer, Plan, Row};
use crate::diagnose::{Level, Status};
use crate::probe::dns::{self, Names};
use crate::probe::way::{self, Direct, Reached, Target};
use crate::probe::{Boxed, Budget, World, together};
use std::time::{Duration, Instant};

/// What was seen.
#[derive(Debug)]
pub struct Measured {
    /// The ways, each with its target.
    pub ways: Vec<(Target, Direct)>,
    /// What came of the controls.
    pub controls: Vec<Reached>,
    /// What the resolvers say of a name that cannot be.
    pub invalid: Names,
    /// How long all of it took.
    pub took: Duration,
}

pub(super) async fn measure(world: &World, plan: &Plan) -> Measured {
    let started = Instant::now();
    let budget = Budget::of(world.patience.whole);
    let mut targets: Vec<Target> = Vec::new();
    for target in plan.endpoints.iter().filter_map(super::Endpoint::target) {
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    let going = targets.into_iter().map(|target| -> Boxed<(Target, Direct)> {
        let world = world.clone();
        Box::pin(async move {
            let direct = way::direct(&world, &target, budget).await;
            (target, direct)
        })
    });
    let controls = world.controls.iter().cloned().map(|control| -> Boxed<Option<Reached>> {
        let world = world.clone();
        Box::pin(async move { way::control(&world, &control, budget).await })
    });
    let (ways, controls, invalid) =
        tokio::join!(together(going), together(controls), dns::ask_invalid(world, budget));
    Measured { ways, controls: controls.into_iter().flatten().collect(), invalid, took: started.elapsed() }
}

impl Measured {
    /// The layers of every endpoint, with what the findings say of them.
    pub(super) fn rows(&self, findings: &[Finding]) -> Vec<Row> {
        self.ways.iter().flat_map(|(target, way)| rows_of(target, way, findings)).collect()
    }
}

fn rows_of(target: &Target, way: &Direct, findings: &[Finding]) -> Vec<Row> {
    let name = target.shown();
    let fault = findings.iter().find(|finding| finding.targets.contains(&name));
    let status = |layer: Layer| match fault {
        Some(fault) if fault.layer() == layer => match fault.level {
            Level::Error => Status::Error,
            Level::Warning => Status::Warning,
            Level::Info => Status::Ok,
        },
        Some(fault) if fault.layer() < layer && fault.level == Level::Error => Status::Skipped,
        _ => Status::Ok,
    };
    let best = way.reached.iter().find(|reached| reached.is_good()).or(way.reached.first());
    let resolved = way.names.asked.first().map(|asked| (Layer::Dns, asked.took));
    let connected = best.map(|reached| (Layer::Tcp, reached.took));
    let shaken = best.and_then(|reached| Some((Layer::Tls, reached.tls.as_ref()?.took)));
    let layers = [resolved, connected, shaken].into_iter().flatten();
    layers.map(|(layer, took)| Row { layer, target: name.clone(), status: status(layer), took }).collect()
}
