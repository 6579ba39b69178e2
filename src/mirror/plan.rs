//! What would be written to put mirrors in force. Pure: it reads no file and writes none.

use super::candidate::text;
use crate::golang::database::{ALIAS, Database};
use crate::golang::goproxy::{HopKind, List, NextOn};
use url::Url;

/// What a chosen proxy makes of the checksum database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passes {
    /// It passes it on.
    Proven,
    /// It says that it does not.
    Not,
    /// It says that it does, and then fails: `go` would not ask another source.
    Fails,
}

/// A proxy that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// As it stands in a setting.
    pub text: String,
    /// What it makes of the checksum database.
    pub passes: Passes,
}

/// Values to be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// GOPROXY.
    pub goproxy: String,
    /// GOSUMDB, where it has to change too.
    pub gosumdb: Option<&'static str>,
}

/// The settings for these proxies, the first of which is asked first. `is_mirror` tells the mirrors that anybody can use
/// from a proxy of the user's own, which stays in front: it may have what nobody else has, and others are not to hear of
/// it. Between mirrors stands `|`, so that any failure leads on; before `direct` a comma, so that only what the mirrors do not
/// have is fetched from its source. How the present list ends is kept.
pub fn goproxy(
    chosen: &[Chosen],
    present: &List,
    gosumdb: &str,
    is_mirror: impl Fn(&Url) -> bool,
) -> Settings {
    let mut list = String::new();
    let mut own = false;
    for hop in &present.hops {
        if let HopKind::Proxy(url) = &hop.kind
            && !is_mirror(url)
            && chosen.iter().all(|chosen| chosen.text != text(url))
        {
            own = true;
            list.push_str(&text(url));
            list.push(if hop.next_on == NextOn::AnyError { '|' } else { ',' });
        }
    }
    let texts: Vec<_> = chosen.iter().map(|chosen| chosen.text.as_str()).collect();
    list.push_str(&texts.join("|"));
    match present.hops.last().map(|hop| &hop.kind) {
        Some(HopKind::Direct) | None => list.push_str(",direct"),
        Some(HopKind::Off) => list.push_str(",off"),
        Some(HopKind::Proxy(_)) => {}
    }
    let alias = !own && needs_alias(chosen) && is_usual(gosumdb);
    Settings { goproxy: list, gosumdb: alias.then_some(ALIAS) }
}

/// `go` asks the checksum database through the first proxy that says it passes it on; where that fails, or none says so,
/// at its own address.
fn needs_alias(chosen: &[Chosen]) -> bool {
    let first = chosen.iter().find(|chosen| chosen.passes != Passes::Not);
    first.is_none_or(|first| first.passes == Passes::Fails)
}

/// Whether it is Go's own database, reached in the usual way: only that has another address. `off` stays the user's.
fn is_usual(gosumdb: &str) -> bool {
    Database::parse(gosumdb).ok().as_ref() == Some(&Database::default())
}

/// The mirrors of releases to be written. Beside an origin of the user's own, which is asked last by itself, only those
/// that stand before it.
pub fn releases(chosen: &[String], own_origin: Option<&str>) -> Vec<String> {
    chosen.iter().take_while(|text| Some(text.as_str()) != own_origin).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Passes::{Fails, Not, Proven};

    fn planned(chosen: &[(&str, Passes)], present: &str, gosumdb: &str) -> (String, Option<&'static str>) {
        let chosen: Vec<_> = chosen
            .iter()
            .map(|(text, passes)| Chosen { text: (*text).to_owned(), passes: *passes })
            .collect();
        let is_mirror = |url: &Url| url.host_str().is_some_and(|host| !host.contains("corp"));
        let settings = goproxy(&chosen, &List::parse(present).unwrap(), gosumdb, is_mirror);
        assert!(List::parse(&settings.goproxy).is_ok());
        (settings.goproxy, settings.gosumdb)
    }

    #[test]
    fn mirrors_survive_errors_and_the_end_of_the_list_stays() {
        let (a, b) = (("https://a.example", Proven), ("https://b.example/go", Proven));
        for (chosen, present, expected) in [
            (&[a, b][..], "https://proxy.golang.org,direct", "https://a.example|https://b.example/go,direct"),
            (&[a][..], "https://x.example|https://y.example|direct", "https://a.example,direct"),
            (&[a][..], "direct", "https://a.example,direct"),
            (&[a][..], "https://x.example,off", "https://a.example,off"),
            (&[a][..], "off", "https://a.example,off"),
            (&[a][..], "https://x.example", "https://a.example"),
        ] {
            assert_eq!(planned(chosen, present, "sum.golang.org").0, expected, "{present}");
        }
    }

    #[test]
    fn a_proxy_of_ones_own_stays_in_front_with_its_rule() {
        let a = [("https://a.example", Not)];
        for (present, expected) in [
            ("https://p.corp|https://x.example,direct", "https://p.corp|https://a.example,direct"),
            (
                "https://x.example,https://me:pw@p.corp/go,direct",
                "https://me:pw@p.corp/go,https://a.example,direct",
            ),
            ("https://p.corp", "https://p.corp,https://a.example"),
        ] {
            assert_eq!(planned(&a, present, "sum.golang.org"), (expected.to_owned(), None), "{present}");
        }
    }

    #[test]
    fn the_other_address_of_the_database_where_no_mirror_passes_it_on() {
        let of = |passes: &[Passes], gosumdb: &str| {
            let chosen: Vec<_> = passes.iter().map(|passes| ("https://a.example", *passes)).collect();
            planned(&chosen, "direct", gosumdb).1
        };
        for (passes, expected) in [
            (&[Proven][..], None),
            (&[Not, Proven][..], None),
            (&[Proven, Fails][..], None),
            (&[Not][..], Some("sum.golang.google.cn")),
            (&[Not, Not][..], Some("sum.golang.google.cn")),
            (&[Not, Fails][..], Some("sum.golang.google.cn")),
            (&[Fails, Proven][..], Some("sum.golang.google.cn")),
        ] {
            assert_eq!(of(passes, "sum.golang.org"), expected, "{passes:?}");
        }
        for gosumdb in [
            "off",
            "sum.golang.google.cn",
            "sum.corp+9cae345f+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
            "",
        ] {
            assert_eq!(of(&[Not], gosumdb), None, "{gosumdb}");
        }
    }

    #[test]
    fn an_origin_of_ones_own_ends_the_list_by_itself() {
        let chosen = ["https://a", "https://o", "https://b"].map(str::to_owned);
        assert_eq!(releases(&chosen, Some("https://o")), ["https://a"]);
        assert_eq!(releases(&chosen, None).len(), 3);
    }
}
