//! What this machine is, in Go's names. A program that runs translated (Rosetta, Windows on ARM) sees through it.

use std::env::consts;

/// GOOS and GOARCH of the machine; an unknown one keeps Rust's name, for which there are no archives.
pub fn native() -> (&'static str, &'static str) {
    let os = if consts::OS == "macos" { "darwin" } else { consts::OS };
    (os, translated_on().unwrap_or(compiled_for()))
}

/// GOARCH of this program.
fn compiled_for() -> &'static str {
    let little = cfg!(target_endian = "little");
    match consts::ARCH {
        "x86" => "386",
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        "loongarch64" => "loong64",
        "mips" if little => "mipsle",
        "mips64" if little => "mips64le",
        "powerpc64" if little => "ppc64le",
        "powerpc64" => "ppc64",
        other => other,
    }
}

/// GOARCH of the machine, where that is not the one this program was made for.
#[cfg(target_os = "macos")]
#[expect(unsafe_code, reason = "one question to the kernel with a buffer of the documented size")]
fn translated_on() -> Option<&'static str> {
    use std::ffi::{c_char, c_int, c_void};
    unsafe extern "C" {
        fn sysctlbyname(
            name: *const c_char,
            old: *mut c_void,
            old_length: *mut usize,
            new: *mut c_void,
            new_length: usize,
        ) -> c_int;
    }
    let mut translated: c_int = 0;
    let mut length = size_of::<c_int>();
    // SAFETY: the name ends in NUL, `length` is the size of the integer written to, and nothing is set.
    let failed = unsafe {
        sysctlbyname(
            c"sysctl.proc_translated".as_ptr(),
            (&raw mut translated).cast(),
            &raw mut length,
            std::ptr::null_mut(),
            0,
        )
    };
    (failed == 0 && translated == 1).then_some("arm64")
}

/// GOARCH of the machine, where that is not the one this program was made for.
#[cfg(windows)]
#[expect(unsafe_code, reason = "one question to the kernel about this process")]
fn translated_on() -> Option<&'static str> {
    use windows_sys::Win32::System::SystemInformation::{IMAGE_FILE_MACHINE_AMD64, IMAGE_FILE_MACHINE_ARM64};
    use windows_sys::Win32::System::Threading::{GetCurrentProcess, IsWow64Process2};
    let (mut process, mut machine) = (0, 0);
    // SAFETY: the handle of the own process is always valid, and both results are writable.
    let known = unsafe { IsWow64Process2(GetCurrentProcess(), &raw mut process, &raw mut machine) };
    match machine {
        _ if known == 0 => None,
        IMAGE_FILE_MACHINE_AMD64 => Some("amd64"),
        IMAGE_FILE_MACHINE_ARM64 => Some("arm64"),
        _ => None,
    }
}

/// Other systems run programs as they were made.
#[cfg(all(unix, not(target_os = "macos")))]
fn translated_on() -> Option<&'static str> {
    None
}

/// Whether this is Windows, where no shell is the usual one.
pub const IS_WINDOWS: bool = cfg!(windows);

/// Whether this Linux runs inside Windows (WSL), where PATH goes on with the folders of Windows. The variables that
/// `is_set` knows tell it, else the kernel's name does.
#[cfg(unix)]
pub fn is_inside_windows(is_set: impl Fn(&str) -> bool) -> bool {
    let kernel = || std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    is_set("WSL_DISTRO_NAME") || is_set("WSL_INTEROP") || kernel().to_ascii_lowercase().contains("microsoft")
}

/// Windows itself is not inside of it.
#[cfg(windows)]
pub fn is_inside_windows(_: impl Fn(&str) -> bool) -> bool {
    false
}
