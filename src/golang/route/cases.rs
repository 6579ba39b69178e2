//! The routes of `cases.txt`, and what stands beside them in a route.

use super::*;
use crate::env::Env;

const CASES: &str = include_str!("cases.txt");

/// One line of the file with the settings above it.
struct Case<'a> {
    set: &'a str,
    wanted: Wanted<'a>,
    expected: &'a str,
}

fn cases() -> Vec<Case<'static>> {
    let mut set = "";
    let mut cases = Vec::new();
    for line in CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(settings) = line.strip_prefix("set") {
            set = settings.strip_prefix(' ').unwrap_or_default();
            continue;
        }
        let (asked, expected) = line.split_once(" => ").unwrap();
        let (asked, in_go_sum) = asked.strip_suffix(" +sum").map_or((asked, false), |asked| (asked, true));
        let (module, version) = asked.split_once('@').map_or((asked, None), |(path, v)| (path, Some(v)));
        cases.push(Case { set, wanted: Wanted { module, version, in_go_sum }, expected });
    }
    cases
}

fn values(set: &str) -> Values<'_> {
    let mut values =
        Values { goproxy: goproxy::DEFAULT, gosumdb: super::super::database::DEFAULT, ..Values::default() };
    for (key, value) in set.split(" ; ").filter_map(|pair| pair.split_once('=')) {
        match key {
            "GOPROXY" => values.goproxy = value,
            "GOPRIVATE" => values.goprivate = value,
            "GONOPROXY" => values.gonoproxy = value,
            "GONOSUMDB" => values.gonosumdb = value,
            "GOSUMDB" => values.gosumdb = value,
            "GOINSECURE" => values.goinsecure = value,
            "GOVCS" => values.govcs = value,
            "GOFLAGS" => values.goflags = value,
            other => panic!("{other}"),
        }
    }
    values
}

fn told(set: &str, wanted: &Wanted<'_>) -> String {
    let Ok(settings) = Settings::of(&values(set), Proxies::default()) else { return "no list".to_owned() };
    match Route::predict(wanted, &settings) {
        Ok(route) => format!("{} | {} | {}", hops(&route), direct(&route), checksum(&route.checksum)),
        Err(error) => format!("no {}", error.what.message(crate::lang::Lang::En)),
    }
}

fn hops(route: &Route) -> String {
    let private =
        route.private.as_ref().map(|by| format!("[{} {}] ", by.key, by.pattern)).unwrap_or_default();
    let hops = route.hops.iter().map(|hop| goproxy::Hop { kind: hop.kind.clone(), next_on: hop.next_on });
    let list = goproxy::List { hops: hops.collect() }.to_string();
    private + if list.is_empty() { "-" } else { &list }
}

fn direct(route: &Route) -> String {
    let refused = if route.vcs_refused { "refused " } else { "" };
    let insecure = if route.insecure.is_some() { "insecure " } else { "" };
    match &route.direct {
        None => "-".to_owned(),
        Some(Direct::Discovery { .. }) => format!("{insecure}go-get"),
        Some(Direct::Repository(found)) => format!("{insecure}{refused}{} {}", found.vcs, found.url),
        Some(Direct::Impossible(_)) => "impossible".to_owned(),
    }
}

fn checksum(checksum: &Checksum) -> String {
    match (&checksum.name, &checksum.reason) {
        (Some(name), reason) => {
            let toolchain = if *reason == Reason::Toolchain { "toolchain " } else { "" };
            format!("{toolchain}{name} via {}", checksum.via.id())
        }
        (None, Reason::Covered(by)) => format!("{} {}", by.key, by.pattern),
        (None, reason) if checksum.asked => format!("fails: {}", reason.id()),
        (None, reason) => reason.id().to_owned(),
    }
}

#[test]
fn modules_take_the_way_go_takes() {
    let cases = cases();
    assert!(cases.len() >= 75, "{}", cases.len());
    for case in cases {
        let Case { set, wanted, expected } = &case;
        assert_eq!(told(set, wanted), *expected, "{set:?}: {wanted:?}");
    }
}

fn predict(set: &str, module: &str, version: Option<&str>, vars: &[(&str, &str)]) -> Route {
    let env = Env::from_vars(vars.iter().map(|(key, value)| (key.into(), value.into())));
    let settings = Settings::of(&values(set), Proxies::from_env(&env).unwrap()).unwrap();
    Route::predict(&Wanted { module, version, in_go_sum: false }, &settings).unwrap()
}

#[test]
fn each_hop_tells_its_first_question() {
    let urls = |route: &Route| -> Vec<_> {
        route.hops.iter().map(|hop| hop.url.as_ref().map_or("-", Url::as_str).to_owned()).collect()
    };
    let set = "GOPROXY=https://a.example/p,off";
    let route = predict(set, "github.com/Azure/x", Some("v1.0.0"), &[]);
    assert_eq!(urls(&route), ["https://a.example/p/github.com/%21azure/x/@v/v1.0.0.info", "-"]);
    let route = predict("GOPROXY=https://a.example,direct", "k8s.io", None, &[]);
    assert_eq!(urls(&route), ["https://a.example/k8s.io/@v/list", "https://k8s.io/?go-get=1"]);
}

#[test]
fn each_hop_tells_its_network_proxy() {
    let variables = |route: &Route| -> Vec<_> {
        route.hops.iter().map(|hop| hop.through.as_ref().map_or("", |through| through.variable)).collect()
    };
    let set = "GOPROXY=http://a.example,https://u:secret@b.example,https://c.example,direct";
    let vars = [("HTTPS_PROXY", "http://u:secret@s:1"), ("http_proxy", "h:2"), ("NO_PROXY", "c.example")];
    let route = predict(set, "golang.org/x/text", None, &vars);
    // Windows knows no other case.
    let plain = if cfg!(windows) { "HTTP_PROXY" } else { "http_proxy" };
    assert_eq!(variables(&route), [plain, "HTTPS_PROXY", "", "HTTPS_PROXY"]);
    assert!(!format!("{:?}", route.hops).contains("secret"));
    // `go` never reads it, git does.
    let all = [("ALL_PROXY", "socks5://p:1")];
    assert_eq!(variables(&predict(set, "golang.org/x/text", None, &all)), ["", "", "", ""]);
    assert_eq!(variables(&predict(set, "github.com/x/y", None, &all)), ["", "", "", "ALL_PROXY"]);
}
