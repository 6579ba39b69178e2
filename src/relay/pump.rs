//! Bytes in both directions. A direction holds a buffer only while bytes are on their way, so that a thousand quiet
//! connections cost next to nothing, and it reads no further than the other side writes.

use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// The first buffer of a direction.
const SMALL: usize = 8 << 10;
/// The buffer of a direction that fills the small one.
const LARGE: usize = 128 << 10;
/// A connection on which nothing happens for so long is closed.
const QUIET: Duration = Duration::from_hours(2);

/// How many bytes went to the target, and how many came from there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moved {
    /// To the target.
    pub up: u64,
    /// From the target.
    pub down: u64,
}

struct Direction {
    buffer: Vec<u8>,
    size: usize,
    start: usize,
    end: usize,
    moved: u64,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Closing,
    Closed,
}

impl Direction {
    fn new() -> Self {
        Self { buffer: Vec::new(), size: SMALL, start: 0, end: 0, moved: 0, state: State::Open }
    }

    /// Moves what can be moved now. Ready when the direction has ended.
    fn poll<R, W>(&mut self, cx: &mut Context<'_>, from: &mut R, to: &mut W) -> Poll<io::Result<()>>
    where
        R: AsyncRead + Unpin + ?Sized,
        W: AsyncWrite + Unpin + ?Sized,
    {
        loop {
            while self.start < self.end {
                let wrote = ready!(Pin::new(&mut *to).poll_write(cx, &self.buffer[self.start..self.end]))?;
                if wrote == 0 {
                    return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
                }
                self.start += wrote;
                self.moved += wrote as u64;
            }
            match self.state {
                State::Open => ready!(self.fill(cx, from, to))?,
                State::Closing => {
                    ready!(Pin::new(&mut *to).poll_shutdown(cx))?;
                    self.state = State::Closed;
                }
                State::Closed => return Poll::Ready(Ok(())),
            }
        }
    }

    fn fill<R, W>(&mut self, cx: &mut Context<'_>, from: &mut R, to: &mut W) -> Poll<io::Result<()>>
    where
        R: AsyncRead + Unpin + ?Sized,
        W: AsyncWrite + Unpin + ?Sized,
    {
        if self.buffer.len() != self.size {
            self.buffer = vec![0; self.size];
        }
        let mut space = ReadBuf::new(&mut self.buffer);
        let read = Pin::new(&mut *from).poll_read(cx, &mut space);
        let length = space.filled().len();
        match read {
            Poll::Pending => {
                self.buffer = Vec::new();
                self.size = SMALL;
                let _ = Pin::new(to).poll_flush(cx)?;
                return Poll::Pending;
            }
            Poll::Ready(result) => result?,
        }
        (self.start, self.end) = (0, length);
        if length == 0 {
            self.buffer = Vec::new();
            self.state = State::Closing;
        } else if length == self.size {
            self.size = LARGE;
        }
        Poll::Ready(Ok(()))
    }
}

/// Moves bytes until both sides have ended, one fails, or nothing happens for a long time.
pub async fn pump<A, B>(client: &mut A, target: &mut B) -> (Moved, io::Result<()>)
where
    A: AsyncRead + AsyncWrite + Unpin + ?Sized,
    B: AsyncRead + AsyncWrite + Unpin + ?Sized,
{
    let (mut up, mut down) = (Direction::new(), Direction::new());
    let mut quiet = pin!(sleep(QUIET));
    let mut seen = 0;
    let done = std::future::poll_fn(|cx| {
        let first = up.poll(cx, client, target);
        let second = down.poll(cx, target, client);
        let result = match (first, second) {
            (Poll::Ready(Err(error)), _) | (_, Poll::Ready(Err(error))) => Poll::Ready(Err(error)),
            (Poll::Ready(Ok(())), Poll::Ready(Ok(()))) => Poll::Ready(Ok(())),
            _ => Poll::Pending,
        };
        if result.is_pending() {
            return stalled(&mut quiet, &mut seen, up.moved + down.moved, cx);
        }
        result
    });
    let result = done.await;
    (Moved { up: up.moved, down: down.moved }, result)
}

/// Ready when nothing has been moved for a long time.
fn stalled(
    quiet: &mut Pin<&mut Sleep>,
    seen: &mut u64,
    moved: u64,
    cx: &mut Context<'_>,
) -> Poll<io::Result<()>> {
    if moved != *seen {
        *seen = moved;
        quiet.as_mut().reset(Instant::now() + QUIET);
    }
    quiet.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    #[test]
    fn all_bytes_arrive_both_ways_and_an_end_is_passed_on() {
        crate::fetch::run(async {
            let (mut client, mut near) = duplex(1000);
            let (mut far, mut target) = duplex(700);
            let moving = tokio::spawn(async move { pump(&mut near, &mut far).await });
            let sent: Vec<u8> =
                (0..1_000_000_u32).map(|number| u8::try_from(number % 251).unwrap()).collect();
            let (mine, theirs) = (sent.clone(), sent.clone());
            let talking = tokio::spawn(async move {
                let mut got = Vec::new();
                target.read_to_end(&mut got).await.unwrap();
                assert_eq!(got, theirs);
                target.write_all(&got[..5000]).await.unwrap();
            });
            client.write_all(&mine).await.unwrap();
            client.shutdown().await.unwrap();
            let mut back = Vec::new();
            client.read_to_end(&mut back).await.unwrap();
            talking.await.unwrap();
            assert_eq!(back, sent[..5000]);
            let (moved, result) = moving.await.unwrap();
            assert_eq!((moved, result.is_ok()), (Moved { up: 1_000_000, down: 5000 }, true));
        });
    }
}
