//! What became of each layer of each endpoint.

use super::finding::Finding;
use super::measure::{Heard, Measured};
use super::plan::{Endpoint, Plan, Role};
use super::{Layer, Row};
use crate::diagnose::{Level, Status};
use crate::probe::roads::Got;
use crate::probe::way::Way;
use std::time::Duration;

/// The layers of every endpoint in the order of the plan, with what the findings say of them.
pub(super) fn rows(measured: &Measured, plan: &Plan, findings: &[Finding]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (endpoint, heard) in plan.endpoints.iter().zip(&measured.heard) {
        let Some(target) = endpoint.target() else { continue };
        let name = target.shown();
        let way = measured.ways.measured().find(|(known, _)| **known == target).map(|(_, way)| way);
        let mut layers = way.map(of_way).unwrap_or_default();
        layers.extend(of_answers(endpoint, heard));
        if endpoint.role == Role::Database {
            layers.extend(of_database(measured));
        }
        let fault = findings.iter().find(|finding| finding.targets.contains(&name));
        for (layer, took) in layers {
            // Two endpoints at one host share the way.
            if rows.iter().all(|row| row.target != name || row.layer != layer) {
                rows.push(Row { layer, target: name.clone(), status: status(layer, fault), took });
            }
        }
    }
    rows
}

fn status(layer: Layer, fault: Option<&Finding>) -> Status {
    match fault {
        Some(fault) if fault.layer() == layer => match fault.level {
            Level::Error => Status::Error,
            Level::Warning => Status::Warning,
            Level::Info => Status::Ok,
        },
        Some(fault) if fault.layer() < layer && fault.level == Level::Error => Status::Skipped,
        _ => Status::Ok,
    }
}

fn of_way(way: &Way) -> Vec<(Layer, Duration)> {
    match way {
        Way::Direct(direct) => {
            let best = direct.of_told().find(|reached| reached.is_good());
            let best = best.or_else(|| direct.of_told().next());
            let resolved = direct.names.asked.first().map(|asked| (Layer::Dns, asked.took));
            let connected = best.map(|reached| (Layer::Tcp, reached.took));
            let shaken = best.and_then(|reached| Some((Layer::Tls, reached.tls.as_ref()?.took)));
            [resolved, connected, shaken].into_iter().flatten().collect()
        }
        Way::Through(_, tunnel) => {
            let connected = tunnel.tcp.as_ref().map_or(Duration::ZERO, |(took, _)| *took);
            let asked = tunnel.asked.as_ref().map_or(Duration::ZERO, |(took, _)| *took);
            let proxy = (Layer::Proxy, tunnel.named.0 + connected + asked);
            let shaken = tunnel.tls.as_ref().map(|tls| (Layer::Tls, tls.took));
            std::iter::once(proxy).chain(shaken).collect()
        }
    }
}

fn of_answers(endpoint: &Endpoint, heard: &Heard) -> Vec<(Layer, Duration)> {
    let longest = |gots: &mut dyn Iterator<Item = &Got>| gots.map(|got| got.took).max();
    let page = heard.page.as_ref().map(|got| (Layer::Http, got.took));
    let mut files = heard.modules.iter().flat_map(|answers| answers.files.iter().map(|(_, got)| got));
    let files = longest(&mut files).map(|took| (Layer::Protocol, took));
    let protocol = files.filter(|_| matches!(endpoint.role, Role::Hop(_)));
    page.into_iter().chain(protocol).collect()
}

fn of_database(measured: &Measured) -> Option<(Layer, Duration)> {
    let asked = measured.database.as_ref().filter(|asked| asked.direct && !asked.lookups.is_empty())?;
    Some((Layer::Sumdb, asked.took))
}
