//! What is to be written down so that programs find hosts: an address a line, each of which has passed.

use super::HostReport;
use super::block::MARKS;
use crate::probe::HostsFile;
use std::net::IpAddr;

/// An address for a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The address.
    pub address: IpAddr,
    /// The host's name.
    pub name: String,
}

/// What helps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remedy {
    /// What is to be written; nothing if nothing is needed, or nothing was found.
    pub lines: Vec<Line>,
    /// The hosts that need an address, and have none that passes, by their places in what was looked at.
    pub failed: Vec<usize>,
    /// Lines of the hosts file, not written by gv, that stand in the way.
    pub shadows: Vec<(usize, String)>,
}

/// Further addresses of a host are not written down.
const MOST: usize = 4;

impl Remedy {
    /// What helps where these were found so. `held` are the hosts that a block of gv's names already: what the system
    /// says about them comes from gv, so they are written again as soon as anything is. With `force`, everything is.
    pub fn of(looked: &[HostReport], held: &[String], force: bool) -> Self {
        let mut remedy = Self::default();
        if !force && looked.iter().all(HostReport::is_well) {
            return remedy;
        }
        for (index, looked) in looked.iter().enumerate() {
            let name = &looked.host.name;
            if looked.is_well() && !force && !held.contains(name) {
                continue;
            }
            let good = looked.good();
            if good.is_empty() {
                remedy.failed.push(index);
            }
            let line = |address| Line { address, name: name.clone() };
            remedy.lines.extend(good.into_iter().take(MOST).map(line));
        }
        remedy
    }

    /// The same, knowing the hosts file, of which the first line for a name counts.
    #[must_use]
    pub fn in_hosts(mut self, file: &HostsFile) -> Self {
        let others = HostsFile { path: file.path.clone(), text: MARKS.blanked(file.text.as_bytes()) };
        for Line { name, .. } in &self.lines {
            let line = others.line_of(name).map(|(line, _)| (line, name.clone()));
            self.shadows.extend(line.filter(|found| !self.shadows.contains(found)));
        }
        self
    }
}
