//! Programs that a test writes and then runs.
//!
//! On Unix another process writes them: a test process is many threads that start programs all the time, and a child
//! born while one of them holds such a file open for writing keeps it open for a moment, in which the system refuses
//! to run it ("Text file busy").

use std::fs;
use std::path::Path;

/// Writes a program, with the folders above it.
#[cfg(unix)]
pub fn write(path: &Path, content: &[u8]) {
    use std::io::Write;
    use std::process::{Command, Stdio};
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut writer = Command::new("/bin/sh");
    writer
        .args(["-c", "rm -f \"$1\" && cat >\"$1\" && chmod 755 \"$1\"", "sh"])
        .arg(path)
        .stdin(Stdio::piped());
    let mut writer = writer.spawn().unwrap();
    writer.stdin.take().unwrap().write_all(content).unwrap();
    assert!(writer.wait().unwrap().success(), "{}", path.display());
}

/// Writes a program, with the folders above it.
#[cfg(windows)]
pub fn write(path: &Path, content: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// Copies a program.
pub fn copy(from: impl AsRef<Path>, to: &Path) {
    write(to, &fs::read(from).unwrap());
}
