//! The lab: a healthy network, made worse one method at a time.

mod authority;
mod controls;
pub mod modules;
mod proxy;
mod resolver;
mod server;

pub use authority::{Authority, Made};
pub use controls::serve as resolver_over_https;
pub use modules::Files;
pub use proxy::Temper;
pub use resolver::Says;
pub use server::{Manners, Reply, Server, config};

use gv::diagnose::net::{self, Diagnosis, Endpoint, Plan, Sources};
use gv::diagnose::{Confidence, Level, Status};
use gv::env::Env;
use gv::goenv::GoEnv;
use gv::probe::{Boxed, Control, Dial, HostsFile, Lookup, Patience, World, dns::message};
use gv::project::Requirements;
use gv::release::Origin;
use resolver::Resolver;
use rustls::RootCertStore;
use rustls::client::WebPkiServerVerifier;
use rustls::pki_types::CertificateDer;
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};
use tokio::net::{TcpStream, UdpSocket};
use url::Url;

/// The hosts of the healthy network, each at its address.
pub const PROXY: (&str, [u8; 4]) = ("proxy.golang.org", [203, 0, 113, 10]);
pub const OTHER: (&str, [u8; 4]) = ("sum.golang.org", [203, 0, 113, 11]);
/// Resolvers of others.
pub const CONTROLS: [(&str, [u8; 4]); 2] =
    [("dns.one.example", [192, 0, 2, 53]), ("dns.two.example", [192, 0, 2, 54])];

/// A network.
pub struct Lab {
    pub authority: Authority,
    pub resolver: Resolver,
    pub controls: HashMap<String, Vec<IpAddr>>,
    places: HashMap<SocketAddr, Place>,
    pub hosts: String,
    /// Authorities that are trusted besides the lab's own.
    pub trusted: Vec<CertificateDer<'static>>,
    pub now: SystemTime,
    pub patience: Patience,
    pub has_controls: bool,
    servers: Vec<Server>,
}

/// What happens to who connects to an address.
#[derive(Debug, Clone, Copy)]
pub enum Place {
    /// A server of the lab's answers.
    At(SocketAddr),
    /// Nobody listens.
    Refused,
    /// Nobody answers.
    Silent,
    /// There is no way there.
    Unreachable,
}

impl Lab {
    /// Two hosts, two controls, and everything as it should be.
    pub fn healthy() -> Self {
        let mut lab = Self {
            authority: Authority::new("Lab Root"),
            resolver: Resolver::start(),
            controls: HashMap::new(),
            places: HashMap::new(),
            hosts: "127.0.0.1 localhost\n".to_owned(),
            trusted: Vec::new(),
            now: SystemTime::now(),
            patience: Patience { second_answer: Duration::from_millis(150), ..Patience::default() },
            has_controls: true,
            servers: Vec::new(),
        };
        for host in [PROXY, OTHER] {
            lab.publish(host.0, host.1);
        }
        lab.answering(PROXY, Files::of_proxy_with_database()).answering(OTHER, Files::of_database());
        lab
    }

    /// Names an address for a host, to everybody.
    pub fn publish(&mut self, host: &str, address: impl Into<IpAddr>) {
        let address = address.into();
        self.resolver.say(host, Says::Addresses(vec![address]));
        self.controls.insert(host.to_owned(), vec![address]);
    }

    /// Puts a server at an address, port 443.
    pub fn serve(&mut self, address: impl Into<IpAddr>, server: Server) {
        self.serve_at(SocketAddr::new(address.into(), 443), server);
    }

    pub fn serve_at(&mut self, at: SocketAddr, server: Server) {
        self.places.insert(at, Place::At(server.address()));
        self.servers.push(server);
    }

    /// Says what happens at an address, port 443.
    pub fn place(&mut self, address: impl Into<IpAddr>, place: Place) {
        self.places.insert(SocketAddr::new(address.into(), 443), place);
    }

    /// Everything that hangs is given up soon.
    pub fn impatient(&mut self) -> &mut Self {
        let short = Duration::from_millis(1200);
        self.patience =
            Patience { dns: short, tcp: short, tls: short, http: short, stall: short, ..self.patience };
        self
    }

    /// No control can be reached.
    pub fn without_controls(&mut self) -> &mut Self {
        self.has_controls = false;
        self
    }

