//! The shape of go.mod and go.work: words, lines and blocks, as `golang.org/x/mod/modfile` reads them. It knows no
//! directive.

use super::SyntaxError;

/// A word, at its offset in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub text: &'a [u8],
    pub at: usize,
}

/// A statement of the top level.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Statement<'a> {
    /// The words, at least one; of a block those before its `(`.
    pub words: Vec<Word<'a>>,
    /// Whether a block follows.
    pub block: bool,
    /// The lines of the block, where they were asked for.
    pub lines: Vec<Vec<Word<'a>>>,
}

/// What is wrong, and where.
pub(super) type Mistake = (usize, SyntaxError);

/// Splits a file into the statements of its top level; what stands inside blocks is passed over.
pub(super) fn statements(bytes: &[u8]) -> Result<Vec<Statement<'_>>, Mistake> {
    read(Lexer { bytes, at: 0, keep_blocks: false })
}

/// Splits a file into statements, with the lines of their blocks.
pub(super) fn statements_and_blocks(bytes: &[u8]) -> Result<Vec<Statement<'_>>, Mistake> {
    read(Lexer { bytes, at: 0, keep_blocks: true })
}

fn read(mut lexer: Lexer<'_>) -> Result<Vec<Statement<'_>>, Mistake> {
    let mut found = Vec::new();
    loop {
        match lexer.next()? {
            Token::End => return Ok(found),
            Token::Newline => {}
            Token::Word(first) => found.push(lexer.statement(first)?),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    Word(Word<'a>),
    Newline,
    End,
}

impl Token<'_> {
    fn ends_line(self) -> bool {
        matches!(self, Token::Newline | Token::End)
    }

    fn is(self, text: &[u8]) -> bool {
        matches!(self, Token::Word(word) if word.text == text)
    }
}

struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    keep_blocks: bool,
}

impl<'a> Lexer<'a> {
    /// A parenthesis opens a block only at the end of a line; elsewhere it is a word.
    fn statement(&mut self, first: Word<'a>) -> Result<Statement<'a>, Mistake> {
        let mut words = vec![first];
        loop {
            let Token::Word(word) = self.next()? else {
                return Ok(Statement { words, block: false, lines: Vec::new() });
            };
            if word.text == b"(" {
                let inside = self.at;
                let next = self.next()?;
                if next.ends_line() {
                    let lines = self.block(first.at)?;
                    return Ok(Statement { words, block: true, lines });
                }
                if next.is(b")") && self.next()?.ends_line() {
                    return Ok(Statement { words, block: true, lines: Vec::new() });
                }
                self.at = inside;
            }
            words.push(word);
        }
    }

    /// Reads to the end of a block; its lines are kept where they were asked for.
    fn block(&mut self, start: usize) -> Result<Vec<Vec<Word<'a>>>, Mistake> {
        let mut lines = Vec::new();
        let mut line_start = true;
        loop {
            let at = self.at;
            let token = self.next()?;
            match token {
                Token::End => return Err((start, SyntaxError::OpenBlock)),
                Token::Newline => line_start = true,
                Token::Word(_) if line_start && token.is(b")") => {
                    return match self.next()? {
                        Token::Word(word) => Err((word.at, SyntaxError::AfterBlock)),
                        Token::Newline | Token::End => Ok(lines),
                    };
                }
                Token::Word(word) => {
                    match lines.last_mut() {
                        _ if !self.keep_blocks => {}
                        Some(line) if !line_start => Vec::push(line, word),
                        _ => lines.push(vec![word]),
                    }
                    line_start = false;
                }
            }
            debug_assert!(self.at > at, "every token but the end takes a byte");
        }
    }

    fn next(&mut self) -> Result<Token<'a>, Mistake> {
        while matches!(self.peek(0), Some(b' ' | b'\t' | b'\r')) {
            self.at += 1;
        }
        let start = self.at;
        match self.peek(0) {
            None => Ok(Token::End),
            Some(b'\n') => {
                self.at += 1;
                Ok(Token::Newline)
            }
            Some(b'/') if self.peek(1) == Some(b'/') => Ok(self.comment()),
            Some(b'(' | b')' | b'[' | b']' | b'{' | b'}' | b',') => Ok(self.word(start, start + 1)),
            Some(quote @ (b'"' | b'`')) => self.string(start, quote),
            Some(_) => self.identifier(start),
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn word(&mut self, start: usize, end: usize) -> Token<'a> {
        self.at = end;
        Token::Word(Word { text: &self.bytes[start..end], at: start })
    }

    /// A comment ends its line, and is all that is left of it.
    fn comment(&mut self) -> Token<'a> {
        let length = self.bytes[self.at..].iter().position(|&b| b == b'\n');
        self.at = length.map_or(self.bytes.len(), |length| self.at + length + 1);
        Token::Newline
    }

    fn string(&mut self, start: usize, quote: u8) -> Result<Token<'a>, Mistake> {
        let mut end = start + 1;
        loop {
            match self.bytes.get(end) {
                None | Some(b'\n') => return Err((start, SyntaxError::OpenString)),
                Some(&byte) if byte == quote => return Ok(self.word(start, end + 1)),
                Some(b'\\') if quote == b'"' => end += 2,
                Some(_) => end += 1,
            }
        }
    }

    fn identifier(&mut self, start: usize) -> Result<Token<'a>, Mistake> {
        let mut end = start;
        while let Some(byte) = self.bytes.get(end) {
            match (byte, self.bytes.get(end + 1)) {
                (b' ' | b'\t' | b'\r' | b'\n' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b',', _)
                | (b'/', Some(b'/')) => break,
                (b'/', Some(b'*')) => return Err((end, SyntaxError::BlockComment)),
                _ => end += 1,
            }
        }
        Ok(self.word(start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shape(text: &str) -> Result<Vec<String>, Mistake> {
        let words = |statement: &Statement<'_>| {
            let words: Vec<_> = statement.words.iter().map(|w| String::from_utf8_lossy(w.text)).collect();
            words.join(" ") + if statement.block { " (…)" } else { "" }
        };
        Ok(statements(text.as_bytes())?.iter().map(words).collect())
    }

    #[test]
    fn lines_and_blocks_are_told_apart() {
        for (text, expected) in [
            ("go 1.22", vec!["go 1.22"]),
            ("go 1.22// x\nmodule m", vec!["go 1.22", "module m"]),
            ("// go 1.1\n\n\tgo\t1.22 \r\n", vec!["go 1.22"]),
            ("require (\n\tgo v1\n\ta ( b\n) // x\ngo 1.22", vec!["require (…)", "go 1.22"]),
            ("require ()\nx ( ) y", vec!["require (…)", "x ( ) y"]),
            ("go ( 1.22 )", vec!["go ( 1.22 )"]),
            ("module \"a // (\"\nx `b\\`", vec!["module \"a // (\"", "x `b\\`"]),
            ("a https://x", vec!["a https:"]),
        ] {
            assert_eq!(shape(text).unwrap(), expected, "{text:?}");
        }
    }

    #[test]
    fn the_lines_of_a_block_are_kept_where_they_are_wanted() {
        let text = b"require (\n\ta v1 // x\n\n\t( b \"c d\"\n)\nrequire x v1\nuse ()\n";
        let found = statements_and_blocks(text).unwrap();
        let shown = |line: &Vec<Word<'_>>| {
            line.iter().map(|word| String::from_utf8_lossy(word.text)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(found[0].lines.iter().map(shown).collect::<Vec<_>>(), ["a v1", "( b \"c d\""]);
        assert!(found[1..].iter().all(|statement| statement.lines.is_empty()));
        assert!(statements(text).unwrap()[0].lines.is_empty());
    }

    #[test]
    fn broken_shapes_are_named() {
        for (text, mistake) in [
            ("x\nrequire (\n a b\n", (2, SyntaxError::OpenBlock)),
            ("require (\n) x\n", (12, SyntaxError::AfterBlock)),
            ("module \"m\nx", (7, SyntaxError::OpenString)),
            ("module \"m\\", (7, SyntaxError::OpenString)),
            ("/* x */", (0, SyntaxError::BlockComment)),
        ] {
            assert_eq!(shape(text), Err(mistake), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            prop_assert_eq!(statements(&bytes).is_ok(), statements_and_blocks(&bytes).is_ok());
        }

        #[test]
        fn any_marks_end(text in "[ \t\r\n()/*\"`\\\\,a-c]{0,80}") {
            let _ = statements(text.as_bytes());
        }
    }
}
