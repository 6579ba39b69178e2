//! What signals do to a program that a test starts: what they do by default, whatever the tests themselves inherited.
//! A shell starts what runs in its background with SIGINT ignored, `nohup` does so with SIGHUP.

use std::process::Command;

/// Has the program start with the default action for every signal.
#[cfg(unix)]
#[expect(unsafe_code, reason = "what runs between fork and exec has no safe interface")]
pub fn default_in(command: &mut Command) {
    use nix::sys::signal::{SigHandler, Signal, signal};
    use std::os::unix::process::CommandExt;
    let reset = || {
        for each in Signal::iterator() {
            // SAFETY: the default action is no function of this program.
            // SIGKILL and SIGSTOP have no other action, and refuse.
            let _ = unsafe { signal(each, SigHandler::SigDfl) };
        }
        Ok(())
    };
    // SAFETY: between fork and exec it does nothing but `sigaction`, which is safe there.
    unsafe { command.pre_exec(reset) };
}

/// Windows has no such signals to inherit.
#[cfg(windows)]
pub fn default_in(_: &mut Command) {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use crate::support::Sandbox;
    use std::process::Command;

    /// The bits of signals 1 to 31.
    const STANDARD: u64 = (1 << 31) - 1;

    #[test]
    fn what_is_started_ignores_no_signal() {
        let run = Sandbox::new().at("").run("grep", ["^SigIgn:", "/proc/self/status"]).succeeds();
        let ignored = run.stdout.split_whitespace().last().unwrap();
        // Those above are the C library's own.
        let ignored = u64::from_str_radix(ignored, 16).unwrap() & STANDARD;
        assert_eq!(ignored, 0, "{ignored:x}");
    }

    #[test]
    fn what_is_started_ignores_no_signal_where_the_tests_do() {
        let inner = std::thread::current().name().unwrap().replace("_where_the_tests_do", "");
        let script = "trap '' HUP INT QUIT TERM XFSZ; exec \"$0\" --exact \"$1\"";
        let mut tests = Command::new("/bin/sh");
        tests.args(["-c", script]).arg(std::env::current_exe().unwrap()).arg(inner);
        let output = tests.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
    }
}
