//! The sources as the rules see them: parsed, without what only tests need.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// One file of the program.
pub struct Source {
    /// Its path below the package, with `/`.
    pub path: String,
    /// The modules that lead to it: `["fetch", "stream"]`; empty for `lib.rs`.
    pub module: Vec<String>,
    /// Its lines.
    pub lines: Vec<String>,
    /// Its items without those for tests.
    pub syntax: syn::File,
    /// The numbers of the lines that only tests need, from 1.
    test_lines: BTreeSet<usize>,
}

impl Source {
    /// The room: the first module below `src`, or the file itself.
    pub fn room(&self) -> String {
        let crate_root = if self.path.starts_with("shims/") { "shims" } else { "main" };
        self.module.first().cloned().unwrap_or_else(|| crate_root.to_owned())
    }

    /// Lines that hold code: no comment, no documentation, no blank, no test.
    pub fn code_lines(&self) -> usize {
        let numbered = self.lines.iter().enumerate();
        let code = numbered.filter(|(index, line)| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with("//") && !self.test_lines.contains(&(index + 1))
        });
        code.count()
    }

    /// Whether only tests need a line, counted from 1.
    pub fn is_for_tests(&self, line: usize) -> bool {
        self.test_lines.contains(&line)
    }

    /// Lines of code and documentation, without tests.
    pub fn own_lines(&self) -> usize {
        self.lines.len() - self.test_lines.len()
    }
}

/// Every source of gv and gv-shim that is not for tests only.
pub fn all() -> Vec<Source> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "shims"] {
        collect(&package.join(folder), &mut files);
    }
    files.sort();
    let mut sources: Vec<Source> = files.iter().map(|file| read(package, file)).collect();
    let for_tests: Vec<Vec<String>> = sources.iter().flat_map(modules_for_tests).collect();
    sources.retain(|source| !for_tests.iter().any(|module| source.module.starts_with(module)));
    sources
}

/// Every file of code, those of tests, benches and build scripts too.
pub fn with_tests() -> Vec<PathBuf> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files =
        vec![package.join("src/release/manifest/build.rs"), package.join("src/release/manifest/refresh.rs")];
    for folder in ["src", "shims", "tests", "benches"] {
        collect(&package.join(folder), &mut files);
    }
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !is_a_program(&path) {
            files.push(path);
        }
    }
}

/// Build scripts and examples that lie beside what they make.
fn is_a_program(path: &Path) -> bool {
    ["manifest/build.rs", "manifest/refresh.rs", "advisories/refresh.rs"]
        .iter()
        .any(|end| path.ends_with(end))
}

fn read(package: &Path, file: &Path) -> Source {
    let text = fs::read_to_string(file).unwrap();
    let path = file.strip_prefix(package).unwrap().to_str().unwrap().replace('\\', "/");
    let mut syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut test_lines = BTreeSet::new();
    for item in &syntax.items {
        if is_for_tests(attributes(item)) {
            test_lines.extend(item.span().start().line..=item.span().end().line);
        }
    }
    let mut methods = TestMethods(&mut test_lines);
    methods.visit_file(&syntax);
    syntax.items.retain(|item| !is_for_tests(attributes(item)));
    Source {
        module: module_of(&path),
        lines: text.lines().map(str::to_owned).collect(),
        syntax,
        test_lines,
        path,
    }
}

/// `src/fetch/stream.rs` is `fetch::stream`, `src/fetch/mod.rs` is `fetch`.
fn module_of(path: &str) -> Vec<String> {
    let inner = path.strip_prefix("src/").unwrap_or("");
    let mut names: Vec<String> = inner.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if matches!(names.last().map(String::as_str), Some("mod" | "lib" | "main" | "")) {
        names.pop();
    }
    names
}

fn modules_for_tests(source: &Source) -> Vec<Vec<String>> {
    let text = source.lines.join("\n");
    let syntax = syn::parse_file(&text).unwrap();
    let mut modules = Vec::new();
    for item in &syntax.items {
        if let syn::Item::Mod(module) = item
            && module.content.is_none()
            && is_for_tests(&module.attrs)
        {
            let mut path = source.module.clone();
            path.push(module.ident.to_string());
            modules.push(path);
        }
    }
    modules
}

struct TestMethods<'a>(&'a mut BTreeSet<usize>);

impl<'ast> Visit<'ast> for TestMethods<'_> {
    fn visit_impl_item_fn(&mut self, method: &'ast syn::ImplItemFn) {
        if is_for_tests(&method.attrs) {
            self.0.extend(method.span().start().line..=method.span().end().line);
        }
        visit::visit_impl_item_fn(self, method);
    }
}

/// Whether an item is compiled for tests only: `#[cfg(test)]`, or `#[cfg(any(test, …))]`.
pub fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let syn::Meta::List(list) = &attribute.meta else { return false };
        let tokens = list.tokens.to_string();
        attribute.path().is_ident("cfg") && (tokens == "test" || tokens.starts_with("any (test"))
    })
}

fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
