//! What a release mirror has: its newest release, and what it sends as an archive.

use super::{FEW, MOST, Prober, Subject};
use crate::fetch::{Fault, Slice, piece};
use crate::release::{Archive, Format, Place, index, listing};
use crate::verify::{Digest, Sha256};
use crate::version::Version;
use url::Url;

/// What all release mirrors are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseSample {
    /// An archive that every mirror should have.
    pub archive: Archive,
    /// The archive of the newest release there is, which a mirror that lists nothing is asked for.
    pub newest: Archive,
    /// Its version.
    pub newest_version: Version,
}

/// What one release mirror has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The newest release, candidates left out; `None` where nothing tells it.
    pub newest: Option<Version>,
    /// The hash of the whole archive, where that is so short that it was read.
    pub whole: Option<Sha256>,
    /// The hash of its first bytes.
    pub beginning: Option<Sha256>,
    /// The hash in the file that lies beside the archive.
    pub beside: Option<Sha256>,
    /// What was made of the wish for a part of it.
    pub within: Result<Within, Fault>,
}

/// What a mirror makes of the wish to go on at an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// It goes on there.
    GoesOn,
    /// It starts from the beginning, and says so.
    BeginsAnew,
    /// It says that it continues there, but sends other bytes.
    OtherBytes,
}

/// What is compared of an archive's beginning.
const BEGINNING: u64 = 64 << 10;
const QUERY: &str = "mode=json&include=all";

impl ReleaseSample {
    /// What a mirror is measured with.
    pub fn subject(&self, place: &Place) -> Subject {
        let url = place.file(&self.archive.file_name);
        Subject { url, total: self.archive.size, magic: magic(self.archive.format) }
    }
}

fn magic(format: Format) -> &'static [u8] {
    match format {
        Format::TarGz => b"\x1f\x8b",
        Format::Zip => b"PK",
    }
}

impl Prober {
    /// Looks at a release mirror once.
    pub async fn release(&self, place: &Place, sample: &ReleaseSample) -> Release {
        let subject = sample.subject(place);
        let (newest, whole, within, beside) = tokio::join!(
            self.newest(place, sample),
            self.whole(&subject),
            self.within(&subject),
            self.beside(place, sample),
        );
        let (within, beginning) = match within {
            Ok((within, beginning)) => (Ok(within), Some(beginning)),
            Err(fault) => (Err(fault), None),
        };
        Release { newest, whole, beginning, beside, within }
    }

    /// By its index or its listing; where it has neither, by the newest archive itself.
    async fn newest(&self, place: &Place, sample: &ReleaseSample) -> Option<Version> {
        let mut query = place.file("");
        query.set_query(Some(QUERY));
        let page = if place.folder().is_some() { None } else { self.page(&query, index::LIMIT).await.ok() };
        let listed = page.and_then(|page| newest_listed(&page, sample));
        if listed.is_some() {
            return listed;
        }
        let newest = &sample.newest;
        let (url, total) = (place.file(&newest.file_name), newest.size);
        let slice = Slice { url: &url, offset: 0, most: 16, total, magic: magic(newest.format) };
        piece(&self.client, slice, self.limits).await.ok().map(|_| sample.newest_version.clone())
    }

    /// The hash of the archive, where it is short.
    async fn whole(&self, subject: &Subject) -> Option<Sha256> {
        subject.total.filter(|total| *total <= MOST)?;
        let piece = piece(&self.client, slice(subject, 0, MOST), self.limits).await.ok()?;
        piece.is_whole().then(|| Digest::of(&piece.bytes))
    }

    /// Compares what comes from an offset on with what came from the beginning.
    async fn within(&self, subject: &Subject) -> Result<(Within, Sha256), Fault> {
        let whole = piece(&self.client, slice(subject, 0, BEGINNING), self.limits).await?;
        let offset = whole.bytes.len() / 3;
        let beginning = Digest::of(&whole.bytes);
        if offset == 0 {
            return Ok((Within::GoesOn, beginning));
        }
        let most = (whole.bytes.len() - offset) as u64;
        let part = piece(&self.client, slice(subject, offset as u64, most), self.limits).await?;
        let within = match part.start {
            0 => Within::BeginsAnew,
            _ if whole.bytes[offset..].starts_with(&part.bytes) => Within::GoesOn,
            _ => Within::OtherBytes,
        };
        Ok((within, beginning))
    }

    /// What stands in the `.sha256` beside the archive. Many mirrors have none, and some a page in its place.
    async fn beside(&self, place: &Place, sample: &ReleaseSample) -> Option<Sha256> {
        let url: Url = place.file(&format!("{}.sha256", sample.archive.file_name));
        let body = self.text(&url, FEW).await.ok()?;
        std::str::from_utf8(&body).ok()?.split_ascii_whitespace().next()?.parse().ok()
    }
}

/// The newest release of a page, be it an index or a listing, for the platform of the sample.
fn newest_listed(page: &[u8], sample: &ReleaseSample) -> Option<Version> {
    let listed = || listing::parse(&String::from_utf8_lossy(page));
    let releases = index::parse(page).or_else(|_| listed()).unwrap_or_default();
    let platform = &sample.archive.platform;
    let fitting = releases.into_iter().filter(|release| release.archive(platform).is_some());
    fitting.map(|release| release.version).filter(|version| !version.is_prerelease()).max()
}

fn slice(subject: &Subject, offset: u64, most: u64) -> Slice<'_> {
    Slice { url: &subject.url, offset, most, total: subject.total, magic: subject.magic }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::release::Manifest;

    #[test]
    fn a_page_tells_the_newest_release_of_the_platform() {
        let manifest = Manifest::built_in();
        let archive = |version: &str| {
            manifest.archive(&version.parse().unwrap(), &"linux-amd64".parse().unwrap()).unwrap()
        };
        let sample = ReleaseSample {
            archive: archive("1.22.3"),
            newest: archive("1.24.1"),
            newest_version: "1.24.1".parse().unwrap(),
        };
        let newest = |page: &str| newest_listed(page.as_bytes(), &sample).map(|version| version.to_string());
        let page = "<a href=go1.22.3.linux-amd64.tar.gz><a href=go1.23.1.linux-amd64.tar.gz>\
                    <a href=go1.24rc1.linux-amd64.tar.gz><a href=go1.24.0.windows-amd64.zip>";
        assert_eq!(newest(page).as_deref(), Some("1.23.1"));
        assert_eq!(newest("<html>log in</html>"), None);
        assert_eq!(newest("[]"), None);
    }
}
