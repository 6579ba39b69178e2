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
        (
            "GOPROXY",
            "https://a.example/p?access_token=pw|direct",
            "https://a.example/p?access_token=***|direct",
        ),
        ("GOPROXY", "https://a.example/p?t=p,w,direct", "https://a.example/p?t=***,***,direct"),
        ("GOPROXY", "https://b.example,h.example/p?t=pw", "https://b.example,h.example/p?t=***"),
        (
            "GOPROXY",
            "https://a.example|https://user:p/,|/pw/@h.example,direct",
            "https://a.example|https://***,***|***@h.example,direct",
        ),
        ("GOPROXY", "me:pw", "***"),
        ("GOPROXY", "https:/jane:pw@host,direct", "https:/***@host,direct"),
        ("GOPROXY", "https://u:pw/,a/b,x@h", "https://***,***,***@h"),
        ("GOSUMDB", "sum.example+1+x https://a.example/?t=pw", "sum.example+1+x https://a.example/?t=***"),
        ("GOSUMDB", "sum.golang.org https://a.example pw", "sum.golang.org https://a.example ***"),
        ("GOAUTH", "tool --password pw https://u:pw@h", "tool --password *** https://***@h"),
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
        ("GOVCS", "public:git|hg,private:all"),
        ("GOPRIVATE", "corp?.example,github.com:org/x"),
        ("GOPROXY", r"C:\proxy"),
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
        ("X-JFrog-Art-Api: abc", "X-JFrog-Art-Api: ***"),
        ("-H 'X-Api-Key:abc' x", "-H 'X-Api-Key:*** x"),
        (
            r#"parse "https://jane:PW": invalid port ":PW" after host"#,
            r#"parse "https://***": invalid port ":***" after host"#,
        ),
        ("GOPROXY=https:/jane:PW@host", "GOPROXY=https:/***@host"),
        (
            "GOPROXY=https://a.example,https://u:PW@b.example",
            "GOPROXY=https://a.example,https://***@b.example",
        ),
        (
            "GOPROXY=https://u:PW@b.example,https://c.example",
            "GOPROXY=https://***@b.example,https://c.example",
        ),
        (r#"{"access_token":"PW","x":1}"#, r#"{"access_token":"***","x":1}"#),
        ("Get https://dl.example/a1B2c3D4e5F6g7H8/x: EOF", "Get https://dl.example/***/x: EOF"),
        ("token ghp_abcDEF123 and glpat-x-y.", "token *** and ***"),
    ] {
        assert_eq!(masked_in_text(line), shown);
    }
}

#[test]
fn what_is_no_secret_stays_in_any_output() {
    for line in [
        r#"go: example.com/m@v1.0.0: Get "https://h.example:8443/m/@v/v1.0.0.info": dial tcp [::1]:443: x"#,
        "lookup goproxy.cn:443: i/o timeout https://a.example:8443: x",
        "go: example.com/x-token: module lookup disabled",
        "https://proxy.golang.org: EOF",
        "git@github.com: Permission denied (publickey).",
        "fatal: could not read from ssh://git@github.com/x",
        "./main.go:3:5: undefined: x",
        "reading https://sum.golang.org/lookup/example.com/m@v1.0.0: 404 Not Found",
        "verifying module: checksum mismatch  two blanks\tand a tab",
    ] {
        assert_eq!(masked_in_text(line), line);
    }
}

#[test]
fn a_part_of_a_path_is_masked_and_is_not_said_to_be_a_secret() {
    let value = "https://dl.example/a1B2c3D4e5F6g7H8/go";
    assert_eq!(masked("GOPROXY", value), "https://dl.example/***/go");
    assert!(!holds("GOPROXY", value));
    assert_eq!(shown(&Url::parse(value).unwrap()), "https://dl.example/***/go");
}

#[test]
fn a_user_of_ssh_is_no_secret() {
    for (address, shown) in [
        ("git@h:x", "git@h:x"),
        ("ssh://jane@h/x", "ssh://jane@h/x"),
        ("ssh://jane:pw@h/x", "ssh://***@h/x"),
        ("https://tok@h/x", "https://***@h/x"),
        ("https:/u:pw@h/x", "https:/***@h/x"),
    ] {
        assert_eq!(masked_git_address(address), shown);
    }
}

