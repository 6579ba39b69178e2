//! The netrc file: which login goes to which host, read as `go` reads it (`cmd/go/internal/auth`). It never shows
//! a password, and says nothing of when one may be sent: over https only.

use crate::env::Env;
use std::fmt;
use std::path::PathBuf;
use url::Url;

/// The logins of a netrc file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Netrc {
    logins: Vec<Login>,
}

/// A login for one host.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    /// The host, with a port or the beginning of a path where the file has one.
    pub machine: String,
    /// Who.
    pub user: String,
    /// The secret.
    pub password: String,
}

impl Netrc {
    /// Reads a file's text. What cannot be understood is passed over, as `go` does.
    pub fn parse(text: &str) -> Self {
        let mut reader = Reader::default();
        for line in text.split('\n') {
            if !reader.line(line) {
                break;
            }
        }
        Self { logins: reader.logins }
    }

    /// The login for an address: the one whose machine is its host and the longest beginning of its path, the
    /// earlier of two alike. `None` unless the address is https.
    pub fn lookup(&self, url: &Url) -> Option<&Login> {
        if url.scheme() != "https" {
            return None;
        }
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        let whole = format!("{}{port}{}", url.host_str()?, url.path());
        let mut prefix = whole.trim_end_matches('/');
        loop {
            if let Some(login) = self.logins.iter().find(|login| login.covers(prefix)) {
                return Some(login);
            }
            prefix = prefix.rsplit_once('/')?.0;
        }
    }
}

/// Where the file may lie, in the order in which the first that exists is taken: `$NETRC` alone, else `_netrc` (on
/// Windows) and `.netrc` in the user's own directory.
pub fn places(env: &Env, windows: bool) -> Vec<PathBuf> {
    if let Some(path) = env.get("NETRC") {
        return vec![env.cwd().join(path)];
    }
    let variable = if windows { "USERPROFILE" } else { "HOME" };
    let home = env.get(variable).map(PathBuf::from).or_else(|| env.home_dir().map(Into::into));
    let names = if windows { &["_netrc", ".netrc"][..] } else { &[".netrc"] };
    home.iter().flat_map(|home| names.iter().map(|name| home.join(name))).collect()
}

impl Login {
    fn covers(&self, prefix: &str) -> bool {
        let machine = self.machine.strip_prefix("https://").unwrap_or(&self.machine);
        let machine = machine.strip_suffix('/').unwrap_or(machine);
        let (host, path) = machine.split_at(machine.find('/').unwrap_or(machine.len()));
        // The host of an address is in lower case already; the file's may not be.
        host.to_ascii_lowercase() + path == prefix
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Login({}, ***)", self.machine)
    }
}

#[derive(Default)]
struct Reader {
    logins: Vec<Login>,
    open: Option<Login>,
    in_macro: bool,
}

impl Reader {
    /// Reads one line; false when it ends the file.
    fn line(&mut self, line: &str) -> bool {
        if self.in_macro {
            self.in_macro = !line.is_empty();
            return true;
        }
        let words: Vec<_> = line.split_whitespace().collect();
        for pair in words.chunks_exact(2) {
            self.pair(pair[0], pair[1]);
        }
        // `default` ends the file for `go`, but only as the odd word at a line's end.
        words.len().is_multiple_of(2) || words.last() != Some(&"default")
    }

    fn pair(&mut self, key: &str, value: &str) {
        let open = self.open.get_or_insert_with(Login::empty);
        match key {
            "machine" => *open = Login { machine: value.to_owned(), ..Login::empty() },
            "login" => value.clone_into(&mut open.user),
            "password" => value.clone_into(&mut open.password),
            "macdef" => self.in_macro = true,
            _ => {}
        }
        if let Some(whole) = self.open.take_if(|login| login.is_whole()) {
            self.logins.push(whole);
        }
    }
}

impl Login {
    fn empty() -> Self {
        Self { machine: String::new(), user: String::new(), password: String::new() }
    }

