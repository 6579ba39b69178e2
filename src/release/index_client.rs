//! Asking an origin which releases it has. An invalid answer counts as none.

use super::cache::Cached;
use super::index::{self, Fault};
use super::name::ArchiveName;
use super::origin::OriginKind;
use super::{Error, Manifest, Origin, Place, Reach, Release, listing};
use crate::fetch::{self, Client, DocumentState, document_heard};
use crate::system::file;
use crate::system::{Action, FileError};
use crate::urls::shown;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};
use tokio::sync::Notify;
use tokio::time::sleep;
use url::Url;

/// What an origin said.
#[derive(Debug)]
pub(super) enum Fetched {
    /// What was known still holds.
    Unchanged,
    /// A new list.
    Changed(Cached),
    /// The origin answers, and has neither an index nor a listing: its archives can be asked for by name only.
    NoList,
}

/// One question, and what is known already. It holds all it needs, so that it can outlast who asks it.
#[derive(Debug, Clone)]
pub(super) struct Question {
    pub client: Client,
    /// The address of the index that is known, and its ETag.
    pub known: Option<(String, Option<String>)>,
    pub manifest: Manifest<'static>,
    pub reach: Reach,
    /// Whether an address has begun to answer.
    pub answering: Arc<AtomicBool>,
}

/// How long the first address may be silent before the next is asked too.
const HEAD_START: Duration = Duration::from_millis(400);
/// The answers of a server that has no such file, or does not show its folders: one without the right to list a bucket
/// is told 403 for what is not there.
const ABSENT: [u16; 6] = [400, 403, 404, 405, 406, 410];
const QUERY: &str = "mode=json&include=all";

/// Asks, and says of each address why it had no answer.
pub(super) async fn ask(origin: &Origin, question: &Question) -> Result<Fetched, Vec<Error>> {
    match origin.kind() {
        OriginKind::Go { indexes } => {
            let mut indexes = indexes.clone();
            question.reach.order(&mut indexes, |url| url);
            question.hedged(&indexes).await
        }
        OriginKind::Own(base) => question.own(base).await.map_err(|error| vec![error]),
    }
}

