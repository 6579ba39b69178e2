//! The process that started this one.

/// Whether this is Windows, where no shell is the usual one.
pub const IS_WINDOWS: bool = cfg!(windows);

/// The name of the parent's program, `-bash` for a login shell; `None` where the system does not tell it cheaply.
#[cfg(unix)]
pub fn name() -> Option<String> {
    let comm = format!("/proc/{}/comm", std::os::unix::process::parent_id());
    let name = std::fs::read_to_string(comm).ok()?;
    Some(name.trim_end().to_owned())
}

/// Never known: it would take a snapshot of all processes.
#[cfg(windows)]
pub fn name() -> Option<String> {
    None
}
