//! What Windows and macOS know of proxies: the settings of this user, those of services (`WinHTTP`), and what a script
//! (`PAC`) says. Facts only; what they mean to `go` is told by [`crate::shim::wininet`]. Elsewhere nothing is known:
//! the desktops of Linux put theirs into the environment.

#[cfg(any(target_os = "macos", test))]
mod dictionary;

#[cfg(not(target_os = "macos"))]
use super::registry::{self, Hive, Key};

/// Whether this system has such settings.
pub const IS_HERE: bool = cfg!(any(windows, target_os = "macos"));

/// Where a person finds them.
pub const PLACE: &str = if cfg!(windows) { "Internet Settings" } else { "scutil --proxy" };

/// The proxy settings of a user, in the forms of Windows, as its control panel shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Whether `server` is in use.
    pub enabled: bool,
    /// `ProxyServer`
    pub server: String,
    /// `ProxyOverride`
    pub exceptions: String,
    /// `AutoConfigURL`: the address of a script, which is asked before `server` is.
    pub script: Option<String>,
    /// Whether an administrator set it for the whole machine.
    pub of_machine: bool,
}

/// A proxy and what is reached without it, in the forms of `ProxyServer` and `ProxyOverride`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The proxy.
    pub server: String,
    /// What is reached without it.
    pub exceptions: String,
}

/// Where the settings lie, below either hive.
pub const SETTINGS: &str = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings";
#[cfg(not(target_os = "macos"))]
const POLICY: &str = r"Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings";

/// The settings in force; `user` is [`SETTINGS`] but in tests, which have none here. What cannot be read is not set.
#[cfg(target_os = "macos")]
pub fn settings(user: &str) -> Settings {
    if user != SETTINGS {
        return Settings::default();
    }
    let said = std::process::Command::new("/usr/sbin/scutil").arg("--proxy").output();
    said.map_or_else(|_| Settings::default(), |said| dictionary::read(&String::from_utf8_lossy(&said.stdout)))
}

/// The settings in force; `user` is [`SETTINGS`] but in tests. What cannot be read is not set.
#[cfg(not(target_os = "macos"))]
pub fn settings(user: &str) -> Settings {
    let policy = Key { hive: Hive::Machine, path: POLICY };
    let per_user = number(policy, "ProxySettingsPerUser").unwrap_or(1) != 0;
    let key = if per_user {
        Key { hive: Hive::User, path: user }
    } else {
        Key { hive: Hive::Machine, path: SETTINGS }
    };
    Settings {
        enabled: number(key, "ProxyEnable").unwrap_or(0) != 0,
        server: text(key, "ProxyServer").unwrap_or_default(),
        exceptions: text(key, "ProxyOverride").unwrap_or_default(),
        script: text(key, "AutoConfigURL").filter(|address| !address.trim().is_empty()),
        of_machine: !per_user,
    }
}

#[cfg(not(target_os = "macos"))]
fn text(key: Key<'_>, name: &str) -> Option<String> {
    registry::read(key, name).ok()??.as_text()
}

#[cfg(not(target_os = "macos"))]
fn number(key: Key<'_>, name: &str) -> Option<u32> {
    registry::read(key, name).ok()??.as_number()
}

/// The proxy of services (`netsh winhttp set proxy`); `None` where none is set.
#[cfg(unix)]
pub fn of_services() -> Option<Named> {
    None
}

/// The proxy that a script names for an address; `None` if it returns DIRECT, or cannot be downloaded. It is fetched
/// and run by the system, which may take seconds.
#[cfg(unix)]
pub fn by_script(_: &str, _: &str) -> Option<Named> {
    None
}

#[cfg(windows)]
pub use windows::{by_script, of_services};

#[cfg(windows)]
#[expect(unsafe_code, reason = "WinHTTP has no safe interface")]
mod windows {
    use super::Named;
    use windows_sys::Win32::Foundation::GlobalFree;
    use windows_sys::Win32::Networking::WinHttp::{
        WINHTTP_ACCESS_TYPE_NAMED_PROXY, WINHTTP_ACCESS_TYPE_NO_PROXY, WINHTTP_AUTOPROXY_CONFIG_URL,
        WINHTTP_AUTOPROXY_OPTIONS, WINHTTP_PROXY_INFO, WinHttpCloseHandle,
        WinHttpGetDefaultProxyConfiguration, WinHttpGetProxyForUrl, WinHttpOpen,
    };

    /// The proxy of services (`netsh winhttp set proxy`); `None` where none is set.
    pub fn of_services() -> Option<Named> {
        let mut info = WINHTTP_PROXY_INFO::default();
        // SAFETY: the structure is writable, and freed below.
        let known = unsafe { WinHttpGetDefaultProxyConfiguration(&raw mut info) };
        if known == 0 { None } else { taken(info) }
    }

    /// The proxy that a script names for an address; `None` if it returns DIRECT, or cannot be downloaded. It is
    /// fetched and run by the system, which may take seconds.
    pub fn by_script(script: &str, address: &str) -> Option<Named> {
        let (agent, script, address) = (wide("gv"), wide(script), wide(address));
        let mut options = WINHTTP_AUTOPROXY_OPTIONS {
            dwFlags: WINHTTP_AUTOPROXY_CONFIG_URL,
            lpszAutoConfigUrl: script.as_ptr(),
            fAutoLogonIfChallenged: 1,
            ..Default::default()
        };
        let mut info = WINHTTP_PROXY_INFO::default();
        // SAFETY: every text ends in NUL and outlives the calls, the structures are writable, the handle is closed
        // once, and what the answer holds is freed below.
        let known = unsafe {
            let session = WinHttpOpen(
                agent.as_ptr(),
                WINHTTP_ACCESS_TYPE_NO_PROXY,
                std::ptr::null(),
                std::ptr::null(),
                0,
            );
            if session.is_null() {
                return None;
            }
            let known = WinHttpGetProxyForUrl(session, address.as_ptr(), &raw mut options, &raw mut info);
            WinHttpCloseHandle(session);
            known
        };
        if known == 0 { None } else { taken(info) }
    }

    /// Copies an answer, and frees it.
    fn taken(info: WINHTTP_PROXY_INFO) -> Option<Named> {
        let named = Named { server: copied(info.lpszProxy), exceptions: copied(info.lpszProxyBypass) };
        for text in [info.lpszProxy, info.lpszProxyBypass] {
            if !text.is_null() {
                // SAFETY: the system has allocated it for us to free, and it is freed once.
                unsafe { GlobalFree(text.cast()) };
            }
        }
        (info.dwAccessType == WINHTTP_ACCESS_TYPE_NAMED_PROXY && !named.server.is_empty()).then_some(named)
    }

    fn copied(text: *const u16) -> String {
        if text.is_null() {
            return String::new();
        }
        // SAFETY: the system's texts end in NUL, and nothing is read behind it.
        let units = unsafe {
            let mut length = 0;
            while *text.add(length) != 0 {
                length += 1;
            }
            std::slice::from_raw_parts(text, length)
        };
        String::from_utf16_lossy(units)
    }

    fn wide(text: &str) -> Vec<u16> {
        text.encode_utf16().chain([0]).collect()
    }
}
