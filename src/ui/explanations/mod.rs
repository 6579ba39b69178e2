//! What `gv explain` found, in words for somebody who does not know what SNI is: a file a family. Matched exhaustively,
//! so that a fault without words does not compile. No text tells anybody to switch a protection off.

mod build;
mod code;
mod dns;
mod goproxy;
mod http;
mod machine;
mod project;
mod proxy;
mod settings;
mod sumdb;
mod tcp;
mod tls;
mod toolchain;
mod unrecognised;
mod vcs;

use super::Lang;
use crate::explain::{self, Cause, Confidence, Id};

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

/// The words of one fault, each in English and Chinese. `{target}` stands for what it concerns.
struct Words {
    summary: Text,
    meaning: Text,
    rules_out: Option<Text>,
    fix: Text,
}

type Text = [&'static str; 2];

impl Words {
    const fn new(summary: Text, meaning: Text, fix: Text) -> Self {
        Self { summary, meaning, rules_out: None, fix }
    }

    const fn rules_out(self, text: Text) -> Self {
        Self { rules_out: Some(text), ..self }
    }
}

impl Lang {
    /// Puts a cause into words.
    pub fn explanation(self, cause: &Cause) -> Told {
        let words = words(cause.id);
        let target = self.target(cause);
        let fill = |text: Text| self.pick(text).replace("{target}", &target);
        Told {
            summary: fill(words.summary),
            meaning: fill(words.meaning),
            rules_out: words.rules_out.map(fill),
            certainty: self.certainty(cause, &target),
            fix: fill(words.fix),
            command: explain::next(cause),
        }
    }

    fn pick(self, [en, zh]: Text) -> &'static str {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }

    /// What a cause concerns: a host, an address, a module.
    fn target(self, cause: &Cause) -> String {
        let named = cause.targets.first().or(cause.modules.first());
        named.cloned().unwrap_or_else(|| self.the_server())
    }

    fn certainty(self, cause: &Cause, target: &str) -> String {
        let mut text = match cause.confidence {
            Confidence::High => self.sure(),
            Confidence::Medium => self.likely(),
            Confidence::Low => self.perhaps(),
        };
        if !cause.could_be.is_empty() {
            let others: Vec<_> = cause
                .could_be
                .iter()
                .map(|id| {
                    format!("{} [{}]", self.pick(words(*id).summary).replace("{target}", target), id.id())
                })
                .collect();
            text.push_str(&self.could_be(&others.join(&self.between_faults())));
        }
        text
    }
}

/// The words of a fault.
fn words(id: Id) -> Words {
    match id {
        Id::Dns(id) => dns::words(id),
        Id::Tcp(id) => tcp::words(id),
        Id::Tls(id) => tls::words(id),
        Id::Proxy(id) => proxy::words(id),
        Id::Http(id) => http::words(id),
        Id::Goproxy(id) => goproxy::words(id),
        Id::Sumdb(id) => sumdb::words(id),
        Id::Toolchain(id) => toolchain::words(id),
        Id::Vcs(id) => vcs::words(id),
        Id::Settings(id) => settings::words(id),
        Id::Project(id) => project::words(id),
        Id::Build(id) => build::words(id),
        Id::Machine(id) => machine::words(id),
        Id::Code(id) => code::words(id),
        Id::Unrecognised(layer) => unrecognised::words(layer),
    }
}

crate::ui::messages! {
    /// Where no host is named.
    the_server() { en: "the server", zh: "服务器" }
    sure() { en: "certain", zh: "确定" }
    likely() { en: "likely", zh: "很可能" }
    perhaps() { en: "not certain", zh: "不确定" }
    could_be(others: &str) { en: "; the same text may mean: {others}", zh: "；同样的文字也可能表示：{others}" }
    between_faults() { en: "; ", zh: "；" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::Layer;

    fn all() -> Vec<Id> {
        let layers = [
            Layer::Settings,
            Layer::Tls,
            Layer::Vcs,
            Layer::Build,
            Layer::Machine,
            Layer::Code,
            Layer::Unknown,
        ];
        Id::all().into_iter().chain(layers.map(Id::Unrecognised)).collect()
    }

    fn texts(words: &Words) -> Vec<Text> {
        [Some(words.summary), Some(words.meaning), words.rules_out, Some(words.fix)]
            .into_iter()
            .flatten()
            .collect()
    }

    #[test]
    fn every_fault_has_words_in_both_languages() {
        for id in all() {
            for [en, zh] in texts(&words(id)) {
                assert!(!en.is_empty() && en.is_ascii(), "{id:?}: {en}");
                assert!(zh.chars().any(|c| c > '\u{2e80}'), "{id:?}: {zh}");
                assert_eq!(
                    en.matches("{target}").count(),
                    zh.matches("{target}").count(),
                    "{id:?}: {en} / {zh}"
                );
            }
        }
    }

    #[test]
    fn nobody_is_told_to_switch_a_protection_off() {
        const OFF: [&str; 9] = [
            "GOSUMDB=off",
            "GONOSUMCHECK",
            "GOINSECURE=",
            "-insecure",
            "sslVerify=false",
            "GONOSUMDB=*",
            "GOFLAGS=-insecure",
            "StrictHostKeyChecking",
            "GIT_SSL_NO_VERIFY",
        ];
        for id in all() {
            for text in texts(&words(id)).iter().flatten() {
                assert!(OFF.iter().all(|off| !text.contains(off)), "{id:?}: {text}");
            }
        }
    }
}
