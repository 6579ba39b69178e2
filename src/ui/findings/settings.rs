//! Go's module settings. What is wrong with a value is told in the words that `gv env` has for it.

use super::{Teller, Told};
use crate::diagnose::problem::{Set, Settings};
use crate::ui::{Explain, Report, lint};

pub(super) fn settings(problem: &Settings, say: &Teller<'_>) -> Told {
    let lang = say.lang;
    match problem {
        Settings::Lint { finding, set } => {
            let told = lint::tell(finding, lang);
            let written = set.iter().map(|set| written(finding.key, set, say));
            Told { evidence: written.chain([told.reason]).collect(), ..Told::new(told.summary) }
        }
        Settings::Untrusted { file } => {
            Told::new(lang.go_env_untrusted(&say.path(file))).seen(lang.go_env_untrusted_why())
        }
        Settings::Refused { refusal } => {
            let told = Told::new(lang.env_refused(&Report::of(refusal, lang).message));
            match refusal.hints(lang).pop() {
                Some(words) => told.fixed_by(words),
                None => told,
            }
        }
    }
}

/// `GOPROXY=direct`, and the file where it stands in one.
fn written(key: &str, set: &Set, say: &Teller<'_>) -> String {
    let line = format!("{key}={}", set.value);
    match &set.place {
        Some(place) => format!("{}: {line}", say.place(place)),
        None => line,
    }
}

crate::ui::messages! {
    go_env_untrusted(file: &str) { en: "{file} is not trusted, and so has no effect", zh: "{file} 未被信任，因此不起作用" }
    go_env_untrusted_why() {
        en: "a go.env that came with the code is obeyed when you have looked at it",
        zh: "随代码而来的 go.env，需由您查看并信任后才会生效",
    }
}
