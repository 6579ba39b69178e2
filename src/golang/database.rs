//! The GOSUMDB setting by the rules of `go` (`cmd/go/internal/modfetch/sumdb.go`): which checksum database is
//! believed, by which key, and how it is reached. Another module verifies its answers.

use super::goproxy::{self, HopKind, List, NextOn};
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::urls;
use crate::urls::masked_address;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::fmt;
use url::Url;

/// What GOSUMDB means.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// No database is asked.
    Off,
    /// This one is.
    Service(Service),
}

/// A checksum database.
#[derive(Clone, PartialEq, Eq)]
pub struct Service {
    /// The log's name, which its signatures bear: `sum.golang.org`.
    pub name: String,
    /// Its verifier key, `name+hash+base64`. Its shape and its hash have been checked.
    pub key: String,
    /// Where it is reached when not through a module proxy.
    pub url: Url,
    /// Whether module proxies are passed by: an address stands in GOSUMDB, or the alias for China.
    pub direct: bool,
}

/// A value that `go` refuses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Blanks only, or nothing.
    Empty,
    /// More than a key and an address.
    TooMany,
    /// A name without a key that `go` does not know.
    Unknown(String),
    /// `name+…` that is no verifier key of the one kind there is (Ed25519).
    Key(String),
    /// A name that is no `host[/path]`.
    Name(String),
    /// The address after the key is none.
    Address(String),
}

/// What `go` uses when nothing sets GOSUMDB.
pub const DEFAULT: &str = "sum.golang.org";
/// Go's own database, reached in China, under the same name and key.
pub const ALIAS: &str = "sum.golang.google.cn";
/// Its key (cmd/go/internal/modfetch/key.go).
pub const KEY: &str = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

impl Database {
    /// Reads a value of GOSUMDB.
    pub fn parse(value: &str) -> Result<Self, Error> {
        match value {
            "off" => Ok(Self::Off),
            ALIAS => service(KEY, Some("https://sum.golang.google.cn")).map(Self::Service),
            _ => {
                let words: Vec<_> = value.split_whitespace().collect();
                let (name, address) = match words[..] {
                    [] => return Err(Error::Empty),
                    [name] => (name, None),
                    [name, address] => (name, Some(address)),
                    _ => return Err(Error::TooMany),
                };
                let key = if name == DEFAULT { KEY } else { name };
                service(key, address).map(Self::Service)
            }
        }
    }

    /// The database, unless there is none.
    pub fn service(&self) -> Option<&Service> {
        match self {
            Database::Off => None,
            Database::Service(service) => Some(service),
        }
    }
}

/// The short hash of a key that is not Go's own, where it signs in the name of Go's own database; `None` otherwise. The whole
/// key is compared: another one with the same short hash can be made.
pub fn foreign_key<'a>(name: &str, key: &'a str) -> Option<&'a str> {
    let is_gos = [DEFAULT, ALIAS].iter().any(|known| name.eq_ignore_ascii_case(known));
    let hash = key.split('+').nth(1)?;
    (is_gos && !key_eq(key)).then_some(hash)
}

/// Whether it is Go's own key, however its short hash is written.
fn key_eq(key: &str) -> bool {
    let mut parts = key.splitn(3, '+');
    let mut own = KEY.splitn(3, '+');
    parts.next() == own.next()
        && parts.next().zip(own.next()).is_some_and(|(hash, own)| hash.eq_ignore_ascii_case(own))
        && parts.next() == own.next()
}

impl Default for Database {
    /// [`DEFAULT`].
    fn default() -> Self {
        Self::parse(DEFAULT).expect("a constant that the tests parse")
    }
}

fn service(key: &str, address: Option<&str>) -> Result<Service, Error> {
    let (name, rest) = key.split_once('+').ok_or_else(|| Error::Unknown(masked_address(key)))?;
    let own = own_address(name).ok_or_else(|| Error::Name(masked_address(name)))?;
    if !is_key(name, rest) {
        return Err(Error::Key(masked_address(name)));
    }
    let url = address.map_or(Ok(own), |text| {
        Url::parse(text)
            .ok()
            .filter(|url| matches!(url.scheme(), "https" | "http" | "file"))
            .ok_or_else(|| Error::Address(masked_address(text)))
    })?;
    Ok(Service { name: name.to_owned(), key: key.to_owned(), url, direct: address.is_some() })
}

/// `hash+base64`: the byte 1 with a key of 32 bytes, and before it eight hexadecimal digits, which are the beginning of
/// SHA-256(name, newline, those bytes): golang.org/x/mod/sumdb/note, `NewVerifier`.
fn is_key(name: &str, text: &str) -> bool {
    let Some((hash, data)) = text.split_once('+') else { return false };
    let Ok(key) = BASE64_STANDARD.decode(data) else { return false };
    let digest = ring::digest::digest(&ring::digest::SHA256, &[name.as_bytes(), b"\n", &key].concat());
    let stated = u32::from_str_radix(hash, 16).map(u32::to_be_bytes);
    hash.len() == 8
        && stated.is_ok_and(|stated| digest.as_ref().starts_with(&stated))
        && key.len() == 33
        && key[0] == 1
}

