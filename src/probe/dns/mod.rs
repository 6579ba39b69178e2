//! The addresses of a name according to every source: the hosts file, the system, its resolvers one by one, and
//! resolvers of others over https. All are queried at once.

mod as_go;
mod doh;
mod port53;

pub use crate::net::message;
pub use as_go::AsGo;
pub use message::{Code, RecordType};

use super::{Boxed, Budget, Network, tcp, tls, together};
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio::time::{timeout, timeout_at};

/// What is known of a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// The line of the hosts file that names it, and the address there.
    pub hosts_line: Option<(usize, IpAddr)>,
    /// What every source returned.
    pub asked: Vec<Query>,
    /// The name that has an address, where the search list has made another one of what was asked for.
    pub completed: Option<String>,
}

/// One that was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Who.
    pub server: Server,
    /// How long it took until all was said; without the wait for second answers.
    pub took: Duration,
    /// What it said.
    pub said: Result<Vec<Answer>, NoAnswer>,
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
    /// What it answers: this distinguishes the queries to one server.
    pub question: (u16, RecordType),
    /// What became of the question.
    pub code: Code,
    /// The addresses.
    pub addresses: Vec<IpAddr>,
    /// How long after the question it came.
    pub after: Duration,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoAnswer {
    /// None came in time.
    Timeout,
    /// The connection failed.
    Tcp(tcp::Fault),
    /// TLS failed.
    Tls(tls::Fault),
    /// What came is no answer; or what the system said.
    Failed(String),
}

/// The most addresses of the system or its resolvers that are tried.
const MOST_OWN: usize = 5;
/// The most addresses of others that are tried.
pub const MOST_OTHERS: usize = 3;

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

    /// The addresses that are tried, those of the system first; some of them are others', however many it has.
    pub fn tried(&self) -> Vec<IpAddr> {
        let mut tried = self.of_system();
        push_new(&mut tried, &self.of_resolvers());
        tried.truncate(MOST_OWN);
        let own = tried.len();
        push_new(&mut tried, &self.of_controls());
        tried.truncate(own + MOST_OTHERS);
        tried
    }

    /// Whether resolvers of others were asked.
    pub fn is_compared(&self) -> bool {
        self.asked.iter().any(|asked| matches!(asked.server, Server::Control(_)))
    }
}

fn push_new(all: &mut Vec<IpAddr>, more: &[IpAddr]) {
    for address in more {
        if !all.contains(address) {
            all.push(*address);
        }
    }
}

/// Queries every source for the addresses of a host. `compare` queries resolvers of others too; without
/// it, they do not learn of the host.
pub async fn ask(network: &Network, host: &str, compare: bool, budget: Budget) -> Names {
    let others = async { if compare { ask_controls(network, host, budget).await } else { Vec::new() } };
    let (mut names, others) = tokio::join!(ask_own(network, host, budget), others);
    names.asked.extend(others);
    names
}

/// Asks resolvers of others for the addresses of a host.
pub async fn ask_controls(network: &Network, host: &str, budget: Budget) -> Vec<Query> {
    let asking = network.controls.iter().cloned().map(|control| -> Boxed<Query> {
        let (network, host) = (network.clone(), host.to_owned());
        Box::pin(async move { doh::ask(&network, &host, &control, budget).await })
    });
    together(asking).await
}

/// Queries the system and its resolvers for the addresses of a host. It does not wait for a server that cannot change
/// the result: if the system knows addresses, it waits little longer for the others, and the other way round.
pub async fn ask_own(network: &Network, host: &str, budget: Budget) -> Names {
    let mut asking: Vec<(Server, Boxed<Query>)> = Vec::new();
    let own = || (network.clone(), host.to_owned());
    let (at, name) = own();
    asking.push((Server::System, Box::pin(async move { system(&at, &name, budget).await })));
    for server in network.resolvers.iter().copied() {
        let (at, name) = own();
        asking.push((
            Server::Udp(server),
            Box::pin(async move { port53::udp(&at, &name, server, budget).await }),
        ));
        let (at, name) = own();
        asking.push((
            Server::Tcp(server),
            Box::pin(async move { port53::tcp(&at, &name, server, budget).await }),
        ));
    }
    let asked = gathered(asking, network.timeouts.second_answer).await;
    let completed = network.lookup.completed(host);
    Names { hosts_line: network.hosts.line_of(host), asked, completed }
}

