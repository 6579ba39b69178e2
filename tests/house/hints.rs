//! A hint that is marked as a command is one.

use crate::source;
use proc_macro2::{TokenStream, TokenTree};
use std::str::FromStr;

/// The texts given to `Hint::command`, with their lines: a literal, or the one with which `format!` begins. A text that
/// differs by language is returned as `say!`. What is put together elsewhere is checked when it runs. Tokens are read,
/// because most calls stand in a `vec!`.
fn commands(tokens: TokenStream, found: &mut Vec<(usize, String)>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let before: Vec<String> = tokens[..index].iter().rev().take(4).map(ToString::to_string).collect();
        if before == ["command", ":", ":", "Hint"] {
            let line = group.span().start().line;
            found.extend(text(group.stream()).map(|text| (line, text)));
        }
        commands(group.stream(), found);
    }
}

fn text(tokens: TokenStream) -> Option<String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().take(3).collect();
    match tokens.as_slice() {
        [TokenTree::Literal(literal), ..] => {
            syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|text| text.value())
        }
        [TokenTree::Ident(name), _, TokenTree::Group(_)] if name == "say" => Some("say!".to_owned()),
        [TokenTree::Ident(name), _, TokenTree::Group(group)] if name == "format" => text(group.stream()),
        _ => None,
    }
}

fn commands_of(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    commands(TokenStream::from_str(source).unwrap(), &mut found);
    found
}

/// Whether a text, in which values are still missing, begins as a command does.
fn begins_well(text: &str) -> bool {
    text.starts_with('{') || gv::lang::is_command(text)
}

#[test]
fn every_command_begins_with_a_program() {
    let (mut found, mut all) = (Vec::new(), 0);
    for source in source::all() {
        for (line, text) in commands_of(&source.lines.join("\n")) {
            all += 1;
            if !source.is_for_tests(line) && !begins_well(&text) {
                found.push(format!("{}:{line}: {text}", source.path));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(all > 50, "only {all} commands were found");
}

#[test]
fn a_sentence_is_found() {
    let source = "fn f() { Hint::command(\"move it away\"); vec![lang::Hint::command(format!(\"look at {x}\"))]; \
         Hint::command(say!(lang, \"gv ls\", \"gv ls\")); Hint::command(\"gv ls\"); Hint::words(\"move it\") }";
    let found: Vec<_> =
        commands_of(source).into_iter().map(|(_, text)| text).filter(|text| !begins_well(text)).collect();
    assert_eq!(found, ["move it away", "look at {x}", "say!"]);
}
