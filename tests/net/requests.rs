//! gv's own requests where names lie (`[network] dns = "doh"`): the right address is found, and nobody is believed the
//! more for it.

use crate::lab::{Authority, Made, Reply, Server};
use gv::config::Resolver;
use gv::env::Env;
use gv::fetch::lookup::{Addresses, Doh, Lookup, Names};
use gv::fetch::{self, DocumentState, Error, Fault, Tls, document, run};
use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Says the same of every host, and counts how often it is asked.
#[derive(Default)]
struct Says {
    addresses: Vec<SocketAddr>,
    asked: AtomicUsize,
}

impl Says {
    fn these(addresses: impl IntoIterator<Item = SocketAddr>) -> Arc<Self> {
        Arc::new(Self { addresses: addresses.into_iter().collect(), asked: AtomicUsize::new(0) })
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

impl Lookup for Says {
    fn addresses(&self, _: &str) -> Addresses {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let addresses = self.addresses.clone();
        Box::pin(async move { addresses })
    }
}

/// A free port.
fn anywhere() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

/// The host, one who stands in for it, and what is believed.
struct Stage {
    right: SocketAddr,
    wrong: SocketAddr,
    env: Env,
    _roots: tempfile::NamedTempFile,
}

impl Stage {
    fn new() -> Self {
        let authority = Authority::new("Lab Root");
        let serve = |made: Made, text: &'static str| {
            Server::tls(made).answering(move |_| Reply::bytes(text)).start(anywhere())
        };
        let right = serve(authority.issue(&["go.example"]), "right");
        let wrong = serve(Made::by_itself(&["go.example"]), "wrong");
        let mut roots = tempfile::NamedTempFile::new().unwrap();
        roots.write_all(authority.pem().as_bytes()).unwrap();
        let env = Env::from_vars([("SSL_CERT_FILE".into(), roots.path().into())]);
        Self { right, wrong, env, _roots: roots }
    }

    fn ask(&self, system: &Arc<Says>, others: &Arc<Says>) -> Result<DocumentState, Error> {
        let names = Names::new(Arc::clone(system) as Arc<dyn Lookup>, Arc::clone(others) as Arc<dyn Lookup>);
        let client = fetch::named(&self.env, names).unwrap();
        run(document(&client, &"https://go.example/".parse().unwrap(), None, 1000))
    }
}

fn text(answer: Result<DocumentState, Error>) -> String {
    let Ok(DocumentState::Changed(found)) = answer else { panic!("{answer:?}") };
    String::from_utf8_lossy(&found.body).into_owned()
}

fn fault(answer: Result<DocumentState, Error>) -> Fault {
    let Err(Error::Failed { fault, .. }) = answer else { panic!("{answer:?}") };
    fault
}

#[test]
fn what_the_system_says_is_enough_where_it_is_right() {
    let stage = Stage::new();
    let (system, others) = (Says::these([stage.right]), Says::these([stage.wrong]));
    assert_eq!(text(stage.ask(&system, &others)), "right");
    assert_eq!((system.asked(), others.asked()), (1, 0));
}

#[test]
fn where_the_system_leads_to_somebody_else_another_address_is_tried() {
    let stage = Stage::new();
    let (system, others) = (Says::these([stage.wrong]), Says::these([stage.right]));
    assert_eq!(text(stage.ask(&system, &others)), "right");
    assert_eq!(others.asked(), 1);
    // Nobody at all there.
    let nowhere = Says::these([SocketAddr::from(([127, 0, 0, 1], 1))]);
    assert_eq!(text(stage.ask(&nowhere, &others)), "right");
    // No address at all.
    assert_eq!(text(stage.ask(&Says::these([]), &others)), "right");
}

#[test]
fn nobody_is_believed_the_more() {
    let stage = Stage::new();
    let (wrong, none) = (Says::these([stage.wrong]), Says::these([]));
    for (system, others) in [(&wrong, &wrong), (&wrong, &none), (&none, &wrong)] {
        assert!(matches!(fault(stage.ask(system, others)), Fault::Tls(Tls::Untrusted | Tls::Other(_))));
    }
    assert_eq!(fault(stage.ask(&none, &none)), Fault::Dns);
}

#[test]
fn where_a_proxy_is_gone_through_no_name_is_looked_up() {
    let stage = Stage::new();
    let (system, others) = (Says::these([stage.right]), Says::these([stage.right]));
    let nowhere = "http://127.0.0.1:1";
    let env = Env::from_vars([("HTTPS_PROXY".into(), nowhere.into())]);
    let stage = Stage { env, ..stage };
    assert!(matches!(fault(stage.ask(&system, &others)), Fault::Proxy { .. }));
    assert_eq!((system.asked(), others.asked()), (0, 0));
}

#[test]
fn names_of_this_network_are_told_to_nobody_outside() {
    let (none, others) = (Says::these([]), Says::these([anywhere()]));
    let names = Names::new(Arc::clone(&none) as Arc<dyn Lookup>, Arc::clone(&others) as Arc<dyn Lookup>);
    for host in ["proxy", "proxy.corp", "Proxy.Internal."] {
        assert_eq!(run(names.addresses(host)), []);
    }
    assert_eq!((none.asked(), others.asked()), (3, 0));
    assert_eq!(run(names.addresses("go.example")), [anywhere()]);
}

#[test]
fn a_resolver_over_https_is_asked_at_its_own_address() {
    let authority = Authority::new("Lab Root");
    let names = [("go.example".to_owned(), vec![[192, 0, 2, 7].into(), "2001:db8::7".parse().unwrap()])];
    let server =
        crate::lab::resolver_over_https(authority.issue(&["dns.example"]), names.into(), Arc::default());
    let port = server.start(anywhere()).port();
    let url = |port: u16| format!("https://dns.example:{port}/dns-query").parse().unwrap();
    let resolver = |port| Resolver { url: url(port), address: [127, 0, 0, 1].into() };
    let root = reqwest::Certificate::from_der(&authority.root()).unwrap();
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = |roots: Vec<reqwest::Certificate>| reqwest::Client::builder().tls_certs_only(roots);
    let ask = |doh: Doh, host| run(doh.addresses(host));
    // One of them is not there.
    let doh = Doh::new(builder(vec![root]), &[resolver(1), resolver(port)]).unwrap();
    let wanted: [SocketAddr; 2] = [([192, 0, 2, 7], 0).into(), "[2001:db8::7]:0".parse().unwrap()];
    assert_eq!(ask(doh.clone(), "go.example"), wanted);
    assert_eq!(ask(doh, "other.example"), []);
    // One that is not believed says nothing.
    assert_eq!(ask(Doh::new(builder(Vec::new()), &[resolver(port)]).unwrap(), "go.example"), []);
}
