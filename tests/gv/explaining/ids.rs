//! One id for one cause: what `gv explain` reads and `gv doctor net` measures.

use gv::explain::{Id, Layer};
use std::collections::BTreeSet;

const MEASURED: &str = include_str!("../../../docs/doctor-net.md");
const READ: &str = include_str!("../../../docs/explain.md");
const HEADING: &str = "## What `gv doctor net` has no id for";

/// The words between backquotes in a cell of a table.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The ids in a column of the tables of a page.
fn column(page: &str, number: usize) -> BTreeSet<&str> {
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    rows.flat_map(|row| quoted(row.split('|').nth(number).unwrap_or_default())).collect()
}

fn is_measured(id: &str) -> bool {
    let measured = column(MEASURED, 1);
    let number = id.strip_prefix("mirror_http_").filter(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    measured.contains(id) || number.is_some() && measured.contains("mirror_http_N")
}

/// What the page says that only text tells.
fn only_read() -> &'static str {
    READ.split_once(HEADING).unwrap().1
}

#[test]
fn what_is_read_and_not_measured_is_listed() {
    let of_network = |id: &Id| id.layer().is_network() && id.layer() != Layer::Settings;
    let ids: Vec<_> = Id::all().into_iter().filter(of_network).map(Id::id).collect();
    let unmeasured: BTreeSet<_> = ids.iter().map(AsRef::as_ref).filter(|id| !is_measured(id)).collect();
    assert!(ids.len() > 60 && unmeasured.len() < 30, "{unmeasured:?}");
    assert_eq!(unmeasured, column(only_read(), 1));
}

#[test]
fn what_is_measured_there_instead_is_measured() {
    let instead = column(only_read(), 2);
    assert!(instead.len() > 10, "{instead:?}");
    for id in instead {
        assert!(is_measured(id), "docs/doctor-net.md does not tell {id}");
    }
}

#[test]
fn what_else_has_one_id_is_said() {
    let others = Id::all().into_iter().filter(|id| !id.layer().is_network() || id.layer() == Layer::Settings);
    let shared: BTreeSet<_> = others.map(|id| id.id().into_owned()).filter(|id| is_measured(id)).collect();
    let said = only_read().split("\n\n").find(|text| text.starts_with("What text")).unwrap();
    let (_, said) = said.split_once("and so are").unwrap();
    assert_eq!(shared, quoted(said).into_iter().map(ToOwned::to_owned).collect());
}
