//! Errors of `install`.

use crate::install::{Error, Wrong};
use crate::ui::report::code;
use crate::ui::{Explain, Lang};
use crate::verify::Mismatch;

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Store(error) => error.zh(),
            Error::Fetch(error) => error.zh(),
            Error::Release(error) => error.zh(),
            Error::Unpack(error) => error.zh(),
            Error::Contradicted { version, contradictions, unreachable } => {
                let lines = contradictions.iter().map(|it| {
                    let what = wrong_zh(&it.what);
                    let kept = (it.kept > 0).then_some("先前保留的部分");
                    let sources: Vec<_> =
                        kept.into_iter().chain(it.sources.iter().map(String::as_str)).collect();
                    format!("\n  {}：{what}", sources.join("与"))
                });
                let unreachable = super::fetch::listed_zh(unreachable);
                let authority =
                    contradictions.first().map(|it| Lang::Zh.authority(&it.what.expected().authority));
                let authority = authority.unwrap_or_default();
                let lines: String = lines.collect();
                format!("没有任何来源提供{authority}所证明的 go{version}{lines}{unreachable}")
            }
            Error::NoWay { version, failures } => {
                let failures: Vec<String> =
                    failures.iter().map(|failure| format!("\n{}", failure.zh())).collect();
                format!("无法以任何方式取得 go{version}{}", failures.concat())
            }
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        match self {
            Error::Store(error) => error.hints(lang),
            Error::Fetch(error) => error.hints(lang),
            Error::Release(error) => error.hints(lang),
            Error::Unpack(error) => error.hints(lang),
            Error::Contradicted { .. } => vec![lang.choose_mirrors()],
            Error::NoWay { failures, .. } => {
                let mut hints: Vec<String> = Vec::new();
                for hint in failures.iter().flat_map(|failure| failure.hints(lang)) {
                    if !hints.contains(&hint) {
                        hints.push(hint);
                    }
                }
                hints
            }
        }
    }

    fn code(&self) -> u8 {
        match self {
            Error::Store(error) => error.code(),
            Error::Fetch(error) => error.code(),
            Error::Release(error) => error.code(),
            Error::Unpack(error) => error.code(),
            Error::Contradicted { .. } => code::PROOF,
            Error::NoWay { failures, .. } => {
                let codes: Vec<u8> = failures.iter().map(Explain::code).collect();
                if codes.contains(&code::PROOF) {
                    code::PROOF
                } else {
                    codes.first().copied().unwrap_or(code::FAILED)
                }
            }
        }
    }
}

fn wrong_zh(what: &Wrong) -> String {
    match what {
        Wrong::Hash(Mismatch { expected, actual }) => format!("实际为 {actual}，应为 {}", expected.hash),
        Wrong::Unusable { expected, unusable } => format!("{}；应为 {}", unusable.zh(), expected.hash),
    }
}
