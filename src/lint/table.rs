//! Settings, and the findings about them with the correction of each.

use super::*;
use crate::golang::route::Values;
use proptest::prelude::*;

/// Settings separated by ` ; `, with Go's defaults where nothing is said.
fn values(set: &str) -> Values<'_> {
    let mut values =
        Values { goproxy: goproxy::DEFAULT, gosumdb: crate::golang::database::DEFAULT, ..Values::default() };
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

fn found(set: &str, requires: &[&str]) -> Vec<Finding> {
    check(&Subject { values: values(set), requires })
}

fn told(set: &str) -> String {
    let findings = found(set, &[]);
    findings.iter().map(Finding::id).collect::<Vec<_>>().join(" ")
}

#[test]
fn sound_settings_have_no_finding() {
    for set in [
        "",
        "GOPROXY=https://goproxy.cn,direct",
        "GOPROXY=https://goproxy.cn|https://proxy.golang.org|direct",
        "GOPROXY=https://proxy.corp.example,https://proxy.golang.org,direct",
        "GOPROXY=off",
        "GOPROXY=direct",
        "GOPROXY=http://localhost:3000,direct",
        "GOPROXY=http://127.0.0.1:8080",
        "GOPROXY=file:///srv/proxy",
        "GOPRIVATE=*.corp.example.com,github.com/Corp,rsc.io/private*",
        "GOPRIVATE=corp.example.com/",
        "GONOSUMDB=none",
        "GONOSUMDB=none ; GOPRIVATE=github.com",
        "GONOPROXY=github.com",
        "GONOPROXY=none ; GOPRIVATE=a.example",
        "GOSUMDB=sum.golang.google.cn",
        "GOSUMDB=sum.golang.org https://sum.golang.google.cn",
        "GOFLAGS=-mod=mod '-ldflags=-s -w'",
        "GOVCS=github.com:git,*:off",
        "GOINSECURE=git.corp.example",
    ] {
        assert_eq!(told(set), "", "{set:?}");
    }
}

