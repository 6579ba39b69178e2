//! How gv logs in to a proxy: Basic (RFC 7617), Digest (RFC 7616), NTLM, and NTLM under the name Negotiate. A login that
//! was refused is not sent again: a directory locks an account after a few wrong passwords.

mod challenge;
pub mod ntlm;

pub use challenge::Challenge;

use super::credentials::basic;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use digest_auth::{AuthContext, HttpMethod};
use std::borrow::Cow;
use std::fmt;

/// A user and a password. Shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// As the proxy knows the user: `ann`, `CORP\ann`, `ann@corp.example`.
    pub user: String,
    /// The password.
    pub password: String,
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Account")
    }
}

/// A way to log in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// A hash over a challenge.
    Digest,
    /// Windows' login, which holds for one connection.
    Ntlm,
    /// The password itself.
    Basic,
    /// Windows' login under its other name. gv has no Kerberos ticket to offer, but many proxies accept NTLM there.
    Negotiate,
}

impl Scheme {
    /// The one that is preferred stands first.
    pub const ALL: [Self; 4] = [Self::Digest, Self::Ntlm, Self::Basic, Self::Negotiate];

    /// As it is written in a header.
    pub fn name(self) -> &'static str {
        match self {
            Self::Digest => "Digest",
            Self::Ntlm => "NTLM",
            Self::Basic => "Basic",
            Self::Negotiate => "Negotiate",
        }
    }
}

/// What to do after a proxy has demanded a login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Ask again with this value of `Proxy-Authorization`.
    Send(String),
    /// The proxy has refused the login.
    Refused,
    /// The proxy offers nothing that gv can do.
    Unsupported,
}

/// One login to one proxy. NTLM takes two rounds on the same connection.
#[derive(Debug)]
pub struct Dialog {
    account: Account,
    scheme: Option<Scheme>,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Nothing,
    /// The first message of NTLM was sent under this name.
    Greeted(Scheme),
    /// All was sent.
    Done {
        again: bool,
    },
}

impl Dialog {
    /// A login that has not begun.
    pub fn new(account: Account) -> Self {
        Self { account, scheme: None, state: State::Nothing }
    }

    /// The account that is used.
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// The scheme that was chosen last.
    pub fn scheme(&self) -> Option<Scheme> {
        self.scheme
    }

    /// What to send before the proxy has asked, where it has asked for this scheme before.
    pub fn begin(&mut self, scheme: Scheme) -> Option<String> {
        self.scheme = Some(scheme);
        match scheme {
            Scheme::Basic => Some(self.basic()),
            Scheme::Ntlm | Scheme::Negotiate => Some(self.greet(scheme)),
            Scheme::Digest => None,
        }
    }

