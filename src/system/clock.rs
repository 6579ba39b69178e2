//! The system's clock.

/// The command that sets the clock by the network.
#[cfg(target_os = "linux")]
pub const SET: &str = "sudo timedatectl set-ntp true";
/// The command that sets the clock by the network.
#[cfg(target_os = "macos")]
pub const SET: &str = "sudo sntp -sS time.apple.com";
/// The command that sets the clock by the network.
#[cfg(windows)]
pub const SET: &str = "w32tm /resync";
/// The command that sets the clock by the network.
#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
pub const SET: &str = "ntpd -gq";
