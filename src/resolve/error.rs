//! What keeps gv from finding addresses, or from writing them down.

use super::{BadHost, Damage, Layer};
use std::io;
use std::path::PathBuf;

/// A failure of `gv dns`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No host.
    #[error(transparent)]
    Host(#[from] BadHost),
    /// No address of any host passed.
    #[error("no address can be believed: {}", told(hosts))]
    Nothing {
        /// The hosts, and where the way to each ends.
        hosts: Vec<(String, Layer)>,
    },
    /// The block in a file has a mark too many or too few.
    #[error("{path}:{line}: {} without its counterpart, or a second block", damage.mark, path = path.display(), line = damage.line)]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        damage: Damage,
    },
    /// A file that is not as it was when the change was shown.
    #[error("{path} was changed meanwhile: nothing was written", path = path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// A file that this user may not change.
    #[error("{path} may be changed by an administrator only", path = path.display())]
    Rights {
        /// The file.
        path: PathBuf,
        /// What was typed.
        command: String,
    },
    /// A file operation.
    #[error("cannot {action} {path}: {source}", path = path.display())]
    Io {
        /// `read`, `write`, …
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

fn told(hosts: &[(String, Layer)]) -> String {
    let told = |(host, layer): &(String, Layer)| match layer {
        Layer::Names => format!("{host}: nobody knows an address"),
        Layer::Tcp => format!("{host}: no connection"),
        Layer::Tls => format!("{host}: the certificate is not believed, or TLS is cut"),
    };
    hosts.iter().map(told).collect::<Vec<_>>().join("; ")
}
