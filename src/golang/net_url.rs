//! What Go's net/url makes of an absolute address, as far as the address of a proxy needs it: scheme, user and host.
//! It differs from what browsers read (the `url` crate): nothing is trimmed or corrected.

use crate::lang::{Lang, displayed, say};
use percent_encoding::percent_decode_str;

/// An address taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parsed {
    /// In lower case; empty where there is none.
    pub scheme: String,
    /// The user and the password, decoded.
    pub user: Option<(String, Option<String>)>,
    /// The host, with a port where one is named; empty where there is none.
    pub host: String,
}

/// Why there is nothing to be taken apart. It never holds a part of the address, which may be a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A control character.
    Control,
    /// A colon at the beginning.
    Scheme,
    /// A colon where no scheme can be.
    Colon,
    /// A character that neither a user nor a password may have as it is.
    User,
    /// A `%` that two hexadecimal digits do not follow.
    Escape,
    /// A character that no host has.
    Host,
    /// Something else than digits.
    Port,
}

/// Takes an address apart as `url.Parse` does.
pub fn parse(text: &str) -> Result<Parsed, Fault> {
    if text.bytes().any(|byte| byte < 0x20 || byte == 0x7f) {
        return Err(Fault::Control);
    }
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    escapes(fragment)?;
    let (scheme, rest) = scheme(text)?;
    let scheme = scheme.to_ascii_lowercase();
    let rest = rest.split_once('?').map_or(rest, |(rest, _)| rest);
    if !rest.starts_with('/') {
        let segment = rest.split('/').next().unwrap_or_default();
        return match scheme.is_empty() {
            true if segment.contains(':') => Err(Fault::Colon),
            true => escapes(rest).map(|()| Parsed::default()),
            // What follows the scheme is opaque: there is no host.
            false => Ok(Parsed { scheme, ..Parsed::default() }),
        };
    }
    let mut parsed = Parsed { scheme, ..Parsed::default() };
    let mut path = rest;
    let named = !parsed.scheme.is_empty() || !rest.starts_with("///");
    if let Some(after) = rest.strip_prefix("//").filter(|_| named) {
        let end = after.find('/').unwrap_or(after.len());
        path = &after[end..];
        (parsed.user, parsed.host) = authority(&parsed.scheme, &after[..end])?;
    }
    escapes(path)?;
    Ok(parsed)
}

/// The scheme and what follows its colon. Where the text cannot begin with one, there is none.
fn scheme(text: &str) -> Result<(&str, &str), Fault> {
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'0'..=b'9' | b'+' | b'-' | b'.' if at > 0 => {}
            b':' if at == 0 => return Err(Fault::Scheme),
            b':' => return Ok((&text[..at], &text[at + 1..])),
            _ => break,
        }
    }
    Ok(("", text))
}

type Authority = (Option<(String, Option<String>)>, String);

fn authority(scheme: &str, text: &str) -> Result<Authority, Fault> {
    let Some((user, place)) = text.rsplit_once('@') else { return Ok((None, host(scheme, text)?)) };
    let place = host(scheme, place)?;
    if !user.bytes().all(is_of_user) {
        return Err(Fault::User);
    }
    escapes(user)?;
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let (name, password) = user.split_once(':').map_or((user, None), |(name, word)| (name, Some(word)));
    Ok((Some((decoded(name), password.map(decoded))), place))
}

/// What a user and a password may be written with (`validUserinfo`).
fn is_of_user(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._:~!$&'()*+,;=%@".contains(&byte)
}

fn host(scheme: &str, text: &str) -> Result<String, Fault> {
    if let Some(inner) = text.strip_prefix('[') {
        let (address, port) = inner.rsplit_once(']').ok_or(Fault::Host)?;
        is_port(port)?;
        let (plain, zone) =
            address.split_once("%25").map_or((address, None), |(plain, zone)| (plain, Some(zone)));
        let known = plain.parse::<std::net::Ipv6Addr>().is_ok();
        escapes(zone.unwrap_or_default())?;
        return if known { Ok(text.to_owned()) } else { Err(Fault::Host) };
    }
    if text.contains('[') {
        return Err(Fault::Host);
    }
    // Several colons are for lists of hosts, which addresses of other schemes may have.
    let strict = matches!(scheme, "http" | "https");
    let colon = if strict { text.find(':') } else { text.rfind(':') };
    is_port(colon.map_or("", |at| &text[at..]))?;
    if text.bytes().any(|byte| byte.is_ascii() && !is_of_host(byte)) {
        return Err(Fault::Host);
    }
    escapes(text)?;
    let bytes = text.as_bytes();
    // Of a host only what is not ASCII may be written with %.
    let ascii = bytes.windows(2).any(|two| two[0] == b'%' && two[1] < b'8');
    if ascii { Err(Fault::Escape) } else { Ok(percent_decode_str(text).decode_utf8_lossy().into_owned()) }
}

fn is_of_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~!$&'()*+,;=:[]<>\"%".contains(&byte)
}

