//! Values of the Windows registry, as they lie there: nothing is expanded, nothing is converted. Elsewhere there is
//! no registry: nothing is found, and writing is an error.

#[cfg(unix)]
use std::io;

/// Whose settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hive {
    /// This user's: `HKEY_CURRENT_USER`.
    User,
    /// The machine's: `HKEY_LOCAL_MACHINE`.
    Machine,
}

/// A key below a hive, `Software\gv` say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key<'a> {
    /// Whose.
    pub hive: Hive,
    /// Its path, with `\` between the names.
    pub path: &'a str,
}

/// A value: its type, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// [`TEXT`], [`EXPANDABLE`], [`NUMBER`], or another.
    pub kind: u32,
    /// As they are stored. Text is UTF-16, little end first, mostly with a NUL at its end.
    pub bytes: Vec<u8>,
}

/// Whether this system has a registry.
pub const IS_HERE: bool = cfg!(windows);

/// `REG_SZ`
pub const TEXT: u32 = 1;
/// `REG_EXPAND_SZ`
pub const EXPANDABLE: u32 = 2;
/// `REG_DWORD`
pub const NUMBER: u32 = 4;

/// Where the variables lie that Windows gives to every program of the user.
pub const USER_ENVIRONMENT: Key<'_> = Key { hive: Hive::User, path: "Environment" };
/// Where the variables of the machine lie.
pub const MACHINE_ENVIRONMENT: Key<'_> =
    Key { hive: Hive::Machine, path: r"SYSTEM\CurrentControlSet\Control\Session Manager\Environment" };

impl Value {
    /// A text, of the type [`TEXT`] or [`EXPANDABLE`].
    pub fn text(kind: u32, text: &str) -> Self {
        Self { kind, bytes: text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect() }
    }

    /// The text of a value that is one, NULs at its end left out. `None` for other types, for what is no UTF-16, and
    /// for what goes on behind a NUL, where Windows itself stops reading.
    pub fn as_text(&self) -> Option<String> {
        if ![TEXT, EXPANDABLE].contains(&self.kind) || !self.bytes.len().is_multiple_of(2) {
            return None;
        }
        let units: Vec<u16> =
            self.bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        let end = units.iter().rposition(|unit| *unit != 0).map_or(0, |last| last + 1);
        let text = &units[..end];
        if text.contains(&0) { None } else { String::from_utf16(text).ok() }
    }

    /// The number of a value that is one.
    pub fn as_number(&self) -> Option<u32> {
        let bytes = self.bytes.as_slice().try_into().ok()?;
        (self.kind == NUMBER).then(|| u32::from_le_bytes(bytes))
    }
}

/// Reads a value; `None` where it, or its key, is not there.
#[cfg(unix)]
pub fn read(_: Key<'_>, _: &str) -> io::Result<Option<Value>> {
    Ok(None)
}

