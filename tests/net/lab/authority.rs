//! Authorities that make certificates, good and bad ones.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, CustomExtension, DistinguishedName, DnType, IsCa,
    KeyPair, SanType, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// An authority.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

/// A chain and the key to its first certificate.
pub struct Made {
    pub chain: Vec<CertificateDer<'static>>,
    pub key: PrivateKeyDer<'static>,
}

/// From when to when, by years.
pub const ALWAYS: (i32, i32) = (2000, 2090);

impl Authority {
    pub fn new(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        Self { issuer: CertifiedIssuer::self_signed(authority(name), key).unwrap() }
    }

    /// One that this one vouches for.
    pub fn below(&self, name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        Self { issuer: CertifiedIssuer::signed_by(authority(name), key, &*self.issuer).unwrap() }
    }

    pub fn root(&self) -> CertificateDer<'static> {
        self.issuer.der().clone()
    }

    /// The same as a file of certificates holds it.
    pub fn pem(&self) -> String {
        self.issuer.pem()
    }

    /// Its key, as a file of keys holds it.
    #[allow(dead_code, reason = "only the suite of real peers writes keys down")]
    pub fn key_pem(&self) -> String {
        self.issuer.key().serialize_pem()
    }

    /// A good certificate and its key, as files hold them.
    #[allow(dead_code, reason = "only the suite of real peers writes keys down")]
    pub fn issue_pem(&self, names: &[&str]) -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let made = own(names, ALWAYS).signed_by(&key, &*self.issuer).unwrap();
        (made.pem(), key.serialize_pem())
    }

    /// One for these names under a common name that need not be among them; there may be no names at all.
    #[allow(dead_code, reason = "only the suite of real peers writes keys down")]
    pub fn issue_pem_as(&self, common_name: &str, names: &[&str]) -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let mut params = own(&[common_name], ALWAYS);
        params.subject_alt_names =
            names.iter().map(|name| SanType::DnsName((*name).try_into().unwrap())).collect();
        (params.signed_by(&key, &*self.issuer).unwrap().pem(), key.serialize_pem())
    }

    /// A good certificate.
    pub fn issue(&self, names: &[&str]) -> Made {
        self.issue_for(names, ALWAYS)
    }

    pub fn issue_for(&self, names: &[&str], years: (i32, i32)) -> Made {
        let key = KeyPair::generate().unwrap();
        let made = own(names, years).signed_by(&key, &*self.issuer).unwrap();
        Made { chain: vec![made.der().clone()], key: key.serialize_der().try_into().unwrap() }
    }
}

impl Made {
    /// A certificate that nobody else vouches for.
    pub fn by_itself(names: &[&str]) -> Self {
        let key = KeyPair::generate().unwrap();
        let made = own(names, ALWAYS).self_signed(&key).unwrap();
        Self { chain: vec![made.der().clone()], key: key.serialize_der().try_into().unwrap() }
    }

    /// With another certificate sent after it.
    pub fn and(mut self, other: CertificateDer<'static>) -> Self {
        self.chain.push(other);
        self
    }
}

fn authority(name: &str) -> CertificateParams {
    let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
    params.distinguished_name = named(name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    (params.not_before, params.not_after) = (date_time_ymd(2000, 1, 1), date_time_ymd(2090, 1, 1));
    params
}

fn own(names: &[&str], years: (i32, i32)) -> CertificateParams {
    let mut params =
        CertificateParams::new(names.iter().map(ToString::to_string).collect::<Vec<_>>()).unwrap();
    params.distinguished_name = named(names[0]);
    (params.not_before, params.not_after) = (date_time_ymd(years.0, 1, 1), date_time_ymd(years.1, 1, 1));
    // Where the issuer's certificate can be had: http://ca.example/i.crt
    let address = b"http://ca.example/i.crt";
    let mut access = vec![0x06, 8, 0x2b, 6, 1, 5, 5, 7, 0x30, 2, 0x86, u8::try_from(address.len()).unwrap()];
    access.extend(address);
    let mut content =
        vec![0x30, u8::try_from(access.len() + 2).unwrap(), 0x30, u8::try_from(access.len()).unwrap()];
    content.extend(access);
    params.custom_extensions = vec![CustomExtension::from_oid_content(&[1, 3, 6, 1, 5, 5, 7, 1, 1], content)];
    params
}

fn named(name: &str) -> DistinguishedName {
    let mut distinguished = DistinguishedName::new();
    distinguished.push(DnType::CommonName, name);
    distinguished
}
