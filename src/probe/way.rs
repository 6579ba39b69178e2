//! The way to an endpoint, as far as a validated connection: directly, by each address that anybody names for it.

use super::tunnel::Tunnel;
use super::{Boxed, Budget, Control, Handshake, World, dns, tcp, tls, together};
use crate::fetch::names::is_internal;
use crate::golang::proxy::Proxy;
use rustls::pki_types::ServerName;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// Where a way leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target {
    /// The host, or an address.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Whether TLS is spoken there.
    pub tls: bool,
}

/// What is known of a way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// Without any proxy.
    Direct(Direct),
    /// Through this proxy.
    Through(Proxy, Box<Tunnel>),
}

/// What is known of the way without any proxy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Direct {
    /// What the name's addresses are said to be; nothing where the host is an address.
    pub names: dns::Names,
    /// What came of each address, those of the system first.
    pub reached: Vec<Reached>,
}

/// What came of one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// The address.
    pub address: IpAddr,
    /// How long the connection took.
    pub took: Duration,
    /// Whether there was one.
    pub tcp: Result<(), tcp::Fault>,
    /// The handshake, where there was a connection and TLS is spoken.
    pub tls: Option<Handshake>,
    /// Where the handshake was cut: whether a connection is cut before anything is said on it.
    pub cut_at_once: Option<bool>,
    /// Where the handshake was not answered: whether one with another name in it is.
    pub neutral_answered: Option<bool>,
}

/// A step on a way that has been taken, and how long it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Names were asked for.
    Names(Duration),
    /// A connection was made, or was not.
    Connection(Duration),
    /// A handshake was made, or was not.
    Handshake(Duration),
    /// A proxy was asked.
    Proxy(Duration),
}

/// Who is told of steps as they are taken.
pub type Watch = Arc<dyn Fn(&Target, Step) + Send + Sync>;

/// A name that nobody has a reason to cut a connection for.
const NEUTRAL: &str = "www.example.com";

impl Target {
    /// Where an address leads; `None` without a host.
    pub fn of(url: &Url) -> Option<Self> {
        let host = url.host_str()?.trim_matches(['[', ']']).to_owned();
        let tls = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        Some(Self { host, port: url.port_or_known_default()?, tls })
    }

    /// Whether the name is one of this network only, by its form: nobody outside is to hear of it, or could know it.
    pub fn is_internal(&self) -> bool {
        is_internal(&self.host)
    }

    /// The host as an address, where it is one.
    pub fn address(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }

    /// How it is shown: the host, with the port where that is not the usual one.
    pub fn shown(&self) -> String {
        let usual = if self.tls { 443 } else { 80 };
        match self.port == usual {
            true => self.host.clone(),
            false if self.host.contains(':') => format!("[{}]:{}", self.host, self.port),
            false => format!("{}:{}", self.host, self.port),
        }
    }

    fn server_name(&self) -> Option<ServerName<'static>> {
        ServerName::try_from(self.host.clone()).ok()
    }
}

impl Direct {
    /// The addresses that programs of this machine are told; all of them where the host is an address itself.
    pub fn told(&self) -> Vec<IpAddr> {
        if self.is_literal() {
            return self.reached.iter().map(|reached| reached.address).collect();
        }
        let of_system = self.names.of_system();
        if of_system.is_empty() { self.names.of_resolvers() } else { of_system }
    }

    /// Whether the host is an address itself.
    pub fn is_literal(&self) -> bool {
        self.names.asked.is_empty() && self.names.hosts_line.is_none()
    }

    /// What came of the addresses that programs are told.
    pub fn of_told(&self) -> impl Iterator<Item = &Reached> {
        self.told().into_iter().filter_map(|told| self.reached.iter().find(|reached| reached.address == told))
    }

    /// The first address that programs are told and that is good.
    pub fn good(&self) -> Option<IpAddr> {
        self.of_told().find(|reached| reached.is_good()).map(|reached| reached.address)
    }
}

impl Way {
    /// Whether `go` would get there.
    pub fn is_good(&self) -> bool {
        match self {
            Self::Direct(direct) => direct.good().is_some(),
            Self::Through(_, tunnel) => tunnel.is_good(),
        }
    }
}

impl Reached {
    /// Whether whoever answers there is who it should be, or, where no TLS is spoken, whether anybody answers.
    pub fn is_good(&self) -> bool {
        self.tcp.is_ok() && self.tls.as_ref().is_none_or(Handshake::is_valid)
    }

    /// The certificate that was shown.
    pub fn certificate(&self) -> Option<&super::Certificate> {
        self.tls.as_ref()?.chain.first()
    }
}

/// Measures the way to a target by all of its addresses.
pub async fn direct(world: &World, target: &Target, compare: bool, on: (Budget, &Watch)) -> Direct {
    let (budget, watch) = on;
    let mut names = dns::Names::default();
    if target.address().is_none() {
        names = dns::ask(world, &target.host, compare, budget).await;
        watch(target, Step::Names(names.asked.first().map_or(Duration::ZERO, |system| system.took)));
    }
    let addresses = target.address().map_or_else(|| names.tried(), |address| vec![address]);
    let trying = addresses.into_iter().map(|address| -> Boxed<Reached> {
        let (world, target, watch) = (world.clone(), target.clone(), Arc::clone(watch));
        Box::pin(async move { reach(&world, &target, address, budget, &watch).await })
    });
    Direct { names, reached: together(trying).await }
}

/// Measures the way to a control.
pub async fn control(world: &World, control: &Control, budget: Budget) -> Option<Reached> {
    let target = Target::of(&control.url)?;
    let nobody: Watch = Arc::new(|_, _| {});
    Some(reach(world, &target, control.address, budget, &nobody).await)
}

async fn reach(world: &World, target: &Target, address: IpAddr, budget: Budget, watch: &Watch) -> Reached {
    let to = SocketAddr::new(address, target.port);
    let (took, stream) = tcp::connect(world, to, budget).await;
    watch(target, Step::Connection(took));
    let mut reached =
        Reached { address, took, tcp: Ok(()), tls: None, cut_at_once: None, neutral_answered: None };
    let stream = match stream {
        Ok(stream) => stream,
        Err(fault) => return Reached { tcp: Err(fault), ..reached },
    };
    let Some(name) = target.server_name().filter(|_| target.tls) else { return reached };
    let (handshake, _) = tls::shake(world, stream, name, budget).await;
    watch(target, Step::Handshake(handshake.took));
    if !handshake.was_answered() {
        let (cut, neutral) =
            tokio::join!(tcp::is_cut_at_once(world, to, budget), neutral(world, to, target, budget));
        reached.cut_at_once = Some(cut);
        reached.neutral_answered = neutral;
    }
    reached.tls = Some(handshake);
    reached
}

/// Whether a handshake is answered that names another host; `None` where none was named in the first place.
async fn neutral(world: &World, to: SocketAddr, target: &Target, budget: Budget) -> Option<bool> {
    target.address().is_none().then_some(())?;
    let name = ServerName::try_from(NEUTRAL).ok()?;
    let (_, stream) = tcp::connect(world, to, budget).await;
    let (handshake, _) = tls::shake(world, stream.ok()?, name, budget).await;
    Some(handshake.was_answered())
}
