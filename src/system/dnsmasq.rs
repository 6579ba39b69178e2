//! Where dnsmasq looks for settings beside its own, and how it comes to read them.

/// The file of gv's.
pub const FILE: &str = "/etc/dnsmasq.d/gv.conf";
/// The command that has it read its settings anew.
pub const RESTART: &str = "sudo systemctl restart dnsmasq";
