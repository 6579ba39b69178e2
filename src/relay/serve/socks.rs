//! SOCKS 5 for clients (RFC 1928, 1929): CONNECT only, and only with the secret.

use super::{GREETING, Known};
use crate::probe::Stream;
use crate::relay::carry::{Carried, Refusal};
use crate::relay::{Shared, Target};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

const VERSION: u8 = 5;
const PASSWORD: u8 = 2;
const NONE_OF_THESE: u8 = 0xff;
/// Replies.
const FAILED: u8 = 1;
const FORBIDDEN: u8 = 2;
const UNREACHABLE: u8 = 4;
const REFUSED: u8 = 5;
const COMMAND: u8 = 7;
const ADDRESS: u8 = 8;

/// Serves one client.
pub async fn serve<S: Stream>(shared: &Arc<Shared>, mut stream: S, known: &Known) {
    let Ok(Some(request)) = timeout(GREETING, greet(shared, &mut stream)).await else { return };
    known.is_known();
    let target = match request {
        Ok(target) => target,
        Err(code) => return reply(&mut stream, code).await,
    };
    let Some(_tunnel) = shared.tunnel() else { return reply(&mut stream, FAILED).await };
    let mut carried = Carried::begin(shared, target, "socks");
    match carried.open().await {
        Ok(opened) => {
            reply(&mut stream, 0).await;
            carried.carry(&mut stream, opened).await;
        }
        Err(refusal) => {
            let (outcome, code) = match refusal {
                Refusal::Inner | Refusal::Private => ("refused", FORBIDDEN),
                Refusal::Failed(faults) if faults.len() == 1 => ("failed", REFUSED),
                Refusal::Failed(_) => ("failed", UNREACHABLE),
            };
            carried.note(outcome);
            reply(&mut stream, code).await;
        }
    }
}

async fn reply(stream: &mut impl Stream, code: u8) {
    // The address that was connected from is nobody's business, and no client asks for it.
    let _ = stream.write_all(&[VERSION, code, 0, 1, 0, 0, 0, 0, 0, 0]).await;
}

/// Reads the greeting, the secret and the request: where the client wants to go, or the code that refuses it. `None` for a
/// client that does not know the secret, or does not speak SOCKS.
async fn greet(shared: &Shared, stream: &mut impl Stream) -> Option<Result<Target, u8>> {
    let [VERSION, count] = read::<2>(stream).await? else { return None };
    let methods = bytes(stream, count).await?;
    if !methods.contains(&PASSWORD) {
        stream.write_all(&[VERSION, NONE_OF_THESE]).await.ok()?;
        return None;
    }
    stream.write_all(&[VERSION, PASSWORD]).await.ok()?;
    let [version, length] = read(stream).await?;
    let _user = bytes(stream, length).await?;
    let [length] = read(stream).await?;
    let secret = bytes(stream, length).await?;
    let right = version == 1 && shared.session.secret.is(&secret);
    stream.write_all(&[1, u8::from(!right)]).await.ok()?;
    right.then_some(())?;
    request(stream).await
}

/// Reads a request.
async fn request<S: AsyncRead + Unpin>(stream: &mut S) -> Option<Result<Target, u8>> {
    let [version, command, _, kind] = read(stream).await?;
    if version != VERSION {
        return None;
    }
    let host = match kind {
        1 => Ipv4Addr::from(read::<4>(stream).await?).to_string(),
        4 => format!("[{}]", Ipv6Addr::from(read::<16>(stream).await?)),
        3 => {
            let [length] = read(stream).await?;
            String::from_utf8(bytes(stream, length).await?).ok()?
        }
        _ => return Some(Err(ADDRESS)),
    };
    let port = u16::from_be_bytes(read(stream).await?);
    if command != 1 {
        return Some(Err(COMMAND));
    }
    Some(Target::of(&host, port).filter(|it| it.port != 0).ok_or(ADDRESS))
}

async fn read<const N: usize>(stream: &mut (impl AsyncRead + Unpin)) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    stream.read_exact(&mut bytes).await.ok()?;
    Some(bytes)
}

async fn bytes(stream: &mut (impl AsyncRead + Unpin), count: u8) -> Option<Vec<u8>> {
    let mut bytes = vec![0; count.into()];
    stream.read_exact(&mut bytes).await.ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn asked(bytes: &[u8]) -> Option<Result<Target, u8>> {
        crate::fetch::run(request(&mut &bytes[..]))
    }

    #[test]
    fn a_request_names_a_host_or_an_address() {
        let target = |text: &str| Some(Ok(Target::parse(text).unwrap()));
        assert_eq!(asked(b"\x05\x01\x00\x03\x06go.dev\x01\xbb"), target("go.dev:443"));
        assert_eq!(asked(b"\x05\x01\x00\x01\xc0\x00\x02\x01\x00\x50"), target("192.0.2.1:80"));
        let six = [&b"\x05\x01\x00\x04"[..], &[0; 15], &[1], &[0, 1]].concat();
        assert_eq!(asked(&six), target("[::1]:1"));
        assert_eq!(asked(b"\x05\x02\x00\x03\x06go.dev\x01\xbb"), Some(Err(COMMAND)));
        assert_eq!(asked(b"\x05\x01\x00\x03\x06go.dev\x00\x00"), Some(Err(ADDRESS)));
        assert_eq!(asked(b"\x05\x01\x00\x09"), Some(Err(ADDRESS)));
        assert_eq!(asked(b"\x05\x01\x00\x03\x06go.d"), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = asked(&bytes);
        }
    }
}
