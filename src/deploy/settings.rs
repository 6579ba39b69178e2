//! What a deployment is made of. Every value ends in files that programs act on, so each is checked to be what it is
//! called, and nothing more.

use crate::lang::{Lang, displayed, say};
use url::Url;

/// In which form the files are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// For docker compose.
    Compose,
    /// For systemd on one machine.
    Systemd,
    /// For Kubernetes, with kustomize.
    Kubernetes,
}

/// Where modules are stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Storage {
    /// On a disk.
    Disk,
    /// In an object store with the S3 API.
    S3 {
        /// The bucket, which has to exist.
        bucket: String,
        /// Its region.
        region: String,
        /// The address of a store that is not Amazon's.
        endpoint: Option<String>,
    },
}

/// All values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// In which form.
    pub kind: Kind,
    /// The name that clients use.
    pub host: String,
    /// The port that they use.
    pub port: u16,
    /// The module proxy that modules are fetched from.
    pub upstream: String,
    /// The checksum database.
    pub gosumdb: String,
    /// Patterns of private modules, as GOPRIVATE has them.
    pub private: Option<String>,
    /// How many Athens.
    pub replicas: u16,
    /// Where modules are stored.
    pub storage: Storage,
    /// etcd's addresses, where it keeps the Athens apart.
    pub etcd: Option<String>,
    /// The certificate, its key, the authorities and the netrc file, by their paths; for Kubernetes, the secrets' names.
    pub tls_certificate: String,
    /// The certificate's key.
    pub tls_key: String,
    /// A company's authorities.
    pub ca: Option<String>,
    /// A netrc file for private modules.
    pub netrc: Option<String>,
    /// Where the keys of the object store stand.
    pub secrets: String,
    /// How large the cache may get, in GB.
    pub cache: u32,
    /// How large the store is, in GB.
    pub store: u32,
    /// The namespace.
    pub namespace: String,
    /// The image of Athens.
    pub athens_image: String,
    /// The image of nginx.
    pub nginx_image: String,
    /// The program Athens.
    pub athens_binary: String,
    /// The program nginx.
    pub nginx_binary: String,
    /// The program go.
    pub go_binary: String,
}

/// A value that is not what it is called.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// It holds what its file could not.
    Value {
        /// The option.
        option: &'static str,
        /// What it is.
        value: String,
    },
    /// A password where only a reference may stand.
    Password {
        /// The option.
        option: &'static str,
    },
    /// Several Athens in Kubernetes with a disk each: each would store everything, and lists would differ.
    NeedsObjectStore,
}

displayed!(Wrong);

impl Wrong {
    /// What is wrong.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Value { option, value } => {
                say!(lang, "{option}: {value:?} is not a valid value", "{option}：{value:?} 不是有效的值")
            }
            Self::Password { option } => say!(
                lang,
                "{option} contains a password; the files hold references to secrets only",
                "{option} 含有密码；部署文件只引用密钥，不包含密钥本身"
            ),
            Self::NeedsObjectStore => say!(
                lang,
                "more than one Athens instance in Kubernetes needs an object store: their pods cannot share a disk",
                "在 Kubernetes 中运行多个 Athens 需要对象存储：各 pod 无法共享磁盘"
            ),
        }
    }
}

impl Settings {
    /// Whether each value is what it is called.
    pub fn check(&self) -> Result<(), Wrong> {
        let host = |text: &str| is_of(text, "-.") && !text.starts_with(['-', '.']);
        require("--host", &self.host, host)?;
        self.upstream("--upstream", &self.upstream)?;
        require("--gosumdb", &self.gosumdb, host)?;
        optional("--private", self.private.as_ref(), |text| is_of(text, "-._~/*?,"))?;
        optional("--etcd", self.etcd.as_ref(), |text| is_of(text, "-._:/,[]"))?;
        let path = |text: &str| is_of(text, "-._/+@ ") && !text.starts_with('-');
        let name = |text: &str| is_of(text, "-.");
        let reference = |text: &str| if self.kind == Kind::Kubernetes { name(text) } else { path(text) };
        require("--tls-cert", &self.tls_certificate, reference)?;
        require("--tls-key", &self.tls_key, reference)?;
        optional("--ca", self.ca.as_ref(), reference)?;
        optional("--netrc", self.netrc.as_ref(), reference)?;
        require("--secrets", &self.secrets, reference)?;
        require("--namespace", &self.namespace, name)?;
        let image = |text: &str| is_of(text, "-._/:@");
        require("--athens-image", &self.athens_image, image)?;
        require("--nginx-image", &self.nginx_image, image)?;
        require("--athens-binary", &self.athens_binary, path)?;
        require("--nginx-binary", &self.nginx_binary, path)?;
        require("--go-binary", &self.go_binary, path)?;
        if let Storage::S3 { bucket, region, endpoint } = &self.storage {
            require("--s3-bucket", bucket, name)?;
            require("--s3-region", region, name)?;
            if let Some(endpoint) = endpoint {
                self.upstream("--s3-endpoint", endpoint)?;
            }
        }
        let shared_disk = self.kind == Kind::Kubernetes && self.replicas > 1 && self.storage == Storage::Disk;
        if shared_disk { Err(Wrong::NeedsObjectStore) } else { Ok(()) }
    }

    /// An address with a host, and without a password.
    #[expect(clippy::unused_self, reason = "it belongs to the checks of the settings")]
    fn upstream(&self, option: &'static str, text: &str) -> Result<(), Wrong> {
        let value = || Wrong::Value { option, value: crate::urls::masked_address(text) };
        let url = Url::parse(text).map_err(|_| value())?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Wrong::Password { option });
        }
        let sound = matches!(url.scheme(), "https" | "http") && url.has_host() && is_of(text, "-._~/:[]%");
        if sound && url.query().is_none() && url.fragment().is_none() { Ok(()) } else { Err(value()) }
    }
}

/// Letters and digits, and these characters: no quote, no blank, no `;`, `{` or `$` that would end a value.
fn is_of(text: &str, others: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || others.contains(c))
}

fn require(option: &'static str, value: &str, sound: impl Fn(&str) -> bool) -> Result<(), Wrong> {
    if sound(value) { Ok(()) } else { Err(Wrong::Value { option, value: value.to_owned() }) }
}

fn optional(option: &'static str, value: Option<&String>, sound: impl Fn(&str) -> bool) -> Result<(), Wrong> {
    value.map_or(Ok(()), |value| require(option, value, sound))
}
