//! Passwords and tokens in values of settings: whether there are any, and the value without them.

/// Settings whose values hold no addresses, so that an `@` in them means something else.
const NO_ADDRESSES: [&str; 4] = ["GOAUTH", "GOFLAGS", "GOTOOLCHAIN", "GOVCS"];

/// Whether a setting holds a user or a password in an address.
pub fn holds(key: &str, value: &str) -> bool {
    masked(key, value) != value
}

/// The value with what stands before an `@` of an address left out.
pub fn masked(key: &str, value: &str) -> String {
    if NO_ADDRESSES.contains(&key) {
        return value.to_owned();
    }
    let mut shown: Vec<String> = Vec::new();
    for piece in value.split_inclusive([',', '|', ' ']) {
        let (entry, separator) = piece.split_at(piece.trim_end_matches([',', '|', ' ']).len());
        let masked = entry_masked(entry);
        if masked != entry && !entry.contains("://") {
            hide_beginning(&mut shown);
        }
        shown.push(masked + separator);
    }
    shown.concat()
}

/// A line of anybody's output with passwords and tokens left out: users and passwords in addresses, what is named a
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
            ("***".to_owned(), false)
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
    let small = word.to_ascii_lowercase();
    if is_scheme(word) && after_name {
        return (word.to_owned(), true);
    }
    let announces = |name: &str| small.ends_with(&format!("{name}:"));
    if ["authorization", "private-token", "password", "passwd", "job-token", "set-cookie", "cookie"]
        .iter()
        .any(|n| announces(n))
    {
        return (word.to_owned(), true);
    }
    let word = address_masked(word);
    let word = parameters_masked(&word);
    (tokens_masked(&word), small == "bearer")
}

