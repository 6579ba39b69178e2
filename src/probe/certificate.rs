//! What a certificate says of itself (X.509, RFC 5280): who, by whom, for which names, from when to when. It proves
//! nothing; whether it is believed is the verifier's to say.

use std::net::{Ipv4Addr, Ipv6Addr};

/// One certificate as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Whom it names: the common name, else the organisation.
    pub subject: String,
    /// Who signed it: the same of the issuer.
    pub issuer: String,
    /// The names and addresses it is for.
    pub names: Vec<String>,
    /// Seconds since 1970 from which it is valid.
    pub not_before: i64,
    /// Seconds since 1970 up to which it is valid.
    pub not_after: i64,
    /// Whether it names an address at which its issuer's certificate can be had, as those of public authorities do.
    pub names_issuer_address: bool,
    subject_der: Vec<u8>,
    issuer_der: Vec<u8>,
}

const SEQUENCE: u8 = 0x30;
const COMMON_NAME: &[u8] = &[0x55, 4, 3];
const ORGANISATION: &[u8] = &[0x55, 4, 10];
const UNIT: &[u8] = &[0x55, 4, 11];
const ALTERNATIVE_NAMES: &[u8] = &[0x55, 0x1d, 0x11];
const AUTHORITY_ACCESS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 1];

impl Certificate {
    /// Reads a certificate in DER; `None` for what is none.
    pub fn parse(der: &[u8]) -> Option<Self> {
        let mut whole = Der { bytes: der }.inside(SEQUENCE)?;
        let mut fields = whole.inside(SEQUENCE)?;
        fields.optional(0xa0);
        fields.next()?; // serial
        fields.next()?; // signature algorithm
        let issuer_der = fields.only(SEQUENCE)?;
        let mut validity = fields.inside(SEQUENCE)?;
        let (not_before, not_after) = (validity.time()?, validity.time()?);
        let subject_der = fields.only(SEQUENCE)?;
        fields.next()?; // key
        let mut certificate = Self {
            subject: person(subject_der),
            issuer: person(issuer_der),
            names: Vec::new(),
            not_before,
            not_after,
            names_issuer_address: false,
            subject_der: subject_der.to_vec(),
            issuer_der: issuer_der.to_vec(),
        };
        while let Some((tag, content)) = fields.next() {
            if tag == 0xa3 {
                certificate.read_extensions(content);
            }
        }
        Some(certificate)
    }

    /// Whether nobody but itself vouches for it.
    pub fn is_self_signed(&self) -> bool {
        self.subject_der == self.issuer_der
    }

    /// Whether this one was signed in the name of that one.
    pub fn is_issued_by(&self, other: &Self) -> bool {
        self.issuer_der == other.subject_der
    }

    /// Whether both were signed in the same name.
    pub fn shares_issuer(&self, other: &Self) -> bool {
        self.issuer_der == other.issuer_der
    }

    fn read_extensions(&mut self, content: &[u8]) {
        let Some(mut list) = (Der { bytes: content }).inside(SEQUENCE) else { return };
        while let Some(mut extension) = list.inside(SEQUENCE) {
            let Some(id) = extension.only(6) else { continue };
            extension.optional(1); // critical
            let Some(value) = extension.only(4) else { continue };
            match id {
                ALTERNATIVE_NAMES => self.names = names(value),
                AUTHORITY_ACCESS => self.names_issuer_address = true,
                _ => {}
            }
        }
    }
}

/// The common name, else the organisation, else the unit.
fn person(name: &[u8]) -> String {
    let mut found: [Option<String>; 3] = Default::default();
    let mut sets = Der { bytes: name };
    while let Some(mut set) = sets.inside(0x31) {
        while let Some(mut pair) = set.inside(SEQUENCE) {
            let (Some(id), Some((_, text))) = (pair.only(6), pair.next()) else { continue };
            let place = match id {
                COMMON_NAME => 0,
                ORGANISATION => 1,
                UNIT => 2,
                _ => continue,
            };
            let printable: String =
                String::from_utf8_lossy(text).chars().filter(|c| !c.is_control()).take(120).collect();
            found[place].get_or_insert(printable);
        }
    }
    found.into_iter().flatten().next().unwrap_or_default()
}

