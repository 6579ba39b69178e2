//! Asking an origin which releases it has. An answer that cannot be believed is none.

use super::cache::Cached;
use super::index::{self, Fault};
use super::name::ArchiveName;
use super::origin::Kind;
use super::{Error, Manifest, Origin, Place, Release, listing};
use crate::fetch::{self, Answer, Client, document, shown};
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};
use tokio::sync::Notify;
use tokio::time::sleep;
use url::Url;

/// What an origin said.
#[derive(Debug)]
pub(super) enum Said {
    /// What was known still holds.
    Unchanged,
    /// A new list.
    Changed(Cached),
}

/// One question, and what is known already.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question<'a> {
    pub client: &'a Client,
    pub known: Option<&'a Cached>,
    pub manifest: &'a Manifest<'static>,
}

/// How long the first address may be silent before the next is asked too.
const PATIENCE: Duration = Duration::from_millis(700);
const QUERY: &str = "mode=json&include=all";

/// Asks, and says of each address why it had no answer.
pub(super) async fn ask(origin: &Origin, question: Question<'_>) -> Result<Said, Vec<Error>> {
    match origin.kind() {
        Kind::Go { indexes } => question.hedged(indexes).await,
        Kind::Own(base) => question.own(base).await.map_err(|error| vec![error]),
    }
}

/// The releases of a folder: its `index.json`, else the archives that lie in it.
pub(super) fn read_folder(folder: &Path) -> Result<Vec<Release>, Error> {
    let path = folder.join("index.json");
    let refused = |fault| Error::Index { url: path.display().to_string(), fault };
    match fs::metadata(&path) {
        Ok(meta) if meta.len() > index::LIMIT => return Err(refused(Fault::TooLarge)),
        Ok(_) => {
            let body = fs::read(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
            return index::parse(&body).map_err(refused);
        }
        Err(_) => {}
    }
    let read = |source| Error::Read { path: folder.to_owned(), source };
    let entries = fs::read_dir(folder).map_err(read)?.collect::<Result<Vec<_>, _>>().map_err(read)?;
    let names = entries.iter().filter_map(|entry| ArchiveName::parse(entry.file_name().to_str()?));
    let releases = listing::group(names);
    if releases.is_empty() {
        return Err(Error::Index { url: folder.display().to_string(), fault: Fault::NoRelease });
    }
    Ok(releases)
}

impl Question<'_> {
    /// Asks the first address, and the others as soon as one is slow or has failed. The first good answer wins.
    async fn hedged(self, urls: &[Url]) -> Result<Said, Vec<Error>> {
        let Some((first, others)) = urls.split_first() else { return Err(Vec::new()) };
        if others.is_empty() {
            return self.go(first).await.map_err(|error| vec![error]);
        }
        let failed = Notify::new();
        let first = async { self.go(first).await.inspect_err(|_| failed.notify_one()) };
        let others = async {
            tokio::select! {
                () = sleep(PATIENCE) => {}
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
    async fn go(self, url: &Url) -> Result<Said, Error> {
        let Some((body, etag)) = self.document(url).await? else { return Ok(Said::Unchanged) };
        let releases = parse_index(url, &body)?;
        self.agrees(url, &releases)?;
        Ok(changed(url, etag, releases))
    }

    fn agrees(self, url: &Url, releases: &[Release]) -> Result<(), Error> {
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
    /// comes as an index and is none ends the search: a lying index is not passed over.
    async fn own(self, base: &Place) -> Result<Said, Error> {
        let mut query = base.file("");
        query.set_query(Some(QUERY));
        let (page, first_error) = match self.index_or_page(&query).await {
            Ok(Found::Said(said)) => return Ok(said),
            Ok(Found::Page(page)) => (Some(page), None),
            Err(error) if has_status(&error) => (None, Some(error)),
            Err(error) => return Err(error),
        };
        match self.index_or_page(&base.file("index.json")).await {
            Ok(Found::Said(said)) => return Ok(said),
            Ok(Found::Page(_)) => {}
            Err(error) if has_status(&error) => {}
            Err(error) => return Err(error),
        }
        let folder = base.file("");
        let releases = page.as_deref().map(|page| listing::parse(&String::from_utf8_lossy(page)));
        match (releases, first_error) {
            (Some(releases), _) if !releases.is_empty() => Ok(changed(&folder, None, releases)),
            (_, Some(error)) => Err(error),
            (_, None) => Err(Error::Index { url: shown(&folder), fault: Fault::WebPage }),
        }
    }

    async fn index_or_page(self, url: &Url) -> Result<Found, Error> {
        let Some((body, etag)) = self.document(url).await? else { return Ok(Found::Said(Said::Unchanged)) };
        match parse_index(url, &body) {
            Ok(releases) => Ok(Found::Said(changed(url, etag, releases))),
            Err(Error::Index { fault: Fault::WebPage, .. }) => Ok(Found::Page(body)),
            Err(error) => Err(error),
        }
    }

    /// The body and its ETag; `None` when it is the one that is known.
    async fn document(self, url: &Url) -> Result<Option<(Vec<u8>, Option<String>)>, Error> {
        let known = self.known.filter(|known| known.url == shown(url));
        let etag = known.and_then(|known| known.etag.as_deref());
        match document(self.client, url, etag, index::LIMIT).await {
            Ok(Answer::Unchanged) => Ok(None),
            Ok(Answer::Changed(document)) => Ok(Some((document.body, document.etag))),
            Err(fetch::Error::Failed { url, fault: fetch::Fault::TooLarge { .. } }) => {
                Err(Error::Index { url, fault: Fault::TooLarge })
            }
            Err(error) => Err(error.into()),
        }
    }
}

enum Found {
    Said(Said),
    Page(Vec<u8>),
}

fn parse_index(url: &Url, body: &[u8]) -> Result<Vec<Release>, Error> {
    index::parse(body).map_err(|fault| Error::Index { url: shown(url), fault })
}

fn changed(url: &Url, etag: Option<String>, releases: Vec<Release>) -> Said {
    Said::Changed(Cached { url: shown(url), etag, had: SystemTime::now(), releases })
}

fn has_status(error: &Error) -> bool {
    matches!(error, Error::Fetch(error) if error.status().is_some())
}

fn with_first(first: Error, mut others: Vec<Error>) -> Vec<Error> {
    others.insert(0, first);
    others
}
