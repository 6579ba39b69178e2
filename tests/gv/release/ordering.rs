//! Who vouches for an archive, and where its bytes are looked for.

use super::stage::{SHA256, Stage, host, index, told};
use crate::support::reply::Reply;
use crate::support::server::Server;
use gv::release::{Catalog, Error, Order};
use gv::ui::Explain;
use gv::verify::Authority;
use std::fs;

const ARCHIVE: &str = "go1.22.3.linux-amd64.tar.gz";
const PUBLISHED: &str = "8920ea521bad8f6b7bc377b4824982e011c19af27df88a815e3586ea895f1b36";

fn order(catalog: &Catalog, version: &str) -> Result<Order, Error> {
    catalog.order(&version.parse().unwrap())
}

fn vouched(order: &Order) -> (&'static str, String) {
    (order.expected.authority.id(), order.expected.hash.hex())
}

fn listing() -> Reply {
    Reply::bytes(format!("<a href='{ARCHIVE}'>{ARCHIVE}</a><a href='go1.99.1.linux-amd64.tar.gz'>x</a>"))
}

#[test]
fn the_manifest_vouches_first_and_the_index_for_what_is_newer() {
    let server = host(Reply::bytes(index(&["1.99.1"])));
    let catalog = Stage::new().go(&[server.url("")]);
    let known = order(&catalog, "1.22.3").unwrap();
    assert_eq!(vouched(&known), ("manifest", PUBLISHED.to_owned()));
    assert_eq!((known.archive.file_name.as_str(), known.archive.size), (ARCHIVE, Some(68_958_945)));
    let newer = order(&catalog, "1.99.1").unwrap();
    assert_eq!(vouched(&newer), ("index", SHA256.to_owned()));
    assert_eq!(newer.expected.authority, Authority::Index { origin: "go.dev".to_owned() });
    assert_eq!(newer.sources[0].url.as_str(), server.url("/dl/go1.99.1.linux-amd64.tar.gz"));
}

#[test]
fn an_archive_that_nobody_vouches_for_is_refused() {
    let server = host(Reply::bytes(index(&["1.99.1"]).replace(SHA256, "")));
    let error = order(&Stage::new().go(&[server.url("")]), "1.99.1").unwrap_err();
    assert!(matches!(error, Error::Unproven { .. }), "{error}");
    assert!(told(&error).contains("go1.99.1.linux-amd64.tar.gz"));
    assert_eq!(error.code(), 4);
}

#[test]
fn an_origin_of_ones_own_takes_the_place_of_the_manifest() {
    let server = Server::start().serve("/go/", Reply::bytes(index(&["1.22.3"])));
    let mut stage = Stage::with_origin(server.url("/go"));
    stage.config.release.mirrors = vec!["mirror.example/golang".to_owned()];
    let order = order(&stage.open().unwrap(), "1.22.3").unwrap();
    assert_eq!(vouched(&order), ("index", SHA256.to_owned()));
    let sources: Vec<_> = order.sources.iter().map(|source| source.url.to_string()).collect();
    let own = server.url(&format!("/go/{ARCHIVE}"));
    assert_eq!(sources, [format!("https://mirror.example/golang/{ARCHIVE}"), own]);
    assert_eq!(order.sources[0].name, "mirror.example");
}

