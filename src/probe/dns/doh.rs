//! A resolver asked over https (RFC 8484), at the address it is known to have.

use super::message::{self, Kind, Message};
use super::{Answer, Asked, Server, Silence};
use crate::probe::http::{self, Request};
use crate::probe::{Budget, Control, World, tcp, tls};
use rustls::pki_types::ServerName;
use std::net::SocketAddr;
use std::time::Instant;
use tokio::time::timeout;

pub(super) async fn ask(world: &World, host: &str, control: &Control, budget: Budget) -> Asked {
    let started = Instant::now();
    let name = control.url.host_str().unwrap_or_default().to_owned();
    // One connection and two questions: as long as a question to anybody else, and a handshake.
    let asking = exchange(world, host, control, budget);
    let said = timeout(budget.for_step(world.patience.dns), asking).await.unwrap_or(Err(Silence::Timeout));
    Asked { server: Server::Control(name), took: started.elapsed(), said }
}

async fn exchange(
    world: &World,
    host: &str,
    control: &Control,
    budget: Budget,
) -> Result<Vec<Answer>, Silence> {
    let started = Instant::now();
    let failed = |text: &str| Silence::Failed(text.to_owned());
    let name = control.url.host_str().and_then(|host| ServerName::try_from(host.to_owned()).ok());
    let name = name.ok_or_else(|| failed("no name for a server"))?;
    let port = control.url.port_or_known_default().unwrap_or(443);
    let (_, stream) = tcp::connect(world, SocketAddr::new(control.address, port), budget).await;
    let (handshake, stream) = tls::shake(world, stream.map_err(Silence::Tcp)?, name, budget).await;
    handshake.result.map_err(Silence::Tls)?;
    let mut line = http::Line::over(stream.ok_or_else(|| failed("no connection"))?)
        .await
        .map_err(|fault| Silence::Failed(format!("{fault:?}")))?;
    let mut answers = Vec::new();
    // RFC 8484 wants the number 0, so that answers can be kept.
    for (index, kind) in [(0, Kind::A), (1, Kind::Aaaa)] {
        let question =
            message::question(0, host, kind).ok_or_else(|| failed("no name that DNS could know"))?;
        let request = Request::post(&control.url, question, "application/dns-message");
        let answer = line.send(world, &request, budget).await;
        let answer = answer.map_err(|fault| Silence::Failed(format!("{fault:?}")))?;
        if answer.status != 200 {
            return Err(Silence::Failed(format!("answered {}", answer.status)));
        }
        let Message { code, addresses, .. } =
            message::parse(&answer.body).ok_or_else(|| failed("no answer of DNS"))?;
        answers.push(Answer { question: (index, kind), code, addresses, after: started.elapsed() });
    }
    Ok(answers)
}
