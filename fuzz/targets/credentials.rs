//! Addresses with a secret in them: whatever stands around a login, a query or a fragment, no mask shows it. The first line
//! of the input surrounds the secret in an address, the second is any text.
#![no_main]

use gv::urls::{holds, masked, masked_address, masked_git_address, masked_in_text, shown};
use libfuzzer_sys::fuzz_target;
use url::Url;

const SECRET: &str = "S3CR3T";

fuzz_target!(|text: &str| {
    let (odd, any) = text.split_once('\n').unwrap_or((text, ""));
    for key in ["GOPROXY", "GOSUMDB", "GOPRIVATE", "GOAUTH"] {
        let _ = (masked(key, any), holds(key, any));
    }
    let _ = (masked_in_text(any), masked_git_address(any), masked_address(any));
    if odd.contains(SECRET) || odd.contains("://") {
        return;
    }
    let odd: String = odd.chars().filter(|c| !c.is_alphanumeric() && !c.is_control()).take(8).collect();
    for address in [
        format!("https://user:{SECRET}{odd}@host.example/x"),
        format!("https://user:p{odd}{SECRET}/@host.example"),
        format!("https:/user:{SECRET}{odd}@host.example"),
        format!("user:{SECRET}{odd}@host.example"),
        format!("https://host.example/x?token={SECRET}{odd}"),
        format!("https://host.example/x#{SECRET}{odd}"),
    ] {
        let list = format!("https://a.example|{address},direct");
        assert!(!masked("GOPROXY", &list).contains(SECRET), "{list}: {}", masked("GOPROXY", &list));
        assert!(holds("GOPROXY", &list), "{list}");
        assert!(!masked_address(&address).contains(SECRET), "{address}");
        if let Ok(url) = Url::parse(&address) {
            assert!(!shown(&url).contains(SECRET), "{address}");
        }
    }
});
