//! `gv mirror test [NAME|URL…] [--release|--goproxy] [--rounds N] [--json]`

use super::{Kinds, document, page};
use crate::commands::args::{Offered, arguments, help};
use crate::commands::{Done, Error};
use crate::context::Context;
use crate::lang::code;
use crate::lang::say;
use crate::mirror::{Candidate, Kind, Ranking, Session};

arguments! {
    /// What `gv mirror test` takes.
    pub struct Args = [
        "Measure mirrors: success, speed, freshness, and whether their data is correct",
        "测量镜像：成功率、速度、是否最新，以及内容是否属实"
    ] {
        #[arg(value_name = "NAME|URL", add = Offered::Mirrors)]
        mirrors: Vec<String> = ["Only these; all that gv knows if left out", "只测量这些；省略时测量所有已知的镜像"],
        #[arg(long, value_name = "N", default_value = "3", hide_default_value = true, value_parser = super::rounds)]
        rounds: u32 = (super::help_rounds),
        #[command(flatten)]
        kinds: Kinds = {Kinds},
        #[arg(long)]
        json: bool = (help::json),
    }
}

/// Measures mirrors, and shows how they stand.
pub fn run(args: &Args, context: &Context) -> Done {
    let session = super::open(context)?;
    let candidates = candidates(&session, &args.kinds.all(), &args.mirrors)?;
    if candidates.is_empty() {
        context.ui.warn(&say!(context.ui.lang, "there is no mirror to measure", "没有可测量的镜像"));
        return Ok(code::FAILED);
    }
    let (standings, questions) =
        Ranking::measure(&session, &candidates, (args.rounds, &super::Told::of(context, &candidates)))?;
    if args.json {
        context.ui.json(&document::standings(&standings, &questions, args.rounds, context));
    } else {
        page::show(&standings, context);
    }
    Ok(ending(&standings, context))
}

fn candidates(session: &Session<'_>, kinds: &[Kind], typed: &[String]) -> Result<Vec<Candidate>, Error> {
    if typed.is_empty() {
        let of_kind = |candidate: &&Candidate| kinds.contains(&candidate.kind);
        return Ok(session.candidates.all.iter().filter(of_kind).cloned().collect());
    }
    let mut found: Vec<Candidate> = Vec::new();
    for typed in typed {
        found.extend(session.candidates.named(typed, kinds)?);
    }
    Ok(found)
}

fn ending(standings: &[Ranking], context: &Context) -> u8 {
    let (ui, lang) = (&context.ui, context.ui.lang);
    if standings.iter().all(Ranking::is_unreachable) {
        ui.warn(&say!(
            lang,
            "no mirror could be reached; gv doctor net says why",
            "无法连接任何镜像；可用 gv doctor net 查明原因"
        ));
        return code::NETWORK;
    }
    let mut ending = 0;
    for none in standings.iter().filter(|standings| standings.usable().next().is_none()) {
        ui.warn(&say!(
            lang,
            "none of the {kind} can be used",
            "{kind}中没有可用的",
            kind = none.kind.title(lang)
        ));
        ending = code::FAILED;
    }
    ending
}