#[test]
fn each_mistake_has_its_finding_and_its_fix() {
    for (set, ids, fix) in [
        ("GOPROXY=goproxy.cn,direct", "goproxy-no-scheme", "gv env set GOPROXY=https://goproxy.cn,direct"),
        ("GOPROXY=\"https://goproxy.cn,direct\"", "quotes", "gv env set GOPROXY=https://goproxy.cn,direct"),
        ("GOPROXY='https://goproxy.cn',direct", "quotes", "gv env set GOPROXY=https://goproxy.cn,direct"),
        ("GOPROXY=“https://goproxy.cn”,direct", "quotes", "gv env set GOPROXY=https://goproxy.cn,direct"),
        ("GOPROXY=https://goproxy.cn, direct", "blanks", "gv env set GOPROXY=https://goproxy.cn,direct"),
        ("GOPROXY=https://goproxy.cn direct", "blanks", "gv env set GOPROXY=https://goproxy.cn,direct"),
        ("GOPROXY=on", "goproxy-unknown-word", "-"),
        ("GOPROXY=Direct", "goproxy-unknown-word", "gv env set GOPROXY=direct"),
        ("GOPROXY=https://a.example,none", "goproxy-unknown-word", "gv env set GOPROXY=https://a.example"),
        ("GOPROXY=/srv/proxy", "goproxy-unknown-word", "-"),
        ("GOPROXY=C:\\proxy,direct", "goproxy-unknown-word", "gv env set GOPROXY=direct"),
        ("GOPROXY=", "goproxy-empty", "-"),
        ("GOPROXY=,", "goproxy-empty", "-"),
        ("GOPROXY=ftp://a.example,direct", "goproxy-faulty", "gv env set GOPROXY=direct"),
        ("GOPROXY=https://,direct", "goproxy-faulty", "gv env set GOPROXY=direct"),
        ("GOPROXY=direct,https://a.example", "goproxy-after-end", "gv env set GOPROXY=direct"),
        (
            "GOPROXY=https://a.example,off,direct",
            "goproxy-after-end",
            "gv env set GOPROXY=https://a.example,off",
        ),
        (
            "GOPROXY=https://goproxy.cn,https://goproxy.io,direct",
            "goproxy-comma-between-mirrors",
            "gv env set \"GOPROXY=https://goproxy.cn|https://goproxy.io,direct\"",
        ),
        (
            "GOPROXY=https://mirrors.aliyun.com/goproxy/,https://proxy.golang.org,direct",
            "goproxy-comma-between-mirrors",
            "gv env set \"GOPROXY=https://mirrors.aliyun.com/goproxy/|https://proxy.golang.org,direct\"",
        ),
        ("GOPROXY=http://proxy.corp.example", "plain-http", "-"),
        (
            "GOPROXY=https://me:secret@proxy.corp.example/go,direct",
            "credentials",
            "gv env set GOPROXY=https://proxy.corp.example/go,direct",
        ),
        (
            "GOPROXY=goproxy.cn,direct,off",
            "goproxy-after-end goproxy-no-scheme",
            "gv env set GOPROXY=https://goproxy.cn,direct",
        ),
        ("GOPRIVATE=192.168.0.0/16", "pattern-cidr", "gv env set \"GOPRIVATE=192.168.*\""),
        ("GONOPROXY=10.0.0.0/8,a.example", "pattern-cidr", "gv env set \"GONOPROXY=10.*,a.example\""),
        ("GOPRIVATE=10.1.2.0/23", "pattern-cidr", "gv env unset GOPRIVATE"),
        ("GOPRIVATE=fd00::/8,a.example", "pattern-cidr", "gv env set GOPRIVATE=a.example"),
        ("GOPRIVATE=https://git.corp.example", "pattern-scheme", "gv env set GOPRIVATE=git.corp.example"),
        (
            "GOPRIVATE=https://me:secret@git.corp.example/x",
            "pattern-scheme",
            "gv env set GOPRIVATE=git.corp.example/x",
        ),
        ("GOPRIVATE=.corp.example", "pattern-wildcard", "gv env set \"GOPRIVATE=*.corp.example\""),
        ("GOPRIVATE=corp.example/...", "pattern-wildcard", "gv env set GOPRIVATE=corp.example"),
        ("GOPRIVATE=github.com/*.corp.example", "pattern-wildcard", "gv env unset GOPRIVATE"),
        ("GOPRIVATE=[a,b.example", "pattern-malformed", "gv env set GOPRIVATE=b.example"),
        ("GOPRIVATE=a.example:8443", "pattern-unmatchable", "gv env set GOPRIVATE=a.example"),
        (
            "GOPRIVATE=Git.Corp.example/Team",
            "pattern-unmatchable",
            "gv env set GOPRIVATE=git.corp.example/Team",
        ),
        ("GOPRIVATE=/a.example", "pattern-unmatchable", "gv env set GOPRIVATE=a.example"),
        ("GOPRIVATE=a.example;b.example", "pattern-unmatchable", "gv env unset GOPRIVATE"),
        ("GOPRIVATE=a.example, b.example", "blanks", "gv env set GOPRIVATE=a.example,b.example"),
        ("GOPRIVATE=a.example b.example", "blanks", "gv env set GOPRIVATE=a.example,b.example"),
        ("GOPRIVATE=\"*.corp.example\"", "quotes", "gv env set \"GOPRIVATE=*.corp.example\""),
        ("GOINSECURE=http://a.example", "pattern-scheme", "gv env set GOINSECURE=a.example"),
        ("GOSUMDB=off", "gosumdb-off", "gv env set GOSUMDB=sum.golang.org"),
        ("GOSUMDB=off ; GOPROXY=direct", "nothing-checked", "gv env set GOSUMDB=sum.golang.org"),
        ("GOSUMDB=OFF", "gosumdb-faulty", "-"),
        ("GOSUMDB=https://sum.golang.org", "gosumdb-faulty", "gv env set GOSUMDB=sum.golang.org"),
        ("GOSUMDB='off'", "quotes", "gv env set GOSUMDB=off"),
        ("GOSUMDB=sum.golang.org http://db.example", "plain-http", "-"),
        ("GONOSUMDB=*", "nosumdb-everything", "gv env unset GONOSUMDB"),
        ("GOPRIVATE=*", "nosumdb-everything", "gv env unset GOPRIVATE"),
        ("GONOSUMDB=a.example,*.*", "nosumdb-everything", "gv env unset GONOSUMDB"),
        ("GOPRIVATE=github.com", "shared-host", "-"),
        ("GOPRIVATE=a.example,git*.com", "shared-host", "-"),
        ("GONOSUMDB=github.com/* ; GOPRIVATE=gitlab.com", "shared-host", "-"),
        ("GOINSECURE=golang.org/x", "shared-host", "-"),
        ("GOINSECURE=*", "insecure-everything", "gv env unset GOINSECURE"),
        ("GOFLAGS=-insecure", "goflags-insecure", "gv env unset GOFLAGS"),
        ("GOFLAGS=-mod=mod -insecure", "goflags-insecure", "gv env set GOFLAGS=-mod=mod"),
        ("GOVCS=github.com", "govcs-faulty", "gv env unset GOVCS"),
    ] {
        let findings = found(set, &[]);
        assert_eq!(told(set), ids, "{set:?}");
        let command = findings[0].fix.as_ref().and_then(|fix| fix.command(false));
        assert_eq!(command.as_deref().unwrap_or("-"), fix, "{set:?}");
        assert!(!format!("{findings:?}").contains("secret"), "{findings:?}");
    }
}

