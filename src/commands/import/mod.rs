//! `gv import [MANAGER…|PATH…]`

mod proof;

use super::{Done, Error, is_on, obtain};
use crate::context::Context;
use crate::foreign::{self, Adopted, Found, Machine, Manager, Search, Way};
use crate::release::{self, Platform};
use crate::store::{Store, Toolchain};
use crate::ui::paths::shown;
use crate::ui::report::code;
use crate::ui::{Lang, Report, table};
use crate::version::Version;
use clap::ArgMatches;
use proof::{Prover, Standing};
use serde::Serialize;
use std::ffi::OsString;
use std::path::PathBuf;

#[derive(Serialize)]
struct Listing {
    schema_version: u32,
    toolchains: Vec<Row>,
}

/// What was found, and what became of it.
#[derive(Serialize)]
struct Row {
    version: Option<String>,
    manager: &'static str,
    path: String,
    status: &'static str,
    /// Why it was skipped, or failed.
    reason: Option<String>,
    /// Who has vouched for it; null where nobody has, or where it is none of gv's now.
    proven: Option<String>,
    /// Why one that was taken just now is not proven.
    not_proven: Option<&'static str>,
    /// Where it is in the store.
    goroot: Option<String>,
    #[serde(skip)]
    cells: Vec<String>,
}

/// What came of one toolchain.
enum End {
    New(Toolchain, Option<Standing>),
    Would,
    Installed(Toolchain),
    Duplicate(&'static str),
    Skipped(String),
    Failed(foreign::Error),
}

/// A toolchain to look for.
enum Source {
    Manager(Manager),
    Folder(PathBuf),
}

struct Import<'a> {
    context: &'a Context,
    store: Store,
    way: Way,
    dry: bool,
    /// What this run has taken, and whose it was.
    taken: Vec<(Version, &'static str)>,
}

/// Takes over what other managers have, or what was named. One that fails keeps no other from being taken.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let sources = sources(args, context)?;
    let mut import = Import {
        context,
        store: Store::of(&context.home),
        way: if is_on(args, "link") { Way::Link } else { Way::Copy },
        dry: is_on(args, "dry-run"),
        taken: Vec::new(),
    };
    let mut ends: Vec<_> = found(&sources, context)?
        .into_iter()
        .map(|(found, was_named)| {
            let end = import.take(&found);
            (found, was_named, end)
        })
        .collect();
    if ends.iter().any(|(_, _, end)| matches!(end, End::New(..) | End::Installed(_))) && !import.dry {
        obtain::make_ready(context);
    }
    let alarm = import.prove(&mut ends);
    let failed = ends.iter().any(|(_, was_named, end)| match end {
        End::Failed(_) => true,
        End::Skipped(_) => *was_named,
        _ => false,
    });
    let rows = ends.iter().map(|(found, _, end)| import.row(found, end)).collect();
    let mut open: Vec<_> = ends
        .iter()
        .filter_map(|(_, _, end)| match end {
            End::New(toolchain, _) | End::Installed(toolchain) => Some(toolchain),
            _ => None,
        })
        .filter(|toolchain| import.is_open(toolchain))
        .map(|toolchain| &toolchain.version)
        .collect();
    open.dedup();
    show(context, rows, &open, is_on(args, "json"));
    Ok(match () {
        () if alarm => code::PROOF,
        () if failed => code::FAILED,
        () => 0,
    })
}

fn sources(args: &ArgMatches, context: &Context) -> Result<Vec<Source>, Error> {
    let typed: Vec<&OsString> = args.get_many("source").into_iter().flatten().collect();
    if typed.is_empty() {
        return Ok(Manager::ALL.map(Source::Manager).into());
    }
    let source = |text: &OsString| {
        if let Some(manager) = text.to_str().and_then(|text| text.parse().ok()) {
            return Ok(Source::Manager(manager));
        }
        let folder = context.env.cwd().join(text);
        if folder.is_dir() {
            Ok(Source::Folder(folder))
        } else {
            Err(Error::NoSource { text: text.to_string_lossy().into_owned() })
        }
    };
    typed.into_iter().map(source).collect()
}

/// Everything the sources have, and whether it was named by its path. What PATH finds in gv's own home is gv's.
fn found(sources: &[Source], context: &Context) -> Result<Vec<(Found, bool)>, Error> {
    let platform = Platform::configured(&context.config).map_err(release::Error::from)?;
    let mut search = Search::new(&context.env, Machine::new(&platform.os, &platform.arch));
    let mut all = Vec::new();
    for source in sources {
        match source {
            Source::Manager(manager) => {
                let found = search.of(*manager).into_iter().filter(|it| !is_gvs(it, context));
                all.extend(found.map(|it| (it, false)));
            }
            Source::Folder(folder) => all.push((search.at(folder), true)),
        }
    }
    Ok(all)
}

fn is_gvs(found: &Found, context: &Context) -> bool {
    let versions = context.home.versions().canonicalize();
    matches!((found.path.canonicalize(), versions), (Ok(path), Ok(versions)) if path.starts_with(&versions))
}

