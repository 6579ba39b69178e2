//! Verified addresses, where the system's are wrong (`gv dns`): what each resolver returns, which of it passes TLS now,
//! and the lines that tell the system so. It measures by `probe`, and uses only addresses whose certificate is trusted.

pub mod block;
mod change;
mod error;
mod host;
mod look;
mod lookup;
mod remedy;

pub use block::{Damage, Syntax};
pub use change::{Edit, PlannedChange, content};
pub use error::Error;
pub use host::{BadHost, Host, asked};
pub use look::{AddressFault, AddressResult, FailedAt, HostReport, look};
pub use lookup::{Hosts, Lookup};
pub use remedy::{Line, Remedy};