    pub fn world(&mut self) -> World {
        let mut dial = self.places.clone();
        let mut controls = Vec::new();
        for (host, address) in CONTROLS {
            let at = SocketAddr::new(address.into(), 443);
            if self.has_controls && !dial.contains_key(&at) {
                let server = controls::serve(self.authority.issue(&[host]), self.controls.clone());
                dial.insert(at, Place::At(server.address()));
                self.servers.push(server);
            }
            let url = Url::parse(&format!("https://{host}/dns-query")).unwrap();
            controls.push(Control { url, address: address.into() });
        }
        let crypto = Arc::new(rustls::crypto::ring::default_provider());
        let mut roots = RootCertStore::empty();
        roots.add(self.authority.root()).unwrap();
        roots.add_parsable_certificates(self.trusted.iter().cloned());
        let trust = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&crypto));
        let hosts = HostsFile { path: "/etc/hosts".into(), text: self.hosts.clone() };
        World {
            resolvers: vec![self.resolver.address()],
            lookup: Arc::new(Stub { server: self.resolver.address(), hosts: hosts.clone() }),
            dial: Arc::new(Switchboard { places: dial }),
            controls,
            hosts,
            trust: trust.build().unwrap(),
            crypto,
            now: self.now,
            patience: self.patience,
        }
    }

    pub fn diagnose(&mut self, urls: &[&str]) -> Diagnosis {
        let endpoints = urls.iter().map(|url| Endpoint::given(Url::parse(url).unwrap())).collect();
        net::run(&self.world(), &Plan { endpoints, ..Plan::default() })
    }

    /// What serves a host of the healthy network.
    pub fn answering(&mut self, host: (&str, [u8; 4]), files: Files) -> &mut Self {
        let made = self.authority.issue(&[host.0]);
        self.serving(host.1, made, files)
    }

    /// The same with a certificate of another kind.
    pub fn serving(&mut self, address: impl Into<IpAddr>, made: Made, files: Files) -> &mut Self {
        self.serve(address, Server::tls(made).answering(move |request| files.answer(request)));
        self
    }

    /// A proxy at an address that everybody knows, and how it is written in a variable: without its scheme.
    pub fn proxy(&mut self, temper: Temper) -> String {
        let hosts = [PROXY, OTHER].into_iter().filter_map(|(host, address)| {
            match self.places.get(&SocketAddr::new(address.into(), 443)) {
                Some(Place::At(at)) => Some((host.to_owned(), *at)),
                _ => None,
            }
        });
        let address = proxy::start(temper, hosts.collect());
        let at = SocketAddr::from(([203, 0, 113, 80], 3128));
        self.places.insert(at, Place::At(address));
        at.to_string()
    }

    /// Everything that `go` would ask with these variables is looked at.
    pub fn go(&mut self, variables: &[(&str, &str)]) -> Diagnosis {
        let plan = plan(variables, &Extra::default());
        net::run(&self.world(), &plan)
    }

    /// This is found first, and nothing else is an error.
    #[track_caller]
    pub fn go_finds(&mut self, id: &str, variables: &[(&str, &str)]) -> Diagnosis {
        let found = self.go(variables);
        has_only(&found, id);
        found
    }

    /// Nothing is found.
    #[track_caller]
    pub fn go_is_well(&mut self, variables: &[(&str, &str)]) -> Diagnosis {
        let found = self.go(variables);
        assert!(found.findings.is_empty(), "{found:#?}");
        assert!(found.rows.iter().all(|row| row.status == Status::Ok), "{found:#?}");
        found
    }

    /// Both hosts are looked at, and nothing is wrong.
    #[track_caller]
    pub fn is_well(&mut self) -> Diagnosis {
        let found = self.diagnose(&["https://proxy.golang.org", "https://sum.golang.org"]);
        assert!(!found.is_wrong(), "{found:#?}");
        found
    }

    /// Both hosts are looked at; this is found first, and nothing else is an error.
    #[track_caller]
    pub fn finds(&mut self, id: &str) -> Diagnosis {
        let found = self.diagnose(&["https://proxy.golang.org", "https://sum.golang.org"]);
        has_only(&found, id);
        found
    }
}

/// What is there besides variables.
#[derive(Default)]
pub struct Extra<'a> {
    pub origin: Option<&'a Origin>,
    pub project: Option<&'a Requirements>,
    pub no_git: bool,
}

/// What `go` would ask with these variables.
pub fn plan(variables: &[(&str, &str)], extra: &Extra<'_>) -> Plan {
    let key = modules::key();
    let own = [("GOENV", "off"), ("GOPROXY", "https://proxy.golang.org"), ("GOSUMDB", key.as_str())];
    let all = own.iter().chain(variables).map(|(name, value)| ((*name).into(), (*value).into()));
    let env = Env::from_vars(all);
    let go = GoEnv::read(&env, None);
    let sources = Sources {
        env: &env,
        go: &go,
        system_proxy: None,
        origin: extra.origin,
        project: extra.project,
        release: modules::RELEASE,
        has_git: !extra.no_git,
    };
    Plan::of(&sources)
}

/// This was found first, and no other error.
#[track_caller]
pub fn has_only(found: &Diagnosis, id: &str) {
    let ids: Vec<_> =
        found.findings.iter().map(|finding| (finding.id().into_owned(), finding.level)).collect();
    assert_eq!(ids.first().map(|(id, _)| id.as_str()), Some(id), "{found:#?}");
    let errors: Vec<_> = ids[1..].iter().filter(|(_, level)| *level == Level::Error).collect();
    assert!(errors.is_empty(), "{found:#?}");
}

/// How sure the first finding is.
pub fn sure(found: &Diagnosis) -> Confidence {
    found.findings[0].confidence
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
            for kind in [message::Kind::A, message::Kind::Aaaa] {
                // The first answer counts; a later one to the same question finds nobody there.
                let socket = UdpSocket::bind("127.0.0.1:0").await.map_err(told)?;
                socket.send_to(&message::question(7, &host, kind).unwrap(), server).await.map_err(told)?;
                let mut buffer = [0; 1500];
                let length = socket.recv(&mut buffer).await.map_err(told)?;
                found.extend(message::parse(&buffer[..length]).map(|it| it.addresses).unwrap_or_default());
            }
            if found.is_empty() { Err("no such host".to_owned()) } else { Ok(found) }
        })
    }
}

/// Connects to what the lab has put at an address; nobody else is there.
struct Switchboard {
    places: HashMap<SocketAddr, Place>,
}

impl Dial for Switchboard {
    fn dial(&self, to: SocketAddr) -> Boxed<io::Result<TcpStream>> {
        let place = self.places.get(&to).copied().unwrap_or(Place::Unreachable);
        Box::pin(async move {
            match place {
                Place::At(address) => TcpStream::connect(address).await,
                Place::Refused => Err(io::ErrorKind::ConnectionRefused.into()),
                Place::Silent => std::future::pending().await,
                Place::Unreachable => Err(io::ErrorKind::NetworkUnreachable.into()),
            }
        })
    }
}

/// Something that several threads look at.
pub type Shared<T> = Arc<Mutex<T>>;
