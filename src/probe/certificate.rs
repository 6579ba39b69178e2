//! What a certificate says of itself (X.509, RFC 5280): who, by whom, for which names, from when to when. It proves
//! nothing; the verifier decides whether it is trusted.

use crate::hidden::is_hidden;
use std::net::{Ipv4Addr, Ipv6Addr};
use x509_parser::asn1_rs::FromDer;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::x509::X509Name;

/// One certificate as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Whom it names: the common name, else the organisation, else the unit.
    pub subject: String,
    /// Who signed it: the same of the issuer.
    pub issuer: String,
    /// The names and addresses it is for.
    pub names: Vec<String>,
    /// Seconds since 1970 from which it is valid.
    pub not_before: i64,
    /// Seconds since 1970 up to which it is valid.
    pub not_after: i64,
    /// Whether it names the address of its issuer's certificate, as those of public authorities do.
    pub names_issuer_address: bool,
    /// The subject in DER, with its header.
    subject_der: Vec<u8>,
    /// The issuer in DER, with its header.
    issuer_der: Vec<u8>,
}

impl Certificate {
    /// Reads a certificate in DER; `None` for bytes that are not a certificate.
    pub fn parse(der: &[u8]) -> Option<Self> {
        let (_, read) = X509Certificate::from_der(der).ok()?;
        let mut certificate = Self {
            subject: shown_name(read.subject()),
            issuer: shown_name(read.issuer()),
            names: Vec::new(),
            not_before: read.validity().not_before.timestamp(),
            not_after: read.validity().not_after.timestamp(),
            names_issuer_address: false,
            subject_der: read.subject().as_raw().to_vec(),
            issuer_der: read.issuer().as_raw().to_vec(),
        };
        for extension in read.extensions() {
            match extension.parsed_extension() {
                ParsedExtension::SubjectAlternativeName(list) => {
                    certificate.names = list.general_names.iter().filter_map(host).collect();
                }
                ParsedExtension::AuthorityInfoAccess(_) => certificate.names_issuer_address = true,
                _ => {}
            }
        }
        Some(certificate)
    }

    /// Whether subject and issuer are the same.
    pub fn is_self_signed(&self) -> bool {
        self.subject_der == self.issuer_der
    }

    /// Whether the issuer is the subject of another certificate.
    pub fn is_issued_by(&self, other: &Self) -> bool {
        self.issuer_der == other.subject_der
    }

    /// Whether the issuer is this name: the content of a subject in DER, without its header.
    pub fn is_issued_in(&self, name: &[u8]) -> bool {
        content(&self.issuer_der) == Some(name)
    }

    /// Whether two certificates have the same issuer.
    pub fn shares_issuer(&self, other: &Self) -> bool {
        self.issuer_der == other.issuer_der
    }
}

/// What a value in DER holds behind its header.
fn content(der: &[u8]) -> Option<&[u8]> {
    x509_parser::asn1_rs::Any::from_der(der).ok().map(|(_, any)| any.data)
}

/// The common name, else the organisation, else the unit.
fn shown_name(name: &X509Name<'_>) -> String {
    let mut values =
        name.iter_common_name().chain(name.iter_organization()).chain(name.iter_organizational_unit());
    let Some(value) = values.next() else { return String::new() };
    String::from_utf8_lossy(value.as_slice()).chars().take(120).collect()
}

/// A name or an address that a certificate is for.
fn host(name: &GeneralName<'_>) -> Option<String> {
    match *name {
        GeneralName::DNSName(name) => Some(name.to_owned()).filter(|name| !name.chars().any(is_hidden)),
        GeneralName::IPAddress(bytes) => match bytes.len() {
            4 => Some(Ipv4Addr::from(<[u8; 4]>::try_from(bytes).ok()?).to_string()),
            16 => Some(Ipv6Addr::from(<[u8; 16]>::try_from(bytes).ok()?).to_string()),
            _ => None,
        },
        _ => None,
    }
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
    fn an_issuer_is_compared_without_its_header() {
        let read = Certificate::parse(&made()).unwrap();
        let name = &read.issuer_der[2..];
        assert!(read.is_issued_in(name));
        assert!(!read.is_issued_in(&name[1..]) && !read.is_issued_in(&[]));
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
