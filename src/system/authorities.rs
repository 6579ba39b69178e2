//! The authorities that this system trusts.

/// The command that makes the system trust the authority of a file `ca.crt`.
#[cfg(target_os = "macos")]
pub const TRUST: &str =
    "sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain ca.crt";
/// The command that makes the system trust the authority of a file `ca.crt`.
#[cfg(windows)]
pub const TRUST: &str = "certutil -addstore -f Root ca.crt";
/// The command that makes the system trust the authority of a file `ca.crt`.
#[cfg(not(any(target_os = "macos", windows)))]
pub const TRUST: &str = "sudo cp ca.crt /usr/local/share/ca-certificates/ && sudo update-ca-certificates";

/// The files of authorities that Go's crypto/x509 looks for, of which the first counts (`root_linux.go`).
#[cfg(target_os = "linux")]
pub const FILES: &[&str] = &[
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/tls/cacert.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/cert.pem",
];
/// The files of authorities that Go's crypto/x509 looks for, of which the first counts (`root_bsd.go`).
#[cfg(all(unix, not(any(target_os = "linux", target_os = "macos"))))]
pub const FILES: &[&str] = &[
    "/usr/local/etc/ssl/cert.pem",
    "/etc/ssl/cert.pem",
    "/usr/local/share/certs/ca-root-nss.crt",
    "/etc/openssl/certs/ca-certificates.crt",
];
/// The files of authorities that Go's crypto/x509 looks for: the system itself is asked here.
#[cfg(any(target_os = "macos", windows))]
pub const FILES: &[&str] = &[];

/// The folders of authorities that Go's crypto/x509 reads, all of them (`root_linux.go`).
#[cfg(target_os = "linux")]
pub const FOLDERS: [&str; 2] = ["/etc/ssl/certs", "/etc/pki/tls/certs"];
/// The folders of authorities that Go's crypto/x509 reads, all of them (`root_bsd.go`).
#[cfg(all(unix, not(any(target_os = "linux", target_os = "macos"))))]
pub const FOLDERS: [&str; 3] = ["/etc/ssl/certs", "/usr/local/share/certs", "/etc/openssl/certs"];
/// The folders of authorities that Go's crypto/x509 reads: the system itself is asked here.
#[cfg(any(target_os = "macos", windows))]
pub const FOLDERS: [&str; 0] = [];

/// The command that brings the usual authorities to a system without any, which is mostly a bare container.
#[cfg(target_os = "linux")]
pub const INSTALL: Option<&str> = Some("apt-get install ca-certificates");
/// The command that brings the usual authorities to a system without any: such a system is not known.
#[cfg(not(target_os = "linux"))]
pub const INSTALL: Option<&str> = None;
