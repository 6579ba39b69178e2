//! Adds the archives of an index to the manifest's source. Nothing that stands there is changed or dropped.
//!
//! ```text
//! cargo run --example refresh-manifest -- [INDEX.json]      without a file: standard input
//! curl -s 'https://go.dev/dl/?mode=json&include=all' | cargo run --example refresh-manifest
//! ```

use gv::release::{Archive, Release, index, table};
use std::error::Error;
use std::io::{Read, Write};
use std::{env, fs, io};

const TEXT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/release/manifest/archives.txt");

fn main() -> Result<(), Box<dyn Error>> {
    let mut known = table::read(&fs::read_to_string(TEXT)?)?;
    let index = index::parse(&input()?).map_err(|fault| format!("the index {fault}"))?;
    let mut added = 0;
    for release in index {
        added += merge(&mut known, release)?;
    }
    known.sort_by(|a, b| b.version.cmp(&a.version));
    for release in &mut known {
        release.archives.sort_by(|a, b| a.platform.cmp(&b.platform));
    }
    fs::write(TEXT, table::write(&known))?;
    writeln!(io::stderr(), "{added} archives added, {} releases in {TEXT}", known.len())?;
    Ok(())
}

fn input() -> io::Result<Vec<u8>> {
    if let Some(path) = env::args_os().nth(1) {
        return fs::read(path);
    }
    let mut body = Vec::new();
    io::stdin().read_to_end(&mut body)?;
    Ok(body)
}

/// Adds what is new of one release and says how many archives that was.
fn merge(known: &mut Vec<Release>, new: Release) -> Result<usize, String> {
    let archives = new.archives.into_iter().filter(|archive| is_provable(&new.version, archive));
    let archives: Vec<Archive> = archives.collect();
    let Some(old) = known.iter_mut().find(|release| release.version == new.version) else {
        let count = archives.len();
        known.extend((count > 0).then_some(Release { version: new.version, archives }));
        return Ok(count);
    };
    let before = old.archives.len();
    for archive in archives {
        match old.archives.iter_mut().find(|known| known.file_name == archive.file_name) {
            Some(known) => agree(known, &archive)?,
            None => old.archives.push(archive),
        }
    }
    Ok(old.archives.len() - before)
}

/// The manifest holds hashes, under names that follow from version and platform.
fn is_provable(version: &gv::version::Version, archive: &Archive) -> bool {
    let start = format!("go{version}.{}.", archive.platform);
    archive.sha256.is_some() && archive.file_name.starts_with(&start)
}

/// A length may become known; nothing else may differ.
fn agree(known: &mut Archive, new: &Archive) -> Result<(), String> {
    let file = &known.file_name;
    if let (Some(old), Some(new)) = (known.sha256, new.sha256)
        && old != new
    {
        return Err(format!("{file} has SHA-256 {old} in the manifest and {new} in the index"));
    }
    if let (Some(old), Some(new)) = (known.size, new.size)
        && old != new
    {
        return Err(format!("{file} has {old} bytes in the manifest and {new} in the index"));
    }
    known.size = known.size.or(new.size);
    Ok(())
}
