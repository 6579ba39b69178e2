//! Through a SOCKS 5 proxy (RFC 1928, 1929). With `socks5h` the proxy looks names up, with `socks5` the relay does, as curl
//! and git have it.

use super::{ANSWER, Connection, dial};
use crate::relay::fault::Fault;
use crate::relay::target::is_inner;
use crate::relay::upstream::Upstream;
use crate::relay::{Shared, Target};
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;
use url::Url;

const VERSION: u8 = 5;
const NO_LOGIN: u8 = 0;
const PASSWORD: u8 = 2;

/// Opens a connection to a target.
pub async fn connect(
    shared: &Arc<Shared>,
    upstream: &Upstream,
    proxy: &Url,
    target: &Target,
    inner: bool,
) -> Result<Connection, Fault> {
    let mut place = target.clone();
    if proxy.scheme() == "socks5" && target.address().is_none() {
        let of_target = true;
        let found = shared.network.lookup.lookup(&target.host).await.unwrap_or_default();
        let address = found.first().ok_or(Fault::NoAddress { of_target })?;
        if !inner && is_inner(*address) {
            return Err(Fault::Inner);
        }
        place = Target::at(*address, target.port);
    }
    let mut stream = dial(shared, proxy).await?;
    let asking = ask(&mut stream, upstream, &place);
    timeout(ANSWER, asking).await.unwrap_or(Err(Fault::Timeout))?;
    Ok(stream)
}

async fn ask(stream: &mut Connection, upstream: &Upstream, target: &Target) -> Result<(), Fault> {
    let account = upstream.account().await;
    let methods: &[u8] = match &account {
        Ok(Some(_)) => &[VERSION, 2, NO_LOGIN, PASSWORD],
        _ => &[VERSION, 1, NO_LOGIN],
    };
    stream.write_all(methods).await.map_err(closed)?;
    let mut chosen = [0; 2];
    stream.read_exact(&mut chosen).await.map_err(closed)?;
    match chosen {
        [VERSION, NO_LOGIN] => {}
        [VERSION, PASSWORD] => {
            let account = account?.ok_or(Fault::NotProxy)?;
            let mut message = vec![1];
            for text in [&account.user, &account.password] {
                message.push(u8::try_from(text.len()).map_err(|_| Fault::LoginRefused)?);
                message.extend(text.as_bytes());
            }
            stream.write_all(&message).await.map_err(closed)?;
            let mut answer = [0; 2];
            stream.read_exact(&mut answer).await.map_err(closed)?;
            if answer[1] != 0 {
                upstream.refuse(&account);
                return Err(Fault::LoginRefused);
            }
        }
        [VERSION, _] => return Err(account.err().unwrap_or(Fault::LoginMissing(vec!["SOCKS".to_owned()]))),
        _ => return Err(Fault::NotProxy),
    }
    stream.write_all(&request(target)?).await.map_err(closed)?;
    let mut head = [0; 4];
    stream.read_exact(&mut head).await.map_err(closed)?;
    let rest = match head {
        [VERSION, 0, _, 1] => 6,
        [VERSION, 0, _, 4] => 18,
        [VERSION, 0, _, 3] => usize::from(stream.read_u8().await.map_err(closed)?) + 2,
        [VERSION, code, ..] if code != 0 => return Err(Fault::Socks(code)),
        _ => return Err(Fault::NotProxy),
    };
    stream.read_exact(&mut vec![0; rest]).await.map(drop).map_err(closed)
}

fn request(target: &Target) -> Result<Vec<u8>, Fault> {
    let mut request = vec![VERSION, 1, 0];
    match target.address() {
        Some(IpAddr::V4(address)) => request.extend([&[1][..], &address.octets()].concat()),
        Some(IpAddr::V6(address)) => request.extend([&[4][..], &address.octets()].concat()),
        None => {
            request.extend([3, u8::try_from(target.host.len()).map_err(|_| Fault::Socks(4))?]);
            request.extend(target.host.as_bytes());
        }
    }
    request.extend(target.port.to_be_bytes());
    Ok(request)
}

fn closed(_: io::Error) -> Fault {
    Fault::Closed
}
