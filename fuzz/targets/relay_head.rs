//! The relay's HTTP: whatever a client says, it gets answers of HTTP, and nothing is carried without the secret. `$SECRET`
//! in the input stands for the login with the secret. Its one upstream listens nowhere.
#![no_main]

use gv_fuzz::relay::{LOGIN, trial, with_login};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|said: &[u8]| {
    if said.first() == Some(&5) {
        return;
    }
    let knows = with_login(said);
    let answer = trial().answer(&knows);
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1."), "{}", String::from_utf8_lossy(&answer));
    let text = String::from_utf8_lossy(&answer);
    assert!(!text.contains(&LOGIN[..16]), "{text}");
    let head = text.split("\r\n\r\n").next().unwrap_or_default();
    assert!(head.chars().all(|c| !c.is_control() || c == '\r' || c == '\n'), "{head:?}");
    let carried = |status: &str| text.starts_with(&format!("HTTP/1.1 {status}"));
    if knows == said {
        assert!(!carried("502") && !carried("503"), "{text}");
        let identity = String::from_utf8_lossy(said).contains("/identity/");
        assert!(identity || !carried("200"), "{text}");
    }
});
