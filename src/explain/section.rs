//! Where in an output a line stands: traces and the logs of tests are not what `go` says itself.

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Said by go, git or the linker.
    Told,
    /// Written by a test, traced by `-x`, or quoted from a server: it may name failures that were overcome, or wanted, or
    /// another machine's.
    Quoted,
    /// The verdict on a package's tests that failed: what was written before it is the tests' own.
    Failed,
    /// The verdict on a package's tests that passed.
    Passed,
}

/// The state between lines.
#[derive(Debug, Default)]
pub(super) struct Section {
    in_test: bool,
    after_verdict: bool,
    in_response: bool,
}

impl Section {
    /// What this line is.
    pub fn part(&mut self, line: &str) -> Part {
        let trimmed = line.trim_start();
        self.in_response =
            trimmed.starts_with("server response:") || self.in_response && line.starts_with(['\t', ' ']);
        if self.in_response {
            return Part::Quoted;
        }
        if trimmed.starts_with("=== ") {
            self.in_test = true;
            return Part::Quoted;
        }
        if ["--- PASS", "--- FAIL", "--- SKIP", "--- BENCH"]
            .iter()
            .any(|verdict| trimmed.starts_with(verdict))
        {
            self.after_verdict = true;
            return if trimmed.starts_with("--- FAIL") { Part::Failed } else { Part::Told };
        }
        if trimmed.starts_with("FAIL: ") && trimmed.ends_with("s)") {
            self.after_verdict = true;
            return Part::Failed;
        }
        if line == "PASS" || line == "FAIL" || line.starts_with("ok  \t") || line.starts_with("FAIL\t") {
            *self = Self::default();
            return match line {
                line if line.starts_with("ok  \t") => Part::Passed,
                line if line.starts_with("FAIL\t") && line.ends_with('s') => Part::Failed,
                _ => Part::Told,
            };
        }
        let log = self.after_verdict && line.starts_with("    ");
        if trimmed.starts_with("panic:") || trimmed.starts_with("fatal error: all goroutines") {
            return Part::Told;
        }
        let trace =
            ["# get ", "# ", "+ ", "$ "].iter().any(|mark| line.starts_with(mark)) && line.contains("://");
        if self.in_test || log || trace { Part::Quoted } else { Part::Told }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<bool> {
        let mut scene = Section::default();
        text.lines().map(|line| scene.part(line) != Part::Quoted).collect()
    }

    #[test]
    fn tests_speak_for_themselves() {
        let text = "=== RUN   TestA\nrefused\n    a_test.go:3: refused\n--- PASS: TestA (0.00s)\nPASS\nok  \tx\t0.1s\ngo: x";
        assert_eq!(parts(text), [false, false, false, true, true, true, true]);
        assert_eq!(
            parts("--- FAIL: TestA (0.00s)\n    a_test.go:3: refused\nFAIL\ngo: x"),
            [true, false, true, true]
        );
        assert_eq!(parts("# get https://x/y: 404 Not Found\n# example.com/x\ngo: x"), [false, true, true]);
    }
}
