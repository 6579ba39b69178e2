//! What a rule looks for in a line: literal pieces with captures between them. No backtracking without end.
//!
//! `{*}` is anything, as little of it as will do; `{host}`, `{addr}` (with its port), `{url}`, `{module}`, `{name}`,
//! `{n}` and `{words}` (without a colon) are kept, and take all that they can where another capture follows. `^` before it means the beginning of the line, `$` behind it the end.

/// A pattern, taken apart.
#[derive(Debug)]
pub(super) struct Pattern {
    anchored: bool,
    to_end: bool,
    first: &'static str,
    rest: Vec<(Capture, &'static str)>,
}

/// What may stand between two literals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Capture {
    Any,
    Host,
    Address,
    Url,
    Module,
    Name,
    Number,
    Words,
}

/// What stood there.
pub(super) type Captured<'a> = Vec<(Capture, &'a str)>;

/// How `go` itself begins to say what failed: no words of a server.
const GO_WORDS: [&str; 14] = [
    "dial ",
    "read ",
    "write ",
    "lookup ",
    "proxyconnect",
    "socks",
    "x509",
    "tls",
    "remote error",
    "local error",
    "net",
    "http",
    "context ",
    "EOF",
];

/// How many places are tried for the pieces of one pattern in one line.
const TRIES: usize = 48;

impl Pattern {
    /// Takes a pattern apart. An unknown name in braces counts as `{*}`; a test looks for such.
    pub fn parse(text: &'static str) -> Self {
        let anchored = text.starts_with('^');
        let to_end = text.ends_with('$');
        let text = &text[usize::from(anchored)..text.len() - usize::from(to_end)];
        let mut pieces = text.split('{');
        let first = pieces.next().unwrap_or_default();
        let capture = |piece: &'static str| {
            let (name, literal) = piece.split_once('}').unwrap_or((piece, ""));
            (Capture::named(name).unwrap_or(Capture::Any), literal)
        };
        Self { anchored, to_end, first, rest: pieces.map(capture).collect() }
    }

    /// The literal it begins with.
    pub fn first(&self) -> &'static str {
        self.first
    }

    /// Whether it stands at a place of the line, and what was captured. `start` is where the line's own text begins.
    pub fn at<'a>(&self, line: &'a str, place: usize, start: usize) -> Option<Captured<'a>> {
        if self.anchored && place != start {
            return None;
        }
        let rest = line.get(place..)?.strip_prefix(self.first)?;
        let mut captured = Vec::with_capacity(self.rest.len());
        let mut tries = TRIES;
        self.pieces(&self.rest, rest, &mut captured, &mut tries).then_some(captured)
    }

    fn pieces<'a>(
        &self,
        pieces: &[(Capture, &'static str)],
        text: &'a str,
        captured: &mut Captured<'a>,
        tries: &mut usize,
    ) -> bool {
        let Some(((capture, literal), others)) = pieces.split_first() else {
            return !self.to_end || text.is_empty();
        };
        if literal.is_empty() {
            let to_end = others.is_empty() && self.to_end;
            let (taken, rest) = text.split_at(if to_end { text.len() } else { capture.run(text) });
            captured.push((*capture, taken));
            return capture.accepts(taken) && self.pieces(others, rest, captured, tries);
        }
        let mut from = 0;
        while let Some(at) = text[from..].find(literal).map(|at| from + at) {
            *tries = tries.saturating_sub(1);
            if *tries == 0 || !capture.may_begin(&text[..at]) {
                return false;
            }
            if capture.accepts(&text[..at]) {
                captured.push((*capture, &text[..at]));
                if self.pieces(others, &text[at + literal.len()..], captured, tries) {
                    return true;
                }
                captured.pop();
            }
            from = at + literal.chars().next().map_or(1, char::len_utf8);
        }
        false
    }
}

impl Capture {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "*" => Self::Any,
            "host" => Self::Host,
            "addr" => Self::Address,
            "url" => Self::Url,
            "module" => Self::Module,
            "name" => Self::Name,
            "n" => Self::Number,
            "words" => Self::Words,
            _ => return None,
        })
    }

    fn takes(self, letter: char) -> bool {
        match self {
            Self::Any => true,
            Self::Host => letter.is_alphanumeric() || "-._".contains(letter),
            Self::Address => letter.is_ascii_alphanumeric() || "-._:[]%".contains(letter),
            Self::Url | Self::Name => !letter.is_whitespace() && !"\"'`<>".contains(letter),
            Self::Module => letter.is_ascii_alphanumeric() || "-._~/@+!".contains(letter),
            Self::Number => letter.is_ascii_digit(),
            Self::Words => letter.is_alphanumeric() || " '()-.,".contains(letter),
        }
    }

    fn run(self, text: &str) -> usize {
        text.find(|letter| !self.takes(letter)).unwrap_or(text.len())
    }

    /// Whether a longer piece of text could still be accepted.
    fn may_begin(self, text: &str) -> bool {
        self == Self::Any || text.chars().all(|letter| self.takes(letter))
    }

    fn accepts(self, text: &str) -> bool {
        let long_enough = self == Self::Any || !text.is_empty();
        if self == Self::Words && GO_WORDS.iter().any(|word| text.starts_with(word)) {
            return false;
        }
        long_enough && self.may_begin(text) && (self != Self::Url || text.contains("://"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found<'a>(pattern: &'static str, line: &'a str) -> Option<Vec<&'a str>> {
        let pattern = Pattern::parse(pattern);
        let captured = line.match_indices(pattern.first).find_map(|(at, _)| pattern.at(line, at, 0))?;
        Some(captured.into_iter().map(|(_, text)| text).collect())
    }

    #[test]
    fn captures_take_what_is_theirs() {
        let line = "dial tcp: lookup a.b on 127.0.0.53:53: no such host";
        assert_eq!(found("lookup {host} on {addr}: no such host", line).unwrap(), ["a.b", "127.0.0.53:53"]);
        assert_eq!(found("lookup {host}{*}: no such host$", line).unwrap(), ["a.b", " on 127.0.0.53:53"]);
        assert_eq!(found("lookup {host}: no such host", line), None);
        let line = "dial tcp [::1]:443: connect: connection refused";
        assert_eq!(found("dial tcp {addr}: connect: connection refused", line).unwrap(), ["[::1]:443"]);
        assert_eq!(found("Get \"{url}\": EOF$", "Get \"https://x/y\": EOF").unwrap(), ["https://x/y"]);
        assert_eq!(found("Get \"{url}\": EOF$", "Get \"https://x/y\": EOF."), None);
        assert_eq!(found("status {n}", "exit status 128:").unwrap(), ["128"]);
        assert_eq!(found("^fatal: {*}", "x fatal: y"), None);
    }

    #[test]
    fn a_line_of_traps_ends() {
        let line = "ab".repeat(8000);
        let pattern = Pattern::parse("ab{*}ab{*}ab{*}ab{*}c");
        assert!((0..100).all(|place| pattern.at(&line, place, 0).is_none()));
    }

    proptest! {
        #[test]
        fn no_line_is_too_strange(line in "\\PC{0,60}") {
            for pattern in ["a{*}b{host}c$", "^{url}", "{n}{*}", "{addr}: {module}"] {
                let pattern = Pattern::parse(pattern);
                for at in 0..=line.len() {
                    pattern.at(&line, at, 0);
                }
            }
        }
    }
}
