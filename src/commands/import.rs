//! `gv import [MANAGER…|PATH…]`

use super::args::{Offered, arguments, help};
use super::{Done, Error, as_root, ensure};
use crate::context::Context;
use crate::env::paths::shown;
use crate::lang::{code, say};
use crate::managers::{
    End, Found, Import, Listener, Machine, Manager, Mode, Open, Prover, Source, Standing, Trouble, find,
};
use crate::release::{self, Platform};
use crate::store::{Store, Toolchain, not_verified};
use crate::ui::{Download, Explain, Lang, Report, table, waiting_for};
use crate::version::Version;
use serde::Serialize;
use std::ffi::OsString;

#[derive(Serialize)]
struct Listing {
    schema_version: u32,
    /// Whether a toolchain is new in gv's home.
    changed: bool,
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
    /// The authority that verified it; null if it is unverified, or not in gv's store now.
    proven: Option<String>,
    /// Why one that was taken just now is not proven.
    not_proven: Option<&'static str>,
    /// Where it is in the store.
    goroot: Option<String>,
    #[serde(skip)]
    cells: Vec<String>,
}

/// One toolchain that was found, and what came of it.
struct Taken<'a> {
    found: &'a Found,
    was_named: bool,
    end: End<'a>,
    /// What is known of it, where it is new.
    standing: Option<Standing>,
}

/// What the texts need.
struct Page<'a> {
    context: &'a Context,
    store: &'a Store,
    mode: Mode,
}

arguments! {
    /// What `gv import` takes.
    pub struct Args = [
        "Take over toolchains from other version managers or the system",
        "接管其他版本管理器或系统已有的工具链"
    ] {
        #[arg(value_name = "MANAGER|PATH", add = Offered::Managers)]
        sources: Vec<OsString> = (help_sources),
        #[arg(long)]
        link: bool = [
            "Link to them instead of copying: changes that their manager makes affect gv too",
            "建立链接而不复制：原管理器对其所做的改动会直接影响 gv"
        ],
        #[arg(long, short = 'n')]
        dry_run: bool = (help::dry_run),
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv import --dry-run" = ["what there is", "有哪些可接管"],
        "gv import goenv" = ["only those of goenv", "仅接管 goenv 的工具链"],
        "gv import /usr/local/go" = ["one folder", "一个目录"],
    }
}

fn help_sources(lang: Lang) -> String {
    let managers = Manager::ALL.map(Manager::id).join(", ");
    say!(
        lang,
        "Only these: {managers}, or the folder of a toolchain; everything that is found if left out",
        "只接管这些：{managers}，或工具链所在的目录；省略时接管找到的全部"
    )
}

/// Takes over what other managers have, or what was named. One that fails keeps no other from being taken.
pub fn run(args: &Args, context: &Context) -> Done {
    as_root::caution(context);
    let sources = sources(&args.sources, context)?;
    let mode = if args.link { Mode::Link } else { Mode::Copy };
    let platform = Platform::configured(&context.config).map_err(release::Error::from)?;
    let found = find(&sources, Machine::new(&platform.os, &platform.arch), &context.env, &context.home);
    let store = Store::of(&context.home);
    let page = Page { context, store: &store, mode };
    let mut import = Import::new(&store, mode, args.dry_run, context.permit());
    let mut all = Vec::new();
    for (found, was_named) in &found {
        let end = import.take(found, &page);
        if let End::Failed(error) = &end {
            context.ui.error(&Report::of(error, context.ui.lang));
        }
        all.push(Taken { found, was_named: *was_named, end, standing: None });
    }
    if all.iter().any(|taken| matches!(taken.end, End::New(_) | End::Installed(_))) && !args.dry_run {
        ensure::make_ready(context);
    }
    let alarm = page.prove(&mut all);
    page.show(&all, args.json);
    let is_failed = |taken: &Taken<'_>| match taken.end {
        End::Failed(_) => true,
        End::Skipped(_) | End::Denied(_) => taken.was_named,
        _ => false,
    };
    Ok(if alarm {
        code::PROOF
    } else if all.iter().any(is_failed) {
        code::FAILED
    } else {
        0
    })
}

fn sources(typed: &[OsString], context: &Context) -> Result<Vec<Source>, Error> {
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
    typed.iter().map(source).collect()
}

impl Listener for Page<'_> {
    fn copying(&self, found: &Found, version: &Version) {
        let ui = &self.context.ui;
        ui.say(&say!(
            ui.lang,
            "copying go{version} from {path}",
            "正在从 {path} 复制 go{version}",
            path = shown(&found.path, &self.context.env)
        ));
    }

    fn waiting(&self, version: &Version) {
        let ui = &self.context.ui;
        ui.say(&waiting_for(version, ui.lang));
    }
}

