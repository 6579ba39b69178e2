//! How gv writes its texts: in one way, in both languages, in plain words.

use crate::source::{self, Source};
use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};
use std::str::FromStr;
use syn::visit::{self, Visit};

/// Sources that recognise texts of others, whatever their language.
const RECOGNISE: &[&str] = &[
    "src/explain/rules/",
    "src/explain/windows.rs",
    "src/explain/shells.rs",
    "src/explain/speaker.rs",
    "src/explain/fallback.rs",
];
/// What a user may type, and so is no text of gv's.
const TYPED: &str = "\"是\"";

/// Chinese texts that stand neither in a `say!` nor in a pair `["English", "中文"]`, so that the other language may be
/// missing, with their lines.
#[derive(Default)]
struct Alone(Vec<(usize, String)>);

impl Alone {
    fn walk(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (index, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Literal(literal) if is_chinese(literal) => {
                    self.0.push((literal.span().start().line, literal.to_string()));
                }
                TokenTree::Group(group) => {
                    let before: Vec<String> =
                        tokens[..index].iter().rev().take(2).map(ToString::to_string).collect();
                    let is_said = before == ["!", "say"];
                    let is_attribute = before.iter().any(|it| it == "#");
                    let is_pair = group.delimiter() == Delimiter::Bracket && is_pair(group.stream());
                    if !is_said && !is_attribute && !is_pair {
                        self.walk(group.stream());
                    }
                }
                _ => {}
            }
        }
    }
}

fn is_chinese(literal: &Literal) -> bool {
    let text = literal.to_string();
    text.starts_with('"') && text != TYPED && text.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// Two texts and nothing else.
fn is_pair(tokens: TokenStream) -> bool {
    let mut texts = 0;
    for token in tokens {
        match token {
            TokenTree::Literal(_) => texts += 1,
            TokenTree::Punct(comma) if comma.as_char() == ',' => {}
            _ => return false,
        }
    }
    texts == 2
}

fn alone(source: &str) -> Vec<(usize, String)> {
    let mut alone = Alone::default();
    alone.walk(TokenStream::from_str(source).unwrap());
    alone.0
}

/// The source without what only tests need.
fn own(source: &Source) -> String {
    let lines = source.lines.iter().enumerate();
    let own = lines.map(|(index, line)| if source.is_for_tests(index + 1) { "" } else { line.as_str() });
    own.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_chinese_text_stands_beside_its_english() {
    let mut found = Vec::new();
    for source in source::all() {
        if !RECOGNISE.iter().any(|path| source.path.starts_with(path)) {
            let texts = alone(&own(&source));
            found.extend(texts.into_iter().map(|(line, text)| format!("{}:{line}: {text}", source.path)));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_text_alone_is_found() {
    assert_eq!(alone("fn f() { g(\"中文\") }").len(), 1);
    assert_eq!(alone("fn f() { [\"x\", \"y\", \"中文\"]; format!(\"中文\") }").len(), 2);
    for good in [
        "fn f() { say!(lang, \"x\", \"中文\") }",
        "const C: [&str; 2] = [\"x\", \"中文\"];",
        "/// 中文\nfn f() {}",
    ] {
        assert_eq!(alone(good), []);
    }
}

/// Wildcard arms in functions that tell an error: an error without a text would compile.
#[derive(Default)]
struct Wildcards(Vec<usize>);

impl<'ast> Visit<'ast> for Wildcards {
    fn visit_impl_item_fn(&mut self, method: &'ast syn::ImplItemFn) {
        if method.sig.ident == "message" {
            let mut arms = Arms(&mut self.0);
            arms.visit_block(&method.block);
        }
    }
}

struct Arms<'a>(&'a mut Vec<usize>);

impl<'ast> Visit<'ast> for Arms<'_> {
    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        if let syn::Pat::Wild(wild) = &arm.pat {
            self.0.push(wild.underscore_token.spans[0].start().line);
        }
        visit::visit_arm(self, arm);
    }
}

#[test]
fn no_message_has_a_wildcard_arm() {
    let mut found = Vec::new();
    for source in source::all() {
        let mut wildcards = Wildcards::default();
        wildcards.visit_file(&source.syntax);
        found.extend(wildcards.0.iter().map(|line| format!("{}:{line}", source.path)));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_wildcard_arm_is_found() {
    let file = syn::parse_str(
        "impl E { fn message(&self) -> u8 { match self { Self::A => 1, _ => 2 } } fn other(&self) { match 1 { _ => {} } } }",
    );
    let mut wildcards = Wildcards::default();
    wildcards.visit_file(&file.unwrap());
    assert_eq!(wildcards.0, [1]);
}

#[test]
fn texts_are_written_in_one_way() {
    let mut found = Vec::new();
    for source in source::all() {
        for (index, line) in source.lines.iter().enumerate() {
            if line.contains("messages!") || line.contains("#[error(") {
                found.push(format!("{}:{}", source.path, index + 1));
            }
        }
    }
    assert!(found.is_empty(), "write a text where it is said, by say!:\n{}", found.join("\n"));
}

#[test]
fn no_function_switches_on_unit() {
    let mut found = Vec::new();
    for source in source::all() {
        for (index, line) in source.lines.iter().enumerate() {
            if line.contains("match () {") {
                found.push(format!("{}:{}", source.path, index + 1));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
