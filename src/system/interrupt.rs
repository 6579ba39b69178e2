//! The moment a user interrupts a run: something is said, then the run ends as it would have ended without that.

#[cfg(unix)]
use signal_hook::{consts::SIGINT, iterator::Signals, low_level};

/// Has `say` called when the user interrupts this run, before the interrupt takes its usual effect. `false` where
/// interrupts are ignored by this run, or cannot be watched: then they stay as they are.
#[cfg(unix)]
pub fn watch(say: impl Fn() + Send + 'static) -> bool {
    if is_ignored() {
        return false;
    }
    let Ok(mut signals) = Signals::new([SIGINT]) else { return false };
    let wait = move || {
        for signal in signals.forever() {
            say();
            // Where even that fails, the next interrupt tries again.
            let _ = low_level::emulate_default_handler(signal);
        }
    };
    std::thread::Builder::new().name("interrupts".to_owned()).spawn(wait).is_ok()
}

/// Has `say` called when the user interrupts this run with Ctrl-C, before it ends as the console would end it. `false`
/// where interrupts cannot be watched.
#[cfg(windows)]
#[expect(unsafe_code, reason = "a handler of signals must not break in on what it uses")]
pub fn watch(say: impl Fn() + Send + 'static) -> bool {
    let say = std::sync::Mutex::new(say);
    let act = move || {
        if let Ok(say) = say.lock() {
            say();
        }
        end();
    };
    // SAFETY: Windows calls it on a thread of its own, which breaks in on nothing.
    unsafe { signal_hook::low_level::register(signal_hook::consts::SIGINT, act) }.is_ok()
}

/// Ends this process as Ctrl-C does where nothing watches for it (`STATUS_CONTROL_C_EXIT`).
#[cfg(windows)]
#[expect(clippy::exit, reason = "the code has 32 bits: no other way out of a program keeps them")]
fn end() {
    std::process::exit(0xC000_013A_u32.cast_signed())
}

/// Whether this run was started with interrupts ignored, as `nohup` and a shell's `&` do. A handler would undo that.
#[cfg(target_os = "linux")]
fn is_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    // Where it is not known, nothing is changed.
    mask.is_none_or(|mask| mask & (1 << (SIGINT - 1)) != 0)
}

/// Elsewhere the system does not tell: a run at a terminal takes interrupts.
#[cfg(all(unix, not(target_os = "linux")))]
fn is_ignored() -> bool {
    use std::io::IsTerminal;
    !std::io::stderr().is_terminal()
}
