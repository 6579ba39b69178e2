//! Times as people type them.

use super::Expected;
use crate::lang::{Lang, say};
use std::time::Duration;

/// `30s`, `5m`, `1h`, `250ms`; a bare number is one of seconds.
pub fn duration(text: &str) -> Result<Duration, Expected> {
    read(text).ok_or(Expected(expected))
}

fn read(text: &str) -> Option<Duration> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let unit = match unit {
        "ms" => 1,
        "" | "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return None,
    };
    let number: u64 = number.parse().ok()?;
    number.checked_mul(unit).map(Duration::from_millis)
}

fn expected(lang: Lang) -> String {
    say!(lang, "a time such as 30s, 5m or 1h", "形如 30s、5m、1h 的时间")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_units() {
        let millis = |text| duration(text).map(|time| time.as_millis());
        let read = ["250ms", "30", "30s", "5m", "2h"].map(|text| millis(text).unwrap());
        assert_eq!(read, [250, 30_000, 30_000, 300_000, 7_200_000]);
        for text in ["", "s", "5x", "-1", "1.5s", "99999999999999999999", "99999999999999999h"] {
            assert!(millis(text).is_err(), "{text}");
        }
    }
}
