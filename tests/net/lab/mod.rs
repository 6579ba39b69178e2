//! The lab: a healthy network, made worse one method at a time. It is looked at in this process (`inside`), or, where
//! `GV_LAB` names an installed gv, by that program in network namespaces of their own (`namespace`).

mod authority;
mod controls;
mod found;
mod inside;
pub mod modules;
#[cfg(target_os = "linux")]
pub mod namespace;
pub mod proxy;
mod resolver;
mod server;

pub use authority::{Authority, Made};
pub use controls::serve as resolver_over_https;
pub use found::{Found, has_only, sure};
pub use modules::Files;
pub use proxy::{Busy, Temper};
pub use resolver::{Resolver, Says};
#[allow(unused_imports, reason = "the suite of real peers reads requests")]
pub use server::Request;
pub use server::{Manners, Reply, Server, config};

use gv::probe::Timeouts;
use gv::release::Origin;
use rustls::pki_types::CertificateDer;
use std::collections::{HashMap, HashSet};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

/// The hosts of the healthy network, each at its address.
pub const PROXY: (&str, [u8; 4]) = ("proxy.golang.org", [203, 0, 113, 10]);
pub const OTHER: (&str, [u8; 4]) = ("sum.golang.org", [203, 0, 113, 11]);
/// Resolvers of others.
pub const CONTROLS: [(&str, [u8; 4]); 2] =
    [("dns.one.example", [192, 0, 2, 53]), ("dns.two.example", [192, 0, 2, 54])];

/// The hosts file of Debian and Ubuntu.
pub const DEBIAN: &str = "127.0.0.1\tlocalhost\n127.0.1.1\tmachine.corp.example\tmachine\n\n\
    # The following lines are desirable for IPv6 capable hosts\n\
    ::1     localhost ip6-localhost ip6-loopback\nff02::1 ip6-allnodes\nff02::2 ip6-allrouters\n";

/// A network.
pub struct Lab {
    pub authority: Authority,
    pub resolver: Resolver,
    pub controls: HashMap<String, Vec<IpAddr>>,
    places: HashMap<SocketAddr, Place>,
    pub hosts: String,
    /// Authorities that are trusted besides the lab's own.
    pub trusted: Vec<CertificateDer<'static>>,
    /// Authorities that the system trusts, where variables name others in their place.
    pub of_system: Vec<CertificateDer<'static>>,
    pub now: SystemTime,
    pub timeouts: Timeouts,
    pub has_controls: bool,
    pub trusts_nobody: bool,
    /// The names that controls were asked for.
    pub asked_elsewhere: Arc<Mutex<HashSet<String>>>,
}

/// What happens to who connects to an address.
#[derive(Clone)]
pub enum Place {
    /// A server answers.
    Server(Server),
    /// A proxy answers, which reaches these hosts.
    Proxy(Temper, HashMap<String, Server>),
    /// `RejectAll` listens.
    Refused,
    /// `RejectAll` answers.
    Silent,
    /// There is no way there.
    Unreachable,
}

/// What is asked, and from where.
#[derive(Default, Clone, Copy)]
pub struct Asked<'a> {
    /// Variables besides the lab's own.
    pub variables: &'a [(&'a str, &'a str)],
    /// Addresses or modules; none asks everybody that `go` would.
    pub targets: &'a [&'a str],
    /// A project.
    pub folder: Option<&'a Path>,
    /// Where releases come from. Only inside of this process.
    pub origin: Option<&'a Origin>,
    /// Whether there is no git.
    pub no_git: bool,
}

impl Lab {
    /// Two hosts, two controls, and everything as it should be.
    pub fn healthy() -> Self {
        let mut lab = Self {
            authority: Authority::new("Lab Root"),
            resolver: Resolver::default(),
            controls: HashMap::new(),
            places: HashMap::new(),
            hosts: DEBIAN.to_owned(),
            trusted: Vec::new(),
            of_system: Vec::new(),
            now: SystemTime::now(),
            timeouts: Timeouts {
                dns: Duration::from_millis(3500),
                second_answer: Duration::from_millis(150),
                ..Timeouts::default()
            },
            has_controls: true,
            trusts_nobody: false,
            asked_elsewhere: Arc::default(),
        };
        for host in [PROXY, OTHER] {
            lab.publish(host.0, host.1);
        }
        lab.answering(PROXY, Files::of_proxy_with_database()).answering(OTHER, Files::of_database());
        lab
    }

