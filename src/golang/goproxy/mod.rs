//! The GOPROXY list by the rules of `go` (`cmd/go/internal/modfetch/proxy.go`): which proxies are asked, in which
//! order, and when the next one is. Nothing it shows or refuses holds a credential.

mod address;

pub use address::{file, module_file, version_file};

use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::urls;
use address::address;
use std::fmt;
use url::Url;

/// A GOPROXY list, up to the entry that ends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// In the order they are asked; never empty.
    pub hops: Vec<Hop>,
}

/// One entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// Who is asked.
    pub kind: HopKind,
    /// When the next entry is asked. [`NextOn::Never`] for the last one.
    pub next_on: NextOn,
}

/// Who is asked at a hop.
#[derive(Clone, PartialEq, Eq)]
pub enum HopKind {
    /// A module proxy: an https, http or file address. It may hold credentials; [`urls::shown`] leaves them out.
    Proxy(Url),
    /// The module's own version control.
    Direct,
    /// No source: `go` downloads nothing.
    Off,
}

/// When the entry after this one is asked. It is the separator *after* an entry that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextOn {
    /// `,`: when the answer is 404 or 410.
    NotFound,
    /// `|`: after any failure.
    AnyError,
    /// There is no next entry.
    Never,
}

/// A list that `go` refuses. The entry is shown without credentials.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Separators only, or nothing at all.
    Empty,
    /// A bare word or a path: `goproxy`, `/srv/proxy`.
    MissingScheme(String),
    /// A scheme other than https, http and file.
    Scheme(String),
    /// A file address with a host, a query or the like.
    File(String),
    /// An address without a host.
    Host(String),
    /// No address at all.
    Syntax {
        /// The entry.
        entry: String,
        /// What the address reader said.
        reason: String,
    },
}

/// What `go` uses when nothing sets GOPROXY.
pub const DEFAULT: &str = "https://proxy.golang.org,direct";

impl List {
    /// Reads a value of GOPROXY. What stands after `direct` or `off` is not looked at, as `go` does not.
    pub fn parse(value: &str) -> Result<Self, Error> {
        let mut hops = Vec::new();
        for entry in entries(value) {
            let kind = match entry.text {
                "off" => HopKind::Off,
                "direct" => HopKind::Direct,
                text => HopKind::Proxy(address(text)?),
            };
            let last = !matches!(kind, HopKind::Proxy(_));
            hops.push(Hop { kind, next_on: entry.next_on });
            if last {
                break;
            }
        }
        hops.last_mut().ok_or(Error::Empty)?.next_on = NextOn::Never;
        Ok(Self { hops })
    }

    /// The proxies of the list in order, without `direct` and `off`.
    pub fn proxies(&self) -> impl Iterator<Item = &Url> {
        self.hops.iter().filter_map(|hop| match &hop.kind {
            HopKind::Proxy(url) => Some(url),
            HopKind::Direct | HopKind::Off => None,
        })
    }
}

impl Default for List {
    /// [`DEFAULT`].
    fn default() -> Self {
        Self::parse(DEFAULT).expect("a constant that the tests parse")
    }
}

impl Hop {
    /// The address of a file below this proxy; `None` for `direct` and `off`.
    pub fn file(&self, segments: &[&str]) -> Option<Url> {
        match &self.kind {
            HopKind::Proxy(base) => Some(file(base, segments)),
            HopKind::Direct | HopKind::Off => None,
        }
    }
}

/// One entry as it stands in a list, trimmed, and the rule after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The entry.
    pub text: &'a str,
    /// When `go` goes on from it.
    pub next_on: NextOn,
}

/// The entries of a list, empty ones left out, those after `direct` and `off` too.
pub fn entries(value: &str) -> impl Iterator<Item = Entry<'_>> {
    value.split_inclusive([',', '|']).filter_map(|piece| {
        let next_on = match piece.as_bytes().last() {
            Some(b'|') => NextOn::AnyError,
            Some(b',') => NextOn::NotFound,
            _ => NextOn::Never,
        };
        let text = piece.trim_end_matches([',', '|']).trim();
        (!text.is_empty()).then_some(Entry { text, next_on })
    })
}