/// `https://name`, where the name is a host with an optional path and nothing else.
fn own_address(name: &str) -> Option<Url> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]".contains(c);
    let host = name.split('/').next().unwrap_or_default();
    let climbs = name.split('/').any(|part| part.is_empty() || part == "." || part == "..");
    if host.is_empty() || climbs || !name.chars().all(plain) {
        return None;
    }
    Url::parse(&format!("https://{name}")).ok()
}

/// What a proxy said when asked for `/sumdb/NAME/supported`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProxySupport {
    /// 200
    Supported,
    /// 404 or 410
    NotFound,
    /// Anything else
    Failed,
}

/// How the database is reached, as far as the answers so far tell.
#[derive(Clone, PartialEq, Eq)]
pub enum Reach {
    /// Ask this proxy for [`Service::supported`], and come back with its answer.
    Ask(Url),
    /// Through this proxy only, below this address.
    Proxy(Url),
    /// Directly, at [`Service::url`].
    Direct,
    /// Not at all: a proxy failed whose rule does not lead on.
    Unavailable,
}

impl Service {
    /// The short hash of its key, where it uses the name of Go's own database with another key.
    pub fn foreign_key(&self) -> Option<&str> {
        foreign_key(&self.name, &self.key)
    }

    /// How it is reached with this GOPROXY list, given what the proxies asked so far answered, in order. Nothing is
    /// asked twice; private modules are no concern of this.
    pub fn reach(&self, list: &List, answers: &[ProxySupport]) -> Reach {
        if self.direct {
            return Reach::Direct;
        }
        let mut failed = false;
        let mut answers = answers.iter();
        for hop in &list.hops {
            let url = match &hop.kind {
                HopKind::Proxy(url) => url,
                // `go` takes the error of `direct` before any other, but that of `off` only where no proxy failed.
                HopKind::Direct => return Reach::Direct,
                HopKind::Off => break,
            };
            match answers.next() {
                None => return Reach::Ask(url.clone()),
                Some(ProxySupport::Supported) => return Reach::Proxy(self.below(url)),
                Some(ProxySupport::NotFound) => {}
                Some(ProxySupport::Failed) if hop.next_on == NextOn::AnyError => failed = true,
                Some(ProxySupport::Failed) => return Reach::Unavailable,
            }
        }
        if failed { Reach::Unavailable } else { Reach::Direct }
    }

    /// The address that tells whether a proxy passes questions on to this database.
    pub fn supported(&self, proxy: &Url) -> Url {
        goproxy::file(&self.below(proxy), &["supported"])
    }

    /// The address below which a proxy passes this database on, if it does.
    pub fn below(&self, proxy: &Url) -> Url {
        let segments: Vec<_> = std::iter::once("sumdb").chain(self.name.split('/')).collect();
        goproxy::file(proxy, &segments)
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Database::Off => f.write_str("off"),
            Database::Service(service) => fmt::Debug::fmt(service, f),
        }
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = if self.direct { "directly" } else { "through proxies" };
        write!(f, "{} at {} {how}", self.key, urls::shown(&self.url))
    }
}

impl fmt::Debug for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reach::Ask(url) => write!(f, "ask {}", urls::shown(url)),
            Reach::Proxy(url) => write!(f, "through {}", urls::shown(url)),
            Reach::Direct => f.write_str("direct"),
            Reach::Unavailable => f.write_str("unavailable"),
        }
    }
}

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Empty => say!(lang, "GOSUMDB is empty", "GOSUMDB 为空"),
            Self::TooMany => say!(
                lang,
                "GOSUMDB contains more than a name or key and an address",
                "GOSUMDB 中除名称（或公钥）和一个地址外还有其他内容"
            ),
            Self::Unknown(name) => say!(
                lang,
                "GOSUMDB names {name:?}, whose key is not known; write name+hash+key",
                "GOSUMDB 中的 {name:?} 没有已知的公钥，应写成 名称+哈希+公钥"
            ),
            Self::Key(name) => say!(
                lang,
                "GOSUMDB contains a malformed key for {name:?}",
                "GOSUMDB 中 {name:?} 的公钥格式有误"
            ),
            Self::Name(name) => say!(
                lang,
                "GOSUMDB: {name:?} is not a valid database name; it has to be host[/path]",
                "GOSUMDB：{name:?} 不是校验和数据库的名称，应形如 主机[/路径]"
            ),
            Self::Address(text) => say!(
                lang,
                "GOSUMDB: {text:?} is not an https, http or file address",
                "GOSUMDB：{text:?} 不是 https、http 或 file 地址"
            ),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        let [set, words] = set_gosumdb(lang);
        vec![set, words, Hint::command("gv env why GOSUMDB")]
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

