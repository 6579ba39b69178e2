//! What is seen of a download: lines in a log, one moving line on a terminal, and what an interrupt says.

use crate::faults::stage::{Stage, VERSION};
use crate::support::archive::toolchain;
use crate::support::reply::Reply;
use crate::support::server::Server;
use std::time::Duration;

/// A release of 4 MB from an origin that sends so much at once and then rests.
fn slow(bytes: usize, rest: Duration) -> (Stage, Server) {
    let mut stage = Stage::of(toolchain(VERSION).heavier(4_000_000));
    let server = stage.origin([stage.good().slowly(bytes, rest)]);
    stage.sandbox.set("GV_ORIGIN", server.url("/dl"));
    (stage, server)
}

fn host(server: &Server) -> String {
    server.url("").trim_start_matches("http://").to_owned()
}

#[test]
fn a_log_is_told_at_the_start_what_comes_from_where() {
    let (stage, server) = slow(1 << 20, Duration::from_millis(1));
    for variables in [[("TERM", "xterm")], [("TERM", "dumb")], [("CI", "true")]] {
        let place =
            variables.iter().fold(stage.sandbox.at(""), |place, (name, value)| place.with(name, value));
        let run = place.gv(["install", VERSION]).succeeds();
        let begins = format!("go{VERSION}: downloading 4.2 MB from {}", host(&server));
        let lines: Vec<_> = run.stderr.lines().filter(|line| line.contains("downloading")).collect();
        assert_eq!(lines, [format!("  {begins}")], "{run}");
        assert!(!run.stderr.contains('\u{1b}') && !run.stderr.contains('\r'), "{run}");
        stage.sandbox.gv(["uninstall", VERSION]).succeeds();
    }
    stage.sandbox.with("GV_LANG", "zh").gv(["install", VERSION]).says("下载，共 4.2 MB");
}

#[test]
fn a_log_is_told_now_and_then_how_far_it_is() {
    let (stage, _server) = slow(256 << 10, Duration::from_millis(600));
    let run = stage.sandbox.gv(["install", VERSION]).succeeds();
    let lines: Vec<_> = run.stderr.lines().filter(|line| line.contains("/4.2 MB, ")).collect();
    assert!((1..=4).contains(&lines.len()) && lines[0].trim().starts_with("go1.22.3: "), "{run}");
    assert!(lines.iter().all(|line| line.ends_with("/s")), "{run}");
}

#[test]
fn a_quiet_log_stays_quiet() {
    let (stage, _server) = slow(1 << 20, Duration::from_millis(1));
    let run = stage.sandbox.gv(["--quiet", "install", VERSION]).succeeds();
    assert_eq!(run.stderr, "");
}

#[test]
fn who_is_waited_for_is_named_after_half_a_second() {
    let mut stage = Stage::new();
    let index = Reply::bytes(stage.index().to_owned());
    let late = Duration::from_millis(1200);
    let server =
        Server::start().serve("/dl/", index.after(late)).serve(&stage.path(), stage.good().after(late));
    stage.sandbox.set("GV_ORIGIN", server.url("/dl"));
    let run = stage.sandbox.gv(["install", "1.22"]).succeeds();
    let asking = format!("waiting for {} …", host(&server));
    assert_eq!(run.stderr.matches(&asking).count(), 2, "the index and the archive: {run}");
    assert!(run.stderr.find(&asking) < run.stderr.find("downloading"), "{run}");
}

#[test]
#[cfg(unix)]
fn an_interrupt_says_what_is_kept_and_the_next_run_continues_there() {
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;
    use std::io::{BufRead, BufReader};
    use std::os::unix::process::ExitStatusExt;
    use std::process::Stdio;

    let mut stage = Stage::of(toolchain(VERSION).heavier(4_000_000));
    let server = stage.origin([stage.good().stalls_at(2_000_000), stage.good()]);
    stage.sandbox.set("GV_ORIGIN", server.url("/dl"));
    let mut command = stage.sandbox.at("").gv_command();
    command.args(["install", VERSION]).stderr(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("downloading")));
    std::thread::sleep(Duration::from_millis(500));
    kill(Pid::from_raw(child.id().try_into().unwrap()), Signal::SIGINT).unwrap();
    let last = lines.last().unwrap().unwrap();
    assert!(last.contains("interrupted at 2.0 MB; the next run continues there"), "{last}");
    assert_eq!(child.wait().unwrap().signal(), Some(2), "it ends as an interrupted program does");
    let run = stage.sandbox.gv(["install", VERSION]).succeeds();
    run.says(&format!("from {}, continuing at 2.0 MB", host(&server)));
}

/// What a program writes to a terminal of so many columns.
#[cfg(target_os = "linux")]
fn on_terminal(stage: &Stage, columns: u16, args: &[&str]) -> Option<String> {
    const SCRIPT: &str = "
import fcntl, os, pty, struct, sys, termios
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[2], sys.argv[2:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 24, int(sys.argv[1]), 0, 0))
while True:
    try:
        read = os.read(terminal, 65536)
    except OSError:
        break
    if not read:
        break
    sys.stdout.buffer.write(read)
    sys.stdout.buffer.flush()
os.waitpid(pid, 0)
";
    let has_python = ["/usr/bin/python3", "/bin/python3", "/usr/local/bin/python3"];
    let Some(python) = has_python.into_iter().find(|path| std::path::Path::new(path).is_file()) else {
        crate::support::skipped("no python3 to make a terminal with");
        return None;
    };
    let columns = columns.to_string();
    let arguments = [&["-c", SCRIPT, &columns, env!("CARGO_BIN_EXE_gv")], args].concat();
    let place = stage.sandbox.with("TERM", "xterm").with("LC_ALL", "C.UTF-8");
    Some(place.run(python, arguments).stdout)
}

/// The states of the moving line, without the escapes that move it.
#[cfg(target_os = "linux")]
fn states(seen: &str) -> Vec<String> {
    let mut states = vec![String::new()];
    let mut letters = seen.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' | '\n' => states.push(String::new()),
            '\u{1b}' => drop(letters.by_ref().skip(1).find(char::is_ascii_alphabetic)),
            letter => states.last_mut().unwrap().push(letter),
        }
    }
    states
}

#[test]
#[cfg(target_os = "linux")]
fn a_stall_is_seen_on_a_terminal_and_the_line_fits_it() {
    for columns in [40, 80] {
        let mut stage = Stage::of(toolchain(VERSION).heavier(4_000_000));
        let broken = stage.good().slowly(256 << 10, Duration::from_millis(100)).stalls_at(2_000_000);
        let server = stage.origin([broken, stage.good()]);
        stage.sandbox.set("GV_ORIGIN", server.url("/dl")).set("GV_STALL_SECONDS", "5");
        let Some(seen) = on_terminal(&stage, columns, &["install", VERSION]) else { return };
        let states = states(&seen);
        let bars: Vec<_> = states.iter().filter(|state| state.contains("/4.2 MB")).collect();
        assert!(bars.iter().any(|bar| bar.contains("go1.22.3") && bar.contains("MB/s")), "{seen:?}");
        assert!(bars.iter().any(|bar| bar.contains("no data for ")), "{seen:?}");
        let width = |bar: &&&String| bar.trim_end().chars().count() > usize::from(columns);
        assert_eq!(bars.iter().find(width), None);
        assert!(states.iter().any(|state| state.contains("go1.22.3 installed")), "{seen:?}");
    }
}
