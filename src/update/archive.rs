//! The two programs in a release archive. The archive has been proven when it comes here: what is wrong with it then is
//! a mistake of the release.

use flate2::read::GzDecoder;
use std::env::consts::EXE_SUFFIX;
use std::io::{self, Read};
use tar::{Archive, EntryType};

/// The content of both programs of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programs {
    /// gv.
    pub gv: Vec<u8>,
    /// gv-shim.
    pub shim: Vec<u8>,
}

/// No program of gv's is larger.
const LIMIT: u64 = 200 << 20;

impl Programs {
    /// Takes them out of a `.tar.gz`; `None` when one is missing or is not a plain file. Nothing else in it is used.
    pub fn in_archive(bytes: &[u8]) -> io::Result<Option<Self>> {
        let (mut gv, mut shim) = (None, None);
        for entry in Archive::new(GzDecoder::new(bytes)).entries()? {
            let mut entry = entry?;
            let name = entry.path_bytes().into_owned();
            let name = name.strip_prefix(b"./").unwrap_or(&name);
            let place = if name == format!("gv{EXE_SUFFIX}").as_bytes() {
                &mut gv
            } else if name == format!("gv-shim{EXE_SUFFIX}").as_bytes() {
                &mut shim
            } else {
                continue;
            };
            if entry.header().entry_type() != EntryType::Regular || entry.size() > LIMIT {
                return Ok(None);
            }
            let mut content = Vec::new();
            entry.read_to_end(&mut content)?;
            *place = Some(content);
        }
        Ok(gv.zip(shim).map(|(gv, shim)| Self { gv, shim }))
    }
}