#[test]
fn what_is_mended_has_no_such_finding_any_more() {
    for set in [
        "GOPROXY=\" goproxy.cn , https://u:p@goproxy.io ,direct,off\"",
        "GOPROXY=https://goproxy.cn https://goproxy.io",
        "GOPRIVATE=' https://10.0.0.0/8, .corp.example ,Git.example:22/x,[,y.example/...'",
        "GOSUMDB=\"sum.golang.org\"",
    ] {
        let findings = found(set, &[]);
        let fix = findings[0].fix.clone().unwrap();
        let mended = format!("{}={}", fix.key, fix.value.unwrap());
        assert_eq!(told(&mended), "", "{set} -> {mended}");
    }
}

#[test]
fn requirements_that_look_private_are_named() {
    let hosts = |set: &str, requires: &[&str]| -> Option<Vec<String>> {
        found(set, requires).into_iter().find_map(|finding| match finding.kind {
            Defect::PrivateUncovered { hosts } => Some(hosts),
            _ => None,
        })
    };
    let requires = [
        "github.com/x/y",
        "gitlab.com/x/y",
        "git.sr.ht/~x/y",
        "golang.org/x/text",
        "code.cloudfoundry.org/lager",
        "internal.example/x",
        "git.acme.example/team/x",
        "git.acme.example/team/y",
        "go.corp.acme.example/z",
        "build.acme.internal/z",
        "10.0.0.7/x",
    ];
    let expected =
        ["10.0.0.7", "build.acme.internal", "git.acme.example", "go.corp.acme.example", "internal.example"];
    assert_eq!(hosts("", &requires).unwrap(), expected);
    assert_eq!(hosts("GOPRIVATE=*.acme.example,*.internal,10.*,internal.*", &requires), None);
    assert_eq!(hosts("GOPRIVATE=*.acme.example ; GONOSUMDB=none", &["git.acme.example/x"]).unwrap().len(), 1);
    assert_eq!(hosts("GOPROXY=direct ; GOSUMDB=off", &requires), None);
    assert_eq!(hosts("GOPROXY=off", &requires), None);
    assert_eq!(hosts("GOPROXY=direct", &["git.acme.example/x"]).unwrap().len(), 1);
    let finding = &found("GOPRIVATE=a.example", &["git.acme.example/x"])[0];
    let fix = finding.fix.as_ref().unwrap().command(true).unwrap();
    assert_eq!(fix, "gv env set --user GOPRIVATE=a.example,git.acme.example");
}

#[test]
fn no_command_holds_what_a_shell_would_run() {
    for value in
        ["$(reboot)", "`reboot`", "a\\", "%PATH%", "[!a].example", "”; reboot; “", "a\nreboot", "$HOME"]
    {
        let fix = Fix { key: "GOPRIVATE", value: Some(value.to_owned()) };
        assert_eq!(fix.command(false), None, "{value}");
    }
    let finding = &found("GOPRIVATE=10.0.0.0/8,$(reboot)", &[])[0];
    assert_eq!((finding.id(), finding.fix.as_ref().unwrap().command(false)), ("pattern-cidr", None));
}

#[test]
fn every_finding_is_documented() {
    let documented: Vec<_> = include_str!("../../docs/lint.md")
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
        .filter_map(|(id, rest)| Some((id, rest.split_once(" |")?.0)))
        .collect();
    assert_eq!(documented.len(), 25);
    for set in ["GOPROXY=\"x y\",direct,off", "GOPRIVATE=[,10.0.0.0/8,http://x,.y,z:1", "GOSUMDB=x ; GOVCS=x"]
    {
        for finding in found(set, &["git.corp.example/x"]) {
            let row = (finding.id(), finding.level().id());
            assert!(documented.contains(&row), "{row:?}");
        }
    }
}

#[test]
fn the_worst_comes_first() {
    let levels: Vec<_> =
        found("GOPROXY= goproxy.cn,word ; GOSUMDB=off", &[]).iter().map(Finding::level).collect();
    assert_eq!(levels, [Level::Error, Level::Warning, Level::Info, Level::Info]);
}

proptest! {
    #[test]
    fn any_value_can_be_looked_at_and_a_fix_is_never_worse(text in "[a-zA-Z0-9*.,|:/\\[\\]\"' @-]{0,24}") {
        for key in ["GOPROXY", "GOPRIVATE", "GOSUMDB"] {
            let set = format!("{key}={text}");
            let findings = found(&set, &[]);
            for finding in findings.iter().filter(|finding| finding.level() == Level::Error) {
                let Some(value) = finding.fix.as_ref().and_then(|fix| fix.value.clone()) else { continue };
                let mended = found(&format!("{}={value}", finding.key), &[]);
                prop_assert!(mended.iter().all(|other| other.id() != finding.id()), "{} -> {}", set, value);
            }
        }
    }
}
