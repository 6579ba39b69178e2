//! A resolver asked over https (RFC 8484), at the address it is known to have.

use super::message::{self, Message, RecordType};
use super::{Answer, NoAnswer, Query, Server};
use crate::net::doh;
use crate::probe::http::{self, Request};
use crate::probe::{Budget, Control, Network, tcp, tls};
use rustls::pki_types::ServerName;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// Longer is not waited for what is only held against others: where such resolvers are blocked, they are silent.
const MOST: Duration = Duration::from_secs(5);

pub(super) async fn ask(network: &Network, host: &str, control: &Control, budget: Budget) -> Query {
    let started = Instant::now();
    let name = control.url.host_str().unwrap_or_default().to_owned();
    // One connection and two questions: as long as a question to anybody else, and a handshake.
    let asking = exchange(network, host, control, budget);
    let said = timeout(budget.for_step(network.timeouts.dns.min(MOST)), asking)
        .await
        .unwrap_or(Err(NoAnswer::Timeout));
    Query { server: Server::Control(name), took: started.elapsed(), said }
}

async fn exchange(
    network: &Network,
    host: &str,
    control: &Control,
    budget: Budget,
) -> Result<Vec<Answer>, NoAnswer> {
    let started = Instant::now();
    let failed = |text: &str| NoAnswer::Failed(text.to_owned());
    let name = control.url.host_str().and_then(|host| ServerName::try_from(host.to_owned()).ok());
    let name = name.ok_or_else(|| failed("no name for a server"))?;
    let port = control.url.port_or_known_default().unwrap_or(443);
    let (_, stream) = tcp::connect(network, SocketAddr::new(control.address, port), budget).await;
    let (handshake, stream) = tls::shake(network, stream.map_err(NoAnswer::Tcp)?, name, budget).await;
    handshake.result.map_err(NoAnswer::Tls)?;
    let mut line = http::Line::over(stream.ok_or_else(|| failed("no connection"))?)
        .await
        .map_err(|fault| NoAnswer::Failed(format!("{fault:?}")))?;
    let mut answers = Vec::new();
    for (index, kind) in [(0, RecordType::A), (1, RecordType::Aaaa)] {
        let question = doh::question(host, kind).ok_or_else(|| failed("no name that DNS could know"))?;
        let request = Request::post(&control.url, question, doh::MEDIA_TYPE);
        let answer = line.send(network, &request, budget).await;
        let answer = answer.map_err(|fault| NoAnswer::Failed(format!("{fault:?}")))?;
        if answer.status != 200 {
            return Err(NoAnswer::Failed(format!("answered {}", answer.status)));
        }
        let Message { code, addresses, .. } =
            message::parse(&answer.body).ok_or_else(|| failed("no answer of DNS"))?;
        answers.push(Answer { question: (index, kind), code, addresses, after: started.elapsed() });
    }
    Ok(answers)
}