    fn is_whole(&self) -> bool {
        !self.machine.is_empty() && !self.user.is_empty() && !self.password.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn users(text: &str) -> Vec<(String, String)> {
        let netrc = Netrc::parse(text);
        netrc.logins.into_iter().map(|login| (login.machine, login.user + "/" + &login.password)).collect()
    }

    /// The file of `netrc_test.go`.
    const GO: &str = "
machine incomplete
password none

machine api.github.com
  login user
  password pwd

machine incomlete.host
  login justlogin

machine test.host
login user2
password pwd2

machine oneline login user3 password pwd3

machine ignore.host macdef ignore
  login nobody
  password nothing

machine hasmacro.too macdef ignore-next-lines login user4 password pwd4
  login nobody
  password nothing

default
login anonymous
password gopher@golang.org

machine after.default
login oops
password too-late-in-file
";

    #[test]
    fn the_file_of_gos_own_test_reads_the_same() {
        let expected = [
            ("api.github.com", "user/pwd"),
            ("test.host", "user2/pwd2"),
            ("oneline", "user3/pwd3"),
            ("hasmacro.too", "user4/pwd4"),
        ];
        assert_eq!(users(GO), expected.map(|(machine, login)| (machine.to_owned(), login.to_owned())));
    }

    #[test]
    fn odd_files_are_read_as_go_reads_them() {
        assert_eq!(users("machine a login b password c\r\n").len(), 1);
        assert_eq!(users("password c login b machine a\n"), []);
        assert_eq!(users("login b password c\nmachine a\n"), []);
        assert_eq!(users("machine a login b password \"c d\"\n")[0].1, "b/\"c");
        assert_eq!(users("default login x password y\nmachine a login b password c\n").len(), 1);
        assert_eq!(users("machine a macdef m\nx\r\n\r\nmachine b login c password d\n"), []);
        assert_eq!(users(""), []);
    }

    #[test]
    fn the_longest_machine_wins_and_the_earlier_of_two() {
        let netrc = Netrc::parse(
            "machine a.example login host password p\nmachine a.example/x/y login deep password p\n\
             machine a.example login later password p\nmachine b.example:8443 login port password p\n\
             machine https://C.example/ login scheme password p\n",
        );
        let user = |url: &str| netrc.lookup(&Url::parse(url).unwrap()).map(|login| login.user.clone());
        assert_eq!(user("https://a.example/z/@v/list").as_deref(), Some("host"));
        assert_eq!(user("https://a.example/x/y/z").as_deref(), Some("deep"));
        assert_eq!(user("https://a.example/x/yz").as_deref(), Some("host"));
        assert_eq!(user("https://b.example:8443/").as_deref(), Some("port"));
        assert_eq!(user("https://b.example/"), None);
        assert_eq!(user("https://c.example/q").as_deref(), Some("scheme"));
        assert_eq!(user("https://sub.a.example/"), None);
        assert_eq!(user("http://a.example/"), None);
    }

    #[test]
    fn the_file_lies_where_go_looks_for_it() {
        let env = |vars: &[(&str, &str)]| {
            Env::from_vars(vars.iter().map(|(key, value)| (key.into(), value.into()))).with_cwd("/w")
        };
        let both = env(&[("HOME", "/h"), ("USERPROFILE", "/u")]);
        assert_eq!(places(&both, false), [PathBuf::from("/h/.netrc")]);
        assert_eq!(places(&both, true), [PathBuf::from("/u/_netrc"), PathBuf::from("/u/.netrc")]);
        assert_eq!(places(&env(&[("HOME", "/h"), ("NETRC", "mine")]), true), [PathBuf::from("/w/mine")]);
        assert_eq!(places(&env(&[]).with_home_dir("/d"), false), [PathBuf::from("/d/.netrc")]);
        assert!(places(&env(&[]), false).is_empty());
    }

    #[test]
    fn a_password_is_never_shown() {
        assert!(!format!("{:?}", Netrc::parse(GO)).contains("pwd"));
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in "((machine|login|password|default|macdef|x| |\n)[ \n]?){0,30}") {
            for login in Netrc::parse(&text).logins {
                prop_assert!(login.is_whole());
            }
        }
    }
}
