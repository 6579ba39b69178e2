//! Installing by the library: what each kind of bad bytes and bad luck leaves of the store and the cache.

use crate::support::archive::{Entry, Toolchain, tar_gz};
use crate::support::folder_link;
use crate::support::reply::Reply;
use crate::support::sandbox::loopback_env;
use crate::support::server::Server;
use gv::fetch::{self, Client, Progress, Source, Timeouts};
use gv::home::Home;
use gv::install::{Contradiction, Error, Installation, Outcome, Watcher, Wrong};
use gv::release::{Archive, Format, Order, Plan, Reach, Way};
use gv::store::Store;
use gv::ui::{Explain, Lang, Report};
use gv::unpack;
use gv::verify::{Authority, Digest, Expected, Hash, Mismatch, Sha256};
use gv::version::Version;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;
use std::{fs, thread};
use tempfile::TempDir;

const VERSION: &str = "1.22.3";
const PATH: &str = "/dl/archive";

/// An empty home and an archive that is expected.
struct Stage {
    folder: TempDir,
    store: Store,
    client: Client,
    watcher: Remembers,
    format: Format,
    bytes: Vec<u8>,
}

impl Stage {
    fn new() -> Self {
        // Large enough to come in many pieces.
        Self::of(Toolchain::new(VERSION).heavier(600_000).tar_gz(), Format::TarGz)
    }

    fn of(bytes: Vec<u8>, format: Format) -> Self {
        let folder = tempfile::Builder::new().prefix("gv höme ").tempdir().unwrap();
        let store = Store::of(&Home::at(folder.path().join("home")));
        let client = fetch::client(&loopback_env()).unwrap();
        Self { folder, store, client, watcher: Remembers::default(), format, bytes }
    }

    fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    fn order(&self, urls: &[String]) -> Order {
        let end = if self.format == Format::Zip { "zip" } else { "tar.gz" };
        Order {
            version: version(),
            archive: Archive {
                file_name: format!("go{VERSION}.plan9-amd64.{end}"),
                platform: "plan9-amd64".parse().unwrap(),
                format: self.format,
                sha256: None,
                size: None,
            },
            expected: Expected {
                hash: sha256(&self.bytes).into(),
                authority: Authority::Index { origin: "origin.example".to_owned() },
            },
            sources: urls
                .iter()
                .zip('a'..)
                .map(|(url, name)| Source { name: name.to_string(), url: url.parse().unwrap() })
                .collect(),
            own_origin: None,
        }
    }

    fn install(&self, urls: &[String]) -> Result<Outcome, Error> {
        let order = self.order(urls);
        Installation {
            store: &self.store,
            client: &self.client,
            watcher: &self.watcher,
            timeouts: Timeouts::default(),
            reach: &Reach::of(&Home::at(self.home()), &loopback_env()),
        }
        .run(Plan::archive(order))
    }

    /// Installs, and expects the whole toolchain and nothing beside it. Gives the sources of its bytes.
    #[track_caller]
    fn succeeds(&self, urls: &[String]) -> Vec<String> {
        let outcome = self.install(urls).unwrap_or_else(|error| panic!("{error}"));
        let Outcome::Installed { toolchain, proof, sources, bytes } = outcome else { panic!("{outcome:?}") };
        assert_eq!(bytes, self.bytes.len() as u64);
        assert_eq!(proof.hash(), sha256(&self.bytes).into());
        assert!(toolchain.path.join("src/fmt/print.go").is_file());
        assert_eq!(names(&self.home().join("versions")), ["go1.22.3", "go1.22.3.json"]);
        assert_eq!(names(&self.home().join("cache")), [""; 0]);
        sources
    }

    /// Installs, and expects a failure that leaves no trace in the store.
    #[track_caller]
    fn fails(&self, urls: &[String]) -> Error {
        let error = self.install(urls).expect_err("a failure");
        assert_eq!(names(&self.home().join("versions")), [""; 0]);
        assert!(!error.message(Lang::Zh).is_empty() && !error.to_string().is_empty());
        error
    }

    /// What is kept for the next run.
    fn kept(&self) -> Option<Vec<u8>> {
        let cache = self.home().join("cache");
        let names = names(&cache);
        assert!(names.len() < 2, "{names:?}");
        names.first().map(|name| fs::read(cache.join(name)).unwrap())
    }

