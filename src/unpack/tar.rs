//! The entries of a tar stream: ustar, pax and GNU long names. The stream has to end as tar says, in two blocks
//! of zeros, and nothing but zeros may follow.

use super::path::EntryPath;
use super::tree::{About, Tree, copy};
use super::{Damage, Error, Refusal};
use std::io::BufRead;
use std::time::{Duration, SystemTime};
use tar::{EntryType, Header, PaxExtensions};

const BLOCK: usize = 512;

/// The longest header that describes another one.
const LONGEST_EXTENSION: u64 = 64 << 10;

/// Unpacks a whole stream.
pub(super) fn unpack(input: &mut impl BufRead, tree: &mut Tree) -> Result<(), Error> {
    let mut extension = Extension::default();
    while let Some(header) = next_header(input)? {
        let size = extension.size.map_or_else(|| header.entry_size(), Ok).map_err(Error::reading)?;
        let kind = header.entry_type();
        // Tar had no such kinds before it had a magic: without one, readers disagree on what this is.
        if describes_another(kind) && header.as_ustar().is_none() && header.as_gnu().is_none() {
            return Err(malformed("an extension header without a magic"));
        }
        match kind {
            EntryType::XHeader => extension.read_pax(&read_extension(input, size)?)?,
            EntryType::GNULongName => extension.path = Some(c_string(read_extension(input, size)?)),
            EntryType::GNULongLink => extension.link = Some(c_string(read_extension(input, size)?)),
            EntryType::XGlobalHeader => drop(read_extension(input, size)?),
            _ => Entry::new(&header, size, std::mem::take(&mut extension)).unpack(input, tree)?,
        }
    }
    Ok(())
}

fn describes_another(kind: EntryType) -> bool {
    kind.is_pax_local_extensions()
        || kind.is_pax_global_extensions()
        || kind.is_gnu_longname()
        || kind.is_gnu_longlink()
}

/// What extension headers say of the entry that follows them.
#[derive(Default)]
struct Extension {
    path: Option<Vec<u8>>,
    link: Option<Vec<u8>>,
    size: Option<u64>,
    modified: Option<u64>,
}

impl Extension {
    /// Takes what matters from a pax header (POSIX.1-2001, "pax Extended Header").
    fn read_pax(&mut self, records: &[u8]) -> Result<(), Error> {
        for record in PaxExtensions::new(records) {
            let record = record.map_err(Error::reading)?;
            let value = record.value_bytes();
            match record.key_bytes() {
                b"path" => self.path = Some(value.to_owned()),
                b"linkpath" => self.link = Some(value.to_owned()),
                b"size" => self.size = Some(number(value)?),
                b"mtime" => self.modified = number(value.split(|&b| b == b'.').next().unwrap_or(value)).ok(),
                key if key.starts_with(b"GNU.sparse.") => return Err(malformed("a sparse file")),
                _ => {}
            }
        }
        Ok(())
    }
}

/// An entry proper.
struct Entry {
    kind: EntryType,
    name: Vec<u8>,
    link: Option<Vec<u8>>,
    about: About,
}

impl Entry {
    fn new(header: &Header, size: u64, extension: Extension) -> Self {
        let name = extension.path.unwrap_or_else(|| header.path_bytes().into_owned());
        // Before ustar, a folder was a file whose name ends so.
        let old_folder = header.entry_type() == EntryType::Regular && name.ends_with(b"/");
        Self {
            kind: if old_folder { EntryType::Directory } else { header.entry_type() },
            link: extension.link.or_else(|| header.link_name_bytes().map(std::borrow::Cow::into_owned)),
            about: About {
                size,
                executable: header.mode().is_ok_and(|mode| mode & 0o111 != 0),
                modified: extension.modified.or_else(|| header.mtime().ok()).and_then(time),
            },
            name,
        }
    }

    fn unpack(self, input: &mut impl BufRead, tree: &mut Tree) -> Result<(), Error> {
        let refused = |refusal| Error::refused(&self.name, refusal);
        let has_content = self.about.size > 0;
        let Some(path) = EntryPath::parse(&self.name).map_err(refused)? else {
            // `go/` itself, which is the folder that is being filled.
            let is_folder = self.kind == EntryType::Directory && !has_content;
            return if is_folder { Ok(()) } else { Err(refused(Refusal::Kind)) };
        };
        match self.kind {
            EntryType::Regular => {
                tree.file(&path, self.about, input)?;
                skip_padding(input, self.about.size)
            }
            EntryType::Directory if !has_content => tree.folder(&path),
            EntryType::Symlink if !has_content => tree.link(path, self.link.unwrap_or_default()),
            _ => Err(refused(Refusal::Kind)),
        }
    }
}

/// The next header, or `None` at a proper end.
fn next_header(input: &mut impl BufRead) -> Result<Option<Header>, Error> {
    let mut header = Header::new_old();
    read_block(input, header.as_mut_bytes())?;
    if header.as_bytes().iter().all(|&byte| byte == 0) {
        let mut second = [0; BLOCK];
        read_block(input, &mut second)?;
        return if second == [0; BLOCK] {
            only_zeros(input).map(|()| None)
        } else {
            Err(malformed("half an end"))
        };
    }
    let stated = header.cksum().map_err(Error::reading)?;
    let bytes = header.as_bytes().iter().enumerate();
    // The checksum is taken with its own field as spaces.
    let sum: u32 =
        bytes.map(|(at, &byte)| u32::from(if (148..156).contains(&at) { b' ' } else { byte })).sum();
    if sum == stated { Ok(Some(header)) } else { Err(Damage::Checksum.into()) }
}

fn only_zeros(input: &mut impl BufRead) -> Result<(), Error> {
    loop {
        let bytes = input.fill_buf().map_err(Error::reading)?;
        if bytes.iter().any(|&byte| byte != 0) {
            return Err(Damage::Trailing.into());
        }
        let amount = bytes.len();
        if amount == 0 {
            return Ok(());
        }
        input.consume(amount);
    }
}

fn read_extension(input: &mut impl BufRead, size: u64) -> Result<Vec<u8>, Error> {
    if size > LONGEST_EXTENSION {
        return Err(malformed("an extension header too long to be one"));
    }
    let mut bytes = Vec::new();
    copy(input, size, |piece| {
        bytes.extend_from_slice(piece);
        Ok(())
    })?;
    skip_padding(input, size)?;
    Ok(bytes)
}

fn skip_padding(input: &mut impl BufRead, size: u64) -> Result<(), Error> {
    copy(input, size.wrapping_neg() % BLOCK as u64, |_| Ok(()))
}

fn read_block(input: &mut impl BufRead, block: &mut [u8; BLOCK]) -> Result<(), Error> {
    input.read_exact(block).map_err(Error::reading)
}

fn c_string(mut bytes: Vec<u8>) -> Vec<u8> {
    if let Some(end) = bytes.iter().position(|&byte| byte == 0) {
        bytes.truncate(end);
    }
    bytes
}

fn number(digits: &[u8]) -> Result<u64, Error> {
    let text = std::str::from_utf8(digits).ok();
    text.and_then(|text| text.parse().ok()).ok_or_else(|| malformed("a number that is none"))
}

fn time(seconds: u64) -> Option<SystemTime> {
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

fn malformed(what: &str) -> Error {
    Damage::Malformed(format!("{what} in the tar stream")).into()
}
