//! Behind squid with ssl-bump, which opens encrypted connections.

use crate::network::{Network, fails, works};

pub fn all() -> Vec<Network> {
    // Which of the two is only told by whom else it opens.
    let untrusted = &["tls_inspection", "cert_untrusted"];
    let denied = &["proxy_denied"];
    vec![
        fails("bump-untrusted", untrusted).proxy("http://PROXY:3160").sampled(),
        works("bump-trusted-by-file")
            .proxy("http://PROXY:3160")
            .with("SSL_CERT_FILE", "FILES/both/ca-certificates.crt"),
        works("bump-trusted-by-file-beside")
            .proxy("http://PROXY:3160")
            .with("SSL_CERT_FILE", "FILES/company.pem"),
        works("bump-trusted-by-store").proxy("http://PROXY:3160").trusting().sampled(),
        works("bump-trusted-by-folder").proxy("http://PROXY:3160").with("SSL_CERT_DIR", "FILES/both"),
        fails("bump-refuses-inside-untrusted", untrusted).proxy("http://PROXY:3162").before("403 Forbidden"),
        fails("bump-refuses-inside", denied).proxy("http://PROXY:3162").trusting().sampled(),
        fails("bump-terminates", &["proxy_upstream", "proxy_denied"]).proxy("http://PROXY:3163").trusting(),
        works("bump-splices").proxy("http://PROXY:3164"),
        fails("bump-connect-denied", denied).proxy("http://PROXY:3165").trusting(),
        fails("bump-connect-denied-untrusted", untrusted).proxy("http://PROXY:3165").before("403 Forbidden"),
        fails("bump-zips-denied", denied).proxy("http://PROXY:3166").trusting(),
        fails("bump-size-limit", denied).proxy("http://PROXY:3161").trusting(),
        fails("bump-own-page-with-200", &["proxy_denied", "captive_portal"])
            .proxy("http://PROXY:3221")
            .trusting()
            .sampled(),
        fails("bump-leads-to-page", &["captive_portal"]).proxy("http://PROXY:3222").trusting(),
        fails("bump-database-denied", denied).proxy("http://PROXY:3223").trusting().sampled(),
        fails("bump-upstream-untrusted", &["proxy_upstream"]).proxy("http://PROXY:3168").trusting(),
        fails("bump-refuses-without-marks", denied).proxy("http://PROXY:3230").trusting().sampled(),
        works("bump-size-limit-20mb").proxy("http://PROXY:3220").trusting(),
    ]
}