    /// Names an address for a host, to everybody. As most hosts do, it has one of IPv6 too, to which there is no way from
    /// here.
    pub fn publish(&mut self, host: &str, address: impl Into<IpAddr>) {
        let mut addresses = vec![address.into()];
        if let IpAddr::V4(address) = addresses[0] {
            let [.., high, low] = address.octets().map(u16::from);
            addresses.push(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, high, low).into());
        }
        self.resolver.say(host, Says::Addresses(addresses.clone()));
        self.controls.insert(host.to_owned(), addresses);
    }

    /// Puts a server at an address, port 443.
    pub fn serve(&mut self, address: impl Into<IpAddr>, server: Server) {
        self.serve_at(SocketAddr::new(address.into(), 443), server);
    }

    pub fn serve_at(&mut self, at: SocketAddr, server: Server) {
        self.places.insert(at, Place::Server(server));
    }

    /// Says what happens at an address, port 443.
    pub fn place(&mut self, address: impl Into<IpAddr>, place: Place) {
        self.places.insert(SocketAddr::new(address.into(), 443), place);
    }

    /// What hangs is given up soon, and what answers late on a busy machine is not: a question for a name may be a
    /// connection, a handshake and an answer, so that it has the usual time.
    pub fn impatient(&mut self) -> &mut Self {
        let (short, longer) = (Duration::from_millis(1200), Duration::from_secs(2));
        let timeouts = self.timeouts;
        self.timeouts =
            Timeouts { tcp: short, tls: longer, proxy: longer, http: longer, stall: short, ..timeouts };
        self
    }

    /// No control can be reached.
    pub fn without_controls(&mut self) -> &mut Self {
        self.has_controls = false;
        self
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

    /// A proxy at an address that everybody knows, and how it is written in a variable: without its scheme. It reaches
    /// the hosts that are there now, whatever becomes of the way to them afterwards.
    pub fn proxy(&mut self, temper: Temper) -> String {
        let at = SocketAddr::from(([203, 0, 113, 80], 3128));
        let hosts = self.controls.iter().filter_map(|(host, addresses)| {
            match self.places.get(&SocketAddr::new(*addresses.first()?, 443)) {
                Some(Place::Server(server)) => Some((host.clone(), server.clone())),
                _ => None,
            }
        });
        let hosts = hosts.collect();
        self.places.insert(at, Place::Proxy(temper, hosts));
        at.to_string()
    }

    /// All places, the controls among them.
    fn places(&self) -> HashMap<SocketAddr, Place> {
        let mut places = self.places.clone();
        for (host, address) in CONTROLS.into_iter().filter(|_| self.has_controls) {
            let at = SocketAddr::new(address.into(), 443);
            let asked = Arc::clone(&self.asked_elsewhere);
            let server = || controls::serve(self.authority.issue(&[host]), self.controls.clone(), asked);
            places.entry(at).or_insert_with(|| Place::Server(server()));
        }
        places
    }

    /// What is looked at from inside of this process, for what is no part of `gv doctor net`.
    pub fn network(&self) -> gv::probe::Network {
        inside::network(self)
    }

    /// Whether an installed gv looks at it.
    pub fn is_real() -> bool {
        cfg!(target_os = "linux") && std::env::var_os("GV_LAB").is_some()
    }

    /// The network for programs, where an installed gv is to look at it.
    #[cfg(target_os = "linux")]
    pub fn inside(&self) -> Option<namespace::Inside> {
        let program = std::env::var_os("GV_LAB")?;
        Some(namespace::Inside::enter(self, Path::new(&program)))
    }

    pub fn ask(&mut self, asked: &Asked<'_>) -> Found {
        #[cfg(target_os = "linux")]
        if let Some(program) = std::env::var_os("GV_LAB") {
            return namespace::ask(self, asked, Path::new(&program));
        }
        inside::ask(self, asked)
    }

    pub fn diagnose(&mut self, targets: &[&str]) -> Found {
        self.ask(&Asked { targets, ..Asked::default() })
    }

    /// Everything that `go` would ask with these variables is looked at.
    pub fn go(&mut self, variables: &[(&str, &str)]) -> Found {
        self.ask(&Asked { variables, ..Asked::default() })
    }

    /// This is found first, and nothing else is an error.
    #[track_caller]
    pub fn go_finds(&mut self, id: &str, variables: &[(&str, &str)]) -> Found {
        let found = self.go(variables);
        has_only(&found, id);
        found
    }

    /// Nothing is found.
    #[track_caller]
    pub fn go_is_well(&mut self, variables: &[(&str, &str)]) -> Found {
        let found = self.go(variables);
        found.is_all_well();
        found
    }

    /// Both hosts are looked at, and nothing is wrong.
    #[track_caller]
    pub fn is_well(&mut self) -> Found {
        let found = self.diagnose(&BOTH);
        assert!(!found.is_wrong(), "{found:#?}");
        found
    }

    /// Both hosts are looked at; this is found first, and nothing else is an error.
    #[track_caller]
    pub fn finds(&mut self, id: &str) -> Found {
        let found = self.diagnose(&BOTH);
        has_only(&found, id);
        found
    }
}

/// The two hosts at paths of which nothing is expected.
pub const BOTH: [&str; 2] = ["https://proxy.golang.org/x", "https://sum.golang.org/x"];
