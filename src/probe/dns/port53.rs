//! A resolver asked over UDP and over TCP (RFC 1035, 4.2).

use super::message::{self, Message, RecordType};
use super::{Answer, NoAnswer, Query, Server, ids};
use crate::probe::{Budget, Network, tcp as connection};
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UdpSocket;
use tokio::time::{sleep_until, timeout};

/// Asks over UDP and keeps the socket open for a while, so that every answer is seen. A question that is not answered
/// is asked again under another number, so that two answers to one question are never our own doing.
pub(super) async fn udp(network: &Network, host: &str, server: SocketAddr, budget: Budget) -> Query {
    let started = Instant::now();
    let said = Conversation::new(network, host, budget).udp(server).await;
    let took = match &said {
        Ok(answers) => answers.iter().map(|answer| answer.after).min().unwrap_or_default(),
        Err(_) => started.elapsed(),
    };
    Query { server: Server::Udp(server), took, said }
}

/// Asks over TCP.
pub(super) async fn tcp(network: &Network, host: &str, server: SocketAddr, budget: Budget) -> Query {
    let started = Instant::now();
    let conversation = Conversation::new(network, host, budget);
    let asking = timeout(budget.for_step(network.timeouts.dns), conversation.tcp(server));
    let said = asking.await.unwrap_or(Err(NoAnswer::Timeout));
    Query { server: Server::Tcp(server), took: started.elapsed(), said }
}

struct Conversation<'a> {
    network: &'a Network,
    host: &'a str,
    budget: Budget,
    started: Instant,
    questions: Vec<(u16, RecordType)>,
}

impl<'a> Conversation<'a> {
    fn new(network: &'a Network, host: &'a str, budget: Budget) -> Self {
        let [a, b, c, d] = ids();
        let questions =
            vec![(a, RecordType::A), (b, RecordType::Aaaa), (c, RecordType::A), (d, RecordType::Aaaa)];
        Self { network, host, budget, started: Instant::now(), questions }
    }

    async fn udp(&self, server: SocketAddr) -> Result<Vec<Answer>, NoAnswer> {
        let failed = |error: io::Error| NoAnswer::Tcp(connection::Fault::of(&error));
        let any: SocketAddr = match server {
            SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
            SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
        };
        let socket = UdpSocket::bind(any).await.map_err(failed)?;
        socket.connect(server).await.map_err(failed)?;
        let (first, second) = self.questions.split_at(2);
        self.send(&socket, first).await?;
        let patience = self.budget.for_step(self.network.timeouts.dns);
        let mut until = tokio::time::Instant::now() + patience;
        let again = tokio::time::Instant::now() + patience / 3;
        let (mut answers, mut repeated) = (Vec::new(), false);
        let mut buffer = [0; 1500];
        loop {
            tokio::select! {
                received = socket.recv(&mut buffer) => {
                    let length = received.map_err(failed)?;
                    if let Some((answer, is_cut)) = self.answer(&buffer[..length]) {
                        if answers.is_empty() {
                            until = tokio::time::Instant::now() + self.network.timeouts.second_answer;
                        }
                        // What has no room for addresses says only that they are to be asked for over TCP.
                        answers.extend((!is_cut || !answer.addresses.is_empty()).then_some(answer));
                    }
                }
                () = sleep_until(again), if answers.is_empty() && !repeated => {
                    repeated = true;
                    self.send(&socket, second).await?;
                }
                () = sleep_until(until) => {
                    return if answers.is_empty() { Err(NoAnswer::Timeout) } else { Ok(answers) };
                }
            }
        }
    }

    async fn tcp(&self, server: SocketAddr) -> Result<Vec<Answer>, NoAnswer> {
        // The resolver has the address it has: nothing stands in for it.
        let failed = |error: io::Error| NoAnswer::Tcp(connection::Fault::of(&error));
        let mut stream = tokio::net::TcpStream::connect(server).await.map_err(failed)?;
        let mut answers = Vec::new();
        for (id, kind) in &self.questions[..2] {
            let question = self.question(*id, *kind)?;
            let length = u16::try_from(question.len()).unwrap_or_default().to_be_bytes();
            stream.write_all(&[&length[..], &question].concat()).await.map_err(failed)?;
            let mut length = [0; 2];
            stream.read_exact(&mut length).await.map_err(failed)?;
            let mut bytes = vec![0; usize::from(u16::from_be_bytes(length))];
            stream.read_exact(&mut bytes).await.map_err(failed)?;
            let answer = self.answer(&bytes).map(|(answer, _)| answer);
            answers.push(answer.ok_or_else(|| NoAnswer::Failed("no answer of DNS".to_owned()))?);
        }
        Ok(answers)
    }

    async fn send(&self, socket: &UdpSocket, questions: &[(u16, RecordType)]) -> Result<(), NoAnswer> {
        for (id, kind) in questions {
            let sent = socket.send(&self.question(*id, *kind)?).await;
            sent.map_err(|error| NoAnswer::Tcp(connection::Fault::of(&error)))?;
        }
        Ok(())
    }

    fn question(&self, id: u16, kind: RecordType) -> Result<Vec<u8>, NoAnswer> {
        message::question(id, self.host, kind)
            .ok_or_else(|| NoAnswer::Failed("no name that DNS could know".to_owned()))
    }

    /// An answer to one of the questions, and whether there was more than fits.
    fn answer(&self, bytes: &[u8]) -> Option<(Answer, bool)> {
        let Message { id, code, addresses, truncated } = message::parse(bytes)?;
        let question = *self.questions.iter().find(|(known, _)| *known == id)?;
        Some((Answer { question, code, addresses, after: self.after() }, truncated))
    }

    fn after(&self) -> Duration {
        self.started.elapsed()
    }
}
