//! The only place that knows which operating system this is. One small file a subject, each with a Unix and a
//! Windows arm of the same signature.

pub mod authorities;
pub mod clock;
pub mod directory;
pub mod dnsmasq;
pub mod file;
pub mod holder;
pub mod launcher;
pub mod letters;
pub mod link;
pub mod locale;
pub mod mount;
pub mod parent;
pub mod platform;
pub mod posix;
pub mod private;
pub mod process;
pub mod program;
pub mod proxy;
pub mod registry;
pub mod resolver;
pub mod rights;
pub mod subsystem;
pub mod variables;
