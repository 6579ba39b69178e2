//! What an address tells by itself.

use std::net::{IpAddr, Ipv4Addr};

/// What kind of address it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// One like any other.
    Plain,
    /// Of 198.18.0.0/15: a proxy of this machine answers so for every name, and carries what is sent there.
    FakeIp,
    /// Nobody's: 0.0.0.0, loopback, or a private network.
    Bogon,
    /// Of `2001::/32`, which forgers of IPv6 answers like.
    Teredo,
}

impl Tag {
    /// What an address is.
    pub fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(v4) => Self::of_v4(v4),
            IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
                Some(v4) => Self::of_v4(v4),
                None if v6.segments()[..2] == [0x2001, 0] => Self::Teredo,
                None if v6.is_loopback() || v6.is_unspecified() => Self::Bogon,
                None if v6.is_unique_local() || v6.is_unicast_link_local() => Self::Bogon,
                None => Self::Plain,
            },
        }
    }

    fn of_v4(address: Ipv4Addr) -> Self {
        let [first, second, ..] = address.octets();
        match () {
            () if first == 198 && matches!(second, 18 | 19) => Self::FakeIp,
            () if first == 0 || address.is_loopback() || address.is_private() => Self::Bogon,
            () if address.is_link_local() || address.is_broadcast() => Self::Bogon,
            () => Self::Plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_what_it_is() {
        for (text, tag) in [
            ("198.18.0.7", Tag::FakeIp),
            ("198.19.255.255", Tag::FakeIp),
            ("198.20.0.1", Tag::Plain),
            ("0.0.0.0", Tag::Bogon),
            ("127.0.0.53", Tag::Bogon),
            ("10.1.2.3", Tag::Bogon),
            ("::1", Tag::Bogon),
            ("fd00::1", Tag::Bogon),
            ("2001::1", Tag::Teredo),
            ("2001:db8::1", Tag::Plain),
            ("::ffff:10.0.0.1", Tag::Bogon),
            ("142.250.1.1", Tag::Plain),
        ] {
            assert_eq!(Tag::of(text.parse().unwrap()), tag, "{text}");
        }
    }
}
