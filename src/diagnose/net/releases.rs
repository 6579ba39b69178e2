//! Hosts that only gv asks, for releases: `go` works without them, and so does gv where it has other places to go to.

use super::endpoint::Role;
use super::finding::{Finding, Problem};
use super::findings::Drawing;
use crate::diagnose::Level;
use crate::golang::toolchain::ModuleVersion;

impl Drawing<'_> {
    /// One finding about all of them, where what is at fault does not hit `go` itself.
    pub(super) fn releases(&mut self) {
        let mut left: Vec<Finding> = Vec::new();
        for finding in std::mem::take(&mut self.of_releases) {
            let told = |known: &&mut Finding| known.id() == finding.id() && known.level != Level::Info;
            match self.found.iter_mut().find(told) {
                Some(known) => known.targets.extend(finding.targets),
                None => left.push(finding),
            }
        }
        let Some(first) = left.first() else { return };
        let from_goproxy = self.has_toolchains();
        let nowhere = !from_goproxy && !self.has_releases();
        let problem = Problem::Releases { why: Box::new(first.problem.clone()), nowhere, from_goproxy };
        // To `go` it does not matter.
        let mut finding = Finding::new(problem, "", Level::Info).sure(first.confidence);
        finding.targets.clear();
        for target in left.into_iter().flat_map(|finding| finding.targets) {
            if !finding.targets.contains(&target) {
                finding.targets.push(target);
            }
        }
        self.found.push(finding);
    }

    /// Whether a list of releases and a place of archives can be reached.
    pub(super) fn has_releases(&self) -> bool {
        let of_role = |role: Role| {
            let all = self.plan.endpoints.iter().zip(&self.measured.heard);
            let mut own = all.filter(|(endpoint, _)| endpoint.role == role).peekable();
            own.peek().is_none() || own.any(|(endpoint, heard)| self.is_good(endpoint, heard))
        };
        of_role(Role::Index) && of_role(Role::Source)
    }

    /// Whether GOPROXY has toolchains, and the checksum database answers, without which none is trusted.
    fn has_toolchains(&self) -> bool {
        let vouched = self.measured.database.as_ref().is_some_and(|asked| {
            asked.base.is_some() && asked.lookups.iter().all(|(_, looked)| looked.is_ok())
        });
        let listed = self.measured.heard.iter().filter_map(|heard| heard.toolchains.as_ref()).any(|got| {
            let answer = got.end.as_ref().ok().filter(|answer| answer.status == 200);
            let text = answer.map(|answer| String::from_utf8_lossy(&answer.body)).unwrap_or_default();
            text.lines().any(|line| ModuleVersion::parse(line.trim()).is_some())
        });
        vouched && listed
    }
}