/// What came of all that are waited for, in their order. Who was given up is one who did not answer in time.
async fn gathered(asking: Vec<(Server, Boxed<Query>)>, second_answer: Duration) -> Vec<Query> {
    let started = Instant::now();
    let mut running = JoinSet::new();
    let mut asked: Vec<Option<Query>> = vec![None; asking.len()];
    let mut servers = Vec::new();
    for (place, (server, one)) in asking.into_iter().enumerate() {
        servers.push(server);
        running.spawn(async move { (place, one.await) });
    }
    let mut until = None;
    while !running.is_empty() {
        let next = match until {
            None => running.join_next().await,
            Some(until) => timeout_at(until, running.join_next()).await.ok().flatten(),
        };
        let Some(Ok((place, one))) = next else { break };
        let named = one.said.as_ref().is_ok_and(|answers| answers.iter().any(|it| !it.addresses.is_empty()));
        let longer = match (place, named) {
            (0, true) => Some(second_answer + SHORT),
            (0, false) | (_, true) => Some(LONG),
            _ => None,
        };
        asked[place] = Some(one);
        let new = longer.map(|longer| tokio::time::Instant::now() + longer);
        // The system's own word that it knows addresses makes the wait short; nothing makes it long again.
        until = match (place, until, new) {
            (0, _, Some(new)) if named => Some(new),
            (_, until, new) => until.or(new),
        };
    }
    let known = asked[0].as_ref().is_some_and(|system| system.said.as_ref().is_ok_and(|it| !it.is_empty()));
    let missing = |server| Query { server, took: started.elapsed(), said: Err(NoAnswer::Timeout) };
    let all = asked.into_iter().zip(servers);
    all.filter_map(|(asked, server)| asked.or_else(|| (!known).then(|| missing(server)))).collect()
}

/// How long the others may be behind the system, beside the wait for second answers.
const SHORT: Duration = Duration::from_millis(200);
/// How long the system may be behind the others, or they behind it where it knows nothing.
const LONG: Duration = Duration::from_millis(3500);

/// Queries the system and its resolvers for a name that cannot exist (RFC 6761): a server that has an address for it
/// makes up answers.
pub async fn ask_invalid(network: &Network, budget: Budget) -> Names {
    let [a, b, ..] = ids();
    let host = format!("gv-{a:04x}{b:04x}.invalid");
    let system = || (network.clone(), host.clone());
    let (at, name) = system();
    let mut asking: Vec<(Server, Boxed<Query>)> =
        vec![(Server::System, Box::pin(async move { self::system(&at, &name, budget).await }))];
    for server in network.resolvers.iter().copied() {
        let (at, name) = system();
        asking.push((
            Server::Udp(server),
            Box::pin(async move { port53::udp(&at, &name, server, budget).await }),
        ));
    }
    Names { asked: gathered(asking, network.timeouts.second_answer).await, ..Names::default() }
}

async fn system(network: &Network, host: &str, budget: Budget) -> Query {
    let started = Instant::now();
    let found = timeout(budget.for_step(network.timeouts.dns), network.lookup.lookup(host)).await;
    let took = started.elapsed();
    let said = match found {
        Err(_) => Err(NoAnswer::Timeout),
        Ok(Err(error)) => Err(NoAnswer::Failed(error)),
        Ok(Ok(addresses)) => {
            Ok(vec![Answer { question: (0, RecordType::A), code: Code::NoError, addresses, after: took }])
        }
    };
    Query { server: Server::System, took, said }
}

/// Numbers of questions that cannot be guessed from afar.
fn ids() -> [u16; 4] {
    let mut bytes = [0; 8];
    // Without randomness the numbers can be guessed; nothing that is decided here hangs on them.
    let _ = getrandom::fill(&mut bytes);
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
