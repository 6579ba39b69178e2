//! What was answered at one endpoint, and what is wrong with that.

use super::answer::{self, Wrong};
use super::endpoint::{Endpoint, Role};
use crate::probe::client::Exchange;
use crate::probe::goproxy::Answers;

/// What was answered at one endpoint.
#[derive(Debug, Clone, Default)]
pub struct Responses {
    /// The page that was asked for.
    pub page: Option<Exchange>,
    /// What a module proxy said of each module of the plan.
    pub modules: Vec<Answers>,
    /// Its list of toolchains.
    pub toolchains: Option<Exchange>,
}

impl Responses {
    /// All that was answered.
    pub(super) fn gots(&self) -> impl Iterator<Item = &Exchange> {
        let files = self.modules.iter().flat_map(|answers| answers.files.iter().map(|(_, got)| got));
        self.page.iter().chain(files).chain(&self.toolchains)
    }
}

/// What is wrong with what an endpoint answered.
pub(super) fn wrongs(endpoint: &Endpoint, heard: &Responses) -> Vec<(Wrong, url::Url)> {
    let page = heard.page.as_ref();
    match endpoint.role {
        Role::Hop(_) => {
            let mut found: Vec<_> = heard.modules.iter().flat_map(answer::of_module).collect();
            let mut known = Vec::new();
            found.retain(|(wrong, _)| {
                let new = !known.contains(&wrong.id());
                known.push(wrong.id());
                new
            });
            found
        }
        Role::Index => {
            page.and_then(|got| Some((answer::of_index(got)?, got.url.clone()))).into_iter().collect()
        }
        Role::Source => {
            page.and_then(|got| Some((answer::of_archive(got)?, got.url.clone()))).into_iter().collect()
        }
        Role::Module | Role::Given | Role::Database => {
            page.and_then(|got| Some((answer::of_page(got)?, got.url.clone()))).into_iter().collect()
        }
    }
}
