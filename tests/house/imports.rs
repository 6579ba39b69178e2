//! Imports point down the list of rooms in docs/architecture.md, and files do not import each other in a circle.

use crate::source::{self, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use syn::visit::{self, Visit};

/// The rooms in their order, the highest first: the first column of the table under "Rooms".
fn rooms() -> Vec<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md");
    let page = fs::read_to_string(page).unwrap();
    let table = page.split("## Rooms").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut rooms = Vec::new();
    for row in table.lines().filter(|line| line.starts_with("| `src/")) {
        let cell = row.split('|').nth(1).unwrap();
        for name in cell.split('`').filter(|part| part.starts_with("src/")) {
            let name = name.trim_start_matches("src/").trim_end_matches('/').trim_end_matches(".rs");
            rooms.push(name.to_owned());
        }
    }
    rooms
}

/// The paths below `crate` that a file names: in `use` lines and elsewhere.
#[derive(Default)]
struct Paths {
    module: Vec<String>,
    found: BTreeSet<Vec<String>>,
}

impl Paths {
    fn add(&mut self, path: &[String]) {
        let Some(first) = path.first() else { return };
        let absolute = match first.as_str() {
            "crate" => path[1..].to_vec(),
            "self" => [self.module.clone(), path[1..].to_vec()].concat(),
            "super" => {
                let ups = path.iter().take_while(|part| *part == "super").count();
                let kept = self.module.len().saturating_sub(ups);
                [self.module[..kept].to_vec(), path[ups..].to_vec()].concat()
            }
            _ => return,
        };
        self.found.insert(absolute);
    }

    fn walk(&mut self, tree: &syn::UseTree, before: &[String]) {
        match tree {
            syn::UseTree::Path(path) => {
                self.walk(&path.tree, &[before.to_vec(), vec![path.ident.to_string()]].concat());
            }
            syn::UseTree::Name(name) => self.add(&[before.to_vec(), vec![name.ident.to_string()]].concat()),
            syn::UseTree::Rename(name) => self.add(&[before.to_vec(), vec![name.ident.to_string()]].concat()),
            syn::UseTree::Glob(_) => self.add(before),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.walk(tree, before);
                }
            }
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.walk(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if names.len() > 1 {
            self.add(&names);
        }
        visit::visit_path(self, path);
    }

    /// Modules for tests import what they like; a module written out in its file counts as the file.
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !source::is_for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }
}

fn paths(source: &Source) -> BTreeSet<Vec<String>> {
    let mut paths = Paths { module: source.module.clone(), found: BTreeSet::new() };
    paths.visit_file(&source.syntax);
    paths.found
}

/// `pub use stream::Download` in `fetch/mod.rs`: `fetch::Download` is `fetch::stream::Download`.
fn reexports(sources: &[Source]) -> BTreeMap<Vec<String>, Vec<String>> {
    let mut map = BTreeMap::new();
    for source in sources {
        for item in &source.syntax.items {
            let syn::Item::Use(item) = item else { continue };
            if matches!(item.vis, syn::Visibility::Inherited) {
                continue;
            }
            let mut found = Paths { module: source.module.clone(), found: BTreeSet::new() };
            found.walk(&relative(&item.tree), &[]);
            for path in found.found {
                let name = path.last().unwrap().clone();
                map.insert([source.module.clone(), vec![name]].concat(), path);
            }
        }
    }
    map
}

