//! Days and moments as they are shown: `2026-11-21`, `2026-11-21T09:30:05Z`, in UTC; and spans of time.

use super::{Lang, say};
use std::time::{Duration, SystemTime};

/// The second since 1970.
pub fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

/// The day of a second since 1970.
pub fn day(seconds: u64) -> String {
    // Years are counted from March, so that the leap day comes last: four hundred of them have 146,097 days.
    let days = seconds / 86_400 + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The moment of a second since 1970.
pub fn moment(seconds: u64) -> String {
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", day(seconds))
}

/// `3 days`: in the largest unit of which there is one; `None` below a minute.
pub fn span(span: Duration, lang: Lang) -> Option<String> {
    let seconds = span.as_secs();
    Some(match (seconds / 86_400, seconds / 3600, seconds / 60) {
        (0, 0, 0) => return None,
        (0, 0, 1) => say!(lang, "1 minute", "1 分钟"),
        (0, 0, n) => say!(lang, "{n} minutes", "{n} 分钟"),
        (0, 1, _) => say!(lang, "1 hour", "1 小时"),
        (0, n, _) => say!(lang, "{n} hours", "{n} 小时"),
        (1, ..) => say!(lang, "1 day", "1 天"),
        (n, ..) => say!(lang, "{n} days", "{n} 天"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_the_day_and_the_time() {
        assert_eq!(moment(1_709_164_800 + 3600 * 23 + 59), "2024-02-29T23:00:59Z");
        assert_eq!(moment(0), "1970-01-01T00:00:00Z");
    }

    #[test]
    fn is_the_day_of_the_calendar() {
        for (seconds, text) in [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_700_000_000, "2023-11-14"),
            (1_709_164_800, "2024-02-29"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(day(seconds), text);
        }
    }
}
