//! One address, well formed or not, as it may be shown. What may be a secret reads `***`: all that stands before an `@`,
//! the values of a query, a fragment, a port that is no number (the rest of a login whose `@` is missing), and parts of
//! a path that look like a token. It is read by looks and not by a parser: what a parser refuses has to be masked too.

use std::borrow::Cow;

/// Schemes of addresses. A word before `://` that is none of them may be a part of a password.
const SCHEMES: [&str; 20] = [
    "http",
    "https",
    "file",
    "ftp",
    "ftps",
    "socks",
    "socks4",
    "socks4a",
    "socks5",
    "socks5h",
    "ssh",
    "git",
    "git+ssh",
    "git+http",
    "git+https",
    "svn",
    "svn+ssh",
    "bzr",
    "hg",
    "fossil",
];

/// What a secret is replaced with.
pub(super) const MASK: &str = "***";

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// A value that was written as an address: in doubt it is masked.
    Setting,
    /// The same, but parts of a path, which only look like tokens, are left as they are.
    Sure,
    /// A word of a line, which may be no address at all: in doubt it is shown.
    Line,
}

/// An address in its parts: `scheme://`, then what stands before its query or fragment, then those.
struct Parts<'a> {
    scheme: &'a str,
    place: &'a str,
    rest: &'a str,
}

/// An address as it may be shown.
pub(super) fn masked(text: &str, look: Look) -> String {
    let (scheme, rest) = text.split_at(scheme_end(text).unwrap_or(0));
    let is_file = starts_with(scheme, "file:");
    let after = match login_end(rest, is_file && !scheme.ends_with("://"), scheme.is_empty(), look) {
        Login::None => return parts_masked(&split(scheme, rest), look),
        // Nothing says where it ends.
        Login::Open(host) => return format!("{scheme}{host}{MASK}"),
        Login::Until(at) => &rest[at..],
    };
    let is_bare = scheme.is_empty();
    let scheme = if has_known_scheme(scheme) { scheme } else { "" };
    // Without a scheme it may be `host:path` of git.
    let authority = after.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    if !is_bare && has_odd_port(authority) {
        return format!("{scheme}{MASK}{}{MASK}", before_port(authority));
    }
    let shown = parts_masked(&split("", after), look);
    format!("{scheme}{MASK}{shown}")
}

/// A path as it may be shown.
pub(super) fn path_masked(path: &str) -> Cow<'_, str> {
    if !path.split('/').any(is_token) {
        return Cow::Borrowed(path);
    }
    let parts = path.split('/').map(|part| if is_token(part) { MASK } else { part });
    Cow::Owned(parts.collect::<Vec<_>>().join("/"))
}

/// Where the scheme ends, with every slash behind it: `https://`, `https:/`, `https:\\`.
pub(super) fn scheme_end(text: &str) -> Option<usize> {
    let colon = text.find(':')?;
    let name = &text[..colon];
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let slashes = text[colon + 1..].bytes().take_while(|byte| matches!(byte, b'/' | b'\\')).count();
    let is_known = SCHEMES.iter().any(|known| name.eq_ignore_ascii_case(known));
    let is_scheme = is_name && (slashes >= 2 || slashes == 1 && is_known || is_known && name.len() > 3);
    is_scheme.then_some(colon + 1 + slashes)
}

/// Whether the scheme is one that addresses have.
pub(super) fn has_known_scheme(text: &str) -> bool {
    SCHEMES.iter().any(|known| starts_with(text, &format!("{known}:")))
}

/// Whether a login seems to begin that nothing ends.
pub(super) fn is_open_login(text: &str) -> bool {
    let (scheme, rest) = text.split_at(scheme_end(text).unwrap_or(0));
    let is_path = starts_with(scheme, "file:") && !scheme.ends_with("://");
    matches!(login_end(rest, is_path, scheme.is_empty(), Look::Line), Login::Open(_))
}

/// Where a login ends.
enum Login<'a> {
    /// There is none.
    None,
    /// At the `@` here.
    Until(usize),
    /// There seems to be one without an end; what stands before it may be shown.
    Open(&'a str),
}

