//! The files of a deployment, from the templates.

use super::settings::{Kind, Settings, Storage};
use super::template::{Values, filled};
use url::Url;

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// What is in it.
    pub text: String,
}

const NGINX: &str = include_str!("templates/nginx.conf");
const ATHENS: &str = include_str!("templates/athens.env");
const COMPOSE: [(&str, &str); 3] = [
    ("compose.yaml", include_str!("templates/compose/compose.yaml")),
    ("nginx.conf", NGINX),
    ("athens.env", ATHENS),
];
const SYSTEMD: [(&str, &str); 5] = [
    ("athens@.service", include_str!("templates/systemd/athens@.service")),
    ("goproxy.service", include_str!("templates/systemd/goproxy.service")),
    ("nginx.conf", NGINX),
    ("athens.env", ATHENS),
    ("install.sh", include_str!("templates/systemd/install.sh")),
];
const KUBERNETES: [(&str, &str); 5] = [
    ("kustomization.yaml", include_str!("templates/kubernetes/kustomization.yaml")),
    ("athens.yaml", include_str!("templates/kubernetes/athens.yaml")),
    ("nginx.yaml", include_str!("templates/kubernetes/nginx.yaml")),
    ("nginx.conf", NGINX),
    ("athens.env", ATHENS),
];
/// The authorities of a Debian system and image.
const AUTHORITIES: &str = "/etc/ssl/certs/ca-certificates.crt";
/// The first port of Athens under systemd.
const FIRST_PORT: u16 = 3001;

/// All files of a deployment.
pub fn files(settings: &Settings) -> Vec<File> {
    let templates: &[(&'static str, &str)] = match settings.kind {
        Kind::Compose => &COMPOSE,
        Kind::Systemd => &SYSTEMD,
        Kind::Kubernetes => &KUBERNETES,
    };
    let values = values(settings);
    templates.iter().map(|(name, template)| File { name, text: filled(template, &values) }).collect()
}

fn values(settings: &Settings) -> Values {
    let mut values = Values::default();
    let Settings { kind, replicas, .. } = settings;
    let numbers = || 1..=*replicas;
    let ports = || numbers().map(|number| (FIRST_PORT - 1 + number).to_string());
    let athens = match kind {
        Kind::Compose => numbers().map(|number| format!("athens-{number}:3000")).collect(),
        Kind::Systemd => ports().map(|port| format!("127.0.0.1:{port}")).collect(),
        Kind::Kubernetes => (0..*replicas).map(|number| format!("athens-{number}.athens:3000")).collect(),
    };
    values.lists.insert("athens", athens);
    values.lists.insert("replica", numbers().map(|number| number.to_string()).collect());
    values.lists.insert("port", ports().collect());
    values.flags.extend(flags(settings));
    values.texts.extend(places(settings));
    values.texts.extend(upstream(settings));
    let texts = [
        ("host", settings.host.clone()),
        ("address", address(settings)),
        ("port", settings.port.to_string()),
        ("gosumdb", settings.gosumdb.clone()),
        ("private", settings.private.clone().unwrap_or_default()),
        ("replicas", replicas.to_string()),
        ("etcd", settings.etcd.clone().unwrap_or_default()),
        ("secrets", settings.secrets.clone()),
        ("cache_size", format!("{}g", settings.cache)),
        ("cache_limit", format!("{}Gi", settings.cache + 2)),
        ("store_size", format!("{}Gi", settings.store)),
        ("namespace", settings.namespace.clone()),
        ("service", "LoadBalancer".to_owned()),
        ("athens_image", settings.athens_image.clone()),
        ("nginx_image", settings.nginx_image.clone()),
        ("athens_binary", settings.athens_binary.clone()),
        ("nginx_binary", settings.nginx_binary.clone()),
        ("go_binary", settings.go_binary.clone()),
        ("go_env", go_env(settings)),
    ];
    values.texts.extend(texts);
    if let Storage::S3 { bucket, region, endpoint } = &settings.storage {
        let endpoint = endpoint.clone().unwrap_or_default();
        values.texts.extend([
            ("s3_bucket", bucket.clone()),
            ("s3_region", region.clone()),
            ("s3_endpoint", endpoint),
        ]);
    }
    values
}

/// The address that clients use, without its scheme.
fn address(settings: &Settings) -> String {
    if settings.port == 443 { settings.host.clone() } else { format!("{}:{}", settings.host, settings.port) }
}

fn flags(settings: &Settings) -> Vec<&'static str> {
    let s3 = matches!(settings.storage, Storage::S3 { .. });
    let endpoint = matches!(&settings.storage, Storage::S3 { endpoint: Some(_), .. });
    let all = [
        ("systemd", settings.kind == Kind::Systemd),
        ("disk", !s3),
        ("s3", s3),
        ("s3_endpoint", endpoint),
        ("private", settings.private.is_some()),
        ("etcd", settings.etcd.is_some()),
        ("ca", settings.ca.is_some()),
        ("netrc", settings.netrc.is_some()),
    ];
    all.into_iter().filter_map(|(flag, holds)| holds.then_some(flag)).collect()
}

