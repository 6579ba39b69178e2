//! Behind microsocks and dante.

use crate::network::{Network, fails, works};

pub fn all() -> Vec<Network> {
    let auth = &["proxy_auth"];
    vec![
        works("microsocks-socks5").proxy("socks5://PROXY:3200"),
        works("microsocks-socks5h").proxy("socks5h://PROXY:3200").sampled(),
        fails("microsocks-no-login", auth).proxy("socks5://PROXY:3201"),
        fails("microsocks-wrong-password", auth).proxy("socks5://ann:wrong@PROXY:3201").sampled(),
        works("microsocks-login").proxy("socks5://ann:secret@PROXY:3201"),
        works("dante-open").proxy("socks5://PROXY:3205"),
        fails("dante-rule-denies", &["proxy_denied"]).proxy("socks5://PROXY:3206").sampled(),
        fails("dante-no-login", auth).proxy("socks5://PROXY:3207"),
        fails("dante-wrong-password", auth).proxy("socks5://ann:wrong@PROXY:3207"),
        fails("socks-spoken-to-in-http", &["proxy_not_proxy"]).proxy("http://PROXY:3200").sampled(),
        fails("squid-spoken-to-in-socks", &["proxy_not_proxy"]).proxy("socks5://PROXY:3140").hanging(),
        fails("socks-nothing-listens", &["proxy_down"]).proxy("socks5://PROXY:3998"),
        fails("socks-says-nothing", &["proxy_down"]).proxy("socks5://PROXY:3215").hanging(),
        fails("socks4-is-http-to-go", &["proxy_not_proxy", "proxy_malformed"]).proxy("socks4://PROXY:3200"),
    ]
}