/// `https://me:pw@host` and `me:pw@host`
fn address_masked(word: &str) -> String {
    let start = word.find("://").map_or(0, |at| at + 3);
    let (scheme, rest) = word.split_at(start);
    let authority = rest.find(['/', '?', '#', '"', '\'']).unwrap_or(rest.len());
    // A password may hold what ends an authority. A port is a number.
    let is_port = |text: &str| {
        let digits = text.trim_end_matches([':', ',', '.', ')', ']']);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let port = |text: &str| text.split_once(':').is_none_or(|(_, port)| is_port(port));
    let end = match rest[..authority].rfind('@') {
        Some(at) => Some(at),
        None if start > 0 && !rest.starts_with('[') && !port(&rest[..authority]) => rest.rfind('@'),
        None => None,
    };
    match end {
        Some(at) if start > 0 && !is_public_user(&rest[..at]) => format!("{scheme}***{}", &rest[at..]),
        Some(at) if start == 0 && secret_before(&rest[..at]) => format!("***{}", &rest[at..]),
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

/// `…?token=x&password=y`
fn parameters_masked(word: &str) -> String {
    const NAMES: [&str; 12] = [
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
    let mut shown = String::with_capacity(word.len());
    for piece in word.split_inclusive(['?', '&', ';', ',']) {
        let named = piece.split_once('=').filter(|(name, value)| {
            let name = name.trim_start_matches(['"', '\'', '-']).to_ascii_lowercase().replace('-', "_");
            !value.is_empty()
                && NAMES.iter().any(|known| name == *known || name.ends_with(&format!("_{known}")))
        });
        match named {
            Some((name, value)) => {
                let end = value.find(['"', '\'', '&', ';', ',', '?', '#']).unwrap_or(value.len());
                shown.push_str(name);
                shown.push_str("=***");
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

/// A password may hold what separates a list: then the entries before are its beginning.
fn hide_beginning(shown: &mut [String]) {
    for piece in shown.iter_mut().rev() {
        let scheme = piece.find("://").map(|at| at + 3);
        if piece[scheme.unwrap_or(0)..].contains('/') {
            return;
        }
        let separator = piece.split_off(piece.trim_end_matches([',', '|', ' ']).len());
        piece.truncate(scheme.unwrap_or(0));
        piece.push_str("***");
        piece.push_str(&separator);
        if scheme.is_some() {
            return;
        }
    }
}

fn entry_masked(entry: &str) -> String {
    let start = entry.find("://").map_or(0, |at| at + 3);
    let (scheme, rest) = entry.split_at(start);
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    match authority.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}***@{host}{path}"),
        None => entry.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn users_and_passwords_are_left_out() {
        for (key, value, shown) in [
            ("GOPROXY", "https://me:pw@a.example/x,direct", "https://***@a.example/x,direct"),
            ("GOPROXY", "https://a.example|https://tok@b.example", "https://a.example|https://***@b.example"),
            ("GOPROXY", "me:pw@a.example,direct", "***@a.example,direct"),
            ("GOPROXY", "me:pw@a.example,https://b.example", "***@a.example,https://b.example"),
            ("GOPROXY", "https://me:p,w@a.example/x", "https://***,***@a.example/x"),
            ("GOPROXY", "https://me:p,q|w@a.example", "https://***,***|***@a.example"),
            ("GOPROXY", "https://b.example/,me:pw@a.example", "https://b.example/,***@a.example"),
            ("GOSUMDB", "sum.golang.org https://me:pw@a.example", "sum.golang.org https://***@a.example"),
            ("GOPRIVATE", "https://me:pw@a.example/x", "https://***@a.example/x"),
        ] {
            assert_eq!(masked(key, value), shown, "{value}");
            assert!(holds(key, value));
        }
    }

    #[test]
    fn what_holds_none_stays_as_it_is() {
        for (key, value) in [
            ("GOPROXY", "https://goproxy.cn|https://goproxy.io|direct"),
            ("GOPROXY", "file:///home/me@corp/proxy,direct"),
            ("GOPROXY", "goproxy.cn,direct"),
            ("GOSUMDB", "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"),
            ("GOPRIVATE", "*.corp.example,github.com/x"),
            ("GOAUTH", "git /home/me; tool me@host"),
            ("GOVCS", "a.example:git"),
            ("GOPROXY", ""),
        ] {
            assert_eq!(masked(key, value), value);
        }
    }

    #[test]
    fn secrets_of_any_output_are_left_out() {
        for (line, shown) in [
            (r#"Get "https://me:pw@h.example/x": EOF"#, r#"Get "https://***@h.example/x": EOF"#),
            (r#"parse "https://me:p/w@h.example/": invalid"#, r#"parse "https://***@h.example/": invalid"#),
            ("Username for 'https://tok@github.com':", "Username for 'https://***@github.com':"),
            ("lookup me:pw@proxy.example: no such host", "lookup ***@proxy.example: no such host"),
            ("> Authorization: Basic bWU6cHc= x", "> Authorization: Basic *** x"),
            ("authorization: Bearer abc", "authorization: Bearer ***"),
            ("PRIVATE-TOKEN: abc", "PRIVATE-TOKEN: ***"),
            ("https://h/x?private_token=abc&y=1 z", "https://h/x?private_token=***&y=1 z"),
            ("token ghp_abcDEF123 and glpat-x-y.", "token *** and ***"),
        ] {
            assert_eq!(masked_in_text(line), shown);
        }
    }

    #[test]
    fn what_is_no_secret_stays_in_any_output() {
        for line in [
            r#"go: example.com/m@v1.0.0: Get "https://h.example:8443/m/@v/v1.0.0.info": dial tcp [::1]:443: x"#,
            "git@github.com: Permission denied (publickey).",
            "fatal: could not read from ssh://git@github.com/x",
            "./main.go:3:5: undefined: x",
            "reading https://sum.golang.org/lookup/example.com/m@v1.0.0: 404 Not Found",
            "verifying module: checksum mismatch  two blanks\tand a tab",
        ] {
            assert_eq!(masked_in_text(line), line);
        }
    }

    proptest! {
        #[test]
        fn no_secret_of_an_address_is_shown_in_text(before in "[a-z :\"']{0,9}", user in "[a-z]{1,4}:", secret in "[a-zA-Z0-9/?#:;,&=!.-]{0,4}", host in "[a-z]{1,5}(:[0-9]{1,4})?(/[a-z@]{0,5})?") {
            // Before what ends an authority a number is a port.
            prop_assume!(!secret.starts_with(|c: char| c.is_ascii_digit()));
            let line = format!("{before}https://{user}{secret}S3CRET{secret}@{host}");
            prop_assert!(!masked_in_text(&line).contains("S3CRET"), "{}", masked_in_text(&line));
        }

        #[test]
        fn no_secret_is_shown(list in prop::collection::vec("(https?://)?(user:)?s3cret@[a-z]{1,5}(/[a-z]{0,3})?|direct|https://[a-z]{1,4}", 1..4), end in "[,|]") {
            prop_assert!(!masked("GOPROXY", &list.join(&end)).contains("s3cret"));
        }
    }
}
