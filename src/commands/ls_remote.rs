//! `gv ls-remote [FILTER]`

use super::{Done, Error, is_on, obtain};
use crate::context::Context;
use crate::release::Catalog;
use crate::store::Store;
use crate::ui::table;
use crate::version::{Spec, Version};
use clap::ArgMatches;
use serde::Serialize;

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

/// Lists published releases, newest first: the newest of each minor, or all that a filter matches.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let catalog = obtain::catalog(context, is_on(args, "refresh"))?;
    let published = catalog.published()?;
    obtain::tell_notes(context, &catalog);
    let filter = args.get_one::<String>("filter").map(String::as_str);
    let versions: Vec<&Version> = published.iter().map(|release| &release.version).collect();
    let shown: Vec<&Version> = match filter {
        Some(filter) => matching(&versions, filter)?,
        None if is_on(args, "all") => versions,
        None => newest_only(&versions),
    };
    let store = Store::of(&context.home);
    let installed = obtain::versions(&store)?;
    let default = store.default_version()?;
    let row = |version: &&Version| Row {
        version: version.to_string(),
        stable: !version.is_prerelease(),
        installed: installed.contains(version),
        default: default.as_ref() == Some(version),
        available: published.iter().any(|release| release.version == **version && release.available),
    };
    let rows = shown.iter().map(row).collect();
    show(context, &catalog, rows, is_on(args, "json"));
    Ok(if filter.is_some() && shown.is_empty() { crate::ui::report::code::MISSING } else { 0 })
}

fn show(context: &Context, catalog: &Catalog, rows: Vec<Row>, json: bool) {
    let ui = &context.ui;
    if json {
        return ui.json(&Listing {
            schema_version: 1,
            origin: catalog.origin_name(),
            age_seconds: catalog.age().map(|age| age.as_secs()),
            platform: catalog.platform().to_string(),
            releases: rows,
        });
    }
    let notes = |row: &Row| {
        let mut notes = Vec::new();
        notes.extend(row.default.then(|| ui.lang.is_default()));
        notes.extend((row.installed && !row.default).then(|| ui.lang.is_installed()));
        notes.extend((!row.available).then(|| ui.lang.not_for(&catalog.platform().spoken())));
        vec![row.version.clone(), notes.join(", ")]
    };
    for line in table::columns(&rows.iter().map(notes).collect::<Vec<_>>()) {
        ui.data(&line);
    }
    if rows.is_empty() {
        ui.say(&ui.lang.nothing_matches());
    }
}

/// The newest stable patch of each minor, and pre-releases of a minor that has nothing stable yet.
fn newest_only<'a>(newest_first: &[&'a Version]) -> Vec<&'a Version> {
    let mut shown: Vec<&Version> = Vec::new();
    for version in newest_first {
        let known = shown.iter().position(|other| other.same_minor(version));
        match known {
            None => shown.push(version),
            Some(at) if shown[at].is_prerelease() && !version.is_prerelease() => shown[at] = version,
            Some(_) => {}
        }
    }
    shown
}

/// Everything of a minor or a major, one version, or the words `latest`, `oldstable`, `rc` (all candidates).
fn matching<'a>(newest_first: &[&'a Version], filter: &str) -> Result<Vec<&'a Version>, Error> {
    let spec: Spec = filter.parse()?;
    let all = newest_first.iter().copied();
    Ok(match &spec {
        Spec::Minor(major, minor) => all.filter(|v| (v.major(), v.minor()) == (*major, *minor)).collect(),
        Spec::Major(major) => all.filter(|v| v.major() == *major).collect(),
        Spec::Candidate => all.filter(|v| v.is_prerelease()).collect(),
        other => other.newest(all).into_iter().collect(),
    })
}

crate::ui::messages! {
    is_installed() { en: "installed", zh: "已安装" }
    not_for(platform: &str) { en: "not for {platform}", zh: "没有 {platform} 版" }
    nothing_matches() { en: "no release matches", zh: "没有符合的版本" }
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
        assert_eq!(names(&matching(&all, "1.23").unwrap()), ["1.23.1", "1.23rc2"]);
        assert_eq!(names(&matching(&all, "rc").unwrap()), ["1.24rc1", "1.23rc2"]);
        assert_eq!(names(&matching(&all, "latest").unwrap()), ["1.23.1"]);
        assert!(matching(&all, "x").is_err());
    }
}
