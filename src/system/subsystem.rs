//! Whether this Linux runs inside Windows (WSL), where PATH goes on with the folders of Windows.

use crate::env::Env;

/// Whether Windows is around this process. Its own variables tell it, else the kernel's name.
#[cfg(unix)]
pub fn is_inside_windows(env: &Env) -> bool {
    let kernel = || std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    env.get("WSL_DISTRO_NAME").is_some()
        || env.get("WSL_INTEROP").is_some()
        || kernel().to_ascii_lowercase().contains("microsoft")
}

/// Windows itself is not inside of it.
#[cfg(windows)]
pub fn is_inside_windows(_: &Env) -> bool {
    false
}
