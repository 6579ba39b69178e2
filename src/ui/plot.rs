//! Bars on a terminal: for each row the stretch between two values on a scale that all rows share.

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What stands before it.
    pub label: String,
    /// Where the bar begins.
    pub low: u64,
    /// Where it ends.
    pub high: u64,
    /// What stands behind it.
    pub note: String,
}

/// The fewest places a bar is drawn in.
const LEAST: usize = 10;

/// Draws bars, the label before and the note behind, in lines of `width` places. Without `unicode` in ASCII.
pub fn bars(rows: &[Bar], width: usize, unicode: bool) -> Vec<String> {
    let widest =
        |of: fn(&Bar) -> &str| rows.iter().map(|row| super::table::width(of(row))).max().unwrap_or(0);
    let (label, note) = (widest(|row| &row.label), widest(|row| &row.note));
    let places = width.saturating_sub(label + note + 4).max(LEAST);
    let most = rows.iter().map(|row| row.high.max(row.low)).max().unwrap_or(0).max(1);
    let line = |row: &Bar| {
        let pad = label - super::table::width(&row.label);
        let bar = bar(row, most, places, unicode);
        format!("{}{}  {bar}  {}", row.label, " ".repeat(pad), row.note).trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

fn bar(row: &Bar, most: u64, places: usize, unicode: bool) -> String {
    let (dot, mark, stretch) = if unicode { ('·', '█', '━') } else { ('.', '#', '=') };
    let place = |value: u64| {
        let last = (places - 1) as u128;
        usize::try_from(u128::from(value.min(most)) * last / u128::from(most)).unwrap_or(places - 1)
    };
    let (low, high) = (place(row.low), place(row.high.max(row.low)));
    let letter = |at: usize| match at {
        at if at < low => dot,
        at if at == low => mark,
        at if at <= high => stretch,
        _ => ' ',
    };
    (0..places).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(label: &str, low: u64, high: u64) -> Bar {
        Bar { label: label.to_owned(), low, high, note: format!("{low}") }
    }

    #[test]
    fn bars_share_a_scale() {
        let rows = [row("a", 0, 100), row("镜像", 50, 50), row("c", 100, 20)];
        assert_eq!(
            bars(&rows, 21, false),
            ["a     #=========  0", "镜像  ....#       50", "c     .........#  100"]
        );
        assert_eq!(bars(&rows[1..2], 19, true), ["镜像  ·········█  50"]);
        assert_eq!(bars(&[], 80, true), [""; 0]);
    }

    proptest! {
        #[test]
        fn every_bar_has_one_mark_and_fits(values in prop::collection::vec((0_u64..=u64::MAX, 0_u64..=u64::MAX), 1..6), width in 30_usize..120) {
            let rows: Vec<_> = values.iter().map(|(low, high)| Bar { note: String::new(), ..row("x", *low, *high) }).collect();
            for line in bars(&rows, width, false) {
                prop_assert_eq!(line.matches('#').count(), 1);
                prop_assert!(line.len() <= width);
            }
        }
    }
}
