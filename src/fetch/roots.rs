//! The authorities that the environment names in place of the system's: `SSL_CERT_FILE` and `SSL_CERT_DIR`.

use super::Error;
use crate::env::Env;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Their certificates; `None` when neither is set.
pub fn named_roots(env: &Env) -> Result<Option<Vec<CertificateDer<'static>>>, Error> {
    let (file, folders) = (env.get("SSL_CERT_FILE"), env.get("SSL_CERT_DIR"));
    if file.is_none() && folders.is_none() {
        return Ok(None);
    }
    let mut roots = Vec::new();
    if let Some(file) = file {
        roots = certificates(Path::new(file))?;
    }
    for file in folders.map(files_below).unwrap_or_default() {
        // Such folders hold other things too: links that lead nowhere, lists of revoked certificates.
        roots.extend(certificates(&file).unwrap_or_default());
    }
    Ok(Some(roots))
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, Error> {
    let unusable = |source| Error::Certificates { path: file.to_owned(), source };
    let pem = fs::read(file).map_err(unusable)?;
    let found: Vec<_> = CertificateDer::pem_slice_iter(&pem).filter_map(Result::ok).collect();
    if found.is_empty() {
        return Err(unusable(io::Error::new(io::ErrorKind::InvalidData, "no certificates in it")));
    }
    Ok(found)
}

fn files_below(folders: &OsStr) -> Vec<PathBuf> {
    let entries = std::env::split_paths(folders).filter_map(|folder| fs::read_dir(folder).ok()).flatten();
    entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file()).collect()
}