    fn keep(&self, bytes: &[u8]) {
        let hash = sha256(&self.bytes).to_string();
        let name = format!("{}.{}.part", self.order(&[]).archive.file_name, &hash[..16]);
        fs::create_dir_all(self.home().join("cache")).unwrap();
        fs::write(self.home().join("cache").join(name), bytes).unwrap();
    }

    fn honest(&self) -> Server {
        Server::start().serve(PATH, Reply::bytes(self.bytes.clone()))
    }

    /// The same length, one bit of it changed.
    fn flipped(&self) -> Server {
        Server::start().serve(PATH, Reply::bytes(self.bytes.clone()).flipped_bit(self.bytes.len() / 2))
    }
}

#[derive(Default)]
struct Remembers {
    /// Whom each came from, what was expected, and what came.
    contradictions: Mutex<Vec<(Vec<String>, Hash, Hash)>>,
    liars: Mutex<Vec<String>>,
    waited: Mutex<u32>,
}

impl Remembers {
    /// Whom each contradiction came from.
    fn culprits(&self) -> Vec<String> {
        self.contradictions.lock().unwrap().iter().map(|(sources, ..)| sources.join("+")).collect()
    }
}

impl Progress for Remembers {
    fn begin(&self, _: Option<u64>, _: u64) {}
    fn source(&self, _: &str) {}
    fn trouble(&self, _: &str, _: &fetch::Error) {}
    fn advance(&self, _: u64) {}
    fn finish(&self) {}
}

impl Watcher for Remembers {
    fn waiting(&self, _: &Version) {
        *self.waited.lock().unwrap() += 1;
    }

    fn liar(&self, source: &str) {
        self.liars.lock().unwrap().push(source.to_owned());
    }

    fn contradiction(&self, contradiction: &Contradiction) {
        let Wrong::Hash(Mismatch { expected, actual }) = &contradiction.what else { panic!() };
        let told = (contradiction.sources.clone(), expected.hash, *actual);
        self.contradictions.lock().unwrap().push(told);
    }

    fn detour(&self, _: &Error, _: &Way) {
        panic!("there is one way only");
    }
}

fn version() -> Version {
    VERSION.parse().unwrap()
}