impl Import<'_> {
    fn take(&mut self, found: &Found) -> End {
        let version = match &found.version {
            Ok(version) => version,
            Err(unfit) => return End::Skipped(self.context.ui.lang.unfit(unfit)),
        };
        if let Some((_, first)) = self.taken.iter().find(|(taken, _)| taken == version) {
            return End::Duplicate(first);
        }
        let end = match self.store.find(version) {
            Some(toolchain) => End::Installed(toolchain),
            None if self.dry => End::Would,
            None => self.adopt(found, version),
        };
        if matches!(end, End::New(..) | End::Would) {
            self.taken.push((version.clone(), found.owner()));
        }
        end
    }

    fn adopt(&self, found: &Found, version: &Version) -> End {
        let ui = &self.context.ui;
        if self.way == Way::Copy {
            ui.say(&ui.lang.copying(version, &shown(&found.path, &self.context.env)));
        }
        let on_wait = || ui.say(&ui.lang.waiting_for(version));
        match foreign::adopt(&self.store, found, version, self.way, on_wait) {
            Ok(Adopted::New(toolchain)) => End::New(toolchain, None),
            Ok(Adopted::AlreadyThere(toolchain)) => End::Installed(toolchain),
            Err(error) => {
                ui.error(&Report::of(&error, ui.lang));
                End::Failed(error)
            }
        }
    }

    /// Proves what was taken, when all of it is there: whoever has to wait for the network has lost nothing. Says whether
    /// an answer was forged.
    fn prove(&self, ends: &mut [(Found, bool, End)]) -> bool {
        let mut prover = Prover::new(self.context, &self.store);
        for (_, _, end) in ends {
            if let End::New(toolchain, standing) = end {
                *standing = Some(prover.prove(toolchain));
            }
        }
        prover.alarm
    }

    fn row(&self, found: &Found, end: &End) -> Row {
        let lang = self.context.ui.lang;
        let (toolchain, proven) = match end {
            End::New(toolchain, Some(Standing::Proven(by))) => (Some(toolchain), Some(by.id().to_owned())),
            End::New(toolchain, _) => (Some(toolchain), None),
            End::Installed(there) => {
                (Some(there), self.store.receipt(&there.version).and_then(|receipt| receipt.proof))
            }
            _ => (None, None),
        };
        let reason = match end {
            End::Skipped(why) => Some(why.clone()),
            End::Failed(error) => Some(Report::of(error, lang).message),
            _ => None,
        };
        let not_proven = match end {
            End::New(_, Some(Standing::Open(open))) => Some(open.id()),
            _ => None,
        };
        let (status, said) = self.told(end);
        Row {
            version: found.version.as_ref().ok().map(ToString::to_string),
            manager: found.owner(),
            path: found.path.display().to_string(),
            status,
            reason,
            proven,
            not_proven,
            goroot: toolchain.map(|toolchain| toolchain.path.display().to_string()),
            cells: self.cells(found, said),
        }
    }

    /// What came of it, for scripts and for people.
    fn told(&self, end: &End) -> (&'static str, String) {
        let lang = self.context.ui.lang;
        match (end, self.way) {
            (End::New(_, standing), Way::Copy) => {
                ("copied", proven(lang, &lang.import_copied(), standing.as_ref()))
            }
            (End::New(_, standing), Way::Link) => {
                ("linked", proven(lang, &lang.import_linked(), standing.as_ref()))
            }
            (End::Would, Way::Copy) => ("would_copy", lang.would_copy()),
            (End::Would, Way::Link) => ("would_link", lang.would_link()),
            (End::Installed(there), _) => ("installed", self.told_installed(there)),
            (End::Duplicate(first), _) => ("duplicate", lang.import_duplicate(first)),
            (End::Skipped(why), _) => ("skipped", lang.import_skipped(why)),
            (End::Failed(_), _) => ("failed", lang.import_failed()),
        }
    }

    fn told_installed(&self, there: &Toolchain) -> String {
        let (lang, installed) = (self.context.ui.lang, self.context.ui.lang.import_installed());
        if self.is_open(there) { lang.both(&installed, &lang.not_proven()) } else { installed }
    }

    /// Whether it was taken over and nobody has vouched for it.
    fn is_open(&self, there: &Toolchain) -> bool {
        let receipt = self.store.receipt(&there.version);
        receipt.is_some_and(|receipt| receipt.imported_from.is_some() && receipt.proof.is_none())
    }

    fn cells(&self, found: &Found, said: String) -> Vec<String> {
        let version = found.version.as_ref().map_or_else(|_| "-".to_owned(), Version::toolchain_name);
        vec![version, found.owner().to_owned(), shown(&found.path, &self.context.env), said]
    }
}

fn proven(lang: Lang, done: &str, standing: Option<&Standing>) -> String {
    let proof = match standing {
        Some(Standing::Proven(authority)) => lang.proven_by(&lang.authority(authority)),
        Some(Standing::Open(open)) => lang.not_proven_because(&open.told(lang)),
        None => lang.not_proven(),
    };
    lang.both(done, &proof)
}

fn show(context: &Context, rows: Vec<Row>, unproven: &[&Version], json: bool) {
    let ui = &context.ui;
    if rows.is_empty() && !json {
        ui.say(&ui.lang.nothing_to_import());
    }
    if json {
        ui.json(&Listing { schema_version: 1, toolchains: rows });
    } else {
        for line in table::columns(&rows.into_iter().map(|row| row.cells).collect::<Vec<_>>()) {
            ui.data(&line);
        }
    }
    if !unproven.is_empty() {
        let names: Vec<_> = unproven.iter().map(ToString::to_string).collect();
        ui.say(&ui.lang.prove_imported(&format!("gv verify {}", names.join(" "))));
    }
}