/// An entry with the secret in one of the places where secrets stand.
fn entry() -> impl Strategy<Value = String> {
    let scheme =
        prop::sample::select(vec!["https://", "http://", "https:/", "https:///", "https:", "socks5://", ""]);
    let host = "[a-z]{1,6}\\.[a-z]{2,4}(:[0-9]{2,4})?(/[a-z]{1,4}){0,2}";
    let odd = "[/?#:,|&=!.@ -]{0,3}";
    let place = (scheme, host, odd, prop::sample::select(vec![0, 1, 2, 3, 4]));
    place.prop_map(|(scheme, host, odd, place)| match place {
        0 => format!("{scheme}user:S3CRET{}@{host}", odd.replace('/', "")),
        1 => format!("{scheme}S3CRET@{host}"),
        2 => format!("{scheme}{host}?token=S3CRET"),
        3 => format!("{scheme}{host}#S3CRET"),
        // Behind a separator or a slash it would be a path of its own.
        _ => format!("{scheme}user:{}S3CRET/@{host}", odd.replace(['|', ',', ' ', '/', '?', '#'], "")),
    })
}

proptest! {
    #[test]
    fn no_secret_of_an_address_is_shown_in_text(before in "[a-z :\"']{0,9}", user in "[a-z]{1,4}:", secret in "[a-zA-Z0-9/?#:;,&=!.-]{0,4}", host in "h[a-z]{1,5}(:[0-9]{1,4})?(/[a-z@]{0,5})?") {
        // Before what ends an authority a number is a port.
        prop_assume!(!secret.starts_with(|c: char| c.is_ascii_digit()));
        let line = format!("{before}https://{user}{secret}S3CRET{secret}@{host}");
        prop_assert!(!masked_in_text(&line).contains("S3CRET"), "{}", masked_in_text(&line));
    }

    #[test]
    fn no_secret_is_shown(list in prop::collection::vec("(https?://)?(user:)?s3cret@[a-z]{1,5}(/[a-z]{0,3})?|direct|https://[a-z]{1,4}", 1..4), end in "[,|]") {
        prop_assert!(!masked("GOPROXY", &list.join(&end)).contains("s3cret"));
    }

    #[test]
    fn no_secret_of_a_list_is_shown(entries in prop::collection::vec(entry(), 1..4), end in "[,|]", last in "(direct|off|https://a\\.example|)") {
        let value = format!("{}{end}{last}", entries.join(&end));
        for key in ["GOPROXY", "GOPRIVATE"] {
            let shown = masked(key, &value);
            prop_assert!(!shown.contains("S3CRET"), "{value} {shown}");
            prop_assert!(holds(key, &value));
        }
        let shown = masked("GOSUMDB", &format!("sum.golang.org {value}"));
        prop_assert!(!shown.contains("S3CRET"), "{shown}");
        // A separator within an entry makes two of it, and what follows it is a host that go would ask.
        let is_whole = !entries.iter().any(|entry| entry.contains([',', '|']));
        if is_whole && let Ok(list) = crate::golang::goproxy::List::parse(&value) {
            let told = format!("{list} {list:?}");
            prop_assert!(!told.contains("S3CRET"));
        }
        for entry in &entries {
            let shown = masked_address(entry);
            prop_assert!(!shown.contains("S3CRET"), "{entry} {shown}");
            // What the parser takes for the host is no secret: it is where a request would go.
            if let Ok(url) = Url::parse(entry)
                && url.host_str().is_none_or(|host| !host.contains("S3CRET"))
            {
                let shown = crate::urls::shown(&url);
                prop_assert!(!shown.contains("S3CRET"), "{entry} {shown}");
            }
        }
    }

    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,40}", key in prop::sample::select(vec!["GOPROXY", "GOSUMDB", "GOPRIVATE", "GOAUTH"])) {
        let _ = (masked(key, &text), holds(key, &text), masked_in_text(&text), masked_git_address(&text), masked_address(&text));
    }
}

proptest! {
    /// What stands around a secret, separators among it, does not uncover it.
    #[test]
    fn no_oddity_in_a_password_uncovers_it(odd in "[!-/:-@\\[-`{-~\u{ff20} ]{0,8}") {
        prop_assume!(!odd.contains("://"));
        for address in [
            format!("https://user:S3CR3T{odd}@host.example/x"),
            format!("https://S3CR3T:81x{odd} x@host.example/x"),
            format!("user:S3CR3T$#/,.//,{odd}@host.example"),
            format!("https://user:p{odd}S3CR3T/@host.example"),
            format!("https:/user:S3CR3T{odd}@host.example"),
            format!("user:S3CR3T{odd}@host.example"),
            format!("https://host.example/x?token=S3CR3T{odd}"),
            format!("https://host.example/x#S3CR3T{odd}"),
        ] {
            let list = format!("https://a.example|{address},direct");
            let shown = masked("GOPROXY", &list);
            prop_assert!(!shown.contains("S3CR3T"), "{}: {}", list, shown);
            prop_assert!(!masked_address(&address).contains("S3CR3T"), "{}", address);
            prop_assert!(holds("GOPROXY", &list), "{}", list);
        }
    }
}
