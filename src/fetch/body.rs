//! The bytes of one answer, from the network or from a file, chunk by chunk.

use super::Fault;
use super::client::Client;
use crate::system::file;
use bytes::{Bytes, BytesMut};
use reqwest::Response;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use url::Url;

/// A body being read.
#[derive(Debug)]
pub(super) enum Body {
    Http { client: Client, response: Box<Response> },
    File(File),
}

/// How much is read from a file at once.
const STEP: usize = 256 * 1024;

impl Body {
    pub fn http(client: &Client, response: Response) -> Self {
        Self::Http { client: client.clone(), response: Box::new(response) }
    }

    /// Opens a `file://` address at an offset; with it comes the length of the whole file.
    pub fn file(url: &Url, offset: u64) -> Result<(Self, u64), Fault> {
        let path = url.to_file_path().map_err(|()| Fault::File("not a path of this machine".to_owned()))?;
        // Asked before opening, which would wait for ever on a pipe.
        let told = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Fault::NoFile,
            _ => Fault::File(error.to_string()),
        };
        if !path.metadata().map_err(told)?.is_file() {
            return Err(Fault::File("not a file".to_owned()));
        }
        let mut file = file::open_seen(&path).map_err(told)?;
        let length = file.metadata().map_err(told)?.len();
        if offset > length {
            return Err(Fault::Range { offset });
        }
        file.seek(SeekFrom::Start(offset)).map_err(told)?;
        Ok((Self::File(file), length))
    }

    /// The next bytes, never an empty chunk; `None` at the end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Fault> {
        loop {
            let chunk = match self {
                Self::Http { client, response } => match response.chunk().await {
                    Ok(chunk) => chunk,
                    Err(error) => return Err(client.fault(response.url(), &error)),
                },
                Self::File(file) => step(file, STEP).map_err(|error| Fault::File(error.to_string()))?,
            };
            match chunk {
                Some(chunk) if chunk.is_empty() => {}
                chunk => return Ok(chunk),
            }
        }
    }
}

/// Reads up to so many bytes; `None` at the end.
pub(super) fn step(file: &mut File, most: usize) -> io::Result<Option<Bytes>> {
    let mut buffer = BytesMut::zeroed(most);
    let length = file.read(&mut buffer)?;
    buffer.truncate(length);
    Ok((length > 0).then(|| buffer.freeze()))
}
