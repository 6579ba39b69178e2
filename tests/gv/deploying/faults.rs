//! The faults that deployments of Athens behind nginx were measured to have, each as a client sees it, and the finding that
//! names it. The numbers are those of the list that they were measured for. What is not here is a fault of another command
//! on a sound proxy (4, 6 to 9, 12 to 14 and 24), except that none of those may be found here either.

use super::checking::{COLD, MODULE, VERSION, checked, healthy, healthy_at, path, zip};
use crate::support::Sandbox;
use crate::support::database::{Database, NAME};
use crate::support::module::MODULE as TOOLCHAIN;
use crate::support::reply::Reply;
use crate::support::server::Server;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::pki_types::CertificateDer;
use serde_json::Value;

/// A fault: its number and name, the proxy, what is typed beside the address, and what is found: the ids of all errors, or
/// of the one warning; words of the first.
struct Fault {
    name: &'static str,
    server: Server,
    typed: &'static [&'static str],
    found: &'static [&'static str],
    words: &'static str,
}

fn fault(name: &'static str, server: Server, found: &'static [&'static str], words: &'static str) -> Fault {
    Fault { name, server, typed: &[], found, words }
}

fn with(status: &str, document: &Value) -> Vec<(String, String)> {
    let checks = document["checks"].as_array().unwrap().iter().filter(|check| check["status"] == status);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    checks.map(|check| (text(&check["id"]), text(&check["text"]))).collect()
}

fn hold(faults: Vec<Fault>) {
    let sandbox = Sandbox::new();
    for Fault { name, server, typed, found, words } in faults {
        let document = checked(&sandbox, &server.url(""), typed);
        let (errors, warnings) = (with("error", &document), with("warning", &document));
        // Plain http is a warning of its own on all of them.
        let warnings: Vec<_> = warnings.into_iter().filter(|(id, _)| id != "tls").collect();
        let told = if errors.is_empty() { warnings } else { errors };
        let ids: Vec<_> = told.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, found, "{name}: {document:#}");
        assert!(found.is_empty() || told[0].1.contains(words), "{name}: {told:?}");
    }
}

fn all(server: Server, reply: &Reply) -> Server {
    let kinds = ["info", "mod", "zip"];
    kinds.iter().fold(server, |server, kind| server.serve(&path(kind), reply.clone()))
}

#[test]
fn files_that_are_not_what_they_should_be() {
    let whole = zip(MODULE, VERSION).0;
    let part = Reply::bytes(whole[..100].to_vec()).with_status(206);
    let good = || Reply::bytes(whole.clone());
    let spoilt = healthy().serve_in_turn(
        &path("zip"),
        // The checks files, whole_zip and same_zip ask once each; then somebody asks for a range.
        [good(), good(), good(), part.clone(), part.clone()],
    );
    hold(vec![
        fault(
            "2: half a zip kept",
            healthy().serve(&path("zip"), Reply::bytes(whole[..whole.len() / 2].to_vec())),
            &["whole_zip"],
            "damaged",
        ),
        fault(
            "2: cut, the cache's disk is full",
            healthy().serve(&path("zip"), Reply::bytes(whole.clone()).truncated_at(250)),
            &["files"],
            "cut",
        ),
        fault("3: a 206 kept as the whole", healthy().serve(&path("zip"), part), &["files"], "206"),
        fault("3: a 206 kept after a range", spoilt, &["same_zip"], "partial"),
        fault("16: html with 200", all(healthy(), &Reply::html()), &["files"], "web page"),
        fault(
            "16: html with 200 for .mod",
            healthy().serve(&path("mod"), Reply::html()),
            &["files"],
            "web page",
        ),
        fault("22: 504 of nginx", all(healthy(), &Reply::status(504)), &["files"], "proxy_read_timeout"),
        fault("no Athens: 502", all(healthy(), &Reply::status(502)), &["files"], "no Athens"),
        fault("disk read-only: 500", all(healthy(), &Reply::status(500)), &["files"], "read-only"),
        fault("zips refused: 403", healthy().serve(&path("zip"), Reply::status(403)), &["files"], "403"),
        fault("a login: 401", all(healthy(), &Reply::status(401)), &["files", "auth"], "see auth"),
    ]);
}

