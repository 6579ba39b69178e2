//! Where dnsmasq looks for settings beside its own.

/// The file of gv's.
pub const FILE: &str = "/etc/dnsmasq.d/gv.conf";
