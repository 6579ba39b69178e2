//! What several sources gave together, and was not the release: laid aside until the release is there, which shows whose
//! bytes were wrong.

use crate::fetch::{Fetched, Part};
use crate::system::file;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// Such a file, which is removed in the end.
pub(super) struct Suspect {
    path: PathBuf,
    parts: Vec<Part>,
}

/// How much is compared at once.
const STEP: usize = 256 * 1024;

impl Suspect {
    /// Lays a file aside of which it is known who gave what. The source of a part from an earlier run is not known.
    pub fn aside(partial: &Path, fetched: &Fetched) -> io::Result<Option<Self>> {
        let whole = partial.metadata().is_ok_and(|meta| meta.len() == fetched.length);
        if fetched.resumed > 0 || fetched.sources.len() < 2 || !whole {
            return Ok(None);
        }
        let name = partial.file_name().unwrap_or_default().to_string_lossy();
        let stem = name.strip_suffix(".part").unwrap_or(&name);
        let path = partial.with_file_name(format!("{stem}.wrong.part"));
        std::fs::rename(partial, &path)?;
        Ok(Some(Self { path, parts: fetched.parts.clone() }))
    }

    /// The sources that gave other bytes than stand in the release, each once.
    pub fn liars(&self, release: &Path) -> io::Result<Vec<String>> {
        let (mut wrong, mut right) = (file::open_own_there(&self.path)?, file::open_own_there(release)?);
        let mut liars: Vec<String> = Vec::new();
        for part in &self.parts {
            if !liars.contains(&part.source) && differ(&mut wrong, &mut right, part)? {
                liars.push(part.source.clone());
            }
        }
        Ok(liars)
    }
}

impl Drop for Suspect {
    fn drop(&mut self) {
        // What cannot be removed now is of no use and no harm; `gv cache clean` finds it.
        let _ = file::remove(&self.path);
    }
}

fn differ(one: &mut File, other: &mut File, part: &Part) -> io::Result<bool> {
    one.seek(SeekFrom::Start(part.from))?;
    other.seek(SeekFrom::Start(part.from))?;
    let mut left = part.to - part.from;
    while left > 0 {
        let step = usize::try_from(left).unwrap_or(STEP).min(STEP);
        let (mut here, mut there) = (vec![0; step], vec![0; step]);
        one.read_exact(&mut here)?;
        other.read_exact(&mut there)?;
        if here != there {
            return Ok(true);
        }
        left -= step as u64;
    }
    Ok(false)
}