fn login_end(rest: &str, is_path: bool, is_bare: bool, look: Look) -> Login<'_> {
    let end = rest.find(['/', '\\', '?', '#', '"', '\'']).unwrap_or(rest.len());
    let authority = &rest[..end];
    let is_file = is_bare && ["/", "./", "../"].iter().any(|start| rest.starts_with(start));
    if is_path && !authority.contains(':') || is_file && !rest.contains(':') {
        return Login::None;
    }
    // Behind what could be a host an `@` may belong to a path: `/mod@v1.0.0`, `/mod/@v/list`.
    let is_host = is_host(authority);
    let beyond = ats(&rest[end..]).filter(|at| !is_of_version(rest, end + at)).last().map(|at| end + at);
    let is_doubtful = is_host || is_bare;
    let last = match beyond {
        Some(at) if look != Look::Line || !is_doubtful => Some(at),
        _ => ats(authority).last(),
    };
    match last {
        Some(at) if is_in_query(rest, at, is_host) => Login::Open(""),
        Some(at) => Login::Until(at),
        None if has_odd_port(authority) && !is_bare => Login::Open(before_port(authority)),
        None => Login::None,
    }
}

/// Whether an `@` stands behind a `?` or `#` that may begin a query: behind a host, or behind another `@`. The same text may
/// be a login with such a sign in its password, so that neither side may be shown.
fn is_in_query(rest: &str, at: usize, is_host: bool) -> bool {
    let from = if is_host { 0 } else { ats(rest).next().unwrap_or(at) };
    rest[from..at].contains(['?', '#'])
}

/// Where each `@` stands, also those that are written in another way.
fn ats(text: &str) -> impl Iterator<Item = usize> + '_ {
    let plain = text.match_indices(['@', '\u{ff20}']).map(|(at, _)| at);
    let escaped = text.match_indices("%40").map(|(at, _)| at);
    let mut all: Vec<usize> = plain.chain(escaped).collect();
    all.sort_unstable();
    all.into_iter()
}

/// Whether an `@` begins a version of a module, or a folder of the GOPROXY protocol, which stands behind a slash.
fn is_of_version(text: &str, at: usize) -> bool {
    let Some(after) = text[at..].strip_prefix('@') else { return false };
    let version = after.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let is_folder = text[..at].ends_with('/') && (after.starts_with("v/") || after.starts_with("latest"));
    version || is_folder
}

/// Whether it can hardly be a user with a password: a name with a dot, `localhost`, an address, with or without a port.
fn is_host(authority: &str) -> bool {
    let name = authority.split(':').next().unwrap_or_default();
    let is_name = name.contains('.') || name.eq_ignore_ascii_case("localhost") || authority.starts_with('[');
    is_name && !has_odd_port(authority)
}

/// Whether what stands where a port should is no number. What ends a sentence may follow a number.
pub(super) fn has_odd_port(authority: &str) -> bool {
    if authority.starts_with('[') {
        return false;
    }
    let Some((_, port)) = authority.split_once(':') else { return false };
    let port = port.trim_end_matches([':', ',', '.', ')', ']', ';']);
    let rest = port.trim_start_matches(|c: char| c.is_ascii_digit());
    let goes_on = rest.starts_with(|c: char| c.is_alphanumeric() || "-_~%:".contains(c));
    !port.is_empty() && (rest.len() == port.len() || goes_on)
}

/// A host is worth showing; a user is not.
fn before_port(authority: &str) -> &str {
    match authority.split_once(':') {
        Some((host, _)) if host.contains('.') => &authority[..=host.len()],
        _ => "",
    }
}

fn split<'a>(scheme: &'a str, text: &'a str) -> Parts<'a> {
    let (place, rest) = text.split_at(text.find(['?', '#']).unwrap_or(text.len()));
    Parts { scheme, place, rest }
}

fn parts_masked(parts: &Parts<'_>, look: Look) -> String {
    let Parts { scheme, place, rest } = parts;
    let is_path = scheme.is_empty() && place.starts_with(['/', '.']) || starts_with(scheme, "file:");
    let place = if is_path || look == Look::Sure { Cow::Borrowed(*place) } else { path_masked(place) };
    format!("{scheme}{place}{}", query_masked(rest))
}

/// `?a=1&b#c` as `?a=***&***#***`
fn query_masked(text: &str) -> String {
    let (query, fragment) = text.split_at(text.find('#').unwrap_or(text.len()));
    let mut shown = String::new();
    for piece in query.split_inclusive(['?', '&', ';']) {
        let (pair, end) = piece.split_at(piece.trim_end_matches(['?', '&', ';']).len());
        match pair.split_once('=') {
            _ if pair.is_empty() => {}
            Some((name, value)) if is_parameter(name) && !value.trim_start_matches('=').is_empty() => {
                shown.extend([name, "=", MASK]);
            }
            _ => shown.push_str(MASK),
        }
        shown.push_str(end);
    }
    if fragment.len() > 1 { shown + "#" + MASK } else { shown + fragment }
}

