//! The terminal that stderr is, and the user's language where no environment variable tells it.

/// How many columns the terminal of stderr has; `None` where stderr is none, or the system does not tell.
pub fn columns() -> Option<usize> {
    #[cfg(unix)]
    let columns = rustix::termios::tcgetwinsize(std::io::stderr()).ok().map(|size| usize::from(size.ws_col));
    #[cfg(not(unix))]
    let columns: Option<usize> = None;
    columns.filter(|columns| *columns > 0)
}

/// A locale name such as `zh-CN`, from the system's own settings; `None` where there are none.
#[cfg(unix)]
pub fn language() -> Option<String> {
    None
}

/// A locale name such as `zh-CN`, from the system's own settings.
#[cfg(windows)]
#[expect(unsafe_code, reason = "one call into kernel32 with a buffer of the documented size")]
pub fn language() -> Option<String> {
    use windows_sys::Win32::Globalization::GetUserDefaultLocaleName;
    let mut name = [0u16; 85];
    // SAFETY: the buffer holds LOCALE_NAME_MAX_LENGTH characters, and its length is passed along.
    let length = unsafe { GetUserDefaultLocaleName(name.as_mut_ptr(), 85) };
    let text = name.get(..usize::try_from(length).ok()?.saturating_sub(1))?;
    (!text.is_empty()).then(|| String::from_utf16_lossy(text))
}

/// Whether terminals show more than ASCII where no environment variable tells.
#[cfg(unix)]
pub const UNICODE: bool = false;
/// Whether terminals show more than ASCII where no environment variable tells.
#[cfg(windows)]
pub const UNICODE: bool = true;