#[test]
fn beside_a_listing_the_side_file_speaks_and_then_the_manifest() {
    let side = |path: &str, reply| Server::start().serve("/", listing()).serve(path, reply);
    let path = format!("/{ARCHIVE}.sha256");
    let ask = |server: &Server, version| order(&Stage::with_origin(server.url("")).open().unwrap(), version);
    let server = side(&path, Reply::bytes(format!("{SHA256}  {ARCHIVE}\n")));
    assert_eq!(vouched(&ask(&server, "1.22.3").unwrap()), ("hash_file", SHA256.to_owned()));
    for reply in [Reply::bytes(vec![b'a'; 5000]), Reply::bytes(&SHA256[1..]), Reply::bytes("")] {
        let error = ask(&side(&path, reply), "1.22.3").unwrap_err();
        assert!(matches!(error, Error::HashFile { .. }) && told(&error).contains(ARCHIVE), "{error}");
        assert_eq!(error.code(), 4);
    }
    let sums = format!("{PUBLISHED}  other.tar.gz\n{SHA256}  ./{ARCHIVE}\n");
    let server = side("/SHA256SUMS", Reply::bytes(sums));
    assert_eq!(vouched(&ask(&server, "1.22.3").unwrap()), ("hash_file", SHA256.to_owned()));
    for reply in [Reply::status(404), Reply::html()] {
        let server = side(&path, reply);
        assert_eq!(vouched(&ask(&server, "1.22.3").unwrap()), ("manifest", PUBLISHED.to_owned()));
    }
    let error = ask(&server, "1.99.1").unwrap_err();
    assert!(matches!(error, Error::NotAtOrigin { .. }), "{error}");
    let listed = "/go1.99.1.linux-amd64.tar.gz";
    let error = ask(&side(listed, Reply::bytes("an archive")), "1.99.1").unwrap_err();
    assert!(matches!(error, Error::Unproven { .. }), "{error}");
    let error = ask(&side(&path, Reply::status(503)), "1.22.3").unwrap_err();
    assert!(matches!(error, Error::Fetch(_)), "{error}");
}

#[test]
fn a_folder_can_be_the_origin() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("Go Ärchive");
    fs::create_dir(&place).unwrap();
    let mut stage = Stage::with_origin(place.to_str().unwrap());
    stage.config.offline = true;
    let error = order(&stage.open().unwrap(), "1.22.3").unwrap_err();
    assert!(told(&error).contains("lists no release"), "{error}");
    fs::write(place.join(ARCHIVE), "").unwrap();
    fs::write(place.join(format!("{ARCHIVE}.sha256")), SHA256).unwrap();
    let by_side_file = order(&stage.open().unwrap(), "1.22.3").unwrap();
    assert_eq!(vouched(&by_side_file), ("hash_file", SHA256.to_owned()));
    assert_eq!(by_side_file.sources[0].name, place.display().to_string());
    assert_eq!(by_side_file.sources[0].url.to_file_path().unwrap(), place.join(ARCHIVE));
    fs::write(place.join("index.json"), index(&["1.30.1"])).unwrap();
    stage.config.release.origin = Some(url::Url::from_file_path(&place).unwrap().to_string());
    assert!(order(&stage.open().unwrap(), "1.30.1").is_ok());
    assert!(matches!(order(&stage.open().unwrap(), "1.22.3"), Err(Error::NoSuchVersion { .. })));
    fs::write(place.join("index.json"), "<html>").unwrap();
    let error = order(&stage.open().unwrap(), "1.30.1").unwrap_err();
    assert!(told(&error).contains("index.json"), "{error}");
    fs::remove_dir_all(&place).unwrap();
    assert!(matches!(order(&stage.open().unwrap(), "1.30.1"), Err(Error::Read { .. })));
}

#[test]
fn settings_that_make_no_sense_are_named_without_their_secrets() {
    for (origin, what) in [
        ("http://user:s3cret@go.example.com/dl", "plain http"),
        ("ftp://user:s3cret@go.example.com", "the scheme ftp"),
        ("go dl", "is not a valid address"),
    ] {
        let error = Stage::with_origin(origin).open().unwrap_err();
        let text = told(&error);
        assert!(text.contains(what) && text.contains("GV_ORIGIN") && !text.contains("s3cret"), "{text}");
    }
    let mut stage = Stage::new();
    stage.config.release.mirrors = vec!["https://".to_owned()];
    assert!(matches!(stage.open(), Err(Error::Mirror(_))));
    stage.config.release.mirrors = vec!["http://user:s3cret@m.example:81/go".to_owned()];
    let order = order(&stage.open().unwrap(), "1.22.3").unwrap();
    assert_eq!(order.sources[0].name, "m.example:81");
    stage.config.release.platform = Some("linux".to_owned());
    assert!(matches!(stage.open(), Err(Error::Platform(_))));
}
