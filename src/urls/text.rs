//! Lines of any output as they may be shown.

use super::address::{self, Look, MASK};

/// A line of output with passwords and tokens left out: users and passwords in addresses, what is named a
/// token or a password, and what looks like one of the well-known hosts' tokens.
pub fn masked_in_text(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    let mut hide_next = false;
    for piece in line.split_inclusive([' ', '\t']) {
        let word = piece.trim_end_matches([' ', '\t']);
        if word.is_empty() {
            shown.push_str(piece);
            continue;
        }
        let (text, next) = if hide_next && !is_scheme(word) {
            (MASK.to_owned(), false)
        } else {
            word_masked(word, hide_next)
        };
        shown.push_str(&text);
        shown.push_str(&piece[word.len()..]);
        hide_next = next;
    }
    shown
}

/// Words before a secret that stands by itself.
fn is_scheme(word: &str) -> bool {
    ["basic", "bearer", "token"].contains(&word.to_ascii_lowercase().as_str())
}

/// The word, and whether the next one is a secret.
fn word_masked(word: &str, after_name: bool) -> (String, bool) {
    if is_scheme(word) && after_name {
        return (word.to_owned(), true);
    }
    if let Some((name, value)) = header(word) {
        let is_whole = value.trim_end_matches(['"', '\'']).is_empty() || is_scheme(value);
        return if is_whole { (word.to_owned(), true) } else { (format!("{name}:{MASK}"), false) };
    }
    if word.strip_prefix("--").is_some_and(is_secret_name) {
        return (word.to_owned(), true);
    }
    let word = addresses_masked(word);
    let word = parameters_masked(&word);
    (tokens_masked(&word), word.eq_ignore_ascii_case("bearer"))
}

/// The name of a header that holds a secret, and what follows it in the same word: `X-JFrog-Art-Api:`.
fn header(word: &str) -> Option<(&str, &str)> {
    const NAMES: [&str; 16] = [
        "authorization",
        "password",
        "passwd",
        "passphrase",
        "secret",
        "cookie",
        "-token",
        "_token",
        "api-key",
        "apikey",
        "access-key",
        "private-key",
        "art-api",
        "x-auth",
        "-credential",
        "-credentials",
    ];
    let (name, value) = word.split_once(':')?;
    let small = name.trim_start_matches(['"', '\'', '>', '<', '(']).to_ascii_lowercase();
    let small = small.trim_end_matches(['"', '\'']);
    let is_word = small.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    (is_word && !value.starts_with("//") && NAMES.iter().any(|known| small.ends_with(known)))
        .then_some((name, value))
}

/// Every address of a word: `https://me:pw@host`, `me:pw@host`, and lists of them.
fn addresses_masked(word: &str) -> String {
    let mut shown = String::with_capacity(word.len());
    let mut rest = word;
    // A word may begin with a quote, or with the name of a setting.
    if let Some(begin) = begin_of_address(rest) {
        shown.push_str(&before_address(&rest[..begin]));
        rest = &rest[begin..];
        while let Some(next) = next_of_list(rest) {
            shown.push_str(&with_end(&rest[..next]));
            rest = &rest[next..];
        }
        shown.push_str(&with_end(rest));
        return shown;
    }
    match rest.rfind('@') {
        Some(at) if secret_before(&rest[..at]) => format!("{MASK}{}", &rest[at..]),
        _ => odd_port_masked(rest),
    }
}

/// Where the next address of a list begins. A password may hold `://` too, so a separator and a scheme have to be there.
fn next_of_list(text: &str) -> Option<usize> {
    let end = address::scheme_end(text).unwrap_or(0);
    let begin = end + begin_of_address(&text[end..])?;
    let is_listed = text[..begin].ends_with([',', '|', ';', '"', '\'', '=', '(']);
    (is_listed && address::has_known_scheme(&text[begin..])).then_some(begin)
}

/// What stands before an address in the same word may be the beginning of a list.
fn before_address(text: &str) -> String {
    match text.rfind('@') {
        Some(at) if secret_before(&text[..at]) => format!("{MASK}{}", &text[at..]),
        _ => text.to_owned(),
    }
}

/// Where an address with a scheme begins: at the letters before `://`, or before the `:/` of a web address.
fn begin_of_address(text: &str) -> Option<usize> {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let begin = |at: usize| {
        let letters = text[..at].chars().rev().take_while(|c| is_letter(*c)).count();
        (letters > 0).then_some(at - letters)
    };
    let whole = text.find("://").and_then(begin);
    let short = ["https:/", "http:/"].iter().filter_map(|scheme| text.find(scheme)).min();
    whole.into_iter().chain(short).min()
}

