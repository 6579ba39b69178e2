//! Messages of DNS (RFC 1035): a question for addresses, and what of an answer a diagnosis needs. Nothing else of the
//! protocol is known here.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordType {
    /// IPv4 addresses.
    A,
    /// IPv6 addresses.
    Aaaa,
}

/// What a server made of a question: the code of RFC 1035, 4.1.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// An answer, perhaps an empty one.
    NoError,
    /// The server failed.
    ServFail,
    /// There is no such name.
    NxDomain,
    /// The server does not answer such questions, or not this asker.
    Refused,
    /// Another one.
    Other(u8),
}

/// An answer, as far as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Which question it answers.
    pub id: u16,
    /// What became of it.
    pub code: Code,
    /// Whether there was more than fits.
    pub truncated: bool,
    /// The addresses in it, whatever name they are for: an answer names aliases on the way.
    pub addresses: Vec<IpAddr>,
}

const A: u16 = 1;
const AAAA: u16 = 28;
const INTERNET: u16 = 1;
const RECURSION_DESIRED: u16 = 0x0100;
const RESPONSE: u16 = 0x8000;
const TRUNCATED: u16 = 0x0200;

/// A question; `None` for text that is no name in DNS.
pub fn question(id: u16, name: &str, kind: RecordType) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(name.len() + 18);
    for word in [id, RECURSION_DESIRED, 1, 0, 0, 0] {
        bytes.extend(word.to_be_bytes());
    }
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.len() > 253 || !name.is_ascii() {
        return None;
    }
    for label in name.split('.') {
        let length = u8::try_from(label.len()).ok().filter(|length| (1..=63).contains(length))?;
        bytes.push(length);
        bytes.extend(label.as_bytes());
    }
    bytes.push(0);
    let kind = match kind {
        RecordType::A => A,
        RecordType::Aaaa => AAAA,
    };
    for word in [kind, INTERNET] {
        bytes.extend(word.to_be_bytes());
    }
    Some(bytes)
}

/// Reads an answer; `None` for bytes that are none.
pub fn parse(bytes: &[u8]) -> Option<Message> {
    let mut reader = Reader { bytes, at: 0 };
    let (id, flags) = (reader.word()?, reader.word()?);
    let (questions, answers) = (reader.word()?, reader.word()?);
    reader.skip(4)?;
    if flags & RESPONSE == 0 {
        return None;
    }
    for _ in 0..questions {
        reader.name()?;
        reader.skip(4)?;
    }
    let mut addresses = Vec::new();
    for _ in 0..answers {
        // What is cut off is not read; what came before it counts.
        let Some(record) = reader.record() else { break };
        addresses.extend(record.address());
    }
    let code = match flags & 0xf {
        0 => Code::NoError,
        2 => Code::ServFail,
        3 => Code::NxDomain,
        5 => Code::Refused,
        other => Code::Other(u8::try_from(other).ok()?),
    };
    Some(Message { id, code, truncated: flags & TRUNCATED != 0, addresses })
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(taken)
    }

    fn skip(&mut self, count: usize) -> Option<()> {
        self.take(count).map(drop)
    }

    fn word(&mut self) -> Option<u16> {
        self.take(2).map(|bytes| u16::from_be_bytes([bytes[0], bytes[1]]))
    }

    /// Goes past a name. A pointer to an earlier one ends it; it is not followed.
    fn name(&mut self) -> Option<()> {
        loop {
            match self.take(1)?[0] {
                0 => return Some(()),
                length @ 1..=63 => self.skip(length.into())?,
                192.. => return self.skip(1),
                _ => return None,
            }
        }
    }

    fn record(&mut self) -> Option<Record<'a>> {
        self.name()?;
        let (kind, _class) = (self.word()?, self.word()?);
        self.skip(4)?;
        let length = self.word()?;
        Some(Record { kind, data: self.take(length.into())? })
    }
}

struct Record<'a> {
    kind: u16,
    data: &'a [u8],
}

impl Record<'_> {
    fn address(&self) -> Option<IpAddr> {
        match self.kind {
            A => <[u8; 4]>::try_from(self.data).ok().map(|bytes| Ipv4Addr::from(bytes).into()),
            AAAA => <[u8; 16]>::try_from(self.data).ok().map(|bytes| Ipv6Addr::from(bytes).into()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// An answer as a server packs it: an alias, and then the addresses of that.
    fn answer(id: u16, code: u16, addresses: &[IpAddr]) -> Vec<u8> {
        let mut bytes = question(id, "goproxy.example", RecordType::A).unwrap();
        bytes[2..4].copy_from_slice(&(RESPONSE | RECURSION_DESIRED | 0x80 | code).to_be_bytes());
        let count = u16::try_from(addresses.len() + 1).unwrap();
        bytes[6..8].copy_from_slice(&count.to_be_bytes());
        bytes.extend([0xc0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 6, 3, b'c', b'd', b'n', 0xc0, 12]);
        for address in addresses {
            let (kind, data) = match address {
                IpAddr::V4(address) => (1, address.octets().to_vec()),
                IpAddr::V6(address) => (28, address.octets().to_vec()),
            };
            bytes.extend([0xc0, 33, 0, kind, 0, 1, 0, 0, 0, 60, 0, u8::try_from(data.len()).unwrap()]);
            bytes.extend(data);
        }
        bytes
    }

    #[test]
    fn an_answer_is_read_with_its_aliases() {
        let addresses: Vec<IpAddr> =
            ["203.0.113.1", "203.0.113.2", "2001:db8::1"].map(|a| a.parse().unwrap()).to_vec();
        let message = parse(&answer(7, 0, &addresses)).unwrap();
        assert_eq!(message, Message { id: 7, code: Code::NoError, truncated: false, addresses });
        for (code, meaning) in
            [(2, Code::ServFail), (3, Code::NxDomain), (5, Code::Refused), (4, Code::Other(4))]
        {
            assert_eq!(parse(&answer(7, code, &[])).unwrap().code, meaning);
        }
    }

    #[test]
    fn what_is_no_name_is_not_asked_for() {
        let long = "a".repeat(64);
        for name in ["", "a..b", ".", ".a", "bücher.example", &long, &"abc.".repeat(80)] {
            assert_eq!(question(1, name, RecordType::A), None, "{name}");
        }
        assert_eq!(question(1, "go.dev.", RecordType::A), question(1, "go.dev", RecordType::A));
    }

    #[test]
    fn a_question_is_no_answer() {
        assert_eq!(parse(&question(1, "go.dev", RecordType::Aaaa).unwrap()), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = parse(&bytes);
        }

        #[test]
        fn a_cut_answer_holds_no_more_than_the_whole(cut in 0_usize..90, last in any::<[u8; 4]>()) {
            let addresses = [IpAddr::from([203, 0, 113, 9]), IpAddr::from(last)];
            let whole = answer(9, 0, &addresses);
            if let Some(message) = parse(&whole[..cut.min(whole.len())]) {
                prop_assert!(addresses.starts_with(&message.addresses));
            }
        }
    }
}
