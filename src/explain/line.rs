//! A line as it was printed, without what a terminal, a build server or a shell put around it.

use crate::hidden::is_hidden;

/// The line without colours and hidden characters; tabs stay.
pub(super) fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\u{1b}' => escape(&mut letters),
            '\t' => text.push(letter),
            letter if is_hidden(letter) => {}
            letter => text.push(letter),
        }
    }
    text.truncate(text.trim_end().len());
    if text.contains("\\u00") { unescaped(&text) } else { text }
}

/// The characters that Go's JSON never holds as they are: `\u003e` is `>`.
fn unescaped(text: &str) -> String {
    text.replace("\\u003c", "<").replace("\\u003e", ">").replace("\\u0026", "&")
}

/// Passes over one escape sequence: CSI up to its final byte, OSC up to its end.
fn escape(letters: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match letters.next() {
        Some('[') => while letters.next().is_some_and(|letter| !('@'..='~').contains(&letter)) {},
        Some(']') => {
            while let Some(letter) = letters.next() {
                if letter == '\u{7}' {
                    return;
                }
                if letter == '\u{1b}' {
                    letters.next_if_eq(&'\\');
                    return;
                }
            }
        }
        _ => {}
    }
}

/// The line without the prefixes of build servers, containers and shells; what `go` itself indents stays indented.
pub(super) fn body(line: &str) -> &str {
    let mut line = line;
    // Prefixes stand before one another: a time stamp, then the mark of an error.
    for _ in 0..4 {
        match prefix(line) {
            Some(rest) => line = rest,
            None => return line,
        }
    }
    line
}

fn prefix(line: &str) -> Option<&str> {
    const MARKS: [&str; 16] = [
        "##[error]",
        "##[warning]",
        "::error::",
        "> ",
        "| ",
        "go : ",
        "go.exe : ",
        "git : ",
        "git.exe : ",
        "stderr: ",
        "remote: error: ",
        "ERROR: ",
        "Error: ",
        "level=error ",
        "E  ",
        "[stderr] ",
    ];
    let marked = MARKS.iter().find_map(|mark| line.strip_prefix(mark));
    marked
        .or_else(|| time(line))
        .or_else(|| bracketed(line))
        .or_else(|| build_step(line))
        .or_else(|| service(line))
}

/// `2024-01-02T03:04:05.678Z `, `2024/01/02 03:04:05 `, `03:04:05 `
fn time(line: &str) -> Option<&str> {
    let shape: String = line.chars().take(19).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let date =
        ["0000-00-00T00:00:00", "0000-00-00 00:00:00", "0000/00/00 00:00:00"].contains(&shape.as_str());
    if !date && !shape.starts_with("00:00:00") {
        return None;
    }
    let after = if date { 19 } else { 8 };
    // Fractions and the zone.
    let rest = line[after..].trim_start_matches(|c: char| c.is_ascii_digit() || ".,Z+-:".contains(c));
    rest.strip_prefix(' ')
}

/// `[2024-01-02T03:04:05.678Z] `, `[build] `, `[2/5] `
fn bracketed(line: &str) -> Option<&str> {
    let (inside, rest) = line.strip_prefix('[')?.split_once("] ")?;
    (inside.len() <= 40 && !inside.contains('[')).then_some(rest)
}

/// `#12 3.456 ` of a container's build
fn build_step(line: &str) -> Option<&str> {
    let (step, rest) = line.strip_prefix('#')?.split_once(' ')?;
    let (seconds, rest) = rest.split_once(' ')?;
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    (number(step) && number(seconds)).then_some(rest)
}

/// `builder-1  | ` of several containers
fn service(line: &str) -> Option<&str> {
    let (name, rest) = line.split_once(" | ")?;
    let name = name.trim_end();
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    (!name.is_empty() && name.len() <= 40 && name.chars().all(is_name)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_shows_is_left() {
        assert_eq!(plain("\u{1b}[31mgo: a\u{1b}[0m\tb  \r"), "go: a\tb");
        assert_eq!(plain("\u{1b}]8;;http://x\u{7}link\u{1b}]8;;\u{1b}\\ \u{202e}x"), "link x");
        assert_eq!(plain("a\u{61c}b\u{2061}c\u{feff}d\u{ad}e\u{9b}f\u{e0041}g"), "abcdefg");
        assert_eq!(plain("\u{1b}"), "");
        assert_eq!(plain("\u{1b}[31"), "");
    }

    #[test]
    fn what_json_escapes_is_read_as_it_is() {
        assert_eq!(
            plain("\"Error\": \"m requires go \\u003e= 1.23\""),
            "\"Error\": \"m requires go >= 1.23\""
        );
        assert_eq!(plain("a \\u00e9"), "a \\u00e9");
    }

    #[test]
    fn prefixes_of_others_are_taken_off() {
        for line in [
            "go: x",
            "2024-01-02T03:04:05.6789012Z go: x",
            "2024-01-02T03:04:05+08:00 go: x",
            "[2024-01-02T03:04:05.678Z] go: x",
            "2024/01/02 03:04:05 go: x",
            "03:04:05 go: x",
            "2024-01-02T03:04:05.6789012Z ##[error]go: x",
            "#12 3.456 go: x",
            "builder-1  | go: x",
            "go : go: x",
            "> go: x",
        ] {
            assert_eq!(body(line), "go: x", "{line}");
        }
        for line in
            ["\tfatal: x", "main.go:3:5: undefined: x", "# example.com/x", "#1", "", "12:30", "a | b c"]
        {
            assert!(line.ends_with(body(line)) && !body(line).is_empty() || line.is_empty(), "{line}");
        }
        assert_eq!(body("\tfatal: x"), "\tfatal: x");
        assert_eq!(body("main.go:3:5: undefined: x"), "main.go:3:5: undefined: x");
    }
}