/// The address, with the quotes and stops that end it left as they are. `git@` of ssh says nothing.
fn with_end(text: &str) -> String {
    let end = address::scheme_end(text).unwrap_or(0);
    if is_public_user(text[end..].split('@').next().unwrap_or_default()) {
        return text.to_owned();
    }
    let query = text.find(['?', '#']).filter(|at| !text[*at..].contains('@')).unwrap_or(text.len());
    let masked = address::masked(&text[..query], Look::Line);
    if address::is_open_login(&text[..query]) {
        // All behind it is gone, but for the quotes and stops around it.
        return format!("{masked}{}", closing(text));
    }
    format!("{masked}{}", &text[query..])
}

/// The quotes and stops at the end.
fn closing(text: &str) -> &str {
    &text[text.trim_end_matches(['"', '\'', ':', ',', '.', ')', ';', '`']).len()..]
}

/// `invalid port ":pw" after host` of Go's reader of addresses.
fn odd_port_masked(word: &str) -> String {
    match word.strip_prefix("\":").and_then(|rest| rest.strip_suffix('"')) {
        Some(port) if !port.is_empty() && !port.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("\":{MASK}\"")
        }
        _ => word.to_owned(),
    }
}

/// `git@host` of ssh says nothing.
fn is_public_user(user: &str) -> bool {
    user == "git" || user == "hg"
}

/// `me:pw` of an address without a scheme; not `file.go:3:5` nor a module's path.
fn secret_before(text: &str) -> bool {
    text.split_once(':').is_some_and(|(user, password)| {
        !user.is_empty() && !password.is_empty() && !user.contains('/') && !user.contains(".go")
    })
}

const SECRET_NAMES: [&str; 12] = [
    "token",
    "password",
    "passwd",
    "secret",
    "signature",
    "sig",
    "key",
    "api_key",
    "apikey",
    "credential",
    "pwd",
    "auth",
];

/// `access-token`, `API_KEY`
fn is_secret_name(name: &str) -> bool {
    let name = name.trim_start_matches(['"', '\'', '-']).trim_end_matches(['"', '\'']);
    let name = name.to_ascii_lowercase().replace('-', "_");
    SECRET_NAMES.iter().any(|known| name == *known || name.ends_with(&format!("_{known}")))
}

/// `…?token=x&password=y`, `"token":"x"`
fn parameters_masked(word: &str) -> String {
    let mut shown = String::with_capacity(word.len());
    for piece in word.split_inclusive(['?', '&', ';', ',', '{']) {
        let equals = piece.split_once('=').map(|(name, value)| (name, "=", value));
        let json = || piece.split_once("\":").map(|(name, value)| (name, "\":", value));
        let named = equals.or_else(json).filter(|(name, _, value)| !value.is_empty() && is_secret_name(name));
        match named {
            Some((name, sign, value)) => {
                let (quote, value) = value.split_at(value.len() - value.trim_start_matches('"').len());
                let end = value.find(['"', '\'', '&', ';', ',', '?', '#', '}']).unwrap_or(value.len());
                shown.push_str(name);
                shown.push_str(sign);
                shown.push_str(quote);
                shown.push_str(MASK);
                shown.push_str(&value[end..]);
            }
            None => shown.push_str(piece),
        }
    }
    shown
}

/// Tokens that say themselves what they are.
fn tokens_masked(word: &str) -> String {
    const BEGINNINGS: [&str; 12] = [
        "ghp_",
        "gho_",
        "ghu_",
        "ghs_",
        "ghr_",
        "github_pat_",
        "glpat-",
        "gldt-",
        "glcbt-",
        "ATATT",
        "xoxb-",
        "eyJhbGciOi",
    ];
    let mut word = word.to_owned();
    for beginning in BEGINNINGS {
        let mut from = 0;
        while let Some(at) = word[from..].find(beginning).map(|at| from + at) {
            let token = |c: char| c.is_ascii_alphanumeric() || "_-.=".contains(c);
            let end = word[at..].find(|c| !token(c)).map_or(word.len(), |end| at + end);
            word.replace_range(at..end, "***");
            from = at + 3;
        }
    }
    word
}