fn names(value: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let Some(mut list) = (Der { bytes: value }).inside(SEQUENCE) else { return names };
    while let Some((tag, content)) = list.next() {
        let name = match tag {
            0x82 => std::str::from_utf8(content).ok().map(ToOwned::to_owned),
            0x87 => <[u8; 4]>::try_from(content)
                .map(|bytes| Ipv4Addr::from(bytes).to_string())
                .or_else(|_| <[u8; 16]>::try_from(content).map(|bytes| Ipv6Addr::from(bytes).to_string()))
                .ok(),
            _ => None,
        };
        names.extend(name.filter(|name| !name.chars().any(char::is_control)));
    }
    names
}

/// Values one after the other, each with its tag and length.
#[derive(Clone, Copy)]
struct Der<'a> {
    bytes: &'a [u8],
}

impl<'a> Der<'a> {
    /// The next value, whatever it is.
    fn next(&mut self) -> Option<(u8, &'a [u8])> {
        let (&tag, rest) = self.bytes.split_first()?;
        let (&first, mut rest) = rest.split_first()?;
        let mut length = usize::from(first);
        if first >= 0x80 {
            let count = usize::from(first & 0x7f);
            let digits = rest.get(..count).filter(|_| (1..=4).contains(&count))?;
            length = digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit));
            rest = &rest[count..];
        }
        let content = rest.get(..length)?;
        self.bytes = &rest[length..];
        Some((tag, content))
    }

    /// The next value, if it has this tag; nothing is taken where it has another.
    fn optional(&mut self, tag: u8) -> Option<&'a [u8]> {
        let mut ahead = *self;
        let (found, content) = ahead.next()?;
        if found != tag {
            return None;
        }
        *self = ahead;
        Some(content)
    }

    /// The next value, which has to have this tag.
    fn only(&mut self, tag: u8) -> Option<&'a [u8]> {
        self.next().filter(|(found, _)| *found == tag).map(|(_, content)| content)
    }

    /// The values inside of the next one.
    fn inside(&mut self, tag: u8) -> Option<Self> {
        self.only(tag).map(|bytes| Self { bytes })
    }

    /// `UTCTime` or `GeneralizedTime`, always in UTC (RFC 5280, 4.1.2.5).
    fn time(&mut self) -> Option<i64> {
        let (tag, content) = self.next()?;
        let text = std::str::from_utf8(content).ok().filter(|text| text.is_ascii())?;
        let text = text.strip_suffix('Z').unwrap_or(text);
        let (year, rest) = match tag {
            0x17 => {
                let year: i64 = text.get(..2)?.parse().ok()?;
                (if year < 50 { 2000 + year } else { 1900 + year }, text.get(2..)?)
            }
            0x18 => (text.get(..4)?.parse().ok()?, text.get(4..)?),
            _ => return None,
        };
        let part = |at: usize| rest.get(at..at + 2)?.parse::<i64>().ok();
        let days = days(year, part(0)?, part(2)?);
        let seconds = part(8).unwrap_or(0);
        Some(days * 86_400 + part(4)? * 3600 + part(6)? * 60 + seconds)
    }
}

/// Days since 1970 of a day of the calendar, years counted from March.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * shifted + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair, date_time_ymd};

    fn made() -> Vec<u8> {
        let mut params =
            CertificateParams::new(["go.example".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()])
                .unwrap();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::OrganizationName, "Example 公司");
        params.not_before = date_time_ymd(2024, 2, 29);
        params.not_after = date_time_ymd(2051, 1, 1);
        params.self_signed(&KeyPair::generate().unwrap()).unwrap().der().to_vec()
    }

    #[test]
    fn is_read_as_it_was_made() {
        let read = Certificate::parse(&made()).unwrap();
        assert_eq!((read.subject.as_str(), read.issuer.as_str()), ("Example 公司", "Example 公司"));
        assert_eq!(read.names, ["go.example", "127.0.0.1", "::1"]);
        assert_eq!((read.not_before, read.not_after), (1_709_164_800, 2_556_144_000));
        assert!(read.is_self_signed() && !read.names_issuer_address);
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for (date, expected) in [((1970, 1, 1), 0), ((2000, 2, 29), 11_016), ((2100, 3, 1), 47_541)] {
            assert_eq!(days(date.0, date.1, date.2), expected);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = Certificate::parse(&bytes);
        }

        #[test]
        fn a_changed_byte_does_no_harm(at in 0_usize..300, byte in any::<u8>()) {
            let mut der = made();
            let at = at % der.len();
            der[at] = byte;
            let _ = Certificate::parse(&der);
        }
    }
}
