//! Ways drawn: modules, the hops they share, and the checksum database, for Mermaid and Graphviz.

use super::ModuleRoute;
use crate::golang::goproxy::{HopKind, NextOn};
use crate::golang::route::{Direct, Hop, Route};
use crate::hidden;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

/// A language of drawings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Mermaid
    Mermaid,
    /// Graphviz
    Dot,
}

impl Format {
    /// All of them.
    pub(super) const ALL: [Self; 2] = [Self::Mermaid, Self::Dot];

    /// The word to type.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Mermaid => "mermaid",
            Self::Dot => "dot",
        }
    }

    /// The format of that name.
    pub(super) fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.id() == word)
    }
}

/// Nodes by their texts, and the arrows between them.
pub(super) struct Graph {
    nodes: Vec<String>,
    places: HashMap<String, usize>,
    arrows: BTreeSet<(usize, usize, &'static str)>,
}

impl Graph {
    /// Draws the ways; what several share is drawn once.
    pub(super) fn of(ways: &[ModuleRoute]) -> Self {
        let mut graph = Self { nodes: Vec::new(), places: HashMap::new(), arrows: BTreeSet::new() };
        for way in ways {
            let version = way.version.as_ref().map(|version| format!("@{version}")).unwrap_or_default();
            let module = graph.node(&format!("{}{version}", way.module));
            if let Some(route) = &way.route {
                graph.add(module, route);
            }
        }
        graph
    }

    fn add(&mut self, module: usize, route: &Route) {
        let (mut from, mut label) = (module, "");
        for hop in &route.hops {
            let to = self.node(&text(hop, route));
            self.arrows.insert((from, to, label));
            from = to;
            label = match hop.next_on {
                NextOn::NotFound => "404, 410",
                NextOn::AnyError => "any error",
                NextOn::Never => "",
            };
        }
        if let Some(name) = &route.checksum.name {
            let database = self.node(name);
            self.arrows.insert((module, database, "h1"));
        }
    }

    fn node(&mut self, text: &str) -> usize {
        let text = hidden::shown(text).into_owned();
        let next = self.nodes.len();
        let at = *self.places.entry(text.clone()).or_insert(next);
        if at == next {
            self.nodes.push(text);
        }
        at
    }

    pub(super) fn mermaid(&self) -> String {
        let mut text = "flowchart LR".to_owned();
        for (at, node) in self.nodes.iter().enumerate() {
            let _ = write!(text, "\n  n{at}[\"{}\"]", node.replace('"', "#quot;"));
        }
        for (from, to, label) in &self.arrows {
            let arrow = if *label == "h1" { "-.->" } else { "-->" };
            let label = if label.is_empty() { String::new() } else { format!("|\"{label}\"|") };
            let _ = write!(text, "\n  n{from} {arrow}{label} n{to}");
        }
        text
    }

    pub(super) fn dot(&self) -> String {
        let mut text = "digraph route {\n  rankdir=LR; node [shape=box]".to_owned();
        for (at, node) in self.nodes.iter().enumerate() {
            let _ = write!(text, "\n  n{at} [label=\"{}\"]", node.replace('\\', r"\\").replace('"', "\\\""));
        }
        for (from, to, label) in &self.arrows {
            let style = if *label == "h1" { ", style=dashed" } else { "" };
            let _ = write!(text, "\n  n{from} -> n{to} [label=\"{label}\"{style}]");
        }
        text + "\n}"
    }
}

/// A proxy is the same for all modules, a repository is not.
fn text(hop: &Hop, route: &Route) -> String {
    match (&hop.kind, &route.direct) {
        (HopKind::Direct, Some(Direct::Repository(found))) => format!("direct: {} {}", found.vcs, found.url),
        (HopKind::Direct, Some(Direct::Discovery { url })) => format!("direct: {url}"),
        (kind, _) => kind.to_string(),
    }
}
