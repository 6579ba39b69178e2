//! Services of the system: what a person types to change them, and where their settings are.

/// The command that sets the clock by the network.
#[cfg(target_os = "linux")]
pub const SET_CLOCK: &str = "sudo timedatectl set-ntp true";
/// The command that sets the clock by the network.
#[cfg(target_os = "macos")]
pub const SET_CLOCK: &str = "sudo sntp -sS time.apple.com";
/// The command that sets the clock by the network.
#[cfg(windows)]
pub const SET_CLOCK: &str = "w32tm /resync";
/// The command that sets the clock by the network.
#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
pub const SET_CLOCK: &str = "ntpd -gq";

/// Where dnsmasq looks for settings beside its own: the file of gv's.
pub const DNSMASQ_FILE: &str = "/etc/dnsmasq.d/gv.conf";
/// The command that makes dnsmasq read its settings again.
pub const RESTART_DNSMASQ: &str = "sudo systemctl restart dnsmasq";