/// Where things are, as the programs see them.
fn places(settings: &Settings) -> Vec<(&'static str, String)> {
    let text = |text: &str| text.to_owned();
    let given = |value: &Option<String>| value.clone().unwrap_or_default();
    let ca = authorities(settings);
    let common = [
        ("ca", given(&settings.ca)),
        ("netrc_file", given(&settings.netrc)),
        ("tls_certificate_file", settings.tls_certificate.clone()),
        ("tls_key_file", settings.tls_key.clone()),
        ("tls_secret", settings.tls_certificate.clone()),
        ("trusted", ca.unwrap_or_else(|| text(AUTHORITIES))),
        ("cache", text("/var/cache/goproxy")),
    ];
    let own = match settings.kind {
        Kind::Compose => [
            ("listen", text("8443")),
            ("tls_certificate", text("/etc/goproxy/tls.crt")),
            ("tls_key", text("/etc/goproxy/tls.key")),
            ("store", text("/var/lib/athens")),
            ("temporary", text("/var/tmp/athens")),
            ("netrc", text("/etc/goproxy/netrc")),
        ],
        Kind::Systemd => [
            ("listen", settings.port.to_string()),
            ("tls_certificate", settings.tls_certificate.clone()),
            ("tls_key", settings.tls_key.clone()),
            ("store", text("/var/lib/athens/store")),
            ("temporary", text("/var/cache/athens")),
            ("netrc", given(&settings.netrc)),
        ],
        Kind::Kubernetes => [
            ("listen", text("8443")),
            ("tls_certificate", text("/etc/goproxy/tls/tls.crt")),
            ("tls_key", text("/etc/goproxy/tls/tls.key")),
            ("store", text("/var/lib/athens")),
            ("temporary", text("/var/tmp/athens")),
            ("netrc", text("/etc/goproxy/netrc/netrc")),
        ],
    };
    common.into_iter().chain(own).collect()
}

/// Where a company's authorities are, as the programs see them.
fn authorities(settings: &Settings) -> Option<String> {
    let ca = settings.ca.as_ref()?;
    Some(match settings.kind {
        Kind::Compose => "/etc/goproxy/ca.pem".to_owned(),
        Kind::Systemd => ca.clone(),
        Kind::Kubernetes => "/etc/goproxy/ca/ca.crt".to_owned(),
    })
}

fn upstream(settings: &Settings) -> Vec<(&'static str, String)> {
    let address = settings.upstream.trim_end_matches('/');
    // Without a path nginx sends the path on as it came, which keeps `!` and `%2B`.
    let url = Url::parse(address).ok();
    let name = url.as_ref().and_then(Url::host_str).unwrap_or_default().to_owned();
    let port = url.as_ref().and_then(Url::port).map(|port| format!(":{port}")).unwrap_or_default();
    vec![
        ("upstream", address.to_owned()),
        ("upstream_host", format!("{name}{port}")),
        ("upstream_name", name),
    ]
}

