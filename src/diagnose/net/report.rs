//! What became of each layer of each endpoint.

use super::endpoint::{Endpoint, Role};
use super::finding::Finding;
use super::measure::Measured;
use super::plan::Plan;
use super::responses::Responses;
use super::{Layer, Row};
use crate::diagnose::{Level, Status};
use crate::probe::Handshake;
use crate::probe::Target;
use crate::probe::client::Exchange;
use crate::probe::connection::Connection;
use std::time::Duration;

/// The layers of every endpoint in the order of the plan. A database that was not queried directly is shown by the
/// proxy that passes it on.
pub(super) fn rows(measured: &Measured, plan: &Plan, findings: &[Finding]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (endpoint, heard) in plan.endpoints.iter().zip(&measured.heard) {
        let (Some(target), group) = (endpoint.target(), endpoint.role.group()) else { continue };
        let of_database = endpoint.role == Role::Database;
        if of_database && !is_asked_directly(measured) {
            rows.extend(passed_on(measured, findings));
            continue;
        }
        let way = measured.connections.measured().find(|(known, _)| **known == target).map(|(_, way)| way);
        let mut layers = way.map(of_way).unwrap_or_default();
        layers.extend(of_answers(endpoint, heard));
        if of_database {
            layers.extend(of_database_itself(measured));
        }
        let name = target.shown();
        for Passed { layer, took, good } in layers {
            // Two endpoints at one host share the way.
            if rows.iter().all(|row| row.target != name || row.layer != layer) {
                let status = status(layer, good, &name, findings);
                rows.push(Row { layer, group, target: name.clone(), status, took });
            }
        }
    }
    rows
}

/// A layer that was measured.
struct Passed {
    layer: Layer,
    took: Duration,
    good: bool,
}

impl Passed {
    fn good(layer: Layer, took: Duration) -> Self {
        Self { layer, took, good: true }
    }
}

fn status(layer: Layer, good: bool, target: &str, findings: &[Finding]) -> Status {
    let fault = findings.iter().find(|finding| finding.targets.iter().any(|known| known == target));
    // What a module proxy answers is one row, whichever of the two is at fault.
    let answers = |layer| matches!(layer, Layer::Http | Layer::Protocol);
    let at_fault = fault.map(Finding::layer).is_some_and(|it| it == layer || answers(it) && answers(layer));
    match fault.map(|fault| fault.level) {
        Some(Level::Error) if at_fault || !good => Status::Error,
        Some(Level::Warning) if at_fault => Status::Warning,
        _ if !good => Status::Warning,
        _ => Status::Ok,
    }
}

fn of_way(way: &Connection) -> Vec<Passed> {
    match way {
        Connection::Direct(direct) => {
            let best = direct.configured_attempts().find(|reached| reached.is_good());
            let best = best.or_else(|| direct.configured_attempts().find(|reached| reached.tcp.is_ok()));
            let best = best.or_else(|| direct.configured_attempts().next());
            let resolved = direct.names.asked.first().map(|asked| Passed {
                layer: Layer::Dns,
                took: asked.took,
                good: !direct.told().is_empty(),
            });
            let connected = best.map(|it| Passed { layer: Layer::Tcp, took: it.took, good: it.tcp.is_ok() });
            let shaken = best.and_then(|it| it.tls.as_ref()).map(of_handshake);
            [resolved, connected, shaken].into_iter().flatten().collect()
        }
        Connection::Through(_, tunnel) => {
            let asked = tunnel.asked.as_ref().is_none_or(|(_, asked)| asked.is_ok());
            let good = asked && tunnel.tcp.as_ref().is_some_and(|(_, tcp)| tcp.is_ok());
            let proxy = Passed { layer: Layer::Proxy, took: tunnel.took(), good };
            std::iter::once(proxy).chain(tunnel.tls.as_ref().map(of_handshake)).collect()
        }
    }
}

fn of_handshake(shaken: &Handshake) -> Passed {
    Passed { layer: Layer::Tls, took: shaken.took, good: shaken.is_valid() }
}

fn is_asked_directly(measured: &Measured) -> bool {
    measured.database.as_ref().is_some_and(|asked| asked.direct)
}

/// The proxy that passes the database on.
fn passed_on(measured: &Measured, findings: &[Finding]) -> Option<Row> {
    let asked = measured.database.as_ref()?;
    let target = Target::of(asked.base.as_ref()?)?.shown();
    let good = asked.lookups.iter().all(|(_, looked)| looked.is_ok());
    let status = match findings.iter().any(|it| it.layer() == Layer::Sumdb && it.targets.contains(&target)) {
        true => Status::Error,
        false if good => Status::Ok,
        false => Status::Warning,
    };
    Some(Row { layer: Layer::Sumdb, group: Role::Database.group(), target, status, took: asked.took })
}

fn of_answers(endpoint: &Endpoint, heard: &Responses) -> Vec<Passed> {
    let longest = |gots: &mut dyn Iterator<Item = &Exchange>| gots.map(|got| got.took).max();
    let page = heard.page.as_ref().map(|got| Passed::good(Layer::Http, got.took));
    let mut files = heard.modules.iter().flat_map(|answers| answers.files.iter().map(|(_, got)| got));
    let files = longest(&mut files).map(|took| Passed::good(Layer::Protocol, took));
    let protocol = files.filter(|_| matches!(endpoint.role, Role::Hop(_)));
    page.into_iter().chain(protocol).collect()
}

fn of_database_itself(measured: &Measured) -> Option<Passed> {
    let asked = measured.database.as_ref().filter(|asked| !asked.lookups.is_empty())?;
    let good = asked.lookups.iter().all(|(_, looked)| looked.is_ok());
    Some(Passed { layer: Layer::Sumdb, took: asked.took, good })
}
