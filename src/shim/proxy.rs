//! The proxy that Windows or macOS is set to, where the environment names none: for gv's own requests, and, where the settings
//! say so, for `go`, which reads the environment only. Elsewhere there is none.

use crate::config::{Config, SystemProxyUse};
use crate::env::Env;
use crate::home::Home;
use crate::shim::wininet::SystemProxy;
use crate::system::{file, process, proxy};

/// No settings file is larger.
const LIMIT: u64 = 1 << 20;

/// What this user's system is set to, in Go's words; none where a script alone decides, for it has another answer for
/// each address.
pub fn of_system(env: &Env) -> SystemProxy {
    let settings = proxy::settings(settings_key(env));
    if settings.enabled {
        SystemProxy::parse(&settings.server, &settings.exceptions)
    } else {
        SystemProxy::default()
    }
}

/// Where this user's settings lie: another key in tests.
pub fn settings_key(env: &Env) -> &str {
    env.text("GV_INTERNET_SETTINGS_KEY").unwrap_or(proxy::SETTINGS)
}

/// The environment with what gv's own requests go through where it names no proxy.
#[must_use]
pub fn behind(env: Env, config: &Config) -> Env {
    if !proxy::IS_HERE || config.network.system_proxy == SystemProxyUse::Ignore || env.names_a_proxy() {
        return env;
    }
    let variables = of_system(&env).variables();
    env.with_proxies_behind(variables)
}

/// Sets the variables that `go` reads, where the settings say `system_proxy = "go-too"` and the environment names no
/// proxy. For what this process starts from here on.
pub fn hand_to_go(config: &Config, env: &Env) {
    if proxy::IS_HERE && config.network.system_proxy == SystemProxyUse::GoToo && !env.names_a_proxy() {
        process::set_variables(&of_system(env).variables());
    }
}

/// The same for gv-shim, which reads no settings unless they are about this. Settings that cannot be read are gv's to
/// tell, not `go`'s.
pub fn hand_to_go_from(home: &Home, env: &Env) {
    if !proxy::IS_HERE || env.names_a_proxy() {
        return;
    }
    let mentioned = file::read_regular(&home.config(), LIMIT).is_ok_and(|text| {
        let name = b"system_proxy";
        text.windows(name.len()).any(|part| part == name)
    });
    if mentioned && let Ok(config) = Config::load(home, env) {
        hand_to_go(&config, env);
    }
}