impl fmt::Debug for HopKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for HopKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HopKind::Proxy(url) => f.write_str(&urls::shown(url)),
            HopKind::Direct => f.write_str("direct"),
            HopKind::Off => f.write_str("off"),
        }
    }
}

impl NextOn {
    /// The word for scripts: `not_found`, `any_error` or `never`.
    pub fn id(self) -> &'static str {
        match self {
            NextOn::NotFound => "not_found",
            NextOn::AnyError => "any_error",
            NextOn::Never => "never",
        }
    }
}

impl fmt::Display for List {
    /// The list as it may be shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for hop in &self.hops {
            let separator = match hop.next_on {
                NextOn::NotFound => ",",
                NextOn::AnyError => "|",
                NextOn::Never => "",
            };
            write!(f, "{}{separator}", hop.kind)?;
        }
        Ok(())
    }
}

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Empty => say!(lang, "GOPROXY does not name a proxy", "GOPROXY 中没有任何代理"),
            Self::MissingScheme(entry) => {
                say!(
                    lang,
                    "GOPROXY entry {entry:?} has no scheme",
                    "GOPROXY 中的 {entry:?} 缺少协议（https://）"
                )
            }
            Self::Scheme(entry) => say!(
                lang,
                "GOPROXY entry {entry:?} must be an https, http or file address",
                "GOPROXY 中的 {entry:?} 必须是 https、http 或 file 地址"
            ),
            Self::File(entry) => say!(
                lang,
                "GOPROXY entry {entry:?} must be file:// and an absolute path, nothing else",
                "GOPROXY 中的 {entry:?} 必须是 file:// 加绝对路径，不能有其他内容"
            ),
            Self::Host(entry) => {
                say!(lang, "GOPROXY entry {entry:?} has no host", "GOPROXY 中的 {entry:?} 没有主机名")
            }
            Self::Syntax { entry, reason } => say!(
                lang,
                "GOPROXY entry {entry:?} is not a valid address: {reason}",
                "GOPROXY 中的 {entry:?} 不是有效的地址：{reason}"
            ),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        let [set, words] = set_goproxy(lang);
        vec![set, words, Hint::command("gv env why GOPROXY")]
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

