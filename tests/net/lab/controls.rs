//! Resolvers of others, asked over https.

use super::authority::Made;
use super::resolver::{self, Says};
use super::server::{Reply, Server};
use std::collections::{HashMap, HashSet};
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

/// One that knows these names, and no others.
pub fn serve(
    made: Made,
    names: HashMap<String, Vec<IpAddr>>,
    asked_for: Arc<Mutex<HashSet<String>>>,
) -> Server {
    Server::tls(made).answering(move |request| {
        let kind = request.header("content-type");
        let asked = (request.method.as_str(), request.target.as_str(), kind);
        assert_eq!(asked, ("POST", "/dns-query", Some("application/dns-message")));
        let name = resolver::name(&request.body);
        asked_for.lock().unwrap().insert(name.clone());
        let says = match names.get(&name) {
            Some(addresses) => Says::Addresses(addresses.clone()),
            None => Says::Code(3),
        };
        Reply::bytes(resolver::answer(&request.body, &says).unwrap())
            .header("Content-Type", "application/dns-message")
    })
}
