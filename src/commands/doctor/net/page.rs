//! The diagnosis of the network as a person reads it.

use crate::commands::doctor::page::{Head, show_told};
use crate::context::Context;
use crate::diagnose::net::{Diagnosis, Row};
use crate::diagnose::{Level, Status};
use crate::ui::table;

/// A line an endpoint, with the time of each layer, and then what is wrong.
pub(super) fn show(context: &Context, found: &Diagnosis) {
    let ui = &context.ui;
    for line in table::columns(&rows(context, &found.rows)) {
        ui.data(&line);
    }
    for finding in &found.findings {
        ui.data("");
        let told = ui.lang.net_finding(finding);
        let head = Head { level: finding.level, id: &finding.id() };
        show_told(context, head, &told, finding.command.as_deref());
    }
    if !found.findings.is_empty() {
        ui.page("");
    }
    let wrong = found.findings.iter().filter(|finding| finding.level != Level::Info).count();
    let millis = found.took.as_millis();
    if wrong == 0 { ui.done(&ui.lang.net_well(millis)) } else { ui.warn(&ui.lang.problems_found(wrong)) }
}

fn rows(context: &Context, rows: &[Row]) -> Vec<Vec<String>> {
    let mut lines: Vec<Vec<String>> = Vec::new();
    for row in rows {
        let cell = match row.status {
            Status::Ok => context.ui.lang.net_layer(row.layer),
            Status::Warning => format!("!{}", context.ui.lang.net_layer(row.layer)),
            Status::Error => format!("✗{}", context.ui.lang.net_layer(row.layer)),
            Status::Skipped => format!("-{}", context.ui.lang.net_layer(row.layer)),
        };
        let cell = format!("{cell} {} ms", row.took.as_millis());
        match lines.iter_mut().find(|line| line[1] == row.target) {
            Some(line) => line.push(cell),
            None => lines.push(vec!["✓".to_owned(), row.target.clone(), cell]),
        }
        let bad = matches!(row.status, Status::Error);
        if let Some(line) = lines.iter_mut().find(|line| bad && line[1] == row.target) {
            "✗".clone_into(&mut line[0]);
        }
    }
    lines
}

crate::ui::messages! {
    net_gv_offline() { en: "gv is offline (GV_OFFLINE): nobody was asked", zh: "gv 处于离线状态（GV_OFFLINE）：没有检测任何主机" }
    net_well(millis: u128) { en: "the network is fine ({millis} ms)", zh: "网络正常（{millis} 毫秒）" }
}