/// A list that survives the failure of one proxy.
pub fn set_goproxy(lang: Lang) -> [Hint; 2] {
    let words = say!(lang, "list proxies that you can reach", "请填写可以访问的代理");
    [Hint::set("GOPROXY", "https://goproxy.cn|https://proxy.golang.org|direct"), Hint::words(words)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(value: &str) -> String {
        List::parse(value).map_or_else(|error| format!("{error:?}"), |list| list.to_string())
    }

    #[test]
    fn the_separator_after_an_entry_is_its_rule() {
        let list = List::parse("https://a.example|https://b.example,direct").unwrap();
        let rules: Vec<_> = list.hops.iter().map(|hop| hop.next_on).collect();
        assert_eq!(rules, [NextOn::AnyError, NextOn::NotFound, NextOn::Never]);
        assert_eq!(list.proxies().count(), 2);
        assert_eq!(List::default().to_string(), DEFAULT);
    }

    #[test]
    fn a_list_is_read_as_go_reads_it() {
        for (value, expected) in [
            ("off", "off"),
            ("direct", "direct"),
            (" https://a.example , direct ", "https://a.example,direct"),
            ("https://a.example,,|direct", "https://a.example,direct"),
            ("https://a.example|", "https://a.example"),
            ("https://a.example,off,https://b.example", "https://a.example,off"),
            ("direct,not an entry", "direct"),
            ("goproxy.cn,direct", "https://goproxy.cn,direct"),
            ("localhost:3000", "https://localhost:3000"),
            ("HTTP://a.example/Sub/", "http://a.example/Sub"),
            ("file:///srv/proxy", "file:///srv/proxy"),
            ("file:/srv/proxy", "file:///srv/proxy"),
            ("file:///", "file:///"),
            ("https://user:word@a.example/x?token=1", "https://a.example/x"),
        ] {
            assert_eq!(told(value), expected, "{value:?}");
        }
    }

    #[test]
    fn what_go_refuses_is_refused_without_credentials() {
        for (value, expected) in [
            ("", "Empty"),
            (" , |", "Empty"),
            ("proxy", r#"MissingScheme("proxy")"#),
            ("https://a.example,proxy,direct", r#"MissingScheme("proxy")"#),
            ("/srv/proxy", r#"MissingScheme("/srv/proxy")"#),
            (r"C:\proxy", r#"MissingScheme("C:\\proxy")"#),
            ("C:/proxy", r#"MissingScheme("C:/proxy")"#),
            ("\"https://a.example\"", r#"MissingScheme("\"https://a.example\"")"#),
            ("ftp://me:word@a.example", r#"Scheme("ftp://***@a.example")"#),
            ("socks5://a.example", r#"Scheme("socks5://a.example")"#),
            ("file://host/srv", r#"File("file://host/srv")"#),
            ("file:///srv?x=1", r#"File("file:///srv?x=***")"#),
            ("file://C:/proxy", r#"File("file://C:/proxy")"#),
            ("https://", r#"Host("https://")"#),
            ("https:///srv", r#"Host("https:///srv")"#),
            ("https:/a.example", r#"Host("https:/a.example")"#),
            (
                "https://a%2Cb.example",
                r#"Syntax { entry: "https://a%2Cb.example", reason: "its host holds an ASCII character in its escaped form" }"#,
            ),
        ] {
            assert_eq!(told(value), expected, "{value:?}");
        }
        for value in [
            "https://u:se@cret@a b",
            "u:secret@a.example:port",
            "https://u:secret@a\\b",
            "a:secret@",
            "a:secret://x@",
        ] {
            let error = List::parse(value).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("cret"), "{error}");
        }
    }

    #[test]
    fn a_file_lies_below_its_proxy() {
        let base = |text| Url::parse(text).unwrap();
        let at = |text| module_file(&base(text), "github.com/Azure/x", "@v/list").unwrap().to_string();
        assert_eq!(at("https://a.example"), "https://a.example/github.com/%21azure/x/@v/list");
        assert_eq!(at("https://a.example//sub/"), "https://a.example/sub/github.com/%21azure/x/@v/list");
        assert_eq!(
            at("https://u:p@a.example/a%20b?k=1"),
            "https://u:p@a.example/a%20b/github.com/%21azure/x/@v/list?k=1"
        );
        assert_eq!(at("file:///srv/p"), "file:///srv/p/github.com/!azure/x/@v/list");
        let zip = version_file(&base("https://a.example"), "a.example/b", "v1.0.0-RC+x#y", "zip").unwrap();
        assert_eq!(zip.path(), "/a.example/b/@v/v1.0.0-%21r%21c+x%23y.zip");
        assert!(module_file(&base("https://a.example"), "../x", "@latest").is_err());
        let hop = Hop { kind: HopKind::Proxy(base("https://a.example/")), next_on: NextOn::Never };
        let url = hop.file(&["sumdb", "sum.golang.org", "supported"]).unwrap();
        assert_eq!(url.as_str(), "https://a.example/sumdb/sum.golang.org/supported");
        assert_eq!(Hop { kind: HopKind::Off, next_on: NextOn::Never }.file(&["x"]), None);
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back_to_the_same_list(
            hosts in prop::collection::vec("[a-z]{1,8}(\\.[a-z]{2,4})(:[1-9][0-9]{0,3})?(/[a-z]{1,5}){0,2}", 1..5),
            rules in prop::collection::vec(prop::sample::select(vec![",", "|", " , ", "|,", ",,"]), 5),
            end in prop::sample::select(vec!["", "direct", "off", "https://z.example"]),
        ) {
            let value: String = hosts.iter().zip(&rules).flat_map(|(host, rule)| [host.as_str(), rule]).collect();
            let list = List::parse(&format!("{value}{end}")).unwrap();
            prop_assert_eq!(List::parse(&list.to_string()).unwrap(), list);
        }

        #[test]
        fn no_text_panics_and_no_password_is_told(text in "\\PC{0,20}", word in "[a-z]{1,4}") {
            let value = format!("{text}://{word}:SECRETWORD@host/{text}");
            let told = match List::parse(&value) {
                Ok(list) => format!("{list} {list:?}"),
                Err(error) => format!("{error} {error:?}"),
            };
            prop_assert!(!told.contains("SECRETWORD"));
        }
    }
}
