//! The answer where no rule has one: the last line that speaks of a failure, and the area that its words belong to.

use super::Area;
use crate::fault::Layer as Net;

/// The words of areas, looked for in small letters; the first that is found counts.
const WORDS: [(&str, Area); 40] = [
    ("proxyconnect", Area::Network(Net::Proxy)),
    ("proxy authentication", Area::Network(Net::Proxy)),
    ("goproxy", Area::Network(Net::Settings)),
    ("gosumdb", Area::Network(Net::Settings)),
    ("goflags", Area::Network(Net::Settings)),
    ("sum.golang.org", Area::Network(Net::Sumdb)),
    ("checksum", Area::Network(Net::Sumdb)),
    ("go.sum", Area::Network(Net::Sumdb)),
    ("verifying ", Area::Network(Net::Sumdb)),
    ("toolchain", Area::Toolchain),
    ("goroot", Area::Toolchain),
    ("x509", Area::Network(Net::Tls)),
    ("tls", Area::Network(Net::Tls)),
    ("ssl", Area::Network(Net::Tls)),
    ("certificate", Area::Network(Net::Tls)),
    ("lookup ", Area::Network(Net::Dns)),
    ("resolve host", Area::Network(Net::Dns)),
    ("name resolution", Area::Network(Net::Dns)),
    ("git ", Area::Vcs),
    ("fatal: ", Area::Vcs),
    ("ssh", Area::Vcs),
    ("svn", Area::Vcs),
    ("hg ", Area::Vcs),
    ("dial ", Area::Network(Net::Tcp)),
    ("connection", Area::Network(Net::Tcp)),
    ("timeout", Area::Network(Net::Tcp)),
    ("timed out", Area::Network(Net::Tcp)),
    ("http", Area::Network(Net::Http)),
    ("/@v/", Area::Network(Net::Protocol)),
    ("go.mod", Area::Project),
    ("go.work", Area::Project),
    ("module", Area::Project),
    ("package", Area::Project),
    ("collect2", Area::Build),
    ("ld: ", Area::Build),
    ("cgo", Area::Build),
    ("linker", Area::Build),
    ("link:", Area::Build),
    ("permission denied", Area::Machine),
    ("no space", Area::Machine),
];

/// How lines begin that say what `go` does, not what failed.
const HARMLESS: [&str; 27] = [
    "to switch ",
    "cleaning ",
    "downloading ",
    "finding ",
    "extracting ",
    "added ",
    "upgraded ",
    "downgraded ",
    "removed ",
    "found ",
    "creating new ",
    "to add ",
    "updating ",
    "copying ",
    "warning: ",
    "no module dependencies",
    "trying ",
    "switching to ",
    "gathering ",
    "selecting ",
    "inconsistent vendoring warn",
    "finished ",
    "adding ",
    "using ",
    "note: ",
    "disabling cache ",
    "-d flag is deprecated",
];

/// How lines begin that speak of a failure.
const BEGINNINGS: [&str; 18] = [
    "fatal: ",
    "fatal : ",
    "致命错误：",
    "Schwerwiegend: ",
    "error: ",
    "go get ",
    "go build ",
    "go install ",
    "can't load ",
    "cannot ",
    "exit status ",
    "panic: ",
    "FAIL",
    "go mod ",
    "build ",
    "signal: ",
    "fork/exec ",
    "cmd/go: ",
];

/// The last line that speaks of a failure, as it was read.
#[derive(Debug, Default)]
pub(super) struct Fallback {
    last: Line,
    failed: Line,
}

#[derive(Debug, Default)]
struct Line {
    number: usize,
    text: String,
}

impl Line {
    /// Takes the place of the one before, in its memory.
    fn set(&mut self, number: usize, text: &str) {
        self.number = number;
        self.text.clear();
        self.text.push_str(text);
    }

    fn get(&self) -> Option<(usize, &str)> {
        (self.number > 0).then_some((self.number, self.text.as_str()))
    }
}

impl Fallback {
    /// Takes note of a line.
    pub fn see(&mut self, number: usize, line: &str) {
        if speaks_of_failure(line) {
            self.failed.set(number, line);
        } else if self.failed.number == 0 && !USAGE.iter().any(|beginning| line.starts_with(beginning)) {
            self.last.set(number, line);
        }
    }

    /// The line that speaks of a failure.
    pub fn failure(&self) -> Option<(usize, &str)> {
        self.failed.get()
    }

    /// The same, or the last line of all: for what is known to have failed.
    pub fn any(&self) -> Option<(usize, &str)> {
        self.failed.get().or(self.last.get())
    }
}

/// The area that a line's words belong to.
pub(super) fn area(line: &str) -> Area {
    let small = line.to_lowercase();
    WORDS.iter().find(|(word, _)| small.contains(word)).map_or(Area::Unknown, |(_, area)| *area)
}

fn speaks_of_failure(line: &str) -> bool {
    let line = super::line::body(line).trim_start();
    if USAGE.iter().any(|beginning| line.starts_with(beginning)) {
        return false;
    }
    if let Some(told) = line.strip_prefix("go: ").or_else(|| line.strip_prefix("go get: ")) {
        return !HARMLESS.iter().any(|word| told.starts_with(word)) && !is_news(told);
    }
    // `go get example.com/x@latest` alone is advice.
    let advice = line.starts_with("go ") && !line.contains(": ");
    let begins = !advice && BEGINNINGS.iter().any(|beginning| line.starts_with(beginning));
    line.contains(' ') && (begins || SIGNS.iter().any(|sign| line.contains(sign)))
}

/// How lines begin that tell how a command is used.
const USAGE: [&str; 6] = ["Run 'go help", "usage: ", "Usage:", "Usage of ", "For more information", "See '"];

/// What stands somewhere in a line that speaks of a failure.
const SIGNS: [&str; 30] = [
    ": no such file or directory",
    " failed: ",
    "error: ",
    "Error: ",
    "ERROR: ",
    "cannot find ",
    "could not ",
    " not found",
    "did not complete successfully",
    "returned a non-zero code",
    "non-zero exit code",
    " exit code: ",
    "exit code 1",
    "exit status ",
    "] Error ",
    "FAIL\t",
    "failed to ",
    "command not found",
    "is not recognized",
    "cannot execute",
    "Permission denied",
    "No such file or directory",
    "egmentation fault",
    "core dumped",
    ": unknown command",
    "not supported",
    "not allowed",
    "unexpected ",
    "illed ",
    "nable to ",
];

/// `module example.com/x is deprecated: …`, `example.com/x@v1.0.0: retracted by module author: …`
fn is_news(told: &str) -> bool {
    told.contains(" is deprecated: ")
        || told.contains(" retracted by module author")
        || told.contains(" => ")
        || told.contains("; switching to ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_go_does_is_no_failure() {
        for line in [
            "go: downloading golang.org/x/text v0.3.0",
            "go: added golang.org/x/text v0.3.0",
            "go: warning: \"all\" matched no packages",
            "go: module github.com/golang/protobuf is deprecated: Use x",
            "hello",
            "",
            "FAILURES",
        ] {
            assert!(!speaks_of_failure(line), "{line}");
        }
        for line in
            ["go: something odd", "\tfatal: odd", "exit status 1", "FAIL\tx [build failed]", "go get x: odd"]
        {
            assert!(speaks_of_failure(line), "{line}");
        }
    }

    #[test]
    fn words_name_an_area() {
        assert_eq!(area("fatal: strange"), Area::Vcs);
        assert_eq!(area("tls: strange"), Area::Network(Net::Tls));
        assert_eq!(area("strange"), Area::Unknown);
    }
}