impl Page<'_> {
    /// Proves what was taken, when all of it is there: waiting for the network then loses nothing. Says whether
    /// an answer was forged.
    fn prove(&self, all: &mut [Taken<'_>]) -> bool {
        let Context { env, config, ui, .. } = self.context;
        let mut prover = Prover::new(self.store, env, (&config.network, config.offline));
        let mut alarm = false;
        for taken in all {
            let End::New(toolchain) = &taken.end else { continue };
            let catalog = match ensure::catalog(self.context, false) {
                Ok(catalog) => catalog,
                Err(error) => {
                    ui.caution(&Report::of(&error, ui.lang));
                    taken.standing = Some(Standing::Open(Open::Failed));
                    continue;
                }
            };
            let download = Download::new(ui, toolchain.version.toolchain_name());
            let answer = prover.prove(toolchain, &catalog, &download);
            alarm |= answer.is_alarm();
            match &answer.trouble {
                Some(Trouble::Unasked(error)) => ui.caution(&Report::of(error, ui.lang)),
                Some(Trouble::Failed(error)) => ui.error(&Report::of(error, ui.lang)),
                None => {}
            }
            taken.standing = Some(answer.standing);
        }
        alarm
    }

    fn show(&self, all: &[Taken<'_>], json: bool) {
        let ui = &self.context.ui;
        let rows: Vec<_> = all.iter().map(|taken| self.row(taken)).collect();
        if rows.is_empty() && !json {
            ui.say(&say!(
                ui.lang,
                "no other version manager has a toolchain here",
                "没有找到其他版本管理器的工具链"
            ));
        }
        if json {
            let changed = all.iter().any(|taken| matches!(taken.end, End::New(_)));
            ui.json(&Listing { schema_version: 1, changed, toolchains: rows });
        } else {
            for line in table::columns(&rows.into_iter().map(|row| row.cells).collect::<Vec<_>>()) {
                ui.data(&line);
            }
        }
        let mut unproven = Vec::new();
        for taken in all {
            if let End::New(toolchain) | End::Installed(toolchain) = &taken.end
                && self.is_open(toolchain)
            {
                unproven.push(&toolchain.version);
            }
        }
        unproven.dedup();
        if !unproven.is_empty() {
            let names: Vec<_> = unproven.iter().map(ToString::to_string).collect();
            ui.say(&say!(
                ui.lang,
                "toolchains marked \"not verified\" have not been checked; to check them: {command}",
                "标有“未校验”的工具链尚未校验；如需校验，请执行：{command}",
                command = format!("gv verify {}", names.join(" "))
            ));
        }
    }

    fn row(&self, taken: &Taken<'_>) -> Row {
        let Taken { found, end, standing, .. } = taken;
        let lang = self.context.ui.lang;
        let (toolchain, proven) = match end {
            End::New(toolchain) => match standing {
                Some(Standing::Proven(by)) => (Some(toolchain), Some(by.id().to_owned())),
                _ => (Some(toolchain), None),
            },
            End::Installed(there) => {
                (Some(there), self.store.receipt(&there.version).and_then(|receipt| receipt.proof))
            }
            _ => (None, None),
        };
        let reason = match end {
            End::Skipped(unfit) => Some(unfit.message(lang)),
            End::Denied(refused) => Some(refused.message(lang)),
            End::Failed(error) => Some(Report::of(error, lang).text()),
            _ => None,
        };
        let not_proven = match standing {
            Some(Standing::Open(open)) => Some(open.id()),
            _ => None,
        };
        let (status, said) = self.told(end, standing.as_ref());
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
    fn told(&self, end: &End<'_>, standing: Option<&Standing>) -> (&'static str, String) {
        let lang = self.context.ui.lang;
        match (end, self.mode) {
            (End::New(_), Mode::Copy) => ("copied", proven(lang, &say!(lang, "copied", "已复制"), standing)),
            (End::New(_), Mode::Link) => {
                ("linked", proven(lang, &say!(lang, "linked to", "已建立链接"), standing))
            }
            (End::Would, Mode::Copy) => ("would_copy", say!(lang, "would be copied", "将复制")),
            (End::Would, Mode::Link) => ("would_link", say!(lang, "would be linked to", "将建立链接")),
            (End::Installed(there), _) => ("installed", self.told_installed(there)),
            (End::Duplicate(first), _) => (
                "duplicate",
                say!(lang, "skipped: same version as from {first}", "已采用 {first} 的同一版本"),
            ),
            (End::Skipped(unfit), _) => skipped(&unfit.message(lang), lang),
            (End::Denied(refused), _) => skipped(&refused.message(lang), lang),
            (End::Failed(_), _) => ("failed", say!(lang, "failed", "失败")),
        }
    }

    fn told_installed(&self, there: &Toolchain) -> String {
        let (lang, installed) =
            (self.context.ui.lang, say!(self.context.ui.lang, "installed already", "已安装"));
        if self.is_open(there) { both(&installed, &not_verified(lang), lang) } else { installed }
    }

    /// Whether it was taken over and has no proof yet.
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
        Some(Standing::Proven(authority)) => {
            say!(
                lang,
                "verified against {authority}",
                "已通过{authority}校验",
                authority = authority.message(lang)
            )
        }
        Some(Standing::Open(open)) => {
            say!(lang, "not verified: {why}", "未校验：{why}", why = open.told(lang))
        }
        None => not_verified(lang),
    };
    both(done, &proof, lang)
}

fn skipped(why: &str, lang: Lang) -> (&'static str, String) {
    ("skipped", say!(lang, "skipped: {why}", "跳过：{why}"))
}

fn both(done: &str, proof: &str, lang: Lang) -> String {
    say!(lang, "{done}, {proof}", "{done}，{proof}")
}
