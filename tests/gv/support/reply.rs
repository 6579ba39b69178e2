//! What a scripted server answers: a whole and honest answer, made worse one method at a time.
//!
//! Positions are positions in the file, not in the answer: a reply that breaks at 1000 breaks there too when it was
//! asked to go on from 500.

use std::sync::Arc;
use std::time::Duration;

/// One answer to a request.
#[derive(Debug, Clone)]
pub struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Arc<Vec<u8>>,
    pub(super) etag: Option<String>,
    pub(super) ranges: Ranges,
    pub(super) length: Length,
    pub(super) break_at: Option<(usize, Break)>,
    pub(super) delay: Duration,
    pub(super) silent: bool,
    pub(super) pace: Option<(usize, Duration)>,
}

/// What is made of a `Range` header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ranges {
    Honoured,
    Ignored,
    Shifted,
    Refused,
}

/// What is said of the length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    True,
    Claimed(usize),
    Chunked,
    UntilClose,
}

/// How a body breaks off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    Close,
    Stall,
    Reset,
}

impl Reply {
    /// 200 with these bytes; `Range`, `If-Range` and, with an [`Reply::etag`], `If-None-Match` are honoured.
    pub fn bytes(body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 200,
            headers: Vec::new(),
            body: Arc::new(body.into()),
            etag: None,
            ranges: Ranges::Honoured,
            length: Length::True,
            break_at: None,
            delay: Duration::ZERO,
            silent: false,
            pace: None,
        }
    }

    /// A status and a short text.
    pub fn status(status: u16) -> Self {
        let mut reply = Self::bytes(format!("status {status}\n"));
        reply.status = status;
        reply
    }

    /// A web page with status 200, as a captive portal answers everything.
    pub fn html() -> Self {
        Self::bytes("<!DOCTYPE html><html><body>Please log in</body></html>")
            .header("Content-Type", "text/html")
    }

    /// The same body and headers with another status.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// 302 to an address.
    pub fn redirect_to(url: impl Into<String>) -> Self {
        Self::status(302).header("Location", url)
    }

    /// Takes the request and never says a word.
    pub fn silent() -> Self {
        let mut reply = Self::bytes([]);
        reply.silent = true;
        reply
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// Gives the answer an ETag, written with its quotes: `"\"v1\""`.
    #[must_use]
    pub fn etag(mut self, etag: &str) -> Self {
        self.etag = Some(etag.to_owned());
        self
    }

    /// Closes the connection at a position.
    #[must_use]
    pub fn truncated_at(mut self, position: usize) -> Self {
        self.break_at = Some((position, Break::Close));
        self
    }

    /// Falls silent at a position, the connection open.
    #[must_use]
    pub fn stalls_at(mut self, position: usize) -> Self {
        self.break_at = Some((position, Break::Stall));
        self
    }

    /// Resets the connection (RST) at a position.
    #[must_use]
    pub fn resets_at(mut self, position: usize) -> Self {
        self.break_at = Some((position, Break::Reset));
        self
    }

    /// Answers 200 with the whole, whatever range is asked for.
    #[must_use]
    pub fn ignores_range(mut self) -> Self {
        self.ranges = Ranges::Ignored;
        self
    }

    /// Answers 206 with another range than asked for, by one byte.
    #[must_use]
    pub fn wrong_content_range(mut self) -> Self {
        self.ranges = Ranges::Shifted;
        self
    }

    /// Answers 416 to any range.
    #[must_use]
    pub fn refuses_range(mut self) -> Self {
        self.ranges = Ranges::Refused;
        self
    }

    /// Sends the body in chunks, its length unsaid.
    #[must_use]
    pub fn without_length(mut self) -> Self {
        self.length = Length::Chunked;
        self
    }

    /// Sends the body as HTTP/1.0 did: its end is the end of the connection.
    #[must_use]
    pub fn until_close(mut self) -> Self {
        self.length = Length::UntilClose;
        self
    }

    /// Claims a `Content-Length` the body does not have.
    #[must_use]
    pub fn length_lie(mut self, length: usize) -> Self {
        self.length = Length::Claimed(length);
        self
    }

    /// Flips one bit of the byte at a position.
    #[must_use]
    pub fn flipped_bit(mut self, position: usize) -> Self {
        Arc::make_mut(&mut self.body)[position] ^= 1;
        self
    }

    /// Waits before it answers.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Sends so many bytes at a time, and rests after each part.
    #[must_use]
    pub fn slowly(mut self, bytes: usize, rest: Duration) -> Self {
        self.pace = Some((bytes, rest));
        self
    }
}
