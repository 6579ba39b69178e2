//! One endpoint measured, layer by layer: names, connections, TLS, proxies, answers. Facts with their times and no
//! verdicts: what they mean is `diagnose`'s. Everything it asks is a [`Network`], which can be replaced.

pub mod address;
pub mod attempt;
pub mod certificate;
pub mod client;
pub mod connection;
pub mod connections;
pub mod dns;
pub mod gates;
pub mod goproxy;
pub mod hosts;
pub mod http;
pub mod lines;
mod machine;
pub mod mirror;
mod network;
mod no_roots;
pub mod run;
pub mod sumdb;
mod target;
pub mod tcp;
pub mod tls;
pub mod tunnel;

pub use certificate::Certificate;
pub use hosts::HostsFile;
pub use network::{Budget, Control, Dial, Lookup, Network, OwnTrust, System, Timeouts, controls};
pub use no_roots::RejectAll;
pub use target::Target;
pub use tls::Handshake;

use std::pin::Pin;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::JoinSet;

/// Something that will be done.
pub type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Does all of them at once, and gives back what came of them in their order.
pub async fn together<T: Send + 'static>(all: impl IntoIterator<Item = Boxed<T>>) -> Vec<T> {
    let mut running = JoinSet::new();
    for (place, one) in all.into_iter().enumerate() {
        running.spawn(async move { (place, one.await) });
    }
    let mut done = running.join_all().await;
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, came)| came).collect()
}

/// A stream of bytes both ways.
pub trait Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> Stream for S {}
