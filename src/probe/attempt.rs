//! One address of an endpoint measured: the connection, the handshake, and, where that is not answered, what is.

use super::Target;
use super::run::{Run, Step};
use super::tls::{Hello, shake_with};
use super::{Budget, Certificate, Handshake, Network, tcp, tls};
use rustls::pki_types::ServerName;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// What came of one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
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
    pub other_sni_answered: Option<bool>,
    /// Where that one was answered: whether one in the same name is, when it is tried again.
    pub again_answered: Option<bool>,
    /// Where that one was not answered: whether one in the same name with a short first message is.
    pub short_answered: Option<bool>,
}

/// A name for which no device has a reason to cut a connection.
const NEUTRAL: &str = "www.example.com";
/// After so long without an answer to a handshake it is looked at what is answered.
const PATIENCE: Duration = Duration::from_millis(2500);
/// So often the same handshake is tried again, where one in another name is answered: who fails now and then cuts no name.
const AGAIN: usize = 2;

impl Attempt {
    /// Whether the server there is the right one or, without TLS, whether a server answers.
    pub fn is_good(&self) -> bool {
        self.tcp.is_ok() && self.tls.as_ref().is_none_or(Handshake::is_valid)
    }

    /// The certificate that was shown.
    pub fn certificate(&self) -> Option<&Certificate> {
        self.tls.as_ref()?.chain.first()
    }
}

/// Measures one address.
pub(super) async fn reach(network: &Network, target: &Target, address: IpAddr, run: Run<'_>) -> Attempt {
    let Run { budget, watch, spares } = run;
    let to = SocketAddr::new(address, target.port);
    let (took, stream) = tcp::connect(network, to, budget).await;
    watch(target, Step::Connection(took));
    let mut reached = Attempt {
        address,
        took,
        tcp: Ok(()),
        tls: None,
        cut_at_once: None,
        other_sni_answered: None,
        again_answered: None,
        short_answered: None,
    };
    let stream = match stream {
        Ok(stream) => stream,
        Err(fault) => return Attempt { tcp: Err(fault), ..reached },
    };
    let Some(name) = target.server_name().filter(|_| target.tls) else {
        spares.put(address, Box::new(stream));
        return reached;
    };
    let mut shaking = std::pin::pin!(tls::shake(network, stream, name.clone(), budget));
    let shaken = match timeout(PATIENCE, &mut shaking).await {
        Ok((shaken, stream)) => {
            if !shaken.was_answered() {
                look(network, to, &name, budget, &mut reached).await;
            }
            (shaken, stream)
        }
        Err(_) => tokio::join!(shaking, look(network, to, &name, budget, &mut reached)).0,
    };
    watch(target, Step::Handshake(shaken.0.took));
    if let Some(stream) = shaken.1 {
        spares.put(address, stream);
    }
    reached.tls = Some(shaken.0);
    reached
}

/// Looks at what is answered where a handshake is not.
async fn look(
    network: &Network,
    to: SocketAddr,
    name: &ServerName<'static>,
    budget: Budget,
    reached: &mut Attempt,
) {
    // Time enough for any of them, and not that of all of them.
    let brief = Budget::of(budget.for_step(PATIENCE + PATIENCE / 2));
    let named = matches!(name, ServerName::DnsName(_));
    let Ok(neutral) = ServerName::try_from(NEUTRAL) else { return };
    let asking = async {
        if named { Some(is_answered(network, to, (Hello::OfGo, neutral), brief).await) } else { None }
    };
    let (cut, neutral) = tokio::join!(tcp::is_cut_at_once(network, to, brief), asking);
    reached.cut_at_once = Some(cut);
    reached.other_sni_answered = neutral;
    if neutral == Some(true) {
        let mut again = false;
        for _ in 0..AGAIN {
            // A little apart: what was cut for a name may stay cut for a moment.
            sleep(Duration::from_millis(50)).await;
            let brief = Budget::of(budget.for_step(PATIENCE));
            again |= is_answered(network, to, (Hello::OfGo, name.clone()), brief).await;
        }
        reached.again_answered = Some(again);
    } else if !cut {
        let brief = Budget::of(budget.for_step(PATIENCE));
        reached.short_answered = Some(is_answered(network, to, (Hello::Short, name.clone()), brief).await);
    }
}

/// Whether a handshake is answered, whatever its answer is.
async fn is_answered(
    network: &Network,
    to: SocketAddr,
    (hello, name): (Hello, ServerName<'static>),
    budget: Budget,
) -> bool {
    let (_, Ok(stream)) = tcp::connect(network, to, budget).await else { return false };
    shake_with(hello, network, stream, name, budget).await.0.was_answered()
}
