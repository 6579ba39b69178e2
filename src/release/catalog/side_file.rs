//! The hash of an archive as the user's own origin gives it in a file beside the archive.

use super::{Catalog, hash_file};
use crate::fetch::{DocumentState, Error::Failed, Fault, document};
use crate::release::{Archive, Error};
use crate::urls::shown;
use crate::verify::Sha256;
use url::Url;

impl Catalog {
    /// The hash that the user's own origin gives of an archive in a `.sha256` file beside it, else in SHA256SUMS. Only
    /// that origin is asked, never a mirror: it is the authority.
    pub(super) fn side_file(&self, archive: &Archive) -> Result<Option<Sha256>, Error> {
        // The origin stands last among the sources.
        let Some(base) = self.origin.sources().last() else { return Ok(None) };
        if self.offline && base.folder().is_none() {
            return Ok(None);
        }
        let url = base.file(&format!("{}.sha256", archive.file_name));
        if let Some(text) = self.hash_file(&url)? {
            let sha256 = hash_file::hash_of(&text, &archive.file_name);
            let missing = || Error::HashFile { url: shown(&url), file: archive.file_name.clone() };
            return sha256.map(Some).ok_or_else(missing);
        }
        let sums = self.hash_file(&base.file("SHA256SUMS"))?;
        Ok(sums.and_then(|text| hash_file::named(&text, &archive.file_name)))
    }

    /// The text of a file of hashes; `None` where there is none, or a page in its place.
    fn hash_file(&self, url: &Url) -> Result<Option<String>, Error> {
        match self.asked(self.origin.name(), document(self.client()?, url, None, hash_file::LIMIT)) {
            Ok(DocumentState::Changed(document)) => {
                let text = String::from_utf8_lossy(&document.body).into_owned();
                Ok(Some(text).filter(|text| !text.trim_start().starts_with('<')))
            }
            Ok(DocumentState::Unchanged)
            | Err(Failed { fault: Fault::NoFile | Fault::File(_) | Fault::TooLarge { .. }, .. }) => Ok(None),
            Err(error) if error.status().is_some_and(|status| status < 500) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
