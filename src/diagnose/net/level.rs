//! How bad it is: an error where `go` does not get past it, a warning where it does.

use super::answer::{self, Wrong};
use super::endpoint::{Endpoint, Module, Role};
use super::findings::Drawing;
use super::responses::{Responses, wrongs};
use crate::diagnose::Level;
use crate::golang::goproxy::{self, HopKind, NextOn};
use crate::lint::is_public_proxy;
use crate::probe::goproxy::File;
use std::path::Path;
use url::Url;

impl Drawing<'_> {
    /// How bad it is that an endpoint fails; `hangs` where `go` would wait for it without an end.
    pub(super) fn level(&self, endpoint: &Endpoint, hangs: bool) -> Level {
        match endpoint.role {
            Role::Given | Role::Module | Role::Database => Level::Error,
            Role::Hop(hop) => self.level_of_hop(hop, hangs),
            Role::Index | Role::Source => Level::Info,
        }
    }

    /// A proxy is asked if it is the first, or those before it fail in a way that leads on; and it does not matter that
    /// it fails where `go` goes on to one that works.
    fn level_of_hop(&self, hop: usize, hangs: bool) -> Level {
        let hops = &self.plan.list.hops;
        if (0..hop).any(|earlier| self.serves(earlier)) {
            return Level::Warning;
        }
        let later = (hop + 1..hops.len()).any(|index| {
            let leads = (hop..index).all(|between| self.plan.next_on(between) == NextOn::AnyError);
            leads && (self.serves(index) || hops[index].kind == HopKind::Direct)
        });
        if later && !hangs { Level::Warning } else { Level::Error }
    }

    /// A folder that is not there has nothing: `go` goes on to what follows.
    pub(super) fn level_of_folder(&self, path: &Path) -> Level {
        let hops = &self.plan.list.hops;
        let is_it = |url: &Url| url.to_file_path().is_ok_and(|known| known == path);
        let place = hops.iter().position(|hop| matches!(&hop.kind, HopKind::Proxy(url) if is_it(url)));
        let last = place.is_none_or(|place| self.plan.next_on(place) == NextOn::Never);
        if last { Level::Error } else { Level::Info }
    }

    /// Whether an entry of GOPROXY has all that is asked for here.
    fn serves(&self, hop: usize) -> bool {
        if let Some(HopKind::Proxy(url)) = self.plan.list.hops.get(hop).map(|hop| &hop.kind)
            && url.scheme() == "file"
        {
            return self.plan.modules.iter().all(|module| is_in(url, module));
        }
        let all = self.plan.endpoints.iter().zip(&self.measured.heard);
        let mut own = all.filter(|(endpoint, _)| endpoint.role == Role::Hop(hop));
        own.any(|(endpoint, heard)| {
            let lacks = heard.modules.iter().flat_map(|answers| &answers.files).any(|(file, got)| {
                *file != File::Latest && matches!(answer::of_page(got), Some(Wrong::NotFound(_)))
            });
            self.is_good(endpoint, heard) && !lacks
        })
    }

    /// Whether an endpoint does what it is there for.
    pub(super) fn is_good(&self, endpoint: &Endpoint, heard: &Responses) -> bool {
        let way = endpoint.target().is_none_or(|target| {
            self.measured.connections.measured().any(|(known, way)| *known == target && way.is_good())
        });
        way && wrongs(endpoint, heard).iter().all(|(wrong, _)| matches!(wrong, Wrong::NotFound(_)))
    }

    /// `None` where it is nothing to speak of.
    pub(super) fn level_of_answer(
        &self,
        endpoint: &Endpoint,
        heard: &Responses,
        wrong: &Wrong,
    ) -> Option<Level> {
        match endpoint.role {
            Role::Hop(hop) if matches!(wrong, Wrong::NotFound(_)) => self.level_of_lack(hop, heard),
            // What comes slowly comes.
            Role::Hop(hop) if matches!(wrong, Wrong::Slow { .. }) => {
                Some(self.level_of_hop(hop, false).min(Level::Warning))
            }
            // A company's proxy may keep away what nobody here needs.
            Role::Hop(_) if self.is_policy(heard, wrong) => Some(Level::Warning),
            Role::Hop(hop) => Some(self.level_of_hop(hop, matches!(wrong, Wrong::Stalled { .. }))),
            // Pages of repositories and of whatever the user named are answered by their own rules.
            Role::Module | Role::Given => match wrong {
                Wrong::NotFound(_) | Wrong::Status { status: 400..=499, .. } => None,
                Wrong::Status { .. } | Wrong::Slow { .. } => Some(Level::Warning),
                _ => Some(Level::Error),
            },
            Role::Index | Role::Source if matches!(wrong, Wrong::NotFound(_) | Wrong::Slow { .. }) => None,
            Role::Index | Role::Source | Role::Database => Some(self.level(endpoint, false)),
        }
    }

    fn level_of_lack(&self, hop: usize, heard: &Responses) -> Option<Level> {
        let needed = self.plan.modules.iter().any(|module| module.needed);
        let lacks = heard.modules.iter().flat_map(|answers| &answers.files).any(|(file, got)| {
            *file != File::Latest && matches!(answer::of_page(got), Some(Wrong::NotFound(_)))
        });
        let last = self.plan.next_on(hop) == NextOn::Never;
        // What a company's proxy does not have and nobody here needs tells nothing.
        let stranger = matches!(self.plan.list.hops.get(hop).map(|hop| &hop.kind), Some(HopKind::Proxy(url)) if !is_public_proxy(url));
        match (last, needed) {
            _ if !lacks => None,
            (_, false) if stranger => None,
            (true, true) => Some(Level::Error),
            (true, false) => Some(Level::Warning),
            (false, true) => Some(Level::Info),
            // A company's proxy before a public one has only what is the company's.
            (false, false) => None,
        }
    }

    /// Whether a proxy refuses a module that is not needed here, and answers other questions.
    fn is_policy(&self, heard: &Responses, wrong: &Wrong) -> bool {
        let refused = matches!(wrong, Wrong::Status { status: 403 | 451, .. });
        let needed = self.plan.modules.iter().any(|module| module.needed);
        refused && !needed && heard.gots().any(|got| answer::of_page(got).is_none_or(|it| it != *wrong))
    }
}

/// Whether a folder has a module.
fn is_in(folder: &Url, module: &Module) -> bool {
    let Some(version) = &module.version else { return true };
    let file = goproxy::version_file(folder, &module.path, version, "zip").ok();
    file.and_then(|url| url.to_file_path().ok()).is_some_and(|path| path.is_file())
}
