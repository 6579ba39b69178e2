//! `gv ls-remote [FILTER]`

use super::args::{Offered, arguments, help};
use super::{Done, ensure};
use crate::context::Context;
use crate::lang::{between_notes, say};
use crate::release::Catalog;
use crate::store::Store;
use crate::ui::table;
use crate::version::{Spec, Version};
use serde::Serialize;
use std::collections::HashSet;

#[derive(Serialize)]
struct Listing {
    schema_version: u32,
    /// Where the list is from.
    origin: String,
    /// Its age in seconds; null for the built-in manifest.
    age_seconds: Option<u64>,
    platform: String,
    releases: Vec<Row>,
}

#[derive(Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four answers that scripts read, none of which excludes another"
)]
struct Row {
    version: String,
    stable: bool,
    installed: bool,
    default: bool,
    /// Whether it has an archive for the platform.
    available: bool,
}

arguments! {
    /// What `gv ls-remote` takes.
    pub struct Args = ["List published versions", "列出已发布的版本"] {
        #[arg(value_name = "FILTER", add = Offered::Published)]
        filter: Option<Spec> = ["Only these: 1.22, 1, rc, ...", "只列出这些：1.22、1、rc 等"],
        #[arg(long, short)]
        all: bool = [
            "Every release, not only the newest patch of each minor version",
            "列出所有版本，而不只是每个次版本的最新补丁"
        ],
        #[arg(long)]
        refresh: bool = (help::refresh),
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv ls-remote" = ["the newest patch of each minor version", "每个次版本的最新补丁"],
        "gv ls-remote 1.22" = ["every patch of Go 1.22", "Go 1.22 的所有补丁"],
        "gv ls-remote rc" = ["release candidates", "候选版本"],
    }
}

/// Lists published releases: the newest of each minor, or all that a filter matches. People see the newest last, where
/// it does not scroll away; scripts get it first.
pub fn run(args: &Args, context: &Context) -> Done {
    let catalog = ensure::catalog(context, args.refresh)?;
    let published = catalog.published()?;
    ensure::tell_notes(context, &catalog);
    let available: HashSet<&Version> =
        published.iter().filter(|release| release.available).map(|release| &release.version).collect();
    let versions: Vec<&Version> = published.iter().map(|release| &release.version).collect();
    let shown: Vec<&Version> = match &args.filter {
        Some(filter) => matching(&versions, filter),
        None if args.all => versions,
        None => newest_only(&versions),
    };
    let store = Store::of(&context.home);
    let installed = ensure::versions(&store)?;
    let default = store.default_version()?;
    let row = |version: &&Version| Row {
        version: version.to_string(),
        stable: !version.is_prerelease(),
        installed: installed.contains(version),
        default: default.as_ref() == Some(version),
        available: available.contains(version),
    };
    let rows = shown.iter().map(row).collect();
    show(context, &catalog, rows, args.json);
    Ok(if args.filter.is_some() && shown.is_empty() { crate::lang::code::MISSING } else { 0 })
}

fn show(context: &Context, catalog: &Catalog, rows: Vec<Row>, json: bool) {
    let ui = &context.ui;
    if json {
        return ui.json(&Listing {
            schema_version: 1,
            origin: catalog.list_name(),
            age_seconds: catalog.age().map(|age| age.as_secs()),
            platform: catalog.platform().to_string(),
            releases: rows,
        });
    }
    let notes = |row: &Row| {
        let mut notes = Vec::new();
        notes.extend(row.default.then(|| say!(ui.lang, "default", "默认")));
        notes.extend((row.installed && !row.default).then(|| say!(ui.lang, "installed", "已安装")));
        notes.extend((!row.available).then(|| {
            say!(ui.lang, "not for {platform}", "没有 {platform} 版", platform = catalog.platform().spoken())
        }));
        vec![row.version.clone(), notes.join(&between_notes(ui.lang))]
    };
    for line in table::columns(&rows.iter().rev().map(notes).collect::<Vec<_>>()) {
        ui.data(&line);
    }
    if rows.is_empty() {
        ui.say(&say!(ui.lang, "no release matches", "没有符合的版本"));
    }
}

/// The newest stable patch of each minor, and pre-releases of a minor that has nothing stable yet.
fn newest_only<'a>(newest_first: &[&'a Version]) -> Vec<&'a Version> {
    let mut shown: Vec<&Version> = Vec::new();
    for version in newest_first {
        // Those of a minor follow one another.
        match shown.last_mut().filter(|last| last.same_minor(version)) {
            None => shown.push(version),
            Some(last) if last.is_prerelease() && !version.is_prerelease() => *last = version,
            Some(_) => {}
        }
    }
    shown
}

/// Everything of a minor or a major, one version, or the words `latest`, `oldstable`, `rc` (all candidates).
fn matching<'a>(newest_first: &[&'a Version], spec: &Spec) -> Vec<&'a Version> {
    let all = newest_first.iter().copied();
    match spec {
        Spec::Minor(major, minor) => all.filter(|v| (v.major(), v.minor()) == (*major, *minor)).collect(),
        Spec::Major(major) => all.filter(|v| v.major() == *major).collect(),
        Spec::Range(range) => all.filter(|v| range.holds(v)).collect(),
        Spec::Candidate => all.filter(|v| v.is_prerelease()).collect(),
        other => other.newest(all).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(texts: &[&str]) -> Vec<Version> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn names(versions: &[&Version]) -> Vec<String> {
        versions.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn without_a_filter_each_minor_shows_its_newest() {
        let all = versions(&["1.24rc1", "1.23.1", "1.23.0", "1.23rc2", "1.22.9", "1.22.8"]);
        assert_eq!(names(&newest_only(&all.iter().collect::<Vec<_>>())), ["1.24rc1", "1.23.1", "1.22.9"]);
    }

    #[test]
    fn a_filter_shows_all_it_matches() {
        let all = versions(&["1.24rc1", "1.23.1", "1.23rc2", "1.22.9"]);
        let all: Vec<_> = all.iter().collect();
        assert_eq!(names(&matching(&all, &"1.23".parse().unwrap())), ["1.23.1", "1.23rc2"]);
        assert_eq!(names(&matching(&all, &"rc".parse().unwrap())), ["1.24rc1", "1.23rc2"]);
        assert_eq!(names(&matching(&all, &"latest".parse().unwrap())), ["1.23.1"]);
    }
}