fn is_port(text: &str) -> Result<(), Fault> {
    match text.strip_prefix(':') {
        None if text.is_empty() => Ok(()),
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => Ok(()),
        _ => Err(Fault::Port),
    }
}

/// Whether every `%` is followed by two hexadecimal digits.
fn escapes(text: &str) -> Result<(), Fault> {
    let bytes = text.as_bytes();
    let sound =
        |at: usize| bytes.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
    let all = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'%').all(|(at, _)| sound(at));
    if all { Ok(()) } else { Err(Fault::Escape) }
}

displayed!(Fault);

impl Fault {
    /// What is wrong with an address.
    pub fn message(self, lang: Lang) -> String {
        match self {
            Self::Control => say!(lang, "it contains a control character", "含有控制字符"),
            Self::Scheme => say!(lang, "it begins with a colon", "以冒号开头"),
            Self::Colon => {
                say!(lang, "what stands before its first colon is not a scheme", "第一个冒号之前不是协议名")
            }
            Self::User => say!(
                lang,
                "its user or password has a character that must be written as %XX",
                "用户名或密码中有必须写成 %XX 的字符"
            ),
            Self::Escape => say!(
                lang,
                "it has a % that is not followed by two hexadecimal digits",
                "% 之后不是两位十六进制数"
            ),
            Self::Host => say!(lang, "its host has an invalid character", "主机名中有无效字符"),
            Self::Port => say!(lang, "its port is not a number", "端口不是数字"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        match parse(text) {
            Err(fault) => format!("{fault:?}"),
            Ok(Parsed { scheme, user, host }) => {
                let user = user.map(|(name, word)| format!("{name}/{} at ", word.unwrap_or("-".to_owned())));
                format!("{scheme}|{}{host}", user.unwrap_or_default())
            }
        }
    }

    /// What go1.27's own table (net/url, `url_test.go`) and its rules say of each.
    #[test]
    fn addresses_are_taken_apart_as_go_does() {
        for (text, expected) in [
            ("http://www.google.com", "http|www.google.com"),
            ("http://www.google.com/file%20one%26two", "http|www.google.com"),
            ("http://webmaster@www.google.com/", "http|webmaster/- at www.google.com"),
            ("http://john%20doe@www.google.com/", "http|john doe/- at www.google.com"),
            ("http:www.google.com/?q=go+language", "http|"),
            ("http:%2f%2fwww.google.com/?q=go+language", "http|"),
            ("mailto:/webmaster@golang.org", "mailto|"),
            ("/foo?query=http://bad", "|"),
            ("//foo", "|foo"),
            ("//user@foo/path?a=b", "|user/- at foo"),
            ("///threeslashes", "|"),
            ("http://user:password@google.com", "http|user/password at google.com"),
            ("http://j@ne:password@google.com", "http|j@ne/password at google.com"),
            ("http://jane:p@ssword@google.com", "http|jane/p@ssword at google.com"),
            ("http://192.168.0.1:8080/", "http|192.168.0.1:8080"),
            ("http://[fe80::1]:8080/", "http|[fe80::1]:8080"),
            ("http://[fe80::1%25en0]/", "http|[fe80::1%25en0]"),
            ("http://hello.世界.com/foo", "http|hello.世界.com"),
            ("http://hello.%e4%b8%96%e7%95%8c.com/foo", "http|hello.世界.com"),
            ("HTTP://HOST:1", "http|HOST:1"),
            ("tcp://h:3140", "tcp|h:3140"),
            ("a b", "|"),
            ("http:///", "http|"),
            ("http://h:", "http|h:"),
            ("localhost:7890", "localhost|"),
            ("1.2.3.4:7890", "Colon"),
            (":7890", "Scheme"),
            (" http://h:1", "Colon"),
            ("\"http://h:1\"", "Colon"),
            ("http://h:1 ", "Port"),
            ("http://h:port", "Port"),
            ("http://::1:80", "Port"),
            ("http://a b.com/", "Host"),
            ("http://[::1", "Host"),
            ("http://[192.0.2.1]/", "Host"),
            ("http://x[::1]/", "Host"),
            ("http://a%20b.com/", "Escape"),
            ("http://h/%zz", "Escape"),
            ("http://u:50%off@h:1", "Escape"),
            ("http://u:se^cret@h:1", "User"),
            ("http://CORP\\ann:pw@h:1", "User"),
            ("http://u:p w@h:1", "User"),
            ("http://u:p#w@h:1", "Port"),
            ("http://u:p/w@h:1", "Port"),
            ("http://h/\u{7f}", "Control"),
            ("http://\nh", "Control"),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken_apart_or_refused(text in "(http|socks5)?(://)?.{0,30}") {
            let _ = parse(&text);
        }

        #[test]
        fn what_is_encoded_is_decoded(password in "\\PC{1,12}") {
            let encoded = percent_encoding::utf8_percent_encode(&password, percent_encoding::NON_ALPHANUMERIC);
            let parsed = parse(&format!("http://u:{encoded}@h:1")).unwrap();
            prop_assert_eq!(parsed.user, Some(("u".to_owned(), Some(password))));
        }
    }
}
