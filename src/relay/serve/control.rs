//! What gv itself asks of the relay, below the secret: how things stand, a login, the end.

use crate::net::login::Account;
use crate::net::relay::modules::ModuleSettings;
use crate::relay::status::status;
use crate::relay::upstream::Upstream;
use crate::relay::{LoginOrder, Shared};
use hyper::body::Bytes;
use hyper::{Method, StatusCode};
use std::sync::Arc;

/// Answers one question.
pub fn answer(shared: &Arc<Shared>, method: &Method, name: &str, body: &[u8]) -> (StatusCode, Bytes) {
    match (method.as_str(), name) {
        ("GET", "status") => serde_json::to_vec(&status(shared))
            .map_or((StatusCode::INTERNAL_SERVER_ERROR, Bytes::new()), |text| (StatusCode::OK, text.into())),
        ("POST", "stop") => {
            shared.stop.notify_one();
            (StatusCode::OK, Bytes::new())
        }
        ("POST", "login") => log_in(shared, body),
        ("POST", "modules") => (follow(shared, body), Bytes::new()),
        ("POST", "logins") => (take(shared, body), Bytes::new()),
        ("POST", "same") => (same(shared, body), Bytes::new()),
        _ => (StatusCode::NOT_FOUND, Bytes::new()),
    }
}

/// Whether the settings have the passwords that this relay has begun with.
fn same(shared: &Shared, body: &[u8]) -> StatusCode {
    match serde_json::from_slice::<Vec<LoginOrder>>(body) {
        Ok(logins) if logins == held(shared) => StatusCode::OK,
        _ => StatusCode::CONFLICT,
    }
}

/// The logins that the settings have.
fn held(shared: &Shared) -> Vec<LoginOrder> {
    let login = |it: &Upstream| {
        let Account { user, password } = it.begun_with()?;
        Some(LoginOrder { upstream: it.settings.name.clone(), user, password })
    };
    shared.upstreams.iter().filter_map(login).collect()
}

/// Takes the logins that the settings of who has switched the relay on have: those in their environment among them.
fn take(shared: &Shared, body: &[u8]) -> StatusCode {
    let Ok(logins) = serde_json::from_slice::<Vec<LoginOrder>>(body) else { return StatusCode::BAD_REQUEST };
    for LoginOrder { upstream, user, password } in logins {
        if let Some(found) = shared.upstreams.iter().find(|it| it.settings.name == upstream) {
            found.begin_with(Account { user, password });
        }
    }
    StatusCode::OK
}

/// Follows the settings for modules of who has switched the relay on: this process may not see their environment.
fn follow(shared: &Shared, body: &[u8]) -> StatusCode {
    let (Some(modules), Ok(settings)) = (&shared.modules, serde_json::from_slice(body)) else {
        return StatusCode::BAD_REQUEST;
    };
    let settings: ModuleSettings = settings;
    if modules.follow(&settings, &shared.session) { StatusCode::OK } else { StatusCode::CONFLICT }
}

fn log_in(shared: &Shared, body: &[u8]) -> (StatusCode, Bytes) {
    let Ok(order) = serde_json::from_slice::<LoginOrder>(body) else {
        return (StatusCode::BAD_REQUEST, Bytes::new());
    };
    let found =
        shared.upstreams.iter().find(|it| it.settings.name == order.upstream && it.settings.proxy.is_some());
    let Some(upstream) = found else { return (StatusCode::NOT_FOUND, Bytes::new()) };
    upstream.log_in(Account { user: order.user, password: order.password });
    (StatusCode::OK, Bytes::new())
}