/// The environment of Athens' own `go`: it gets nothing else.
fn go_env(settings: &Settings) -> String {
    let mut variables = vec![
        format!("GOPROXY={}", settings.upstream.trim_end_matches('/')),
        format!("GOSUMDB={}", settings.gosumdb),
        "GOTOOLCHAIN=local".to_owned(),
        "GOFLAGS=".to_owned(),
    ];
    variables.extend(settings.private.as_ref().map(|private| format!("GOPRIVATE={private}")));
    variables.extend(authorities(settings).map(|ca| format!("SSL_CERT_FILE={ca}")));
    variables.join("; ")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Settings of each kind, the least and the most.
    pub fn all() -> Vec<Settings> {
        let mut all = Vec::new();
        for kind in [Kind::Compose, Kind::Systemd, Kind::Kubernetes] {
            let least = Settings {
                kind,
                host: "goproxy.corp.example".into(),
                port: 443,
                upstream: "https://proxy.golang.org".into(),
                gosumdb: "sum.golang.org".into(),
                private: None,
                replicas: 1,
                storage: Storage::Disk,
                etcd: None,
                tls_certificate: "goproxy-tls".into(),
                tls_key: "goproxy-tls".into(),
                ca: None,
                netrc: None,
                secrets: "athens-s3".into(),
                cache: 20,
                store: 100,
                namespace: "goproxy".into(),
                athens_image: "docker.io/gomods/athens:v0.18.0".into(),
                nginx_image: "docker.io/library/nginx:1.28".into(),
                athens_binary: "/usr/local/bin/athens".into(),
                nginx_binary: "/usr/sbin/nginx".into(),
                go_binary: "/usr/local/go/bin/go".into(),
            };
            let most = Settings {
                private: Some("git.corp.example,github.com/corp/*".into()),
                replicas: 3,
                storage: Storage::S3 {
                    bucket: "modules".into(),
                    region: "eu-1".into(),
                    endpoint: Some("https://s3.corp.example".into()),
                },
                etcd: Some("http://etcd-1:2379,http://etcd-2:2379".into()),
                ca: Some("corp-ca".into()),
                netrc: Some("athens-netrc".into()),
                ..least.clone()
            };
            all.extend([least, most]);
        }
        all
    }

    #[test]
    fn every_template_is_filled_in_every_way() {
        for settings in all() {
            settings.check().unwrap();
            for file in files(&settings) {
                assert!(
                    !file.text.contains("{{") && !file.text.contains("@@"),
                    "{}:\n{}",
                    file.name,
                    file.text
                );
            }
        }
    }

    #[test]
    fn what_was_measured_to_matter_is_in_the_files() {
        for settings in all() {
            let text: String = files(&settings).into_iter().map(|file| file.text).collect();
            for needed in [
                "ATHENS_SUM_DBS=\n",
                "location /sumdb/sum.golang.org/",
                "auth_request /_whole",
                "merge_slashes off",
                "proxy_cache_lock_age 900s",
                "proxy_read_timeout 900s",
                "hash $module consistent",
                "location = /catalog",
                "location = /metrics",
                "GOSUMDB=sum.golang.org",
                "GOPROXY=https://proxy.golang.org",
                "X-Forwarded-Proto",
            ] {
                assert!(text.contains(needed), "{:?}: {needed}", settings.kind);
            }
            assert_eq!(text.contains("GOPRIVATE=git.corp.example"), settings.private.is_some());
            assert_eq!(text.contains("SSL_CERT_FILE="), settings.ca.is_some());
            for trap in ["redis", "proxy_cache_valid any", "proxy_cache_valid 404"] {
                assert!(!text.contains(trap), "{trap}");
            }
        }
    }

    #[test]
    fn values_cannot_end_what_they_stand_in() {
        for wrong in ["a b", "a;b", "a\nb", "a{b", "a\"b", "a'b", "$a", "", "a}b", "a#b"] {
            for mut settings in all() {
                settings.host = wrong.into();
                assert!(settings.check().is_err(), "{wrong:?}");
            }
        }
        let mut settings = all().remove(0);
        settings.upstream = "https://user:word@proxy.example".into();
        assert_eq!(settings.check(), Err(super::super::Wrong::Password { option: "--upstream" }));
        let mut settings = all().remove(4);
        settings.replicas = 2;
        assert_eq!(settings.check(), Err(super::super::Wrong::NeedsObjectStore));
    }
}
