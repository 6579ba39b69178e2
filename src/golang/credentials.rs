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

    proptest! {
        #[test]
        fn no_secret_is_shown(list in prop::collection::vec("(https?://)?(user:)?s3cret@[a-z]{1,5}(/[a-z]{0,3})?|direct|https://[a-z]{1,4}", 1..4), end in "[,|]") {
            prop_assert!(!masked("GOPROXY", &list.join(&end)).contains("s3cret"));
        }
    }
}
