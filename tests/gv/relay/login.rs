//! How the relay logs in to proxies.

use super::proxy::{Proxy, Script};
use super::stage::{ANSWER, Relay, log_in, target};

const RULE: &str = "[[relay.rule]]\nhosts = '127.0.0.1'\nvia = ['p']\n";
/// `ann:secret`
const BASIC: &str = "YW5uOnNlY3JldA==";
/// A challenge without attributes.
const CHALLENGE: &str = "TlRMTVNTUAACAAAAAAAAADAAAAABAgCAASNFZ4mrze8AAAAAAAAAAAAAAAAwAAAA";

#[test]
fn a_password_of_the_settings_or_of_a_program_is_sent() {
    for (more, url) in [("user = 'ann'\npassword_command = ['echo', 'secret']", ""), ("", "ann:secret@")] {
        let proxy = Proxy::new(Script::Wants("Basic realm=\"x\"", BASIC));
        let settings = proxy.upstream("p", more).replace("http://", &format!("http://{url}")) + RULE;
        let relay = Relay::with(&settings);
        assert_eq!(relay.spoken(target()), Ok(ANSWER.to_vec()));
        // The second connection does not ask first.
        let before = proxy.asked();
        assert_eq!(relay.spoken(target()), Ok(ANSWER.to_vec()));
        assert_eq!(proxy.asked() - before, 1);
    }
}

#[test]
fn a_digest_holds_no_password() {
    let offer = r#"Digest realm="x", nonce="n", qop="auth", algorithm=MD5"#;
    let proxy = Proxy::new(Script::Wants(offer, r#"Digest username="ann", realm="x""#));
    let settings = proxy.upstream("p", "").replace("http://", "http://ann:secret@") + RULE;
    let relay = Relay::with(&settings);
    assert_eq!(relay.spoken(target()), Ok(ANSWER.to_vec()));
    assert!(!format!("{:?}", proxy.logins.lock().unwrap()).contains("secret"));
}

#[test]
fn ntlm_takes_both_rounds_on_one_connection() {
    let proxy = Proxy::new(Script::Ntlm(CHALLENGE));
    let relay = Relay::with(&(proxy.upstream("p", r"user = 'CORP\ann'") + RULE));
    let (_, head) = relay.tunnel(target());
    assert!(head.contains("p: it requires a login (Negotiate, NTLM)"), "{head}");
    relay.sandbox.gv(["relay", "status"]).succeeds().says("gv relay login p");
    log_in(&relay.sandbox, &[], "s3cret\n");
    assert_eq!(relay.spoken(target()), Ok(ANSWER.to_vec()));
    assert_eq!(relay.spoken(target()), Ok(ANSWER.to_vec()));
    let state = relay.sandbox.gv_home().join("state/relay");
    for entry in std::fs::read_dir(state).unwrap() {
        let path = entry.unwrap().path();
        assert!(!String::from_utf8_lossy(&std::fs::read(&path).unwrap()).contains("s3cret"), "{path:?}");
    }
}

#[test]
fn a_refused_password_is_sent_once_only() {
    let proxy = Proxy::new(Script::Wants("Basic realm=\"x\"", BASIC));
    let relay = Relay::with(&(proxy.upstream("p", "") + RULE));
    log_in(&relay.sandbox, &["--user", "ann"], "wrong");
    for _ in 0..4 {
        assert!(relay.tunnel(target()).1.contains("it refused the login"));
    }
    let sent = proxy.logins.lock().unwrap().len();
    assert_eq!(sent, 1);
    assert_eq!(relay.upstream("p")["login"], "refused");
    log_in(&relay.sandbox, &["p", "--user", "ann"], "secret");
    assert_eq!(relay.spoken(target()), Ok(ANSWER.to_vec()));
}

#[test]
fn what_a_login_lacks_is_said() {
    let proxy = Proxy::new(Script::Good);
    let relay = Relay::with(&(proxy.upstream("p", "") + &proxy.upstream("q", "") + RULE));
    let gv = |args: &[&str]| relay.sandbox.gv([&["relay", "login"], args].concat());
    gv(&["--stdin"]).fails_with(2).says("several proxies: p, q").says("gv relay login q");
    gv(&["x", "--stdin"]).fails_with(2).says("no relay upstream \"x\"");
    gv(&["p", "--stdin"]).fails_with(2).says("gv relay login p --user NAME");
    gv(&["p", "--user", "ann", "--stdin"]).fails_with(1).says("no password was given");
}
