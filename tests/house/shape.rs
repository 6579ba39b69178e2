//! How large things may be: files, functions, the whole.

use crate::source::{self, Source};
use std::collections::BTreeMap;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// The longest file, in lines without tests.
const FILE_LINES: usize = 400;
/// The longest function.
const FUNCTION_LINES: usize = 60;

struct Function {
    name: String,
    lines: usize,
    is_table: bool,
}

#[derive(Default)]
struct Shape {
    functions: Vec<Function>,
    statics: Vec<String>,
}

impl Shape {
    fn add(&mut self, name: &syn::Ident, block: &syn::Block, lines: usize) {
        self.functions.push(Function { name: name.to_string(), lines, is_table: is_table(block) });
    }
}

/// A function that is one `match` or one list: a table, as long as what it lists.
fn is_table(block: &syn::Block) -> bool {
    let [statements @ .., syn::Stmt::Expr(last, _)] = &block.stmts[..] else { return false };
    let plain =
        statements.iter().all(|statement| matches!(statement, syn::Stmt::Local(_) | syn::Stmt::Item(_)));
    plain
        && matches!(
            last,
            syn::Expr::Match(_) | syn::Expr::Macro(_) | syn::Expr::Array(_) | syn::Expr::MethodCall(_)
        )
}

impl<'ast> Visit<'ast> for Shape {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.add(&function.sig.ident, &function.block, height(&function.sig, &function.block));
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, method: &'ast syn::ImplItemFn) {
        if !source::is_for_tests(&method.attrs) {
            self.add(&method.sig.ident, &method.block, height(&method.sig, &method.block));
        }
        visit::visit_impl_item_fn(self, method);
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        self.statics.push(item.ident.to_string());
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        if called.path.is_ident("thread_local") {
            self.statics.push("thread_local".to_owned());
        }
    }
}

fn height(signature: &syn::Signature, block: &syn::Block) -> usize {
    block.span().end().line - signature.span().start().line + 1
}

fn shape(source: &Source) -> Shape {
    let mut shape = Shape::default();
    shape.visit_file(&source.syntax);
    shape
}

#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    let long: Vec<String> = source::all()
        .iter()
        .filter(|source| source.own_lines() > FILE_LINES)
        .map(|source| format!("{}: {}", source.path, source.own_lines()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn no_function_is_longer_than_sixty_lines_unless_it_is_a_table() {
    let mut long = Vec::new();
    for source in source::all() {
        for function in shape(&source).functions {
            if function.lines > FUNCTION_LINES && !function.is_table {
                long.push(format!("{}: {}: {}", source.path, function.name, function.lines));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn there_is_no_hidden_state() {
    let mut found = Vec::new();
    for source in source::all() {
        for name in shape(&source).statics {
            found.push(format!("{}: {name}", source.path));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn figures() {
    let sources = source::all();
    let mut rooms: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut functions: Vec<usize> = Vec::new();
    for source in &sources {
        let room = rooms.entry(source.room()).or_default();
        room.0 += 1;
        room.1 += source.code_lines();
        functions.extend(shape(source).functions.iter().map(|function| function.lines));
    }
    functions.sort_unstable();
    for (room, (files, code)) in &rooms {
        println!("{room:<12} {files:>4} files {code:>6} lines of code");
    }
    let code: usize = rooms.values().map(|room| room.1).sum();
    let longest = sources.iter().map(Source::own_lines).max().unwrap();
    println!("all          {:>4} files {code:>6} lines of code; longest file {longest}", sources.len());
    let at = |share: usize| functions[(functions.len() - 1) * share / 100];
    println!("{} functions: median {}, p95 {}, longest {}", functions.len(), at(50), at(95), at(100));
}
