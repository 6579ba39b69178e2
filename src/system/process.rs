//! Starting a program in the place of this one.

use std::io;
use std::process::Command;

/// Replaces this process. It comes back only with an error: what runs from here on is the program itself, with this
/// process's number, terminal and signals.
#[cfg(unix)]
pub fn replace(command: &mut Command) -> io::Result<i32> {
    use std::os::unix::process::CommandExt;
    Err(command.exec())
}

/// Runs the program as a child and ends with its exit code, as if this process had become it. Windows cannot replace a
/// process: Ctrl-C is left to the child, and the child dies with this process.
#[cfg(windows)]
#[expect(
    clippy::exit,
    reason = "an exit code of Windows has 32 bits: no other way out of a program keeps them"
)]
pub fn replace(command: &mut Command) -> io::Result<i32> {
    windows::ignore_interrupts();
    let job = windows::Job::new();
    let mut child = command.spawn()?;
    if let Some(job) = &job {
        job.take(&child);
    }
    std::process::exit(child.wait()?.code().unwrap_or(1))
}

/// The code of a program that has ended; as a shell tells it, when a signal ended it.
#[cfg(unix)]
pub fn code(status: std::process::ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt;
    status.code().or(status.signal().map(|signal| 128 + signal)).unwrap_or(1)
}

/// The code of a program that has ended.
#[cfg(windows)]
pub fn code(status: std::process::ExitStatus) -> i32 {
    status.code().unwrap_or(1)
}

/// Sets variables of this process, for what it starts. Only Windows needs it.
#[cfg(unix)]
pub fn set_variables(_: &[(&'static str, String)]) {}

/// Sets variables of this process, for what it starts.
#[cfg(windows)]
#[expect(unsafe_code, reason = "it is unsafe on other systems, which do not come here")]
pub fn set_variables(variables: &[(&'static str, String)]) {
    for (name, value) in variables {
        // SAFETY: on Windows the system itself keeps readers and writers of the environment apart.
        unsafe { std::env::set_var(name, value) };
    }
}

#[cfg(windows)]
#[expect(unsafe_code, reason = "consoles and job objects have no safe interface")]
mod windows {
    use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
    use std::process::Child;
    use windows_sys::Win32::System::Console::SetConsoleCtrlHandler;
    use windows_sys::Win32::System::JobObjects::{
        AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE,
        JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK, JOBOBJECT_EXTENDED_LIMIT_INFORMATION,
        JobObjectExtendedLimitInformation, SetInformationJobObject,
    };

    /// Every process of the console gets Ctrl-C; only the child's answer counts.
    pub fn ignore_interrupts() {
        unsafe extern "system" fn handled(_: u32) -> windows_sys::core::BOOL {
            1
        }
        // SAFETY: the handler is a function without state that lives as long as the program.
        unsafe { SetConsoleCtrlHandler(Some(handled), 1) };
    }

    /// A job whose processes end when this process does. What they start themselves stays outside of it.
    pub struct Job(OwnedHandle);

    impl Job {
        /// `None` where the system has no job to give; the child then runs without one.
        pub fn new() -> Option<Self> {
            // SAFETY: both pointers may be null: no security attributes, no name.
            let handle = unsafe { CreateJobObjectW(std::ptr::null(), std::ptr::null()) };
            if handle.is_null() {
                return None;
            }
            // SAFETY: the handle was just made, is not null, and is owned by nobody else.
            let job = Self(unsafe { OwnedHandle::from_raw_handle(handle) });
            job.end_with_this_process().then_some(job)
        }

        fn end_with_this_process(&self) -> bool {
            let mut limits = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
            limits.BasicLimitInformation.LimitFlags =
                JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK;
            let size = size_of::<JOBOBJECT_EXTENDED_LIMIT_INFORMATION>();
            // SAFETY: the pointer and the size are those of the structure this class of information takes.
            let set = unsafe {
                SetInformationJobObject(
                    self.0.as_raw_handle(),
                    JobObjectExtendedLimitInformation,
                    (&raw const limits).cast(),
                    u32::try_from(size).unwrap_or_default(),
                )
            };
            set != 0
        }

        /// Puts a child into the job; one that cannot be put there (or has ended) runs without.
        pub fn take(&self, child: &Child) {
            // SAFETY: both handles are open: one is owned by `self`, the other by `child`.
            unsafe { AssignProcessToJobObject(self.0.as_raw_handle(), child.as_raw_handle()) };
        }
    }
}
