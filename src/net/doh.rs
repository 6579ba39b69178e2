//! Resolvers over https (RFC 8484): which gv knows, what they are asked, and of which names they may hear.

use super::message::{self, RecordType};
use crate::config::Resolver;
use std::net::IpAddr;
use url::Url;

/// The type of questions and answers.
pub const MEDIA_TYPE: &str = "application/dns-message";
/// No answer of DNS is longer.
pub const LONGEST: usize = 1 << 16;

/// Resolvers over https that answer all over the world or in China, by their addresses.
pub fn known() -> Vec<Resolver> {
    let known = [
        ("https://dns.alidns.com/dns-query", [223, 5, 5, 5]),
        ("https://doh.pub/dns-query", [1, 12, 12, 12]),
        ("https://cloudflare-dns.com/dns-query", [1, 1, 1, 1]),
        ("https://dns.google/dns-query", [8, 8, 8, 8]),
    ];
    let resolver = |(url, address): (&str, [u8; 4])| {
        Some(Resolver { url: Url::parse(url).ok()?, address: IpAddr::from(address) })
    };
    known.into_iter().filter_map(resolver).collect()
}

/// The question for the addresses of a host; `None` for text that is no name in DNS.
pub fn question(host: &str, kind: RecordType) -> Option<Vec<u8>> {
    // RFC 8484 wants the number 0, so that answers can be kept.
    message::question(0, host, kind)
}

/// Whether a name is one of this network only, by its form: nothing outside knows it, and gv does not send it out.
pub fn is_internal(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let inner = [".local", ".internal", ".intranet", ".lan", ".corp", ".home", ".home.arpa", ".private"];
    !host.contains('.') || inner.iter().any(|end| host.ends_with(end))
}
