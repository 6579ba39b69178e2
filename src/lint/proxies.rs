//! What is wrong with a GOPROXY list.

use super::normalize;
use super::{Defect, Finding, Fix};
use crate::golang::goproxy::{self, Entry, Error, List, NextOn};
use crate::urls::loopback::is_loopback_url;
use crate::urls::{self, masked_address};
use url::Url;

const KEY: &str = "GOPROXY";

/// Proxies that serve every public module: what one of them does not have, none has.
const MIRRORS: [&str; 8] = [
    "proxy.golang.org",
    "goproxy.cn",
    "goproxy.io",
    "mirrors.aliyun.com/goproxy",
    "mirrors.tencent.com/go",
    "mirrors.cloud.tencent.com/go",
    "repo.huaweicloud.com/repository/goproxy",
    "athens.azurefd.net",
];

pub(super) fn check(value: &str) -> Vec<Finding> {
    let plain = normalize::without_quotes(value);
    let mut kinds = Vec::new();
    if plain != value {
        kinds.push(Defect::Quotes);
    }
    kinds.extend(blanks(&plain));
    let list = normalize::blanks_to_commas(&plain);
    kinds.extend(of_entries(&list));
    let fix = mended_list(&list).filter(|mended| mended != value);
    let fix = fix.map(|value| Fix { key: KEY, value: Some(value) });
    let finding = |kind| Finding { key: KEY, fix: fix.clone().filter(|_| is_mended(&kind)), kind };
    kinds.into_iter().map(finding).collect()
}

/// Blanks around entries do no harm; those in one make it another.
fn blanks(value: &str) -> Option<Defect> {
    let inside = |entry: Entry<'_>| entry.text.contains(char::is_whitespace);
    let harmless = !goproxy::entries(value).any(inside);
    value.contains(char::is_whitespace).then_some(Defect::Blanks { harmless })
}

fn of_entries(list: &str) -> Vec<Defect> {
    let entries: Vec<_> = goproxy::entries(list).collect();
    if entries.is_empty() {
        return vec![Defect::ProxyEmpty];
    }
    let end = entries.iter().position(is_end);
    let asked = &entries[..end.map_or(entries.len(), |end| end + 1)];
    let mut kinds: Vec<_> = asked.iter().flat_map(of_entry).collect();
    kinds.extend(asked.windows(2).filter_map(comma));
    kinds.extend(entries[asked.len()..].iter().map(|entry| Defect::ProxyAfterEnd {
        entry: masked_address(entry.text),
        end: asked.last().map(|end| end.text.to_owned()).unwrap_or_default(),
    }));
    kinds
}

fn is_end(entry: &Entry<'_>) -> bool {
    matches!(entry.text, "direct" | "off")
}

fn of_entry(entry: &Entry<'_>) -> Vec<Defect> {
    let shown = || masked_address(entry.text);
    match List::parse(entry.text) {
        Err(Error::MissingScheme(entry)) => vec![Defect::ProxyWord { entry }],
        Err(error) => vec![Defect::ProxyFaulty { error }],
        Ok(list) => {
            let Some(url) = list.proxies().next() else { return Vec::new() };
            let bare = (!entry.text.contains(":/")).then(|| Defect::ProxyNoScheme { entry: shown() });
            bare.into_iter().chain(of_address(url)).collect()
        }
    }
}

/// What is wrong with an address that can be read.
pub(super) fn of_address(url: &Url) -> Vec<Defect> {
    let entry = urls::shown(url);
    let mut kinds = Vec::new();
    if url.scheme() == "http" && !is_loopback_url(url) {
        kinds.push(Defect::PlainHttp { entry: entry.clone() });
    }
    if urls::holds(KEY, url.as_str()) {
        kinds.push(Defect::Credentials { entry });
    }
    kinds
}

/// `,` leads on when a module is not there, and a mirror of everything lacks nothing that another one has.
fn comma(pair: &[Entry<'_>]) -> Option<Defect> {
    let [one, next] = pair else { return None };
    let both = is_mirror(one.text) && is_mirror(next.text) && one.next_on == NextOn::NotFound;
    both.then(|| Defect::ProxyComma { mirror: masked_address(one.text), next: masked_address(next.text) })
}

/// Whether an address is that of a proxy of all public modules.
pub(super) fn is_public(url: &Url) -> bool {
    is_mirror(&url.as_str().to_ascii_lowercase())
}

fn is_mirror(entry: &str) -> bool {
    let place = entry.split_once("://").map_or(entry, |(_, place)| place);
    MIRRORS.contains(&place.trim_end_matches('/'))
}

/// The list as it was probably meant; `None` where that leaves nothing.
fn mended_list(list: &str) -> Option<String> {
    let better = goproxy::entries(list).filter_map(|entry| Some((mended_entry(entry.text)?, entry.next_on)));
    let better: Vec<_> = better.collect();
    let entries: Vec<_> = better.iter().map(|(text, next_on)| Entry { text, next_on: *next_on }).collect();
    let end = entries.iter().position(is_end).map_or(entries.len(), |end| end + 1);
    let entries = &entries[..end];
    let mut mended = String::new();
    for (at, entry) in entries.iter().enumerate() {
        let on_error = entry.next_on == NextOn::AnyError || entries.get(at..at + 2).and_then(comma).is_some();
        mended.push_str(entry.text);
        mended.push(if on_error { '|' } else { ',' });
    }
    mended.pop()?;
    Some(mended)
}

/// `None` for an entry that nothing can be made of.
fn mended_entry(text: &str) -> Option<String> {
    if let Some(word) = ["direct", "off"].into_iter().find(|word| text.eq_ignore_ascii_case(word)) {
        return Some(word.to_owned());
    }
    let list = List::parse(text).ok()?;
    let mut url = list.proxies().next()?.clone();
    if url.username().is_empty() && url.password().is_none() {
        let bare = !text.contains(":/");
        return Some(if bare { format!("https://{text}") } else { text.to_owned() });
    }
    // Neither can fail for an address that has credentials.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    Some(url.to_string().trim_end_matches('/').to_owned())
}

/// Whether the corrected list is free of it. A host that takes https is for the user to know.
fn is_mended(kind: &Defect) -> bool {
    !matches!(kind, Defect::PlainHttp { .. })
}
