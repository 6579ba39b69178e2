//! What every client of the network needs: the rules that [`crate::fetch`] and [`crate::probe`] share.

pub mod credentials;
pub mod doh;
pub mod host_login;
pub mod login;
pub mod message;
pub mod redirect;
pub mod relay;
pub mod root_certs;

pub use credentials::Credentials;
