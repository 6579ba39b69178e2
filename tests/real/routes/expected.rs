//! The list of routes, as text that needs none of gv's own code to be read.

use std::fmt;

const CASES: &str = include_str!("../../../src/golang/route/cases.txt");

/// One line of the list, with the settings above it.
pub struct Case {
    pub set: Vec<(&'static str, &'static str)>,
    pub module: &'static str,
    pub version: Option<&'static str>,
    pub in_go_sum: bool,
    /// The addresses of proxies (or `direct`, `off`), each with what stands behind it.
    pub hops: Vec<(String, Option<char>)>,
    pub lead: Lead,
    pub checksum: Checksum,
    line: &'static str,
}

/// Where a direct hop leads.
#[derive(Debug)]
pub enum Lead {
    None,
    Discovery,
    Repository { tool: &'static str, url: &'static str },
    Refused,
    Impossible,
}

/// What is asked of a checksum database.
#[derive(Debug)]
pub enum Checksum {
    Through(&'static str),
    Directly(#[expect(dead_code, reason = "shown when a case fails")] &'static str),
    Unasked,
    Fails,
}

impl fmt::Display for Case {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}\n  {}", self.set, self.line)
    }
}

/// All of them, but those that no `go` command can be made to ask for alone: the names `go` and `toolchain`, which are
/// no paths of modules, and the toolchain of a vendored project.
pub fn cases() -> Vec<Case> {
    let mut set = Vec::new();
    let mut cases = Vec::new();
    for line in CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("set") {
            Some(settings) => {
                set = settings.split(" ; ").filter_map(|pair| pair.trim_start().split_once('=')).collect();
            }
            None => cases.push(case(&set, line)),
        }
    }
    let vendored = |case: &Case| case.set.iter().any(|(_, value)| value.ends_with("-mod=vendor"));
    cases.retain(|case| !["go", "toolchain"].contains(&case.module));
    cases.retain(|case| !(case.module == "golang.org/toolchain" && vendored(case)));
    cases
}

fn case(set: &[(&'static str, &'static str)], line: &'static str) -> Case {
    let (asked, expected) = line.split_once(" => ").unwrap();
    let (asked, in_go_sum) = asked.strip_suffix(" +sum").map_or((asked, false), |asked| (asked, true));
    let (module, version) =
        asked.split_once('@').map_or((asked, None), |(path, version)| (path, Some(version)));
    let mut parts = expected.split(" | ");
    let hops = parts.next().map_or(Vec::new(), hops);
    let lead = parts.next().map_or(Lead::None, lead);
    let checksum = parts.next().map_or(Checksum::Fails, checksum);
    Case { set: set.to_vec(), module, version, in_go_sum, hops, lead, checksum, line }
}

fn hops(text: &str) -> Vec<(String, Option<char>)> {
    let list = text.strip_prefix('[').and_then(|rest| rest.split_once("] ")).map_or(text, |(_, list)| list);
    if list == "-" || list.starts_with("no ") {
        return Vec::new();
    }
    let pieces = list.split_inclusive([',', '|']);
    pieces
        .map(|piece| {
            (
                piece.trim_end_matches([',', '|']).to_owned(),
                piece.chars().last().filter(|c| [',', '|'].contains(c)),
            )
        })
        .collect()
}

fn lead(text: &'static str) -> Lead {
    let text = text.strip_prefix("insecure ").unwrap_or(text);
    match text.split_once(' ') {
        None if text == "go-get" => Lead::Discovery,
        None if text == "impossible" => Lead::Impossible,
        None => Lead::None,
        Some(("refused", _)) => Lead::Refused,
        Some((tool, url)) => Lead::Repository { tool, url },
    }
}

fn checksum(text: &'static str) -> Checksum {
    let text = text.strip_prefix("toolchain ").unwrap_or(text);
    match text.split_once(" via ") {
        Some((name, "proxy")) => Checksum::Through(name),
        Some((name, _)) => Checksum::Directly(name),
        None if text.starts_with("fails: ") => Checksum::Fails,
        None => Checksum::Unasked,
    }
}

impl Case {
    /// The proxies that are asked, and whether the module is looked for directly after them: if nobody has it, or else if
    /// everybody fails.
    pub fn way(&self, missing: bool) -> (Vec<&str>, bool) {
        let mut proxies = Vec::new();
        for (hop, separator) in &self.hops {
            match hop.as_str() {
                "off" => return (proxies, false),
                "direct" => return (proxies, true),
                // That there is no such folder is an answer like 404.
                url if url.starts_with("file:") => {}
                url => {
                    proxies.push(url);
                    if !missing && *separator != Some('|') {
                        return (proxies, false);
                    }
                }
            }
        }
        (proxies, false)
    }

    /// The version, where the module can be downloaded from the first hop.
    pub fn downloadable(&self) -> Option<&'static str> {
        let first = self.hops.first()?.0.starts_with("https://");
        self.version.filter(|version| first && version.starts_with('v'))
    }
}
