//! What an address tells by itself.

use std::net::{IpAddr, Ipv4Addr};

/// What kind of address it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// One like any other.
    Plain,
    /// Of 198.18.0.0/15: a proxy of this machine answers so for every name, and carries what is sent there.
    FakeIp,
    /// Not a public host's: 0.0.0.0, loopback, or a private network.
    Bogon,
    /// Of `2001::/32`, which forgers of IPv6 answers like.
    Teredo,
    /// Of Facebook, Twitter or Dropbox, whose addresses forgers of answers put in place of others.
    Decoy,
}

/// Networks of those, by their first two numbers and the range of the third.
const DECOYS: [(u8, u8, u8, u8); 11] = [
    (31, 13, 64, 127),
    (66, 220, 144, 159),
    (69, 63, 176, 191),
    (69, 171, 224, 255),
    (157, 240, 0, 255),
    (173, 252, 64, 127),
    (179, 60, 192, 195),
    (104, 244, 40, 47),
    (199, 59, 148, 151),
    (108, 160, 160, 175),
    (162, 125, 0, 255),
];

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
        let [first, second, third, _] = address.octets();
        let decoy = DECOYS
            .iter()
            .any(|(a, b, from, to)| (first, second) == (*a, *b) && (*from..=*to).contains(&third));
        let of_this_machine = first == 0 || address.is_loopback() || address.is_broadcast();
        if first == 198 && matches!(second, 18 | 19) {
            Self::FakeIp
        } else if of_this_machine || address.is_private() || address.is_link_local() {
            Self::Bogon
        } else if decoy {
            Self::Decoy
        } else {
            Self::Plain
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
            ("31.13.94.37", Tag::Decoy),
            ("31.13.128.1", Tag::Plain),
        ] {
            assert_eq!(Tag::of(text.parse().unwrap()), tag, "{text}");
        }
    }
}