/// Writes a value, and makes its key if it is not there.
#[cfg(unix)]
pub fn write(_: Key<'_>, _: &str, _: &Value) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Removes a value. None there is fine.
#[cfg(unix)]
pub fn remove(_: Key<'_>, _: &str) -> io::Result<()> {
    Ok(())
}

/// Removes a key with all below it. None there is fine.
#[cfg(unix)]
pub fn remove_key(_: Key<'_>) -> io::Result<()> {
    Ok(())
}

/// Tells the programs that run that variables have changed; those that start others (Explorer, a terminal) read
/// them again. One that does not answer is waited for 5 seconds at most.
#[cfg(unix)]
pub fn announce_environment() {}

#[cfg(windows)]
pub use windows::{announce_environment, read, remove, remove_key, write};

#[cfg(windows)]
#[expect(unsafe_code, reason = "the registry has no safe interface")]
mod windows {
    use super::{Hive, Key, Value};
    use std::io;
    use windows_sys::Win32::Foundation::{
        ERROR_FILE_NOT_FOUND, ERROR_MORE_DATA, ERROR_SUCCESS, LPARAM, WIN32_ERROR,
    };
    use windows_sys::Win32::System::Registry::{
        HKEY, HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE, KEY_QUERY_VALUE, KEY_SET_VALUE, REG_OPTION_NON_VOLATILE,
        RegCloseKey, RegCreateKeyExW, RegDeleteTreeW, RegDeleteValueW, RegOpenKeyExW, RegQueryValueExW,
        RegSetValueExW,
    };
    use windows_sys::Win32::UI::WindowsAndMessaging::{
        HWND_BROADCAST, SMTO_ABORTIFHUNG, SendMessageTimeoutW, WM_SETTINGCHANGE,
    };

    /// Reads a value; `None` where it, or its key, is not there.
    pub fn read(key: Key<'_>, name: &str) -> io::Result<Option<Value>> {
        let Some(open) = Open::existing(key, KEY_QUERY_VALUE)? else { return Ok(None) };
        let name = wide(name);
        let mut bytes = vec![0_u8; 1024];
        loop {
            let (mut kind, mut length) = (0, u32::try_from(bytes.len()).unwrap_or(u32::MAX));
            // SAFETY: the key is open, the name ends in NUL, and `length` is that of the buffer.
            let code = unsafe {
                RegQueryValueExW(
                    open.0,
                    name.as_ptr(),
                    std::ptr::null(),
                    &raw mut kind,
                    bytes.as_mut_ptr(),
                    &raw mut length,
                )
            };
            match code {
                ERROR_FILE_NOT_FOUND => return Ok(None),
                // It may grow between two questions.
                ERROR_MORE_DATA => bytes.resize(length as usize + 1024, 0),
                ERROR_SUCCESS => {
                    bytes.truncate(length as usize);
                    return Ok(Some(Value { kind, bytes }));
                }
                code => return Err(error(code)),
            }
        }
    }

    /// Writes a value, and makes its key if it is not there.
    pub fn write(key: Key<'_>, name: &str, value: &Value) -> io::Result<()> {
        let open = Open::made(key)?;
        let name = wide(name);
        let length = u32::try_from(value.bytes.len()).map_err(io::Error::other)?;
        // SAFETY: the key is open, the name ends in NUL, and `length` is that of the bytes.
        checked(unsafe { RegSetValueExW(open.0, name.as_ptr(), 0, value.kind, value.bytes.as_ptr(), length) })
    }

    /// Removes a value. None there is fine.
    pub fn remove(key: Key<'_>, name: &str) -> io::Result<()> {
        let Some(open) = Open::existing(key, KEY_SET_VALUE)? else { return Ok(()) };
        // SAFETY: the key is open, and the name ends in NUL.
        match unsafe { RegDeleteValueW(open.0, wide(name).as_ptr()) } {
            ERROR_FILE_NOT_FOUND => Ok(()),
            code => checked(code),
        }
    }

    /// Removes a key with all below it. None there is fine.
    pub fn remove_key(key: Key<'_>) -> io::Result<()> {
        // SAFETY: the hive is a constant, and the path ends in NUL.
        match unsafe { RegDeleteTreeW(hive(key.hive), wide(key.path).as_ptr()) } {
            ERROR_FILE_NOT_FOUND => Ok(()),
            code => checked(code),
        }
    }

    /// Tells the programs that run that variables have changed; those that start others (Explorer, a terminal)
    /// read them again. One that does not answer is waited for 5 seconds at most.
    pub fn announce_environment() {
        let what = wide("Environment");
        // SAFETY: the text ends in NUL and outlives the call, which waits for the answers; no result is asked for.
        unsafe {
            SendMessageTimeoutW(
                HWND_BROADCAST,
                WM_SETTINGCHANGE,
                0,
                what.as_ptr() as LPARAM,
                SMTO_ABORTIFHUNG,
                5000,
                std::ptr::null_mut(),
            )
        };
    }

    /// An open key, closed when dropped.
    struct Open(HKEY);

    impl Open {
        fn existing(key: Key<'_>, access: u32) -> io::Result<Option<Self>> {
            let mut open = std::ptr::null_mut();
            // SAFETY: the hive is a constant, the path ends in NUL, and the result is writable.
            match unsafe { RegOpenKeyExW(hive(key.hive), wide(key.path).as_ptr(), 0, access, &raw mut open) }
            {
                ERROR_FILE_NOT_FOUND => Ok(None),
                code => checked(code).map(|()| Some(Self(open))),
            }
        }

        fn made(key: Key<'_>) -> io::Result<Self> {
            let mut open = std::ptr::null_mut();
            // SAFETY: the hive is a constant, the path ends in NUL, the result is writable, the rest may be null.
            let code = unsafe {
                RegCreateKeyExW(
                    hive(key.hive),
                    wide(key.path).as_ptr(),
                    0,
                    std::ptr::null(),
                    REG_OPTION_NON_VOLATILE,
                    KEY_SET_VALUE,
                    std::ptr::null(),
                    &raw mut open,
                    std::ptr::null_mut(),
                )
            };
            checked(code).map(|()| Self(open))
        }
    }

    impl Drop for Open {
        fn drop(&mut self) {
            // SAFETY: the key was opened by this value, and is closed once.
            unsafe { RegCloseKey(self.0) };
        }
    }

    fn hive(hive: Hive) -> HKEY {
        match hive {
            Hive::User => HKEY_CURRENT_USER,
            Hive::Machine => HKEY_LOCAL_MACHINE,
        }
    }

    fn wide(text: &str) -> Vec<u16> {
        text.encode_utf16().chain([0]).collect()
    }

    fn checked(code: WIN32_ERROR) -> io::Result<()> {
        if code == ERROR_SUCCESS { Ok(()) } else { Err(error(code)) }
    }

    #[expect(clippy::cast_possible_wrap, reason = "the number of a system error, which std keeps signed")]
    fn error(code: WIN32_ERROR) -> io::Error {
        io::Error::from_raw_os_error(code as i32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_as_windows_reads_it() {
        let value = |kind, bytes: &[u8]| Value { kind, bytes: bytes.to_vec() }.as_text();
        assert_eq!(Value::text(TEXT, "C:\\目录").as_text().as_deref(), Some("C:\\目录"));
        assert_eq!(value(EXPANDABLE, b"a\0;\0\0\0\0\0").as_deref(), Some("a;"));
        assert_eq!(value(TEXT, b"").as_deref(), Some(""));
        assert_eq!(value(TEXT, b"a\0").as_deref(), Some("a"), "the NUL at the end may be missing");
        assert_eq!(value(TEXT, b"a\0b"), None, "half a letter");
        assert_eq!(value(TEXT, b"a\0\0\0b\0"), None, "a NUL in between");
        assert_eq!(value(TEXT, b"\x00\xd8"), None, "half a pair");
        assert_eq!(value(7, b"a\0\0\0\0\0"), None, "a list");
        assert_eq!(Value { kind: NUMBER, bytes: vec![1, 0, 0, 0] }.as_number(), Some(1));
        assert_eq!(Value { kind: NUMBER, bytes: vec![1] }.as_number(), None);
    }

    #[test]
    fn what_was_written_is_read_until_it_is_removed() {
        let path = format!(r"Software\gv-tests\registry-{}", std::process::id());
        let key = Key { hive: Hive::User, path: &path };
        assert_eq!(read(key, "PATH").unwrap(), None);
        let written = write(key, "PATH", &Value::text(EXPANDABLE, "%A%;b"));
        assert_eq!(written.is_ok(), IS_HERE);
        if !IS_HERE {
            return;
        }
        let long = Value::text(TEXT, &"x".repeat(9000));
        write(key, "long", &long).unwrap();
        assert_eq!(read(key, "path").unwrap(), Some(Value::text(EXPANDABLE, "%A%;b")));
        assert_eq!(read(key, "long").unwrap(), Some(long));
        remove(key, "PATH").unwrap();
        remove(key, "PATH").unwrap();
        assert_eq!(read(key, "PATH").unwrap(), None);
        remove_key(key).unwrap();
        assert_eq!(read(key, "long").unwrap(), None);
    }
}
