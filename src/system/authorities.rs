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

/// The command that brings the usual authorities to a system without any, which is mostly a bare container.
#[cfg(target_os = "linux")]
pub const INSTALL: Option<&str> = Some("apt-get install ca-certificates");
/// The command that brings the usual authorities to a system without any: such a system is not known.
#[cfg(not(target_os = "linux"))]
pub const INSTALL: Option<&str> = None;
