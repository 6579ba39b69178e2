//! Behind squid: logins, rules, delays.

use crate::network::{Network, fails, works};

pub fn all() -> Vec<Network> {
    [logins(), rules(), delays(), silence()].into_iter().flatten().collect()
}

fn logins() -> Vec<Network> {
    let auth = &["proxy_auth"];
    vec![
        works("squid-open").proxy("http://PROXY:3140").sampled(),
        works("squid-open-releases-too").proxy("http://PROXY:3128"),
        works("squid-basic").proxy("http://ann:secret@PROXY:3129").sampled(),
        fails("squid-basic-wrong-password", auth).proxy("http://ann:wrong@PROXY:3129").sampled(),
        fails("squid-basic-no-login", auth).proxy("http://PROXY:3129"),
        works("squid-basic-escaped").proxy("http://pct:p%40ss%3Aw%2Frd%231@PROXY:3129"),
        fails("squid-basic-raw-specials", &["proxy_malformed"]).proxy("http://pct:p@ss:w/rd#1@PROXY:3129"),
        fails("squid-basic-no-password", auth).proxy("http://ann@PROXY:3129"),
        fails("squid-digest", auth).proxy("http://ann:secret@PROXY:3150").sampled(),
        fails("squid-ntlm", auth).proxy("http://ann:secret@PROXY:3151"),
        fails("squid-negotiate", auth).proxy("http://ann:secret@PROXY:3152"),
        fails("squid-negotiate-no-login", auth).proxy("http://PROXY:3152"),
        works("squid-three-logins").proxy("http://ann:secret@PROXY:3153"),
        fails("squid-three-logins-none", auth).proxy("http://PROXY:3153"),
        fails("squid-domain-user-escaped", auth).proxy("http://CORP%5Cann:secret@PROXY:3129"),
        fails("squid-domain-user-unknown", auth).proxy("http://CORP%5Ceve:secret@PROXY:3129"),
        fails("squid-domain-user-raw", &["proxy_malformed"]).proxy("http://CORP\\ann:secret@PROXY:3153"),
    ]
}

fn rules() -> Vec<Network> {
    vec![
        fails("squid-denies-module-proxy", &["proxy_denied"]).proxy("http://PROXY:3141").sampled(),
        fails("squid-denies-connect", &["proxy_denied"]).proxy("http://PROXY:3142"),
        fails("squid-leads-to-portal", &["captive_portal"]).proxy("http://PROXY:3148").sampled(),
        works("squid-allows-module-proxy-only").proxy("http://PROXY:3224"),
    ]
}

fn delays() -> Vec<Network> {
    vec![
        works("squid-slow-5s").proxy("http://PROXY:3145").warned().sampled(),
        works("squid-slow-20s").proxy("http://PROXY:3146").warned(),
        works("squid-6000-bytes-a-second").proxy("http://PROXY:3149").warned(),
        works("squid-600-bytes-a-second").proxy("http://PROXY:3144").warned(),
    ]
}

/// What accepts connections, or does not, and never behaves as a proxy.
fn silence() -> Vec<Network> {
    let down = &["proxy_down"];
    vec![
        fails("nothing-listens", down).proxy("http://PROXY:3999").sampled(),
        fails("no-port", down).proxy("http://PROXY"),
        fails("says-nothing", down).proxy("http://PROXY:3215").hanging(),
        fails("resets-at-once", down).proxy("http://PROXY:3216"),
        fails("hangs-up-after-request", down).proxy("http://PROXY:3218").sampled(),
        fails("connects-and-hangs-up", &["proxy_upstream"]).proxy("http://PROXY:3228"),
        fails("answers-501", &["proxy_not_proxy"]).proxy("http://PROXY:3219"),
        fails("web-server", &["proxy_not_proxy"]).proxy("http://PROXY:3210"),
        fails("unreachable", &["proxy_down"]).proxy("http://10.99.0.1:3128"),
    ]
}
