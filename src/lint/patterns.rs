//! What is wrong with lists of patterns.

use super::normalize;
use super::{Defect, Finding, Fix};
use crate::golang::pattern::Patterns;
use crate::golang::route::Values;
use crate::urls::masked_address;
use std::net::IpAddr;

/// Looks at each list.
pub(super) fn check(values: &Values<'_>) -> Vec<Finding> {
    let lists = [
        ("GOPRIVATE", values.goprivate),
        ("GONOPROXY", values.gonoproxy),
        ("GONOSUMDB", values.gonosumdb),
        ("GOINSECURE", values.goinsecure),
    ];
    lists.into_iter().flat_map(|(key, value)| of_list(key, value)).collect()
}

fn of_list(key: &'static str, value: &str) -> Vec<Finding> {
    let plain = normalize::without_quotes(value);
    let mut kinds = Vec::new();
    if plain != value {
        kinds.push(Defect::Quotes);
    }
    if plain.contains(char::is_whitespace) {
        kinds.push(Defect::Blanks { harmless: false });
    }
    let list = normalize::blanks_to_commas(&plain);
    let entries = || list.split(',').filter(|entry| !entry.is_empty());
    kinds.extend(entries().filter_map(of_entry));
    let better: Vec<_> = entries().filter_map(mended_entry).collect();
    let fix = Fix { key, value: (!better.is_empty()).then(|| better.join(",")) };
    kinds.into_iter().map(|kind| Finding { key, kind, fix: Some(fix.clone()) }).collect()
}

/// What is wrong with one pattern, the plainest reason first.
fn of_entry(entry: &str) -> Option<Defect> {
    let pattern = entry.to_owned();
    let host = entry.split('/').next().unwrap_or_default();
    let rest = entry.strip_prefix(host).unwrap_or_default();
    if entry.contains("://") {
        return Some(Defect::PatternScheme { pattern: masked_address(entry) });
    }
    if cidr(entry).is_some() {
        return Some(Defect::PatternCidr { pattern });
    }
    if Patterns::parse(entry).entries().iter().any(crate::golang::pattern::Pattern::is_malformed) {
        return Some(Defect::PatternMalformed { pattern });
    }
    if host.starts_with('.') || entry.contains("...") || rest.contains("/*.") {
        return Some(Defect::PatternWildcard { pattern });
    }
    let upper = !host.contains('[') && host.contains(|c: char| c.is_ascii_uppercase());
    let stray = entry.contains([':', ';', '|', '@', '!', '~', '%', '#']) && !entry.contains('[');
    (upper || stray || entry.starts_with('/')).then_some(Defect::PatternUnmatchable { pattern })
}

/// An address range: the address and its bits.
fn cidr(entry: &str) -> Option<(IpAddr, u8)> {
    let (address, bits) = entry.split_once('/')?;
    Some((address.parse().ok()?, bits.parse().ok().filter(|bits| *bits <= 128)?))
}

/// The pattern as it was probably meant; `None` where nothing can be made of it.
fn mended_entry(entry: &str) -> Option<String> {
    let entry = entry.split_once("://").map_or(entry, |(_, rest)| rest);
    let entry = entry.rsplit_once('@').map_or(entry, |(_, rest)| rest);
    if let Some((address, bits)) = cidr(entry) {
        return octets(address, bits);
    }
    let entry = entry.trim_start_matches('/').trim_end_matches("/...").trim_end_matches('/');
    let (host, rest) = entry.split_at(entry.find('/').unwrap_or(entry.len()));
    let host = host.split(':').next().unwrap_or_default();
    let host = if host.contains('[') { host.to_owned() } else { host.to_ascii_lowercase() };
    let dot = if host.starts_with('.') { "*" } else { "" };
    let better = format!("{dot}{host}{rest}");
    of_entry(&better).is_none().then_some(better).filter(|better| !better.is_empty())
}

/// A range that ends between two numbers, as a pattern over the host: `192.168.0.0/16` is `192.168.*`.
fn octets(address: IpAddr, bits: u8) -> Option<String> {
    let IpAddr::V4(address) = address else { return None };
    let numbers = address.octets().map(|number| number.to_string());
    match bits {
        8 | 16 | 24 => Some(numbers[..usize::from(bits / 8)].join(".") + ".*"),
        32 => Some(address.to_string()),
        _ => None,
    }
}
