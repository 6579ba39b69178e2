//! Errors of `install`.

use crate::install::Error;
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Store(error) => error.zh(),
            Error::Fetch(error) => error.zh(),
            Error::Unpack(error) => error.zh(),
            Error::Contradicted { version, contradictions, unreachable } => {
                let lines = contradictions.iter().map(|it| {
                    let (actual, expected) = (it.what.actual, it.what.expected.hash);
                    let kept = (it.kept > 0).then_some("先前保留的部分");
                    let sources: Vec<_> =
                        kept.into_iter().chain(it.sources.iter().map(String::as_str)).collect();
                    format!("\n  {}：实际为 {actual}，应为 {expected}", sources.join("与"))
                });
                let unreachable = super::fetch::listed_zh(unreachable);
                let authority =
                    contradictions.first().map(|it| Lang::Zh.authority(&it.what.expected.authority));
                let authority = authority.unwrap_or_default();
                let lines: String = lines.collect();
                format!("没有任何来源提供{authority}所证明的 go{version}{lines}{unreachable}")
            }
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        match self {
            Error::Store(error) => error.hints(lang),
            Error::Fetch(error) => error.hints(lang),
            Error::Unpack(error) => error.hints(lang),
            Error::Contradicted { .. } => vec![lang.choose_mirrors()],
        }
    }

    fn code(&self) -> u8 {
        match self {
            Error::Store(error) => error.code(),
            Error::Fetch(error) => error.code(),
            Error::Unpack(error) => error.code(),
            Error::Contradicted { .. } => code::PROOF,
        }
    }
}
