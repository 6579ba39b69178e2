//! Ctrl-C and Ctrl-Break, pressed by the fake `go` itself: whoever else has its console gets them as well.

use std::io;
use std::process::ExitCode;

/// Presses 0, Ctrl-C, or 1, Ctrl-Break, says what came of it, and ends with the code that it then reads.
#[cfg(windows)]
pub fn press(event: &str) -> io::Result<ExitCode> {
    use std::time::Duration;
    std::thread::spawn(|| {
        std::thread::sleep(Duration::from_mins(1));
        #[expect(clippy::exit, reason = "nobody is to wait for ever for what does not come")]
        std::process::exit(124);
    });
    windows::press(event.parse().map_err(io::Error::other)?)?;
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(ExitCode::from(line.trim().parse().unwrap_or(125)))
}

#[cfg(unix)]
pub fn press(_: &str) -> io::Result<ExitCode> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(windows)]
#[expect(unsafe_code, reason = "consoles have no safe interface")]
mod windows {
    use std::io::{self, Write};
    use windows_sys::Win32::System::Console::{GenerateConsoleCtrlEvent, SetConsoleCtrlHandler};
    use windows_sys::core::BOOL;

    pub fn press(event: u32) -> io::Result<()> {
        unsafe extern "system" fn heard(event: u32) -> BOOL {
            // Nobody to hear it is the test's to find out.
            let _ = writeln!(io::stdout(), "heard {event}");
            1
        }
        // SAFETY: the handler has no state and lives as long as the program. That Ctrl-C is ignored may have been
        // inherited: without a handler the first call takes that back.
        let pressed = unsafe {
            SetConsoleCtrlHandler(None, 0);
            SetConsoleCtrlHandler(Some(heard), 1) != 0 && GenerateConsoleCtrlEvent(event, 0) != 0
        };
        if pressed { Ok(()) } else { Err(io::Error::last_os_error()) }
    }
}