fn sha256(bytes: &[u8]) -> Sha256 {
    let mut digest = Digest::new();
    digest.update(bytes);
    digest.finish()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn an_honest_source_ends_in_a_toolchain() {
    let stage = Stage::new();
    let server = stage.honest();
    assert_eq!(stage.succeeds(&[server.url(PATH)]), ["a"]);
    let receipt = stage.store.receipt(&version()).unwrap();
    assert_eq!(
        (receipt.proof.as_deref(), receipt.sha256),
        (Some("index"), Some(sha256(&stage.bytes).to_string()))
    );
    assert!(matches!(stage.install(&[server.url(PATH)]).unwrap(), Outcome::AlreadyThere(_)));
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_zip_does_too() {
    let stage = Stage::of(Toolchain::new(VERSION).zip(), Format::Zip);
    stage.succeeds(&[stage.honest().url(PATH)]);
    let stage = Stage::of(Toolchain::new(VERSION).zip(), Format::Zip);
    let (bad, good) = (stage.flipped(), stage.honest());
    let Error::Archive { failure, own_origin: None, .. } = stage.fails(&[bad.url(PATH)]) else { panic!() };
    assert!(matches!(*failure, Error::Contradicted { .. }), "{failure}");
    assert_eq!(stage.kept(), None);
    assert_eq!(stage.succeeds(&[bad.url(PATH), good.url(PATH)]).len(), 1);
}

#[test]
fn a_folder_is_a_source() {
    let stage = Stage::new();
    let file = stage.folder.path().join("archive");
    fs::write(&file, &stage.bytes).unwrap();
    stage.succeeds(&[url::Url::from_file_path(file).unwrap().to_string()]);
}

#[test]
fn a_source_that_lies_is_left_for_another() {
    let stage = Stage::new();
    let good = stage.honest();
    // Slower to answer, so that the liar is asked first.
    let late = Server::start().serve_in_turn(PATH, [Reply::status(503), Reply::bytes(stage.bytes.clone())]);
    let bad = stage.flipped();
    assert_eq!(stage.succeeds(&[bad.url(PATH), late.url(PATH), good.url(PATH)]).len(), 1);
    let contradictions = stage.watcher.contradictions.lock().unwrap();
    for (sources, expected, actual) in contradictions.iter() {
        assert_eq!(sources, &["a"]);
        assert_eq!(*expected, sha256(&stage.bytes).into());
        assert_ne!(actual, expected);
    }
}

#[test]
fn only_liars_end_in_a_failed_proof() {
    let stage = Stage::new();
    let (one, two) = (stage.flipped(), stage.flipped());
    let error = stage.fails(&[one.url(PATH), two.url(PATH)]);
    assert_eq!(error.code(), 4);
    let mut culprits = stage.watcher.culprits();
    culprits.sort();
    assert_eq!(culprits, ["a", "b"]);
    assert_eq!(stage.kept(), None, "nothing of it is continued");
    for lang in [Lang::En, Lang::Zh] {
        let text = Report::of(&error, lang).text();
        assert!(
            text.contains(&sha256(&stage.bytes).to_string()) && text.contains("origin.example"),
            "{text}"
        );
    }
    assert!(!error.hints(Lang::Zh).is_empty());
}

#[test]
fn kept_bytes_that_are_wrong_are_fetched_again() {
    let stage = Stage::new();
    let mut wrong = stage.bytes[..200_000].to_vec();
    wrong[100_000] ^= 1;
    stage.keep(&wrong);
    let server = stage.honest();
    assert_eq!(stage.succeeds(&[server.url(PATH)]), ["a"]);
    assert_eq!(stage.watcher.culprits(), ["a"]);
    assert_eq!(server.requests().len(), 2, "the source itself was not to blame");
}

#[test]
fn among_several_the_liar_is_found() {
    let stage = Stage::new();
    // The liar breaks off; the honest one goes on after its bytes.
    let half = stage.bytes.len() / 2;
    let liar = Reply::bytes(stage.bytes.clone()).flipped_bit(1000).truncated_at(half);
    let liar =
        Server::start().serve_in_turn(PATH, [liar, Reply::bytes(stage.bytes.clone()).flipped_bit(1000)]);
    let late = Server::start().serve_in_turn(PATH, [Reply::status(503), Reply::bytes(stage.bytes.clone())]);
    assert_eq!(stage.succeeds(&[liar.url(PATH), late.url(PATH)]), ["b"]);
    assert!(!stage.watcher.culprits().is_empty());
}

#[test]
fn what_came_is_kept_and_continued() {
    let stage = Stage::new();
    let half = stage.bytes.len() / 2;
    let broken = Reply::bytes(stage.bytes.clone()).truncated_at(half);
    let server = Server::start().serve_in_turn(PATH, [broken, Reply::status(404)]);
    let error = stage.fails(&[server.url(PATH)]);
    assert_eq!(error.code(), 3);
    assert_eq!(stage.kept().unwrap(), stage.bytes[..half]);
    let again = stage.honest();
    stage.succeeds(&[again.url(PATH)]);
    assert_eq!(again.requests()[0].header("range"), Some(format!("bytes={half}-").as_str()));
}

#[test]
fn bytes_that_are_whole_already_need_no_source() {
    let stage = Stage::new();
    stage.keep(&stage.bytes);
    let server = stage.honest();
    let mut order = stage.order(&[server.url(PATH)]);
    order.archive.size = Some(stage.bytes.len() as u64);
    let installation = Installation {
        store: &stage.store,
        client: &stage.client,
        watcher: &stage.watcher,
        timeouts: Timeouts::default(),
        reach: &Reach::of(&Home::at(stage.home()), &loopback_env()),
    };
    assert!(matches!(installation.run(Plan::archive(order)).unwrap(), Outcome::Installed { .. }));
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn a_source_that_lies_in_one_part_of_a_shared_file_is_named() {
    let stage = Stage::of(Toolchain::new(VERSION).heavier(2_000_000).tar_gz(), Format::TarGz);
    let slow = Reply::bytes(stage.bytes.clone()).slowly(16 * 1024, Duration::from_millis(5));
    let honest = || Server::start().serve(PATH, slow.clone());
    let mut bytes = stage.bytes.clone();
    // Wrong wherever it is asked for what no other gives.
    bytes[1000..].iter_mut().step_by(5000).for_each(|byte| *byte ^= 1);
    let liar = Server::start().serve(PATH, Reply::bytes(bytes).slowly(16 * 1024, Duration::from_millis(5)));
    let (first, last) = (honest(), honest());
    let order = stage.order(&[first.url(PATH), liar.url(PATH), last.url(PATH)]);
    let (alone, soon) = (Duration::from_millis(20), Duration::ZERO);
    let installation = Installation {
        store: &stage.store,
        client: &stage.client,
        watcher: &stage.watcher,
        timeouts: Timeouts { alone, soon, ..Timeouts::default() },
        reach: &Reach::of(&Home::at(stage.home()), &loopback_env()),
    };
    assert!(matches!(installation.run(Plan::archive(order)).unwrap(), Outcome::Installed { .. }));
    assert_eq!(*stage.watcher.liars.lock().unwrap(), ["b"]);
    assert_eq!(names(&stage.home().join("cache")), [""; 0]);
}

/// The archive has the hash its authority says, and is still none that gv unpacks.
#[test]
fn a_proven_archive_may_still_be_refused() {
    let honest = || vec![Entry::file("go/VERSION", "go1.22.3\n"), Entry::file("go/bin/go", "")];
    let with = |entry: Entry| tar_gz(&[honest(), vec![entry]].concat());
    let whole = tar_gz(&honest());
    for bytes in [
        with(Entry::file("go/../../escaped", "!")),
        with(Entry::file("/escaped", "!")),
        with(Entry::symlink("go/x", "../../../..")),
        with(Entry::hard_link("go/x", "go/VERSION")),
        with(Entry::of_kind("go/x", tar::EntryType::Fifo)),
        with(Entry::file("go/VERSION", "go1.99")),
        tar_gz(&[Entry::file("go/VERSION", "go1.22.2\n"), Entry::file("go/bin/go", "")]),
        whole[..whole.len() - 9].to_vec(),
        [&whole[..], b"trailing"].concat(),
    ] {
        let stage = Stage::of(bytes, Format::TarGz);
        let error = stage.fails(&[stage.honest().url(PATH)]);
        assert!(matches!(&error, Error::Unpack(error) if !error.is_local()), "{error}");
        assert_eq!((error.code(), stage.kept()), (1, None));
        assert_eq!(names(stage.folder.path()), ["home"]);
    }
}

#[test]
fn the_version_has_to_be_the_one_ordered() {
    let stage = Stage::of(Toolchain::new("1.22.2").tar_gz(), Format::TarGz);
    let error = stage.fails(&[stage.honest().url(PATH)]);
    let found = unpack::Found::Other("go1.22.2".to_owned());
    assert!(
        matches!(&error, Error::Unpack(unpack::Error::NotRelease { found: it, .. }) if *it == found),
        "{error}"
    );
}

#[test]
fn many_at_once_download_once() {
    let stage = Stage::new();
    let server = stage.honest();
    let url = [server.url(PATH)];
    let installed = thread::scope(|scope| {
        let runs: Vec<_> = (0..8).map(|_| scope.spawn(|| stage.install(&url).unwrap())).collect();
        let outcomes = runs.into_iter().map(|run| run.join().unwrap());
        outcomes.filter(|outcome| matches!(outcome, Outcome::Installed { .. })).count()
    });
    assert_eq!((installed, server.requests().len()), (1, 1));
}

#[test]
fn versions_may_lie_on_another_disk() {
    let stage = Stage::new();
    let elsewhere = stage.folder.path().join("elsewhere");
    fs::create_dir_all(&elsewhere).unwrap();
    fs::create_dir_all(stage.home()).unwrap();
    if !folder_link(&elsewhere, &stage.home().join("versions")) {
        return;
    }
    stage.succeeds(&[stage.honest().url(PATH)]);
    assert_eq!(names(&elsewhere), ["go1.22.3", "go1.22.3.json"]);
}

#[test]
fn something_in_the_way_is_not_touched() {
    let stage = Stage::new();
    fs::create_dir_all(stage.home().join("versions")).unwrap();
    fs::write(stage.home().join("versions/go1.22.3"), "mine").unwrap();
    let error = stage.install(&[stage.honest().url(PATH)]).unwrap_err();
    assert_eq!(error.code(), 1);
    assert_eq!(names(&stage.home().join("versions")), ["go1.22.3"]);
    assert_eq!(fs::read(stage.home().join("versions/go1.22.3")).unwrap(), b"mine");
    assert_eq!(stage.kept().unwrap().len(), stage.bytes.len(), "what was proven is kept");
}
