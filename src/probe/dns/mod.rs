//! What everybody says the addresses of a name are: the hosts file, the system, its resolvers one by one, and resolvers
//! of others over https. All of them are asked at once.

mod doh;
mod port53;

pub use crate::fetch::names::message;
pub use message::{Code, Kind};

use super::{Boxed, Budget, World, tcp, tls, together};
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// What is known of a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// The line of the hosts file that names it, and the address there.
    pub hosts_line: Option<(usize, IpAddr)>,
    /// What everybody said.
    pub asked: Vec<Asked>,
}

/// One that was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Who.
    pub server: Server,
    /// How long it took until all was said; without the wait for second answers.
    pub took: Duration,
    /// What it said.
    pub said: Result<Vec<Answer>, Silence>,
}

/// Who is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Server {
    /// The system, as programs ask it.
    System,
    /// One of the system's resolvers, over UDP.
    Udp(SocketAddr),
    /// The same over TCP, which is harder to forge.
    Tcp(SocketAddr),
    /// A resolver of others, over https: its host.
    Control(String),
}

/// One answer. Who forges answers makes it two to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What it answers: questions of one server are told apart by this.
    pub question: (u16, Kind),
    /// What became of the question.
    pub code: Code,
    /// The addresses.
    pub addresses: Vec<IpAddr>,
    /// How long after the question it came.
    pub after: Duration,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Silence {
    /// None came in time.
    Timeout,
    /// The connection failed.
    Tcp(tcp::Fault),
    /// TLS failed.
    Tls(tls::Fault),
    /// What came is no answer; or what the system said.
    Failed(String),
}

impl Names {
    /// What programs of this machine are told: the system's answer.
    pub fn of_system(&self) -> Vec<IpAddr> {
        let mut found = Vec::new();
        for answer in self.answers(|server| *server == Server::System) {
            push_new(&mut found, &answer.addresses);
        }
        found
    }

    /// What its resolvers say, whichever way they are asked.
    pub fn of_resolvers(&self) -> Vec<IpAddr> {
        let mut found = Vec::new();
        for answer in self.answers(|server| matches!(server, Server::Udp(_) | Server::Tcp(_))) {
            push_new(&mut found, &answer.addresses);
        }
        found
    }

    /// What resolvers of others say.
    pub fn of_controls(&self) -> Vec<IpAddr> {
        let mut found = Vec::new();
        for answer in self.answers(|server| matches!(server, Server::Control(_))) {
            push_new(&mut found, &answer.addresses);
        }
        found
    }

    /// All answers of some.
    pub fn answers<'a>(&'a self, of: impl Fn(&Server) -> bool + 'a) -> impl Iterator<Item = &'a Answer> + 'a {
        let asked = self.asked.iter().filter(move |asked| of(&asked.server));
        asked.flat_map(|asked| asked.said.iter().flatten())
    }

    /// Every address that anybody named, the system's first.
    pub fn all(&self) -> Vec<IpAddr> {
        let mut all = self.of_system();
        push_new(&mut all, &self.of_resolvers());
        push_new(&mut all, &self.of_controls());
        all
    }
}

fn push_new(all: &mut Vec<IpAddr>, more: &[IpAddr]) {
    for address in more {
        if !all.contains(address) {
            all.push(*address);
        }
    }
}

/// Asks everybody for the addresses of a host.
pub async fn ask(world: &World, host: &str, budget: Budget) -> Names {
    let own = || (world.clone(), host.to_owned());
    let mut asking: Vec<Boxed<Asked>> = Vec::new();
    let (at, name) = own();
    asking.push(Box::pin(async move { system(&at, &name, budget).await }));
    for server in world.resolvers.iter().copied() {
        let (at, name) = own();
        asking.push(Box::pin(async move { port53::udp(&at, &name, server, budget).await }));
        let (at, name) = own();
        asking.push(Box::pin(async move { port53::tcp(&at, &name, server, budget).await }));
    }
    for control in &world.controls {
        let ((at, name), control) = (own(), control.clone());
        asking.push(Box::pin(async move { doh::ask(&at, &name, &control, budget).await }));
    }
    Names { hosts_line: world.hosts.line_of(host), asked: together(asking).await }
}

/// Asks the system and its resolvers for a name that cannot be (RFC 6761): whoever has an address for it makes answers
/// up.
pub async fn ask_invalid(world: &World, budget: Budget) -> Names {
    let [a, b, ..] = ids();
    let name = format!("gv-{a:04x}{b:04x}.invalid");
    let mut asking: Vec<Boxed<Asked>> = Vec::new();
    let (at, host) = (world.clone(), name.clone());
    asking.push(Box::pin(async move { system(&at, &host, budget).await }));
    for server in world.resolvers.iter().copied() {
        let (at, host) = (world.clone(), name.clone());
        asking.push(Box::pin(async move { port53::udp(&at, &host, server, budget).await }));
    }
    Names { hosts_line: None, asked: together(asking).await }
}

async fn system(world: &World, host: &str, budget: Budget) -> Asked {
    let started = Instant::now();
    let found = timeout(budget.for_step(world.patience.dns), world.lookup.lookup(host)).await;
    let took = started.elapsed();
    let said = match found {
        Err(_) => Err(Silence::Timeout),
        Ok(Err(error)) => Err(Silence::Failed(error)),
        Ok(Ok(addresses)) => {
            Ok(vec![Answer { question: (0, Kind::A), code: Code::NoError, addresses, after: took }])
        }
    };
    Asked { server: Server::System, took, said }
}

/// Numbers of questions that cannot be guessed from afar.
fn ids() -> [u16; 4] {
    let mut bytes = [0; 8];
    // Without randomness the numbers can be guessed; nothing that is decided here hangs on them.
    let _ = ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), &mut bytes);
    let mut next = u16::from_be_bytes([bytes[0], bytes[1]]);
    [bytes[2], bytes[3], bytes[4], bytes[5]].map(|step| {
        // Another one every time: the steps do not add up to a whole round.
        next = next.wrapping_add(u16::from(step) + 1);
        next
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_questions_have_the_same_number() {
        for _ in 0..50 {
            let mut ids = ids().to_vec();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), 4);
        }
    }
}