#[test]
fn paths_that_lead_elsewhere() {
    let nothing = Reply::html().with_status(404);
    let list = format!("/{MODULE}/@v/list");
    let prefix = |reply: Reply| all(healthy(), &reply).serve(&list, reply);
    let toml = "/github.com/!burnt!sushi/toml/@v/v0.3.1.mod";
    let circle = healthy();
    let to_itself = circle.url(&path("info"));
    let forced = Server::closed().replace("http://", "https://");
    hold(vec![
        fault(
            "17: escapes lowered",
            healthy().serve(toml, Reply::bytes("module github.com/burntsushi/toml\n")),
            &["escapes"],
            "letter case",
        ),
        fault("18: escapes decoded", healthy().serve(toml, Reply::status(400)), &["escapes"], "decoded"),
        fault(
            "20: prefix forgotten, nginx answers",
            prefix(nothing),
            &["files"],
            "no module proxy at this path",
        ),
        fault(
            "20: prefix forgotten, Athens answers",
            prefix(Reply::bytes("404 page not found\n").with_status(404)),
            &["files"],
            "no module proxy at this path",
        ),
        fault(
            "redirects in a circle",
            circle.serve(&path("info"), Reply::redirect_to(to_itself)),
            &["redirects"],
            "X-Forwarded-Proto",
        ),
        fault(
            "15: everything sent to https of itself",
            all(healthy(), &Reply::redirect_to(forced.clone())).serve("/", Reply::redirect_to(forced)),
            &["redirects"],
            "does not answer",
        ),
    ]);
}

#[test]
fn a_database_that_does_not_come_through() {
    let lookup = format!("/sumdb/{NAME}/lookup/{MODULE}@{VERSION}");
    let supported = format!("/sumdb/{NAME}/supported");
    let forged = Database::new(2).with(MODULE, VERSION, zip(MODULE, VERSION).1).answer(MODULE, VERSION);
    let elsewhere = "https://127.0.0.1:1/sumdb";
    hold(vec![
        fault("8: lookup 502", healthy().serve(&lookup, Reply::status(502)), &["sumdb"], "ATHENS_SUM_DBS="),
        fault("10: lookup 403", healthy().serve(&lookup, Reply::status(403)), &["sumdb"], "ATHENS_SUM_DBS="),
        fault("10: forged", healthy().serve(&lookup, Reply::bytes(forged)), &["sumdb"], "not signed by"),
        fault(
            "15: supported redirects",
            healthy().serve(&supported, Reply::redirect_to(elsewhere)),
            &["sumdb"],
            "does not say whether",
        ),
        fault(
            "supported is a page",
            healthy().serve(&supported, Reply::html()),
            &["sumdb"],
            "does not say whether",
        ),
        fault(
            "not passed on: 404",
            healthy().serve(&supported, Reply::status(404)),
            &["sumdb"],
            "does not pass",
        ),
    ]);
}

#[test]
fn absence_and_what_is_kept() {
    let list = format!("/{MODULE}/@v/list");
    let missing = format!("/{MODULE}/@v/v0.9.99.info");
    let refused =
        Reply::bytes("not found: module github.com/pkg/errors: reading …: 403 Forbidden").with_status(404);
    let outage = all(healthy(), &Reply::bytes("").with_status(404)).serve(&list, refused);
    let toolchains = format!("/{TOOLCHAIN}/@v/list");
    // A cache that says nothing of itself and keeps the list of last month, by its path alone.
    let stale = healthy().serve(
        &format!("{toolchains}?"),
        Reply::bytes("v0.0.1-go1.99.0.linux-amd64\nv0.0.1-go1.99.1.linux-amd64\n"),
    );
    hold(vec![
        fault("6: a list alone that is refused", healthy().serve(&list, Reply::status(404)), &[], ""),
        fault("11: upstream out or refusing", outage, &["files", "upstream"], "the check upstream says why"),
        fault(
            "19: 404 turned into 500",
            healthy().serve(&missing, Reply::status(500)),
            &["not_found"],
            "does not return 404",
        ),
        fault(
            "23: a 404 kept",
            healthy().serve(&missing, Reply::status(404).header("X-Cache-Status", "HIT")),
            &["not_found_kept"],
            "keeps 404s",
        ),
        fault(
            "23: a list kept",
            healthy().serve(&list, Reply::bytes(format!("{VERSION}\n")).header("Age", "90")),
            &["fresh_lists"],
            "keeps @v/list",
        ),
        fault("23: a list kept in silence", stale, &["fresh_lists"], "lacks versions"),
        fault(
            "25: toolchains refused",
            healthy().serve(&toolchains, Reply::status(403)),
            &["toolchains"],
            "lists no toolchains",
        ),
        fault(
            "25: the newest toolchain missing",
            healthy().serve(&toolchains, Reply::bytes("v0.0.1-go1.21.0.linux-amd64\n")),
            &["toolchains"],
            "does not list go1.",
        ),
        fault(
            "open pages",
            healthy().serve("/metrics", Reply::bytes("go_goroutines 9\n")),
            &["open_pages"],
            "close them",
        ),
    ]);
}

