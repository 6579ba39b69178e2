//! What is wrong with the settings that decide what is checked: GOSUMDB, GONOSUMDB, GOINSECURE, GOFLAGS, GOVCS.

use super::proxies::of_address;
use super::{Defect, Finding, Fix, normalize};
use crate::golang::database::{self, Database};
use crate::golang::goproxy::{self, List};
use crate::golang::govcs::Govcs;
use crate::golang::pattern::Patterns;
use crate::golang::quoted;
use crate::golang::route::Values;
use crate::golang::shared::{self, Whole};

pub(super) fn check(values: &Values<'_>) -> Vec<Finding> {
    let mut found = gosumdb(values);
    found.extend(everything(values));
    found.extend(shared_hosts(values));
    found.extend(goflags(values.goflags));
    if let Err(error) = Govcs::parse(values.govcs) {
        let fix = Some(Fix { key: "GOVCS", value: None });
        found.push(Finding { key: "GOVCS", kind: Defect::VcsFaulty { error }, fix });
    }
    found
}

fn gosumdb(values: &Values<'_>) -> Vec<Finding> {
    let key = "GOSUMDB";
    let set = |value: &str| Some(Fix { key, value: Some(value.to_owned()) });
    let plain = normalize::without_quotes(values.gosumdb);
    if plain != values.gosumdb {
        return vec![Finding { key, kind: Defect::Quotes, fix: set(plain.trim()) }];
    }
    match Database::parse(values.gosumdb) {
        Err(error) => {
            let fix =
                if values.gosumdb.trim().eq_ignore_ascii_case("off") { None } else { set(database::DEFAULT) };
            vec![Finding { key, kind: Defect::DatabaseFaulty { error }, fix }]
        }
        Ok(Database::Off) => {
            let kind = if is_direct(values.goproxy) { Defect::NothingChecked } else { Defect::DatabaseOff };
            vec![Finding { key, kind, fix: set(database::DEFAULT) }]
        }
        Ok(Database::Service(service)) => {
            let foreign = service.foreign_key().map(|hash| Finding {
                key,
                kind: Defect::DatabaseForeignKey { name: service.name.clone(), hash: hash.to_owned() },
                fix: set(database::DEFAULT),
            });
            let address = if service.direct { of_address(&service.url) } else { Vec::new() };
            let address = address.into_iter().map(|kind| Finding { key, kind, fix: None });
            foreign.into_iter().chain(address).collect()
        }
    }
}

/// Whether every module comes from wherever its path leads.
fn is_direct(value: &str) -> bool {
    List::parse(value)
        .is_ok_and(|list| list.hops.first().map(|hop| &hop.kind) == Some(&goproxy::HopKind::Direct))
}

/// Patterns that cover every module. `none` in GONOSUMDB takes GOPRIVATE's effect away.
fn everything(values: &Values<'_>) -> Vec<Finding> {
    let all = |list: &str| Patterns::parse(list).entries().iter().any(|pattern| is_all(pattern.text()));
    let mut found = Vec::new();
    let mut add = |key, kind| found.push(Finding { key, kind, fix: Some(Fix { key, value: None }) });
    if all(values.gonosumdb) {
        add("GONOSUMDB", Defect::CheckedByNobody);
    } else if values.gonosumdb.is_empty() && all(values.goprivate) {
        add("GOPRIVATE", Defect::CheckedByNobody);
    }
    if all(values.goinsecure) {
        add("GOINSECURE", Defect::InsecureEverything);
    }
    found
}

/// Patterns that cover a host of many owners, where [`everything`] does not say more. Who is private there only the
/// user knows, so that no command can be given.
fn shared_hosts(values: &Values<'_>) -> Vec<Finding> {
    let mut lists = vec![("GOINSECURE", values.goinsecure), ("GONOSUMDB", values.gonosumdb)];
    if values.gonosumdb.is_empty() {
        lists.push(("GOPRIVATE", values.goprivate));
    }
    let mut found = Vec::new();
    for (key, list) in lists {
        let whole = shared::whole_hosts(list).into_iter().filter(|whole| !is_all(&whole.pattern));
        found.extend(whole.map(|Whole { pattern, host }| Finding {
            key,
            kind: Defect::SharedHost { pattern, host },
            fix: None,
        }));
    }
    found
}

fn is_all(pattern: &str) -> bool {
    pattern.contains('*') && pattern.chars().all(|c| matches!(c, '*' | '.'))
}

fn goflags(value: &str) -> Option<Finding> {
    let key = "GOFLAGS";
    quoted::flag(value, "insecure")?;
    let keep = |word: &&str| quoted::flag(word, "insecure").is_none();
    let rest: Vec<_> = value.split_whitespace().filter(keep).collect();
    let value = (!rest.is_empty()).then(|| rest.join(" "));
    Some(Finding { key, kind: Defect::InsecureFlag, fix: Some(Fix { key, value }) })
}
