//! Columns that line up, on a terminal and in a pipe alike.

/// Lays rows out in columns, each as wide as its widest cell; the last one is never padded. Chinese characters
/// take two places.
pub fn columns(rows: &[Vec<String>]) -> Vec<String> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width_of =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max();
    let widths: Vec<usize> = (0..count).map(|column| width_of(column).unwrap_or(0)).collect();
    rows.iter().map(|row| line(row, &widths)).collect()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, wide) in row.iter().zip(widths) {
        line.push_str(cell);
        line.push_str(&" ".repeat(wide - width(cell) + 2));
    }
    line.trim_end().to_owned()
}

/// Breaks a sentence into lines of at most `width` places: at blanks, and between Chinese characters. A word that is
/// longer (a path, a command) gets a line of its own and stays whole.
pub fn broken(text: &str, width_of_line: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && width(&line) + width(piece.trim_end()) > width_of_line {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        line.push_str(if line.is_empty() { piece.trim_start() } else { piece });
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// The text in pieces that stay whole: words with the blanks behind them, Chinese characters with the punctuation
/// behind them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, letter) in text.char_indices() {
        let wide = |c: char| c >= '\u{2e80}';
        let closes = |c: char| "，。：；、）」”！？".contains(c);
        let breaks = before.is_some_and(|before: char| {
            (before == ' ' && letter != ' ')
                || (wide(before) != wide(letter) && !closes(letter) && letter != ' ')
                || (wide(before) && wide(letter) && !closes(letter) && !"（「“".contains(before))
        });
        if breaks {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(letter);
    }
    pieces.push(&text[start..]);
    pieces
}

/// The places a text takes; Chinese characters take two.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{2e80}' { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_sentence_is_broken_where_it_may_be() {
        assert_eq!(broken("one two  three", 8), ["one two", "three"]);
        assert_eq!(broken("a /very/long/path b", 6), ["a", "/very/long/path", "b"]);
        assert_eq!(broken("已设置代理，但不读取。", 12), ["已设置代理，", "但不读取。"]);
        assert_eq!(broken("", 5), [""]);
    }

    proptest! {
        #[test]
        fn breaking_loses_no_letter(text in "[a-z/ 已设，。（）]{0,40}", places in 1_usize..30) {
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&broken(&text, places).concat()), letters(&text));
        }
    }

    #[test]
    fn columns_line_up_whatever_the_script() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let lines = columns(&[row(["go1.22.3", "默认", "a"]), row(["go1.9", "", "b"])]);
        assert_eq!(lines, ["go1.22.3  默认  a", "go1.9           b"]);
    }
}