#[test]
fn what_only_a_module_shows_that_is_not_stored_yet() {
    let cold = |kind: &str| format!("/{COLD}/@v/v1.0.0.{kind}");
    let typed: &[&str] = &["--cold", "example.com/cold@v1.0.0"];
    let faults = vec![
        Fault {
            typed,
            ..fault(
                "22: 504 of nginx",
                healthy().serve(&cold("info"), Reply::status(504)),
                &["cold"],
                "proxy_read_timeout",
            )
        },
        Fault {
            typed,
            ..fault(
                "disk read-only: 500",
                healthy().serve(&cold("info"), Reply::status(500)),
                &["cold"],
                "read-only",
            )
        },
        Fault {
            typed,
            ..fault(
                "not stored",
                healthy().serve(&cold("zip"), Reply::status(404)),
                &["stored"],
                "not stored",
            )
        },
    ];
    hold(faults);
    let typed: &[&str] = &["--load", "--cold", "example.com/a@v1.0.0", "--cold", "example.com/cold@v1.0.0"];
    let redis = healthy().serve_in_turn(
        &cold("zip"),
        [Reply::bytes(zip(COLD, "v1.0.0").0), Reply::status(500), Reply::bytes(zip(COLD, "v1.0.0").0)],
    );
    let document = checked(&Sandbox::new(), &redis.url(""), typed);
    let errors = with("error", &document);
    assert!(errors.iter().any(|(id, text)| id == "load" && text.contains("redis")), "{document:#}");
}

#[test]
fn no_check_makes_the_proxy_fetch_a_toolchain() {
    let server = healthy();
    checked(&Sandbox::new(), &server.url(""), &[]);
    let of_toolchain = |path: &str| path.starts_with(&format!("/{TOOLCHAIN}/")) && !path.contains("/@v/list");
    let asked: Vec<_> = server.requests().into_iter().map(|request| request.path).collect();
    assert!(asked.iter().any(|path| path.contains("/@v/list")), "{asked:?}");
    assert!(!asked.iter().any(|path| of_toolchain(path)), "{asked:?}");
    // As go asks: no HEAD; a part is asked for by one check only.
    assert!(server.requests().iter().all(|request| request.method == "GET"));
    assert_eq!(server.requests().iter().filter(|request| request.header("range").is_some()).count(), 1);
}

/// An authority for one test.
fn authority(name: &str) -> CertificateParams {
    let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
}

fn proxy(
    names: &[&str],
    issuer: &CertifiedIssuer<'_, KeyPair>,
    more: Vec<CertificateDer<'static>>,
) -> Server {
    let key = KeyPair::generate().unwrap();
    let names: Vec<_> = names.iter().map(ToString::to_string).collect();
    let own = CertificateParams::new(names).unwrap().signed_by(&key, &**issuer).unwrap();
    let chain = [vec![own.der().clone()], more].concat();
    healthy_at(Server::start_tls_with(chain, key.serialize_der()))
}

#[test]
fn certificates_are_never_anything_else() {
    let root =
        CertifiedIssuer::self_signed(authority("root of the company"), KeyPair::generate().unwrap()).unwrap();
    let below =
        CertifiedIssuer::signed_by(authority("issuing authority"), KeyPair::generate().unwrap(), &*root)
            .unwrap();
    let stranger =
        CertifiedIssuer::self_signed(authority("a stranger"), KeyPair::generate().unwrap()).unwrap();
    let mut sandbox = Sandbox::new();
    let file = sandbox.file("root.pem", root.pem());
    sandbox.set("SSL_CERT_FILE", file);
    let rest = || vec![below.der().clone()];
    for (name, server, words) in [
        ("26: intermediate missing", proxy(&["127.0.0.1"], &below, Vec::new()), "the whole chain"),
        ("21: no subjectAltName", proxy(&[], &below, rest()), "no subjectAltName"),
        ("1: wrong name", proxy(&["goproxy.example.com"], &below, rest()), "for goproxy.example.com"),
        ("1: unknown authority", proxy(&["127.0.0.1"], &stranger, Vec::new()), "a stranger"),
    ] {
        let document = checked(&sandbox, &server.url(""), &[]);
        let errors = with("error", &document);
        assert_eq!(errors.len(), 1, "{name}: {document:#}");
        assert!(errors[0].0 == "tls" && errors[0].1.contains(words), "{name}: {errors:?}");
    }
    let good = checked(&sandbox, &proxy(&["127.0.0.1"], &below, rest()).url(""), &[]);
    assert_eq!(with("error", &good), [], "{good:#}");
    assert!(with("ok", &good).iter().any(|(id, _)| id == "tls"), "{good:#}");
    // Plain http where TLS is expected is no fault of a certificate, and a closed port none of TLS.
    let plain = healthy();
    let errors = with("error", &checked(&sandbox, &plain.url("").replace("http://", "https://"), &[]));
    assert!(errors.len() == 1 && errors[0].0 == "tls" && errors[0].1.contains("TLS"), "{errors:?}");
    for closed in [Server::closed(), Server::closed().replace("http://", "https://")] {
        let errors = with("error", &checked(&sandbox, &closed, &[]));
        assert!(errors.len() == 1 && errors[0].0 == "connection", "{closed}: {errors:?}");
    }
}
