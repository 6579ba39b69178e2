//! Who is waited for: what was late is asked again alone, and what only gv asks has little time where all is well for `go`.

use super::endpoint::{Purpose, Role};
use super::plan::Plan;
use super::responses::{Responses, wrongs};
use crate::probe::Target;
use crate::probe::client::{Client, Exchange, RequestError};
use crate::probe::connections::Connections;
use crate::probe::http;

/// Whether all that `go` asks for was answered well.
pub(super) fn is_well(plan: &Plan, heard: &[(usize, Responses)]) -> bool {
    let is_good = |(place, heard): &(usize, Responses)| {
        plan.endpoints.get(*place).is_some_and(|endpoint| wrongs(endpoint, heard).is_empty())
            && (heard.page.is_some() || !heard.modules.is_empty())
    };
    // The database is asked by itself.
    let is_database = |place: usize| plan.endpoints.get(place).is_some_and(|it| it.role == Role::Database);
    let mut asked = heard.iter().filter(|(place, _)| !is_database(*place)).peekable();
    asked.peek().is_some() && asked.all(is_good)
}

/// Whether a host is only one of releases, which was given little time: what is around it is not waited for.
pub(super) fn is_told_anyway(plan: &Plan, target: &Target, connections: &Connections) -> bool {
    let own = plan.endpoints.iter().filter(|endpoint| endpoint.target().as_ref() == Some(target));
    connections.is_hurried() && own.map(|it| it.role.group()).all(|group| group == Purpose::Releases)
}

/// Asks again, one after the other, for what was not answered while others shared the line, or while a proxy fetched
/// several things at once.
pub(super) async fn ask_alone(client: &Client, plan: &Plan, heard: &mut [Responses]) {
    let shared = heard.iter().flat_map(Responses::gots).count() > 1;
    let late = |got: &Exchange| {
        matches!(
            got.end,
            Err(RequestError::OutOfTime | RequestError::Http(http::Fault::Timeout | http::Fault::Slow))
        )
    };
    for answers in heard.iter_mut().flat_map(|heard| &mut heard.modules).filter(|_| shared) {
        let again: Vec<_> = answers.files.iter().filter(|(_, got)| late(got)).cloned().collect();
        for (file, before) in again {
            if client.budget.is_over() {
                return;
            }
            let whole = plan.modules.iter().any(|module| module.named && module.path == answers.module);
            let mut got = client.get(&before.url, file.want(whole)).await;
            got.took += before.took;
            answers.replace(file, got);
        }
    }
}