/// Whether this names a parameter. A token by itself may end in `=`, as base64 does, and may hold one.
fn is_parameter(name: &str) -> bool {
    name.len() <= 32 && name.bytes().all(|byte| byte.is_ascii_lowercase() || b"-_".contains(&byte))
}

/// Whether a part of a path looks like a token: long, and letters and digits without an order; or a UUID.
fn is_token(part: &str) -> bool {
    let changes = |run: &str| {
        let class = |c: char| (c.is_ascii_digit(), c.is_ascii_uppercase());
        run.chars().zip(run.chars().skip(1)).filter(|(one, next)| class(*one) != class(*next)).count()
    };
    let runs = || part.split(|c: char| !c.is_ascii_alphanumeric());
    let is_uuid = runs().map(str::len).eq([8, 4, 4, 4, 12])
        && part.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let is_plain = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_~".contains(&byte));
    is_plain && (is_uuid || runs().any(|run| run.len() >= 16 && changes(run) >= 4))
}

fn starts_with(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_secret_is_masked() {
        for (text, shown) in [
            ("https://a.example/x", "https://a.example/x"),
            ("https://me:pw@a.example/x", "https://***@a.example/x"),
            ("https:/jane:PW@host", "https:/***@host"),
            ("https:///jane:PW@host", "https:///***@host"),
            (r"https:\\jane:PW@host", r"https:\\***@host"),
            ("https:jane:PW@host", "https:***@host"),
            ("https://jane:PW#@host", "https://***@host"),
            ("https://jane:P?W@host/x?y=1", "https://***@host/x?y=***"),
            ("https://jane:PW@P?W@host", "https://***"),
            ("https://jane:PW@host?q=x@PW", "https://***"),
            ("https://a.example/p?q=x@PW", "https://***"),
            ("/u:https://u:PW@v/x", "***@v/x"),
            ("https://u:PW/@corp", "https://***@corp"),
            ("https://u:80/PW@corp", "https://***@corp"),
            ("https://jane:PW", "https://***"),
            ("https://a.example:PW/x", "https://a.example:***"),
            ("https://u:PW%40corp.example/x", "https://***%40corp.example/x"),
            ("https://tok@a.example", "https://***@a.example"),
            ("https://jane:PW@a.example:PW/x", "https://***@a.example:***"),
            ("git@a.example:org/x", "***@a.example:org/x"),
            ("jane:PW@host:8080", "***@host:8080"),
            ("PW://x@host", "***@host"),
            ("\"https://u:PW@h\"", "***@h\""),
            ("https://h/p?token=PW", "https://h/p?token=***"),
            ("https://h/p?PW", "https://h/p?***"),
            ("https://h/p?a=PW&b=PW;c=PW#PW", "https://h/p?a=***&b=***;c=***#***"),
            ("https://h/p?c2VjcmV0", "https://h/p?***"),
            ("https://h/p?c2VjcmV0=", "https://h/p?***"),
            ("https://h/p?secret==", "https://h/p?***"),
            ("https://h/p?c2Vj/=cmV0", "https://h/p?***"),
            ("h/p?token=PW", "h/p?token=***"),
            ("https://dl.example/a1B2c3D4e5F6g7H8/org/go", "https://dl.example/***/org/go"),
            ("https://dl.example/550e8400-e29b-41d4-a716-446655440000/go", "https://dl.example/***/go"),
            ("file://me:PW@host/x", "file://***@host/x"),
        ] {
            assert_eq!(masked(text, Look::Setting), shown, "{text}");
        }
    }

    #[test]
    fn what_is_none_is_shown() {
        for text in [
            "https://a.example:8443/x/mod@v1.0.0",
            "https://a.example/x/@v/list",
            "https://[::1]:8080/x",
            "http://localhost:3000",
            "https://nexus.example/repository/go-group-development2024/",
            "https://github.com/!azure/azure-sdk-for-go-v68/aws-s3-e2e-v2",
            "file:///home/me@corp/proxy",
            "file:/home/me@corp/proxy",
            "/home/me@corp/proxy",
            "goproxy.cn",
            "socks5h://127.0.0.1:1080",
            "direct",
            "",
        ] {
            assert_eq!(masked(text, Look::Setting), text);
            assert_eq!(masked(text, Look::Line), text);
        }
    }
}
