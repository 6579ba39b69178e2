//! `gv mirror ls [--release|--goproxy] [--json]`

use super::{Kinds, document};
use crate::commands::Done;
use crate::commands::args::{arguments, help};
use crate::context::Context;
use crate::lang::say;
use crate::mirror::{Candidate, Kind, Session};
use crate::ui::{Tone, table};
use crate::urls::masked;

arguments! {
    /// What `gv mirror ls` takes.
    pub struct Args = ["List the mirrors that gv knows, and which are in use", "列出 gv 所知的镜像，以及正在使用的镜像"] {
        #[command(flatten)]
        kinds: Kinds = {Kinds},
        #[arg(long)]
        json: bool = (help::json),
    }
}

/// Shows what gv knows, and what is in force.
pub fn run(args: &Args, context: &Context) -> Done {
    let session = super::open(context)?;
    let kinds = args.kinds.all();
    if args.json {
        context.ui.json(&document::listing(&session, &kinds, context));
        return Ok(0);
    }
    for (at, kind) in kinds.into_iter().enumerate() {
        if at > 0 {
            context.ui.data("");
        }
        context.ui.data(&kind.title(context.ui.lang));
        page(&session, kind, context);
    }
    context.ui.say(&say!(
        context.ui.lang,
        "what the dates say may have changed: gv mirror test measures",
        "标有日期的情况可能已变化：gv mirror test 会实际测量"
    ));
    Ok(0)
}

fn page(session: &Session<'_>, kind: Kind, context: &Context) {
    let row = |candidate: &Candidate| {
        let mark = if candidate.in_force.is_some() { "*" } else { " " };
        vec![format!("{mark} {}", candidate.name), candidate.shown(), note(candidate, context)]
    };
    let rows: Vec<_> = session.candidates.of_kind(kind).map(row).collect();
    for line in table::columns(&rows) {
        context.ui.data(&line);
    }
    if kind == Kind::Goproxy {
        for key in ["GOPROXY", "GOSUMDB"] {
            let value = masked(key, session.go.text(key));
            context.ui.data(&context.ui.tinted(Tone::Faint, &format!("  {key}={value}")));
        }
    }
}

fn note(candidate: &Candidate, context: &Context) -> String {
    let lang = context.ui.lang;
    let place = candidate.in_force.map(|place| {
        context.ui.tinted(
            Tone::Good,
            &say!(lang, "in force, place {place}", "生效中，第 {place} 位", place = place + 1),
        )
    });
    let note = candidate.note.map(|(note, seen)| note.message(seen, lang));
    let separator = if lang == crate::ui::Lang::Zh { "；" } else { "; " };
    [place, note].into_iter().flatten().collect::<Vec<_>>().join(separator)
}
