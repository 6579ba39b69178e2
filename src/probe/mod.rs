//! One endpoint measured, layer by layer: names, connections, TLS, proxies, answers. Facts with their times and no
//! verdicts: what they mean is `diagnose`'s. Everything it asks is a [`World`], which can be replaced.

pub mod address;
pub mod certificate;
pub mod dns;
pub mod goproxy;
pub mod hosts;
pub mod http;
mod machine;
pub mod mirror;
mod nobody;
pub mod roads;
pub mod sumdb;
pub mod tcp;
pub mod tls;
pub mod tunnel;
pub mod way;
pub mod ways;
mod world;

pub use certificate::Certificate;
pub use hosts::HostsFile;
pub use nobody::Nobody;
pub use tls::Handshake;
pub use world::{Budget, Control, Dial, Lookup, Patience, System, World, controls};

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
