//! Starting a program in the place of this one.

use std::io;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Replaces this process by the program of a command, with its arguments and its changes of the environment; nothing
/// else of the command counts, and `env_clear` is not seen. It comes back only with an error: what runs from here on is
/// the program itself, with this process's number, terminal and signals.
///
/// `Command::exec` would search PATH, and hands a file that the kernel refuses to `/bin/sh`: an empty one succeeds there.
#[cfg(unix)]
pub fn replace(command: &mut Command) -> io::Result<i32> {
    Err(unix::execute(command))
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

/// What a program prints on its standard output, if it ends well in time; one that does not is ended. Its output is to be
/// short: it is read when it is over.
pub fn output_within(command: &mut Command, patience: Duration) -> Option<Vec<u8>> {
    use std::io::Read;
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let begun = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if begun.elapsed() < patience => std::thread::sleep(Duration::from_millis(2)),
            Ok(None) | Err(_) => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
    };
    let mut output = Vec::new();
    child.stdout.take()?.take(4096).read_to_end(&mut output).ok()?;
    status.success().then_some(output)
}

/// Starts a program that goes on when this process, its terminal and its session have ended. It has no terminal, no input and
/// no output. It has to call [`leave_session`].
#[cfg(unix)]
pub fn detached(command: &mut Command) -> io::Result<std::process::Child> {
    use std::os::unix::process::CommandExt;
    quiet(command).process_group(0).current_dir("/").spawn()
}

/// Starts a program that goes on when this process and its console have ended. It has no console, no input and no output.
#[cfg(windows)]
pub fn detached(command: &mut Command) -> io::Result<std::process::Child> {
    use std::os::windows::process::CommandExt;
    use windows_sys::Win32::System::Threading::{
        CREATE_BREAKAWAY_FROM_JOB, CREATE_NEW_PROCESS_GROUP, DETACHED_PROCESS,
    };
    let flags = DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP;
    let command = quiet(command);
    // A job that allows no way out keeps it.
    command
        .creation_flags(flags | CREATE_BREAKAWAY_FROM_JOB)
        .spawn()
        .or_else(|_| command.creation_flags(flags).spawn())
}

fn quiet(command: &mut Command) -> &mut Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())
}

/// Makes this process the first of a session of its own, so that no terminal ends it.
#[cfg(unix)]
pub fn leave_session() {
    // It fails where it is one already.
    let _ = rustix::process::setsid();
}

/// There are no sessions on Windows that a process could leave.
#[cfg(windows)]
pub fn leave_session() {}

/// Lets this process hold as many open files as the system allows, up to some thousands.
#[cfg(unix)]
pub fn allow_many_open() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    const MANY: u64 = 8192;
    let limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.map_or(MANY, |most| most.min(MANY));
    if limit.current.is_some_and(|current| current < wanted) {
        // It works with fewer too.
        let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum: limit.maximum });
    }
}

/// Windows has no such limit.
#[cfg(windows)]
pub fn allow_many_open() {}

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

/// Whether a process of this number runs; one of another user counts. A number that the system cannot have does not.
#[cfg(unix)]
pub fn is_running(number: u32) -> bool {
    use rustix::process::{Pid, test_kill_process};
    let process = i32::try_from(number).ok().and_then(Pid::from_raw);
    process.is_some_and(|process| test_kill_process(process) != Err(rustix::io::Errno::SRCH))
}

/// Whether a process of this number runs; one that this user may not look at counts.
#[cfg(windows)]
pub fn is_running(number: u32) -> bool {
    windows::is_running(number)
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

#[cfg(unix)]
#[expect(unsafe_code, reason = "the standard library has no execve, which neither searches nor interprets")]
mod unix {
    use std::collections::BTreeMap;
    use std::ffi::{CString, OsStr, OsString};
    use std::os::unix::ffi::{OsStrExt, OsStringExt};
    use std::process::Command;
    use std::{env, io, ptr};

    /// `execve`. It comes back only with an error.
    pub fn execute(command: &Command) -> io::Error {
        let program = CString::new(command.get_program().as_bytes());
        let words = [command.get_program()].into_iter().chain(command.get_args());
        let args: Result<Vec<_>, _> = words.map(|word| CString::new(word.as_bytes())).collect();
        let (Ok(program), Ok(args), Ok(vars)) = (program, args, environment(command)) else {
            return io::ErrorKind::InvalidInput.into();
        };
        let pointers = |texts: &[CString]| -> Vec<_> {
            texts.iter().map(|text| text.as_ptr()).chain([ptr::null()]).collect()
        };
        let (arg_pointers, var_pointers) = (pointers(&args), pointers(&vars));
        // SAFETY: a disposition without a function. Rust's runtime ignores the signal; the program has not asked for that.
        let before = unsafe { libc::signal(libc::SIGPIPE, libc::SIG_DFL) };
        // SAFETY: all are texts that end in NUL, or lists of them that end in a null pointer, and live until it returns.
        unsafe { libc::execve(program.as_ptr(), arg_pointers.as_ptr(), var_pointers.as_ptr()) };
        let error = io::Error::last_os_error();
        // SAFETY: the disposition that there was.
        unsafe { libc::signal(libc::SIGPIPE, before) };
        error
    }

    /// The environment of this process with the changes of a command.
    fn environment(command: &Command) -> Result<Vec<CString>, std::ffi::NulError> {
        let changes: BTreeMap<&OsStr, _> = command.get_envs().collect();
        let kept = env::vars_os().filter(|(name, _)| !changes.contains_key(name.as_os_str()));
        let set = changes.iter().filter_map(|(name, value)| Some(((*name).to_owned(), (*value)?.to_owned())));
        kept.chain(set).map(|(name, value)| CString::new(joined(name, &value))).collect()
    }

    fn joined(name: OsString, value: &OsStr) -> Vec<u8> {
        let mut text = name.into_vec();
        text.push(b'=');
        text.extend(value.as_bytes());
        text
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
    use windows_sys::Win32::System::Threading::{OpenProcess, PROCESS_QUERY_LIMITED_INFORMATION};

    /// Whether there is a process to open.
    pub fn is_running(number: u32) -> bool {
        // SAFETY: a number and a right; nothing is passed on.
        let handle = unsafe { OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, 0, number) };
        if handle.is_null() {
            return std::io::Error::last_os_error().kind() == std::io::ErrorKind::PermissionDenied;
        }
        // SAFETY: the handle was just made, is not null, and is owned by nobody else.
        drop(unsafe { OwnedHandle::from_raw_handle(handle) });
        true
    }

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

/// The name of the parent's program, `-bash` for a login shell; `None` where the system does not tell it cheaply.
#[cfg(unix)]
pub fn parent_name() -> Option<String> {
    let comm = format!("/proc/{}/comm", std::os::unix::process::parent_id());
    let name = std::fs::read_to_string(comm).ok()?;
    Some(name.trim_end().to_owned())
}

/// Never known: it would take a snapshot of all processes.
#[cfg(windows)]
pub fn parent_name() -> Option<String> {
    None
}
