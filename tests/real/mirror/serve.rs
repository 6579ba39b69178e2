//! A folder over HTTP on loopback, with `Range`, `If-Range` and an `ETag`: what a plain static server does.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, UNIX_EPOCH};

/// A folder being served until the process ends.
pub struct Served {
    address: SocketAddr,
}

impl Served {
    /// Serves the folder on a free port.
    pub fn start(folder: PathBuf) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let folder = Arc::new(folder);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let folder = Arc::clone(&folder);
                // A client that goes away is the client's business.
                thread::spawn(move || drop(connection(&stream, &folder)));
            }
        });
        Ok(Self { address })
    }

    /// `http://127.0.0.1:PORT`
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }
}

/// What is asked for.
#[derive(Default)]
struct Request {
    head_only: bool,
    path: String,
    /// The first and, where said, the last byte.
    range: Option<(u64, Option<u64>)>,
    if_range: Option<String>,
    if_none_match: Option<String>,
}

fn connection(stream: &TcpStream, folder: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_mins(1)))?;
    // Else an answer on a connection that is used again waits for the other side's late acknowledgement.
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = read(&mut reader)? {
        answer(stream, folder, &request)?;
    }
    Ok(())
}

fn read(reader: &mut impl BufRead) -> io::Result<Option<Request>> {
    let mut request = Request::default();
    let mut first = true;
    loop {
        let mut line = String::new();
        if reader.by_ref().take(16 * 1024).read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let line = line.trim_end();
        if line.is_empty() && !first {
            return Ok(Some(request));
        }
        if first {
            let mut words = line.split(' ');
            request.head_only = words.next() == Some("HEAD");
            words.next().unwrap_or_default().clone_into(&mut request.path);
        } else if let Some((name, value)) = line.split_once(':') {
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "range" => request.range = range(value),
                "if-range" => request.if_range = Some(value.to_owned()),
                "if-none-match" => request.if_none_match = Some(value.to_owned()),
                _ => {}
            }
        }
        first = false;
    }
}

/// One range with a beginning; anything else is ignored, as it may be.
fn range(value: &str) -> Option<(u64, Option<u64>)> {
    let (first, last) = value.strip_prefix("bytes=")?.split_once('-')?;
    let last = if last.is_empty() { None } else { Some(last.parse().ok()?) };
    Some((first.parse().ok()?, last))
}

/// The file a path means; the origin's index where the official address of one is asked for.
fn file_of(folder: &Path, path: &str) -> Option<PathBuf> {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let path = if path.ends_with('/') && query.contains("mode=json") {
        format!("{path}index.json")
    } else {
        path.to_owned()
    };
    let path = PathBuf::from(path.trim_start_matches('/'));
    let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    Some(folder.join(path)).filter(|file| plain && file.is_file())
}

fn answer(mut out: &TcpStream, folder: &Path, request: &Request) -> io::Result<()> {
    let Some(mut file) = file_of(folder, &request.path).and_then(|path| File::open(path).ok()) else {
        return out.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    };
    let (length, etag) = (file.metadata()?.len(), etag(&file)?);
    if request.if_none_match.as_deref() == Some(&etag) {
        return out.write_all(format!("HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n").as_bytes());
    }
    let same = request.if_range.as_ref().is_none_or(|tag| *tag == etag);
    let range = request.range.filter(|_| same);
    let (status, first, end) = match range {
        None => ("200 OK".to_owned(), 0, length),
        Some((first, _)) if first >= length => {
            let head = format!("Content-Range: bytes */{length}\r\nContent-Length: 0");
            return out.write_all(format!("HTTP/1.1 416 Range Not Satisfiable\r\n{head}\r\n\r\n").as_bytes());
        }
        Some((first, last)) => {
            let last = last.map_or(length - 1, |last| last.min(length - 1)).max(first);
            (format!("206 Partial Content\r\nContent-Range: bytes {first}-{last}/{length}"), first, last + 1)
        }
    };
    let head = format!("Accept-Ranges: bytes\r\nETag: {etag}\r\nContent-Length: {}", end - first);
    out.write_all(format!("HTTP/1.1 {status}\r\n{head}\r\n\r\n").as_bytes())?;
    if !request.head_only {
        file.seek(SeekFrom::Start(first))?;
        io::copy(&mut file.take(end - first), &mut out)?;
    }
    Ok(())
}

/// Another one whenever the file is another one.
fn etag(file: &File) -> io::Result<String> {
    let meta = file.metadata()?;
    let changed = meta.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    Ok(format!("\"{:x}-{changed:x}\"", meta.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(served: &Served, path: &str, headers: &str) -> (String, String) {
        let mut stream = TcpStream::connect(served.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\n{headers}\r\n").unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }

    #[test]
    fn ranges_tags_and_the_index_are_served_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("dl")).unwrap();
        std::fs::write(folder.path().join("dl/index.json"), "0123456789").unwrap();
        let served = Served::start(folder.path().join("dl")).unwrap();
        let (head, body) = ask(&served, "/?mode=json&include=all", "");
        assert_eq!((head.lines().next(), body.as_str()), (Some("HTTP/1.1 200 OK"), "0123456789"));
        let tag = head.lines().find_map(|line| line.strip_prefix("ETag: ")).unwrap();
        let (head, body) = ask(&served, "/index.json", &format!("Range: bytes=4-\r\nIf-Range: {tag}\r\n"));
        assert!(head.contains("206") && head.contains("bytes 4-9/10"), "{head}");
        assert_eq!(body, "456789");
        let (_, body) = ask(&served, "/index.json", "Range: bytes=4-\r\nIf-Range: \"other\"\r\n");
        assert_eq!(body, "0123456789");
        for (path, headers, status) in [
            ("/index.json", format!("If-None-Match: {tag}\r\n"), "304"),
            ("/index.json", "Range: bytes=10-\r\n".to_owned(), "416"),
            ("/../dl/index.json", String::new(), "404"),
            ("/absent", String::new(), "404"),
            ("/", String::new(), "404"),
        ] {
            assert!(ask(&served, path, &headers).0.starts_with(&format!("HTTP/1.1 {status}")), "{path}");
        }
    }
}
