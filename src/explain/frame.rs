//! Where a command ran, as far as its output shows it: advice for this machine does not hold in the build of an image.

/// What stands around the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frame {
    /// The build of an image, or a container.
    pub container: bool,
    /// Windows.
    pub windows: bool,
}

/// What builders and runtimes of containers write.
const CONTAINER: [&str; 16] = [
    "/bin/sh -c",
    "[builder ",
    "[build-env ",
    "] RUN ",
    "RUN go ",
    "returned a non-zero code",
    "did not complete successfully: exit code",
    "failed to solve",
    "executor failed running",
    "standard_init_linux.go",
    "exec user process",
    "OCI runtime",
    "Dockerfile:",
    "Removing intermediate container",
    "docker: Error",
    "buildkit",
];

/// What only Windows writes.
const WINDOWS: [&str; 7] = [
    "connectex: ",
    "wsarecv: ",
    "wsasend: ",
    "getaddrinfow: ",
    ".exe: ",
    "%SystemRoot%",
    "Access is denied.",
];

impl Frame {
    /// Takes note of a line as it was printed.
    pub(super) fn see(&mut self, line: &str) {
        self.container |= is_build_step(line) || CONTAINER.iter().any(|mark| line.contains(mark));
        self.windows |= has_drive(line) || WINDOWS.iter().any(|mark| line.contains(mark));
    }
}

/// `#12 3.456 …` and `Step 7/43 : …`
fn is_build_step(line: &str) -> bool {
    let numbers =
        |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b"./".contains(&b));
    if let Some(step) = line.strip_prefix("Step ") {
        return step.split(' ').next().is_some_and(|step| step.contains('/') && numbers(step));
    }
    let Some(step) = line.strip_prefix('#') else { return false };
    let mut words = step.split(' ');
    words.next().is_some_and(numbers)
        && words.next().is_some_and(|seconds| seconds.contains('.') && numbers(seconds))
}

/// `C:\`
fn has_drive(line: &str) -> bool {
    let bytes = line.as_bytes();
    let begins_word = |at: usize| at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
    bytes.windows(3).enumerate().any(|(at, three)| {
        three[0].is_ascii_uppercase() && three[1] == b':' && three[2] == b'\\' && begins_word(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(line: &str) -> Frame {
        let mut frame = Frame::default();
        frame.see(line);
        frame
    }

    #[test]
    fn the_surroundings_of_an_output_are_seen() {
        for line in
            ["#12 0.345 go: x", "Step 7/43 : RUN go mod download", " > [builder 5/6] RUN go mod download:"]
        {
            assert!(frame(line).container, "{line}");
        }
        for line in ["go: open C:\\go\\x: y", "dial tcp 1.2.3.4:443: connectex: y"] {
            assert!(frame(line).windows, "{line}");
        }
        for line in ["go: x", "# example.com/x", "#1 x", "Step by step", "https://h/x", "a:\\n"] {
            assert_eq!(frame(line), Frame::default(), "{line}");
        }
    }
}
