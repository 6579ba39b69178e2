//! Passwords and tokens: whether a text holds any, and the text as it may be shown. All that gv shows of addresses, settings
//! and output of others goes through here. What is left out of a text reads `***`; an address that was understood is shown
//! without its login, query and fragment at all.

mod address;
pub mod loopback;
mod text;

pub use text::masked_in_text;

use address::{Look, MASK};
use std::net::Ipv6Addr;
use url::Url;

/// Settings whose values are words and commands, in which an `@` means something else.
const WORDS: [&str; 4] = ["GOAUTH", "GOFLAGS", "GOTOOLCHAIN", "GOVCS"];
/// Settings whose values are patterns of module paths.
const PATTERNS: [&str; 4] = ["GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE"];

/// What stands between the entries of a list or the words of a value.
const SEPARATORS: [char; 6] = [',', '|', ' ', '\t', '\n', '\r'];

/// Whether a setting holds what may be a password or a token: in a login, a query or a fragment of an address.
pub fn holds(key: &str, value: &str) -> bool {
    seen(key, value, Look::Sure) != value
}

/// An address as it may be shown: no user, no password, no query, no fragment, no slash at the end.
pub fn shown(url: &Url) -> String {
    // `user:secret@host` parses as the scheme `user`, `//user:/secret/@host` as the host `user`.
    if url.cannot_be_a_base() || has_login_in_path(url) {
        return masked_address(url.as_str());
    }
    let mut url = url.clone();
    // Neither can fail for an address with a host, and one without has nothing to hide.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_query(None);
    url.set_fragment(None);
    if url.scheme() != "file" {
        let path = address::path_masked(url.path()).into_owned();
        url.set_path(&path);
    }
    let text = url.to_string();
    match text.trim_end_matches('/') {
        // `file:///`
        scheme if scheme.ends_with(':') => text,
        shown => shown.to_owned(),
    }
}

/// Whether a part of the path begins with `@` and is not one that a module proxy serves.
fn has_login_in_path(url: &Url) -> bool {
    url.path().split('/').any(|part| part.starts_with('@') && !matches!(part, "@v" | "@latest"))
}

/// One address as it was written, valid or not, in a form that is safe to show.
pub fn masked_address(text: &str) -> String {
    let pieces: Vec<&str> = text.split_inclusive(SEPARATORS).collect();
    match pieces[..] {
        [] | [_] => address::masked(text, Look::Setting),
        // A password may have a blank or a comma in it: the `@` that ends it stands further on.
        [first, ref others @ ..]
            if address::is_open_login(first) && others.iter().any(|piece| piece.contains('@')) =>
        {
            address::masked(text, Look::Setting)
        }
        _ => masked("GOPROXY", text),
    }
}

/// An address of git: `user@host:path` and `ssh://user@host` name a user, which is no secret.
pub fn masked_git_address(text: &str) -> String {
    let (scheme, rest) = text.split_at(text.find("://").map_or(0, |at| at + 3));
    let user = rest.split('@').next().unwrap_or_default();
    let is_ssh = scheme.is_empty() || scheme.contains("ssh");
    let names_user = is_ssh && rest.contains('@') && !user.contains([':', '/', '?', '#']);
    if names_user { text.to_owned() } else { masked_address(text) }
}

/// The value of a setting as it may be shown.
pub fn masked(key: &str, value: &str) -> String {
    seen(key, value, Look::Setting)
}

fn seen(key: &str, value: &str, look: Look) -> String {
    if WORDS.contains(&key) {
        return masked_in_text(value);
    }
    let mut shown: Vec<String> = Vec::new();
    let mut open = false;
    for (at, piece) in value.split_inclusive(SEPARATORS).enumerate() {
        let (entry, separator) = piece.split_at(piece.trim_end_matches(SEPARATORS).len());
        let masked = match entry {
            "" | "direct" | "off" => entry.to_owned(),
            _ if open && is_bare_word(entry) || key == "GOSUMDB" && at > 1 && is_bare_word(entry) => {
                MASK.to_owned()
            }
            // A separator in a password: all before the host belongs to it.
            _ if at > 0 && entry.contains(['@', '\u{ff20}']) && address::scheme_end(entry).is_none() => {
                let host = entry.rsplit(['@', '\u{ff20}']).next().unwrap_or_default();
                format!("{MASK}@{}", entry_masked(key, host, look))
            }
            _ => entry_masked(key, entry, look),
        };
        if masked != entry && entry.contains(['@', '\u{ff20}']) && address::scheme_end(entry).is_none() {
            hide_beginning(&mut shown);
        }
        // A query goes on to the end of what may belong to it.
        open = entry.contains(['?', '#']) && masked != entry || open && masked == MASK;
        shown.push(masked + separator);
    }
    shown.concat()
}

fn entry_masked(key: &str, entry: &str, look: Look) -> String {
    let has_scheme = address::scheme_end(entry).is_some();
    if !has_scheme && PATTERNS.contains(&key) && !entry.contains(['@', '\u{ff20}', '=', '#']) {
        // `?` stands for any letter of a pattern.
        return entry.to_owned();
    }
    let is_key = key == "GOSUMDB" && !has_scheme && entry.matches('+').count() >= 2 && !entry.contains('@');
    let masked = if is_key { entry.to_owned() } else { address::masked(entry, look) };
    let is_open = !has_scheme && masked == entry && !PATTERNS.contains(&key) && address::has_odd_port(entry);
    match entry.split_once(':') {
        // `user:password`, whose host is missing.
        Some((host, _)) if is_open && !entry.starts_with(['/', '.']) && !is_drive(entry) => {
            if host.contains('.') { format!("{host}:{MASK}") } else { MASK.to_owned() }
        }
        _ => masked,
    }
}

/// `C:\proxy`
fn is_drive(entry: &str) -> bool {
    let bytes = entry.as_bytes();
    bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':' && matches!(bytes[2], b'\\' | b'/')
}

/// Whether it names no host: a part of what stood before it, perhaps.
fn is_bare_word(entry: &str) -> bool {
    let host = entry.split(['/', ':']).next().unwrap_or_default();
    address::scheme_end(entry).is_none() && !host.contains('.')
}

/// Whether this is a host, with or without a port: `go.example.com`, `10.0.0.1:80`, `[::1]`. `./` and `[/` begin with none.
fn is_name_or_address(host: &str) -> bool {
    if let Some((address, _)) = host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    let host = host.rsplit('@').next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default().trim_end_matches('.');
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || "-_*".contains(c));
    name.contains('.') && name.split('.').all(is_label)
}

/// A password may hold what separates a list: then the entries before are its beginning.
fn hide_beginning(shown: &mut [String]) {
    for piece in shown.iter_mut().rev() {
        let scheme = address::scheme_end(piece);
        let host = piece[scheme.unwrap_or(0)..].split(['/', '?', '#']).next().unwrap_or_default();
        // What follows a colon is a port, or a password.
        let is_login = !host.contains('[')
            && host.split_once(':').is_some_and(|(_, port)| !port.bytes().all(|byte| byte.is_ascii_digit()));
        let is_whole = piece[scheme.unwrap_or(0)..].contains('/') && is_name_or_address(host) && !is_login;
        if is_whole {
            return;
        }
        let separator = piece.split_off(piece.trim_end_matches(SEPARATORS).len());
        piece.truncate(scheme.unwrap_or(0));
        if !piece.ends_with(MASK) {
            piece.push_str(MASK);
        }
        piece.push_str(&separator);
        if scheme.is_some() {
            return;
        }
    }
}

#[cfg(test)]
mod tests;
