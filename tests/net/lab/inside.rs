//! The lab looked at in this process: hosts have the addresses they would have outside, and the lab's way of connecting
//! leads to its own ports.

use super::{Asked, CONTROLS, Found, Lab, Place, modules, proxy};
use gv::diagnose::net::{self, Plan, Sources, Watch};
use gv::env::Env;
use gv::goenv::GoEnv;
use gv::probe::{Boxed, Control, Dial, HostsFile, Lookup, Network, OwnTrust, RejectAll, dns::message};
use gv::project::Requirements;
use rustls::RootCertStore;
use rustls::client::WebPkiServerVerifier;
use rustls::crypto::CryptoProvider;
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use tokio::net::{TcpStream, UdpSocket};
use url::Url;

pub fn ask(lab: &Lab, asked: &Asked<'_>) -> Found {
    let (network, plan) = (network(lab), plan(asked));
    let watch: Watch = Arc::new(|_: &str, _, _| {});
    Found::of(&net::run(&network, &plan, &watch))
}

fn plan(asked: &Asked<'_>) -> Plan {
    let key = modules::key();
    let own = [("GOENV", "off"), ("GOPROXY", "https://proxy.golang.org"), ("GOSUMDB", key.as_str())];
    let all = own.iter().chain(asked.variables).map(|(name, value)| ((*name).into(), (*value).into()));
    let env = Env::from_vars(all);
    let go = GoEnv::read(&env, None);
    let project = asked.folder.map(|folder| Requirements::read(&folder.join("go.mod")).unwrap());
    let sources = Sources {
        env: &env,
        go: &go,
        system_proxy: None,
        origin: asked.origin,
        project: project.as_ref(),
        release: &modules::release(),
        floor: None,
        has_git: !asked.no_git,
        without_relay: None,
        relay_takes: true,
    };
    if asked.targets.is_empty() {
        return Plan::of(&sources);
    }
    let targets: Vec<_> = asked.targets.iter().map(ToString::to_string).collect();
    Plan::named(&sources, &targets).unwrap()
}

pub fn network(lab: &Lab) -> Network {
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    let lines = lab.places().into_iter().map(|(at, place)| {
        let line = match &place {
            Place::Server(server) => Line::To(server.start(any)),
            Place::Proxy(temper, hosts) => Line::To(proxy::start(any, temper, hosts)),
            Place::Refused => Line::Refused,
            Place::Silent => Line::Silent,
            Place::Unreachable => Line::Nowhere,
        };
        (at, line)
    });
    let lines = lines.collect();
    let crypto = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    roots.add(lab.authority.root()).unwrap();
    roots.add_parsable_certificates(lab.trusted.iter().cloned());
    let trust = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&crypto));
    let hosts = HostsFile { path: "/etc/hosts".into(), text: lab.hosts.clone() };
    let resolver = lab.resolver.start(any);
    let control = |(host, address): (&str, [u8; 4])| Control {
        url: Url::parse(&format!("https://{host}/dns-query")).unwrap(),
        address: address.into(),
    };
    Network {
        resolvers: vec![resolver],
        lookup: Arc::new(Stub { server: resolver, hosts: hosts.clone() }),
        dial: Arc::new(Switchboard { lines }),
        controls: CONTROLS.map(control).to_vec(),
        hosts,
        trust: if lab.trusts_nobody {
            Arc::new(RejectAll(Arc::clone(&crypto)))
        } else {
            trust.build().unwrap()
        },
        has_authorities: !lab.trusts_nobody,
        own_trust: own_trust(lab, &crypto),
        crypto,
        now: lab.now,
        timeouts: lab.timeouts,
        gates: Arc::default(),
    }
}

fn own_trust(lab: &Lab, crypto: &Arc<CryptoProvider>) -> Option<Arc<OwnTrust>> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(lab.of_system.iter().cloned());
    let names = roots.roots.iter().map(|root| root.subject.to_vec()).collect();
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(crypto)).build();
    Some(Arc::new(OwnTrust { verifier: verifier.ok()?, names }))
}

/// Looks names up as `go` does: the hosts file, then the resolver, of whose answers the first one counts.
struct Stub {
    server: SocketAddr,
    hosts: HostsFile,
}

impl Lookup for Stub {
    fn lookup(&self, host: &str) -> Boxed<Result<Vec<IpAddr>, String>> {
        let (server, host, line) = (self.server, host.to_owned(), self.hosts.line_of(host));
        Box::pin(async move {
            if let Some((_, address)) = line {
                return Ok(vec![address]);
            }
            let told = |error: io::Error| error.to_string();
            let mut found = Vec::new();
            for kind in [message::RecordType::A, message::RecordType::Aaaa] {
                // The first answer counts; a later one to the same question finds nobody there.
                let socket = UdpSocket::bind("127.0.0.1:0").await.map_err(told)?;
                let question = message::question(7, &host, kind).ok_or("no name")?;
                socket.send_to(&question, server).await.map_err(told)?;
                let mut buffer = [0; 1500];
                let length = socket.recv(&mut buffer).await.map_err(told)?;
                found.extend(message::parse(&buffer[..length]).map(|it| it.addresses).unwrap_or_default());
            }
            if found.is_empty() { Err("no such host".to_owned()) } else { Ok(found) }
        })
    }
}

/// Where a connection to an address leads.
#[derive(Clone, Copy)]
enum Line {
    To(SocketAddr),
    Refused,
    Silent,
    Nowhere,
}

/// Connects to what the lab has put at an address; nobody else is there.
struct Switchboard {
    lines: HashMap<SocketAddr, Line>,
}

impl Dial for Switchboard {
    fn dial(&self, to: SocketAddr) -> Boxed<io::Result<TcpStream>> {
        let line = self.lines.get(&to).copied().unwrap_or(Line::Nowhere);
        Box::pin(async move {
            match line {
                Line::To(address) => TcpStream::connect(address).await,
                Line::Refused => Err(io::ErrorKind::ConnectionRefused.into()),
                Line::Silent => std::future::pending().await,
                Line::Nowhere => Err(io::ErrorKind::NetworkUnreachable.into()),
            }
        })
    }
}