/// The releases of a folder: its `index.json`, else the archives that lie in it.
pub(super) fn read_folder(folder: &Path) -> Result<Vec<Release>, Error> {
    let path = folder.join("index.json");
    let refused = |fault| Error::Index { url: path.display().to_string(), fault };
    match file::read_regular(&path, index::LIMIT) {
        Ok(body) => return index::parse(&body).map_err(refused),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => return Err(refused(Fault::TooLarge)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
        Err(source) => return Err(Error::Read(FileError { action: Action::Read, path, source })),
    }
    let read = |source| Error::Read(FileError { action: Action::Read, path: folder.to_owned(), source });
    let entries = fs::read_dir(folder).map_err(read)?.collect::<Result<Vec<_>, _>>().map_err(read)?;
    let names = entries.iter().filter_map(|entry| ArchiveName::parse(entry.file_name().to_str()?));
    let releases =
        listing::group(names).map_err(|fault| Error::Index { url: folder.display().to_string(), fault })?;
    if releases.is_empty() {
        return Err(Error::Index { url: folder.display().to_string(), fault: Fault::NoRelease });
    }
    Ok(releases)
}

impl Question {
    /// Asks the first address, and the others as soon as one is slow or has failed. The first good answer wins.
    async fn hedged(&self, urls: &[Url]) -> Result<Fetched, Vec<Error>> {
        let Some((first, others)) = urls.split_first() else { return Err(Vec::new()) };
        if others.is_empty() {
            return self.go(first).await.map_err(|error| vec![error]);
        }
        let failed = Notify::new();
        let first = async { self.go(first).await.inspect_err(|_| failed.notify_one()) };
        let others = async {
            tokio::select! {
                () = sleep(HEAD_START) => {}
                () = failed.notified() => {}
            }
            Box::pin(self.hedged(others)).await
        };
        tokio::pin!(first, others);
        tokio::select! {
            said = &mut first => match said {
                Ok(said) => Ok(said),
                Err(error) => others.await.map_err(|errors| with_first(error, errors)),
            },
            said = &mut others => match said {
                Ok(said) => Ok(said),
                Err(errors) => first.await.map_err(|error| with_first(error, errors)),
            },
        }
    }

    /// One address of Go's own index; it may not contradict the manifest.
    async fn go(&self, url: &Url) -> Result<Fetched, Error> {
        let Some((body, etag)) = self.document(url).await? else { return Ok(Fetched::Unchanged) };
        let releases = parse_index(url, &body)?;
        self.agrees(url, &releases)?;
        Ok(changed(url, etag, releases))
    }

    fn agrees(&self, url: &Url, releases: &[Release]) -> Result<(), Error> {
        for release in releases {
            for archive in &release.archives {
                let known = self.manifest.archive(&release.version, &archive.platform);
                let known = known.filter(|known| known.file_name == archive.file_name);
                if let (Some(manifest), Some(index)) = (known.and_then(|known| known.sha256), archive.sha256)
                    && manifest != index
                {
                    let file = archive.file_name.clone();
                    return Err(Error::Contradiction { url: shown(url), file, index, manifest });
                }
            }
        }
        Ok(())
    }

    /// An origin of the user's own: the index as Go serves it, else `index.json`, else the folder's listing. What
    /// comes as an index and is none ends the search: a lying index is not passed over. Where each is said not to be
    /// there, it has no list. A page in place of everything is no answer: a portal sends such.
    async fn own(&self, base: &Place) -> Result<Fetched, Error> {
        let mut query = base.file("");
        query.set_query(Some(QUERY));
        let (page, first_error) = match self.index_or_page(&query).await {
            Ok(Found::Fetched(said)) => return Ok(said),
            Ok(Found::Page(page)) => (Some(page), None),
            Err(error) if has_status(&error) => (None, Some(error)),
            Err(error) => return Err(error),
        };
        let second_error = match self.index_or_page(&base.file("index.json")).await {
            Ok(Found::Fetched(said)) => return Ok(said),
            Ok(Found::Page(_)) => None,
            Err(error) if has_status(&error) => Some(error),
            Err(error) => return Err(error),
        };
        let folder = base.file("");
        let listed = |page: &Vec<u8>| {
            let listed = listing::parse(&String::from_utf8_lossy(page));
            listed.map_err(|fault| Error::Index { url: shown(&folder), fault })
        };
        let releases = page.as_ref().map(listed).transpose()?;
        let is_without_list = is_without_list(first_error.as_ref(), second_error.as_ref());
        match (releases, first_error) {
            (Some(releases), _) if !releases.is_empty() => Ok(changed(&folder, None, releases)),
            _ if is_without_list => Ok(Fetched::NoList),
            (_, Some(error)) => Err(error),
            (_, None) => Err(Error::Index { url: shown(&folder), fault: Fault::WebPage }),
        }
    }

    async fn index_or_page(&self, url: &Url) -> Result<Found, Error> {
        let Some((body, etag)) = self.document(url).await? else {
            return Ok(Found::Fetched(Fetched::Unchanged));
        };
        match parse_index(url, &body) {
            Ok(releases) => Ok(Found::Fetched(changed(url, etag, releases))),
            Err(Error::Index { fault: Fault::WebPage, .. }) => Ok(Found::Page(body)),
            Err(error) => Err(error),
        }
    }

    /// The body and its ETag; `None` when it is the one that is known.
    async fn document(&self, url: &Url) -> Result<Option<(Vec<u8>, Option<String>)>, Error> {
        let known = self.known.as_ref().filter(|(known, _)| *known == shown(url));
        let etag = known.and_then(|(_, etag)| etag.as_deref());
        self.reach.asked(url);
        let heard = || {
            self.reach.heard(url);
            self.answering.store(true, Ordering::Relaxed);
        };
        match document_heard(&self.client, url, etag, index::LIMIT, heard).await {
            Ok(DocumentState::Unchanged) => Ok(None),
            Ok(DocumentState::Changed(document)) => Ok(Some((document.body, document.etag))),
            Err(fetch::Error::Failed { url, fault: fetch::Fault::TooLarge { .. } }) => {
                Err(Error::Index { url, fault: Fault::TooLarge })
            }
            Err(error) => {
                if !matches!(error, fetch::Error::Failed { fault: fetch::Fault::Timeout, .. }) {
                    self.reach.failed(url);
                }
                Err(error.into())
            }
        }
    }
}

enum Found {
    Fetched(Fetched),
    Page(Vec<u8>),
}

fn parse_index(url: &Url, body: &[u8]) -> Result<Vec<Release>, Error> {
    index::parse(body).map_err(|fault| Error::Index { url: shown(url), fault })
}

fn changed(url: &Url, etag: Option<String>, releases: Vec<Release>) -> Fetched {
    Fetched::Changed(Cached { url: shown(url), etag, had: SystemTime::now(), releases })
}

fn has_status(error: &Error) -> bool {
    matches!(error, Error::Fetch(error) if error.status().is_some())
}

/// Whether what came of both addresses of an index means that there is none: a page without archives counts beside one
/// that is said not to be there.
fn is_without_list(first: Option<&Error>, second: Option<&Error>) -> bool {
    let is_absent = |error: &Error| matches!(error, Error::Fetch(error) if error.status().is_some_and(|status| ABSENT.contains(&status)));
    let mut errors = [first, second].into_iter().flatten().peekable();
    errors.peek().is_some() && errors.all(is_absent)
}

fn with_first(first: Error, mut others: Vec<Error>) -> Vec<Error> {
    others.insert(0, first);
    others
}
