//! How much of a toolchain a command wants: a slim one lacks the folders that building needs nothing of.

use super::{make_ready, there, warn_of_key};
use crate::commands::Error;
use crate::context::Context;
use crate::fetch::Timeouts;
use crate::install::Installation;
use crate::lang::{Lang, say};
use crate::release::{Catalog, Part, Preference};
use crate::store::{Store, Toolchain};
use crate::ui::Download;

/// How much of a toolchain is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it where it is missing; where it is there, as it is.
    AsIs,
    /// All of it: a slim one is completed.
    Whole,
    /// A slim one where it is missing.
    Slim,
}

impl Extent {
    /// What is installed where the toolchain is missing.
    pub(super) fn part(self) -> Part {
        match self {
            Self::AsIs | Self::Whole => Part::Whole,
            Self::Slim => Part::Slim,
        }
    }

    /// Whether a toolchain that is there is less than what is wanted, and can be completed here.
    pub(super) fn wants_more(self, store: &Store, toolchain: &Toolchain) -> bool {
        self == Self::Whole && !store.is_shared(toolchain) && store.is_slim(&toolchain.version)
    }

    /// Says that a toolchain is more than what was asked for.
    pub(super) fn tell(self, context: &Context, store: &Store, toolchain: &Toolchain) {
        if self == Self::Slim && !store.is_slim(&toolchain.version) {
            context.ui.say(&say!(
                context.ui.lang,
                "--slim removes nothing from go{version}: it is installed already",
                "go{version} 已安装，--slim 不会从中删除任何内容",
                version = toolchain.version
            ));
        }
    }
}

/// What a slim toolchain lacks, behind the word that says that it is installed.
pub fn without(lang: Lang) -> String {
    say!(lang, " without api, doc, misc and test", "（不含 api、doc、misc 与 test）")
}

/// Completes a slim toolchain, or says where the rest of it can be had.
pub(super) fn complete(
    context: &Context,
    store: &Store,
    catalog: &Catalog,
    toolchain: Toolchain,
    via: &Preference,
) -> Result<Toolchain, Error> {
    let (ui, version) = (&context.ui, toolchain.version.clone());
    let plan = catalog.plan(&version, via)?;
    if !plan.has_archive() {
        let toolchain = there(context, store, toolchain);
        ui.warn(&say!(
            ui.lang,
            "the module of go{version} has no api, doc, misc and test; the archive has them      gv install {version} --from mirror",
            "go{version} 的模块不含 api、doc、misc 与 test，安装包中才有      gv install {version} --from mirror"
        ));
        return Ok(toolchain);
    }
    let download = Download::new(ui, version.toolchain_name());
    let installation = Installation {
        store,
        client: catalog.client()?,
        watcher: &download,
        timeouts: Timeouts::with_stall(context.config.network.stall),
        reach: catalog.reach(),
    };
    let Some((toolchain, proof)) = installation.complete(plan)? else {
        return Ok(there(context, store, toolchain));
    };
    ui.done(&say!(
        ui.lang,
        "go{version} is complete now, with api, doc, misc and test; verified against {authority}",
        "go{version} 现已完整，包含 api、doc、misc 与 test；已通过{authority}校验",
        authority = proof.authority().message(ui.lang)
    ));
    warn_of_key(context, proof.authority());
    make_ready(context);
    Ok(toolchain)
}