/// `use stream::X` names a module of this one: `self::stream::X`.
fn relative(tree: &syn::UseTree) -> syn::UseTree {
    match tree {
        syn::UseTree::Path(path)
            if !["crate", "self", "super"].contains(&path.ident.to_string().as_str()) =>
        {
            syn::parse_quote!(self::#path)
        }
        _ => tree.clone(),
    }
}

/// The file in which what a path names is defined.
fn file_of(
    path: &[String],
    modules: &BTreeSet<Vec<String>>,
    map: &BTreeMap<Vec<String>, Vec<String>>,
) -> Vec<String> {
    let mut path = path.to_vec();
    for _ in 0..4 {
        let Some((from, to)) = (1..=path.len()).find_map(|end| map.get_key_value(&path[..end])) else {
            break;
        };
        path = [to.clone(), path[from.len()..].to_vec()].concat();
    }
    let longest = (0..=path.len()).rev().find(|end| modules.contains(&path[..*end]));
    path[..longest.unwrap_or(0)].to_vec()
}

/// Circles that are still to be opened. None may come in addition, and one that is opened is taken out here.
const KNOWN: &[&str] = &[];

#[test]
fn every_room_stands_in_the_list() {
    let listed = rooms();
    let mut missing: BTreeSet<String> = source::all().iter().map(Source::room).collect();
    missing.retain(|room| !listed.contains(room) && !["lib", "main", "shims"].contains(&room.as_str()));
    assert!(missing.is_empty(), "docs/architecture.md does not list {missing:?}");
}

#[test]
fn imports_point_down() {
    let rooms = rooms();
    let rank = |room: &str| rooms.iter().position(|name| name == room);
    let mut upward = Vec::new();
    for source in source::all().iter().filter(|source| !source.module.is_empty()) {
        let room = source.room();
        for path in paths(source) {
            let target = path.first().unwrap_or(&room);
            if let (Some(here), Some(there)) = (rank(&room), rank(target))
                && there < here
            {
                upward.push(format!("{} names {}", source.path, path.join("::")));
            }
        }
    }
    assert!(upward.is_empty(), "{} imports point up:\n{}", upward.len(), upward.join("\n"));
}

#[test]
fn no_more_files_import_each_other_in_a_circle() {
    let sources = source::all();
    let modules: BTreeSet<Vec<String>> = sources.iter().map(|source| source.module.clone()).collect();
    let map = reexports(&sources);
    let mut edges: BTreeMap<Vec<String>, BTreeSet<Vec<String>>> = BTreeMap::new();
    for source in sources.iter().filter(|source| !source.module.is_empty()) {
        for path in paths(source) {
            let target = file_of(&path, &modules, &map);
            // A module and the file that holds its parts are one noun: parts may use what their module defines.
            if !target.is_empty()
                && !target.starts_with(&source.module)
                && !source.module.starts_with(&target)
            {
                edges.entry(source.module.clone()).or_default().insert(target);
            }
        }
    }
    let circles = circles(&edges);
    let new: Vec<_> = circles.iter().filter(|circle| !KNOWN.contains(&circle.as_str())).cloned().collect();
    assert!(new.is_empty(), "{} new circles:\n{}", new.len(), new.join("\n"));
    let gone: Vec<_> = KNOWN.iter().filter(|known| !circles.iter().any(|circle| circle == *known)).collect();
    assert!(gone.is_empty(), "take out of KNOWN what is no longer there: {gone:?}");
}

/// Sets of files from each of which every other can be reached, by repeated removal of files without a way on or back.
fn circles(edges: &BTreeMap<Vec<String>, BTreeSet<Vec<String>>>) -> Vec<String> {
    let reach = |from: &Vec<String>| {
        let mut seen = BTreeSet::new();
        let mut open = vec![from];
        while let Some(file) = open.pop() {
            for next in edges.get(file).into_iter().flatten() {
                if seen.insert(next) {
                    open.push(next);
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&Vec<String>, BTreeSet<&Vec<String>>> =
        edges.keys().map(|file| (file, reach(file))).collect();
    let mut circles = BTreeSet::new();
    for (file, others) in &reached {
        if others.contains(file) {
            let together: Vec<String> = others
                .iter()
                .filter(|other| reached.get(**other).is_some_and(|back| back.contains(file)))
                .map(|other| other.join("::"))
                .collect();
            circles.insert(together.join(" <-> "));
        }
    }
    circles.into_iter().collect()
}
