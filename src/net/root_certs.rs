//! The authorities that are trusted, read as crypto/x509 reads them (root.go): `SSL_CERT_FILE` takes the place of the
//! system's list of files only, `SSL_CERT_DIR` of its list of folders only.

use crate::env::Env;
use crate::system::authorities::{FILES, FOLDERS};
use crate::system::file;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// All authorities of a system have some hundred thousand bytes.
const LIMIT: u64 = 64 << 20;

/// The variables that name authorities.
pub const VARIABLES: [&str; 2] = ["SSL_CERT_FILE", "SSL_CERT_DIR"];

/// The certificates of the files that `go` reads here; `None` where the system itself says whom it trusts (Windows and
/// macOS, unless a variable is set). What cannot be read, or holds no certificate, is passed over.
pub fn roots(env: &Env) -> Option<Vec<CertificateDer<'static>>> {
    let (file, folders) = (env.get(VARIABLES[0]), env.get(VARIABLES[1]));
    if FILES.is_empty() && file.is_none() && folders.is_none() {
        return None;
    }
    let files = file.map_or_else(|| FILES.iter().map(PathBuf::from).collect(), |file| vec![file.into()]);
    let folders: Vec<PathBuf> = match folders {
        Some(folders) => std::env::split_paths(folders).collect(),
        None => FOLDERS.iter().map(PathBuf::from).collect(),
    };
    Some(read(&files, &folders))
}

/// The first of the files that can be read, and every file in the folders; each certificate once.
fn read(files: &[PathBuf], folders: &[PathBuf]) -> Vec<CertificateDer<'static>> {
    let mut pems: Vec<Vec<u8>> =
        files.iter().find_map(|file| file::read_regular(file, LIMIT).ok()).into_iter().collect();
    for folder in folders {
        pems.extend(entries(folder).iter().filter_map(|file| file::read_regular(file, LIMIT).ok()));
    }
    let mut known = HashSet::new();
    let certificates = pems.iter().flat_map(|pem| CertificateDer::pem_slice_iter(pem).filter_map(Result::ok));
    certificates.filter(|der| known.insert(der.to_vec())).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.filter_map(|entry| Some(entry.ok()?.path())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, KeyPair};

    fn pem() -> String {
        let params = CertificateParams::new(["a.example".to_owned()]).unwrap();
        params.self_signed(&KeyPair::generate().unwrap()).unwrap().pem()
    }

    #[test]
    fn files_and_folders_are_read_beside_each_other() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::create_dir(at("certs")).unwrap();
        fs::write(at("one.pem"), pem() + &pem()).unwrap();
        fs::write(at("two.pem"), pem()).unwrap();
        fs::write(at("certs/three.pem"), pem()).unwrap();
        fs::write(at("certs/README"), "no certificate").unwrap();
        fs::copy(at("one.pem"), at("certs/copy.0")).unwrap();
        let folders = [at("gone"), at("certs")];
        // Of the files the first counts that can be read.
        assert_eq!(read(&[at("gone.pem"), at("one.pem"), at("two.pem")], &folders).len(), 3);
        assert_eq!(read(&[at("two.pem")], &folders).len(), 4);
    }

    #[test]
    fn what_holds_no_certificate_is_passed_over() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::create_dir(at("certs")).unwrap();
        fs::write(at("certs/one.pem"), pem()).unwrap();
        fs::write(at("der"), [0x30, 0x82, 1, 2]).unwrap();
        for file in ["der", "gone", "certs"] {
            assert_eq!(read(&[at(file)], &[at("certs")]).len(), 1, "{file}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn one_variable_leaves_the_other_list_alone() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("corp.pem");
        fs::write(&file, pem()).unwrap();
        let env = |variables: &[(&str, &Path)]| {
            Env::from_vars(variables.iter().map(|(name, path)| ((*name).into(), path.as_os_str().into())))
        };
        let count = |variables: &[(&str, &Path)]| roots(&env(variables)).unwrap().len();
        let folders_only = read(&[], &FOLDERS.map(PathBuf::from)).len();
        assert_eq!(count(&[("SSL_CERT_FILE", &file)]), folders_only + 1);
        assert_eq!(count(&[("SSL_CERT_FILE", &file), ("SSL_CERT_DIR", &dir.path().join("gone"))]), 1);
    }
}
