//! The relay without the network: what it answers to the bytes of one client. The fuzz targets use it.

use super::run::shared;
use super::serve::meet;
use super::{Error, Plan, Shared};
use crate::config::Config;
use crate::env::Env;
use crate::fetch;
use crate::home::Home;
use crate::net::relay::Session;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio::time::{sleep, timeout};

/// No answer takes longer.
const PATIENCE: Duration = Duration::from_secs(20);
/// So long the answer has before the client ends.
const MOMENT: Duration = Duration::from_millis(1);
/// The bytes of a client that are on their way.
const ROOM: usize = 1 << 20;

/// A relay that listens nowhere.
pub struct Trial {
    shared: Arc<Shared>,
}

impl Trial {
    /// One with the settings of a home, and a session that clients know.
    pub fn new(home: &Home, env: &Env, session: Session) -> Result<Self, Error> {
        let config = Config::load(home, env)?;
        let plan = Plan::read(&config, env, &[])?;
        Ok(Self { shared: Arc::new(shared(&config, env, home, (plan, session))?) })
    }

    /// What it answers to a client that says this and ends.
    pub fn answer(&self, said: &[u8]) -> Vec<u8> {
        let Some(first) = said.first().copied() else { return Vec::new() };
        fetch::run(async {
            let (mut client, stream) = duplex(ROOM);
            let said = said.to_vec();
            let talking = async {
                let (mut reader, mut writer) = tokio::io::split(&mut client);
                let saying = async {
                    let _ = writer.write_all(&said).await;
                    // hyper drops a request whose client has ended before the answer.
                    sleep(MOMENT).await;
                    let _ = writer.shutdown().await;
                };
                let mut answer = Vec::new();
                tokio::join!(saying, async {
                    let _ = reader.read_to_end(&mut answer).await;
                });
                answer
            };
            let (answer, ()) = tokio::join!(timeout(PATIENCE, talking), meet(&self.shared, first, stream));
            answer.unwrap_or_default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_without_the_secret_is_answered_and_carried_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let secret = serde_json::from_str(&format!("{:?}", "5".repeat(48))).unwrap();
        let session = Session { port: 1, secret, process: 1, started: 0, settings: String::new() };
        let trial = Trial::new(&Home::at(folder.path()), &Env::default(), session).unwrap();
        let says = |said: &[u8]| String::from_utf8_lossy(&trial.answer(said)).into_owned();
        assert!(
            says(b"CONNECT go.dev:443 HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 407 gv relay: the secret")
        );
        assert!(says(b"GET /x HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n").starts_with("HTTP/1.1 404 "));
        assert_eq!(trial.answer(&[5, 1, 2, 1, 0, 1, b'x']), [5, 2, 1, 1]);
        assert_eq!(trial.answer(b""), b"");
    }
}