    /// Answers a 407. `offered` holds the values of `Proxy-Authenticate`; `method` and `uri` are those of the request.
    pub fn answer<'v>(
        &mut self,
        offered: impl IntoIterator<Item = &'v str>,
        method: &str,
        uri: &str,
    ) -> Step {
        let offered: Vec<Challenge<'v>> = offered.into_iter().flat_map(Challenge::all).collect();
        let find = |scheme: Scheme| offered.iter().find(|challenge| challenge.is(scheme.name()));
        match self.state {
            State::Greeted(scheme) => {
                if let Some(challenge) = find(scheme) {
                    return self.prove(scheme, challenge);
                }
                // It offered this once, and offers other ways now.
                self.state = State::Nothing;
            }
            State::Done { again } => {
                let stale = find(Scheme::Digest).filter(|it| it.is_stale() && !again);
                return stale.map_or(Step::Refused, |challenge| self.digest(challenge, method, uri, true));
            }
            State::Nothing => {}
        }
        for scheme in Scheme::ALL {
            let Some(challenge) = find(scheme) else { continue };
            self.scheme = Some(scheme);
            let step = match scheme {
                Scheme::Digest => self.digest(challenge, method, uri, false),
                Scheme::Ntlm | Scheme::Negotiate => Step::Send(self.greet(scheme)),
                Scheme::Basic => Step::Send(self.basic()),
            };
            if step != Step::Unsupported {
                return step;
            }
        }
        Step::Unsupported
    }

    fn basic(&mut self) -> String {
        self.state = State::Done { again: false };
        basic(&self.account.user, &self.account.password)
    }

    fn greet(&mut self, scheme: Scheme) -> String {
        self.state = State::Greeted(scheme);
        format!("{} {}", scheme.name(), BASE64_STANDARD.encode(ntlm::negotiate()))
    }

    fn prove(&mut self, scheme: Scheme, challenge: &Challenge<'_>) -> Step {
        let message = BASE64_STANDARD.decode(challenge.text.trim()).ok();
        let Some(message) = message.as_deref().and_then(ntlm::Challenge::parse) else {
            return Step::Unsupported;
        };
        let Some(answer) = ntlm::Answer::new(&self.account) else { return Step::Unsupported };
        self.state = State::Done { again: false };
        Step::Send(format!("{} {}", scheme.name(), BASE64_STANDARD.encode(answer.to(&message))))
    }

    fn digest(&mut self, challenge: &Challenge<'_>, method: &str, uri: &str, again: bool) -> Step {
        // The parser counts letters as bytes, and panics where one has more.
        if !challenge.whole.is_ascii() {
            return Step::Unsupported;
        }
        let Ok(mut prompt) = digest_auth::parse(challenge.whole) else { return Step::Unsupported };
        let method = HttpMethod(Cow::Owned(method.to_owned()));
        let Account { user, password } = &self.account;
        let context = AuthContext::new_with_method(user, password, uri, None::<&[u8]>, method);
        self.state = State::Done { again };
        prompt.respond(&context).map_or(Step::Unsupported, |answer| Step::Send(answer.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account() -> Account {
        Account { user: r"CORP\ann".to_owned(), password: "p@ss".to_owned() }
    }

    #[test]
    fn the_password_itself_is_sent_only_where_nothing_better_is_offered() {
        let account = account();
        let sent = |offered: &[&str]| match Dialog::new(account.clone()).answer(
            offered.iter().copied(),
            "CONNECT",
            "h:443",
        ) {
            Step::Send(value) => value.split(' ').next().unwrap_or_default().to_owned(),
            step => format!("{step:?}"),
        };
        let digest = r#"Digest realm="squid", qop="auth", nonce="abc", stale=false"#;
        assert_eq!(sent(&[r#"Basic realm="x""#, "NTLM", digest]), "Digest");
        assert_eq!(sent(&["Negotiate", r#"Basic realm="x""#, "NTLM"]), "NTLM");
        assert_eq!(sent(&["Negotiate", r#"Basic realm="x""#]), "Basic");
        assert_eq!(sent(&["Negotiate, Kerberos"]), "Negotiate");
        assert_eq!(sent(&["Kerberos", "Bearer x"]), "Unsupported");
        assert_eq!(sent(&[]), "Unsupported");
        assert_eq!(sent(&["Digest realm=\"x\"", "Basic realm=\"x\""]), "Basic");
    }

    #[test]
    fn a_refused_login_is_not_sent_again() {
        let account = account();
        for offered in [r#"Basic realm="x""#, r#"Digest realm="x", qop="auth", nonce="n""#] {
            let mut dialog = Dialog::new(account.clone());
            assert!(matches!(dialog.answer([offered], "CONNECT", "h:443"), Step::Send(_)), "{offered}");
            assert_eq!(dialog.answer([offered], "CONNECT", "h:443"), Step::Refused, "{offered}");
        }
        let stale = r#"Digest realm="x", qop="auth", nonce="n", stale=true"#;
        let mut dialog = Dialog::new(account.clone());
        let mut sent = 0;
        while let Step::Send(_) = dialog.answer([stale], "CONNECT", "h:443") {
            sent += 1;
        }
        assert_eq!(sent, 2);
    }

    #[test]
    fn a_digest_has_the_method_and_the_target() {
        let account = account();
        let offered = r#"Digest realm="x", qop="auth", nonce="n", algorithm=SHA-256"#;
        let Step::Send(value) = Dialog::new(account.clone()).answer([offered], "CONNECT", "h:443") else {
            panic!()
        };
        assert!(value.contains(r#"uri="h:443""#) && value.contains("algorithm=SHA-256"), "{value}");
        assert!(!value.contains("p@ss"));
    }

    #[test]
    fn a_digest_of_other_letters_is_not_answered() {
        let mut dialog = Dialog::new(account());
        let offered = "Digest realm=\"x\",\u{1a6}nonce=\"n\", qop=\"auth\", algorithm=SHA-256";
        assert_eq!(dialog.answer([offered], "CONNECT", "h:443"), Step::Unsupported);
    }

    #[test]
    fn ntlm_ends_where_the_proxy_does_not_challenge() {
        let account = account();
        let mut dialog = Dialog::new(account.clone());
        assert!(matches!(dialog.answer(["NTLM"], "CONNECT", "h:443"), Step::Send(_)));
        assert_eq!(dialog.answer(["NTLM"], "CONNECT", "h:443"), Step::Unsupported);
        assert!(matches!(dialog.answer(["Basic realm=x"], "CONNECT", "h:443"), Step::Send(_)));
    }
}
