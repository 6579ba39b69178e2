//! A cause in words, for readers who do not know what SNI is.

use super::{Cause, Confidence, Here, Id, next};
use crate::fault::{Fault, filled};
use crate::lang::{Lang, say};

/// A cause in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What is wrong, in one line.
    pub summary: String,
    /// What that means.
    pub meaning: String,
    /// What it cannot be, or what works.
    pub rules_out: Option<String>,
    /// How sure it is, and what prints the same text.
    pub certainty: String,
    /// What to do.
    pub fix: String,
    /// The command to type next.
    pub command: Option<String>,
}

impl Told {
    /// Puts a cause into words.
    pub fn of(cause: &Cause, here: &Here, lang: Lang) -> Self {
        let words = cause.id.words();
        let target = target(cause, lang);
        let fix = match (cause.frame.container, cause.frame.windows) {
            (true, _) => words.in_container,
            (_, true) => words.on_windows,
            _ => None,
        };
        let of_here = if cause.is_old_go() && !cause.frame.container { here.fix(lang) } else { None };
        Self {
            summary: filled(words.summary, lang, &target),
            meaning: filled(words.meaning, lang, &target),
            rules_out: words.rules_out.map(|text| filled(text, lang, &target)),
            certainty: certainty(cause, &target, lang),
            fix: of_here.unwrap_or_else(|| filled(fix.unwrap_or(words.fix), lang, &target)),
            command: next(cause, here),
        }
    }
}

/// What a cause concerns: a host, an address, a module.
fn target(cause: &Cause, lang: Lang) -> String {
    match cause.targets.first().or(cause.modules.first()) {
        // A name is looked up, not an address of a page.
        Some(named) if matches!(cause.id, Id::Net(Fault::Dns(_))) => {
            named.rsplit("://").next().unwrap_or(named).to_owned()
        }
        Some(named) => named.clone(),
        None => say!(lang, "the server", "服务器"),
    }
}

fn certainty(cause: &Cause, target: &str, lang: Lang) -> String {
    let sure = match cause.confidence {
        Confidence::High => say!(lang, "certain", "确定"),
        Confidence::Medium => say!(lang, "likely", "很可能"),
        Confidence::Low => say!(lang, "not certain", "不确定"),
    };
    if cause.could_be.is_empty() {
        return sure;
    }
    let mut others = Vec::new();
    for id in &cause.could_be {
        others.push(format!("{} [{}]", filled(id.words().summary, lang, target), id.id()));
    }
    say!(
        lang,
        "{sure}; the same text may mean: {others}",
        "{sure}；同样的文字也可能表示：{others}",
        others = others.join(&say!(lang, "; ", "；")),
    )
}
