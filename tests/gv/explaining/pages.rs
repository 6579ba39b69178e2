//! The tables of ids in docs/explain.md and docs/doctor-net.md are what the catalogue and the corpus make them:
//! `GV_WRITE_DOCS=1 cargo test --test gv pages` writes them.

use super::corpus;
use gv::explain::{Area, Id, explain};
use gv::fault::{self, Fault, Text, ToldBy};
use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

const BEGIN: &str = "<!-- made from the catalogue: GV_WRITE_DOCS=1 cargo test --test gv pages -->\n";
const END: &str = "<!-- end of what is made -->\n";

/// How much of an example is shown.
const SHOWN: usize = 150;

fn title(area: Area) -> &'static str {
    match area {
        Area::Network(fault::Layer::Settings) => "Settings",
        Area::Network(fault::Layer::Proxy) => "The network proxy",
        Area::Network(fault::Layer::Dns) => "Names to addresses",
        Area::Network(fault::Layer::Tcp) => "Connections",
        Area::Network(fault::Layer::Tls) => "Encryption and certificates",
        Area::Network(fault::Layer::Http) => "Requests and answers",
        Area::Network(fault::Layer::Protocol) => "Module mirrors",
        Area::Network(fault::Layer::Sumdb) => "The checksum database and go.sum",
        Area::Command => "How a command is typed",
        Area::Toolchain => "Which Go runs",
        Area::Vcs => "git and its like",
        Area::Project => "go.mod, imports, versions",
        Area::Build => "Compiler and linker",
        Area::Machine => "Disk, memory, rights",
        Area::Code => "The code itself",
        Area::Unknown => "Unknown",
    }
}

fn areas() -> Vec<Area> {
    let others =
        [Area::Command, Area::Toolchain, Area::Vcs, Area::Project, Area::Build, Area::Machine, Area::Code];
    fault::Layer::ALL.map(Area::Network).into_iter().chain(others).collect()
}

fn meaning([english, _]: Text) -> String {
    english.replace("{target}", "the host")
}

/// A line of the corpus that shows the fault, as a cell of a table.
fn example(id: Id, cases: &[corpus::Case]) -> String {
    let of_id: Vec<_> = cases.iter().filter(|case| case.expected == id.id()).collect();
    let made = of_id.iter().find(|case| case.origin.starts_with("run "));
    let Some(case) = made.or(of_id.first()) else { return String::new() };
    let Some(first) = explain(&case.text).causes.into_iter().next() else { return String::new() };
    let text = first.text.replace('`', "'").replace('|', "\\|");
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

fn of_explain() -> String {
    let cases = corpus::cases();
    let mut lines = Vec::new();
    for area in areas() {
        lines.push(format!("\n### {} (`{}`)\n", title(area), area.id()));
        lines.push("| id | what it means | for example |\n|---|---|---|".to_owned());
        for id in Id::all().into_iter().filter(|id| id.area() == area) {
            let (name, meaning) = (id.id(), meaning(id.words().summary));
            lines.push(format!("| `{name}` | {meaning} | {} |", example(id, &cases)));
        }
    }
    lines.join("\n") + "\n\n"
}

fn of_doctor_net() -> String {
    let mut lines = Vec::new();
    for layer in fault::Layer::ALL {
        lines.push(format!("\n### {}\n", title(Area::Network(layer))));
        lines.push("| id | what it means |\n|---|---|".to_owned());
        for fault in Fault::all().into_iter().filter(|fault| fault.layer() == layer) {
            if fault.told_by() == ToldBy::Text {
                continue;
            }
            let name = if fault.id() == "mirror_http" { "mirror_http_N" } else { fault.id() };
            lines.push(format!("| `{name}` | {} |", meaning(fault.words().summary)));
        }
    }
    lines.join("\n") + "\n\n"
}

/// Compares what stands between the marks of a page, or writes it.
fn compare(name: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    let page = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (found, after) = rest.split_once(END).unwrap();
    if env::var_os("GV_WRITE_DOCS").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{made}{END}{after}")).unwrap();
    } else {
        let same = found.lines().zip(made.lines()).take_while(|(found, made)| found == made).count();
        let differs = (found.lines().nth(same), made.lines().nth(same));
        assert!(found == made, "docs/{name} is not what the catalogue makes it: {differs:?}");
    }
}

#[test]
fn the_pages_have_the_ids_of_the_catalogue() {
    compare("explain.md", &of_explain());
    compare("doctor-net.md", &of_doctor_net());
}

#[test]
fn what_is_read_and_not_measured_is_explained() {
    let page = include_str!("../../../docs/explain.md");
    let (_, table) = page.split_once("## What `gv doctor net` has no id for").unwrap();
    let cells =
        table.lines().filter(|line| line.starts_with("| `")).map(|line| line.split('|').nth(1).unwrap());
    let listed: BTreeSet<_> = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    let read = Fault::all().into_iter().filter(|fault| fault.told_by() == ToldBy::Text);
    assert_eq!(listed, read.map(Fault::id).chain(["mirror_http"]).collect());
}