/// Go's own database, by its two addresses.
pub fn set_gosumdb(lang: Lang) -> [Hint; 2] {
    let words = say!(
        lang,
        "in China, sum.golang.google.cn reaches the same database",
        "在中国可使用 sum.golang.google.cn，它是同一数据库"
    );
    [Hint::set("GOSUMDB", "sum.golang.org"), Hint::words(words)]
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "db.example/go+74724a44+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

    fn told(value: &str) -> String {
        match Database::parse(value) {
            Ok(database) => format!("{database:?}").replace(KEY, "KEY").replace(OWN, "OWN"),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn the_setting_is_read_as_go_reads_it() {
        for (value, expected) in [
            ("off", "off"),
            ("sum.golang.org", "KEY at https://sum.golang.org through proxies"),
            (" sum.golang.org\t", "KEY at https://sum.golang.org through proxies"),
            ("sum.golang.google.cn", "KEY at https://sum.golang.google.cn directly"),
            ("sum.golang.org https://db.example/x", "KEY at https://db.example/x directly"),
            (KEY, "KEY at https://sum.golang.org through proxies"),
            (OWN, "OWN at https://db.example/go through proxies"),
            (&format!("{OWN} http://u:secret@127.0.0.1:9"), "OWN at http://127.0.0.1:9 directly"),
            (&format!("{OWN} file:///srv/db"), "OWN at file:///srv/db directly"),
        ] {
            assert_eq!(told(value), expected, "{value:?}");
        }
        assert_eq!(format!("{:?}", Database::default()), format!("{:?}", Database::parse(DEFAULT).unwrap()));
    }

    #[test]
    fn what_go_refuses_is_refused() {
        let key = |name: &str| OWN.replace("db.example/go", name);
        for (value, expected) in [
            (String::new(), "Empty"),
            (" ".to_owned(), "Empty"),
            ("a b c".to_owned(), "TooMany"),
            ("OFF".to_owned(), r#"Unknown("OFF")"#),
            (" off".to_owned(), r#"Unknown("off")"#),
            ("sum.example.com".to_owned(), r#"Unknown("sum.example.com")"#),
            ("sum.golang.google.cn https://x.example".to_owned(), r#"Unknown("sum.golang.google.cn")"#),
            ("https://sum.golang.org".to_owned(), r#"Unknown("https://sum.golang.org")"#),
            ("db.example+033de0ae".to_owned(), r#"Key("db.example")"#),
            ("db.example+033de0a+AAAA".to_owned(), r#"Key("db.example")"#),
            ("db.example+033de0ae+AAAA".to_owned(), r#"Key("db.example")"#),
            ("db.example+033de0ae+no base64".to_owned(), r#"Key("db.example")"#),
            (key("https://db.example"), r#"Name("https://db.example")"#),
            (key("db.example/"), r#"Name("db.example/")"#),
            (key("/db"), r#"Name("/db")"#),
            (key("u@db.example"), r#"Name("***@db.example")"#),
            (key("db.example/../x"), r#"Name("db.example/../x")"#),
            (key("db.example?x"), r#"Name("db.example?***")"#),
            (key(""), r#"Name("")"#),
            (format!("{OWN} u:secret@x"), r#"Address("***@x")"#),
            (format!("{OWN} db.example"), r#"Address("db.example")"#),
            (format!("{OWN} ftp://db.example"), r#"Address("ftp://db.example")"#),
        ] {
            assert_eq!(told(&value), expected, "{value:?}");
        }
    }

    #[test]
    fn proxies_are_asked_before_the_database_itself() {
        use ProxySupport::{Failed, NotFound, Supported};
        let reach = |value: &str, answers: &[ProxySupport]| {
            let Database::Service(service) = Database::default() else { unreachable!() };
            format!("{:?}", service.reach(&List::parse(value).unwrap(), answers))
        };
        let list = "https://a.example/p,https://b.example|direct";
        assert_eq!(reach(list, &[]), "ask https://a.example/p");
        assert_eq!(reach(list, &[Supported]), "through https://a.example/p/sumdb/sum.golang.org");
        assert_eq!(reach(list, &[NotFound]), "ask https://b.example");
        assert_eq!(reach(list, &[Failed]), "unavailable");
        assert_eq!(reach(list, &[NotFound, Failed]), "direct");
        assert_eq!(reach(list, &[NotFound, NotFound]), "direct");
        assert_eq!(reach("off", &[]), "direct");
        assert_eq!(reach("direct", &[]), "direct");
        assert_eq!(reach("https://a.example", &[NotFound]), "direct");
        assert_eq!(reach("https://a.example", &[Failed]), "unavailable");
        assert_eq!(reach("https://a.example|https://b.example", &[Failed, NotFound]), "unavailable");
        assert_eq!(reach("https://a.example|off", &[Failed]), "unavailable");
        assert_eq!(reach("https://a.example|off", &[NotFound]), "direct");
    }

    #[test]
    fn an_address_in_the_setting_passes_proxies_by() {
        let alias = Database::parse(ALIAS).unwrap();
        let service = alias.service().unwrap();
        assert_eq!(service.name, "sum.golang.org");
        assert_eq!(service.reach(&List::default(), &[]), Reach::Direct);
        let url = service.supported(&Url::parse("https://a.example/p/").unwrap());
        assert_eq!(url.as_str(), "https://a.example/p/sumdb/sum.golang.org/supported");
    }
}
