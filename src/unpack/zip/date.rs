//! Dates of MS-DOS, which zips are dated with.

use std::time::{Duration, SystemTime};

/// A date and a time as a zip holds them, 16 bits each (APPNOTE 4.4.6).
#[derive(Debug, Clone, Copy)]
pub(super) struct DosDate {
    pub(super) date: u16,
    pub(super) time: u16,
}

impl DosDate {
    /// The moment, taken as UTC: it names no zone, and only the order of dates matters to Go. `None` where there is
    /// no such day or time.
    pub(super) fn moment(self) -> Option<SystemTime> {
        let bits = |from: u16, at: u32, count: u32| u64::from(from >> at) & ((1 << count) - 1);
        let (year, month, day) = (1980 + bits(self.date, 9, 7), bits(self.date, 5, 4), bits(self.date, 0, 5));
        let (hour, minute, second) =
            (bits(self.time, 11, 5), bits(self.time, 5, 6), 2 * bits(self.time, 0, 5));
        let sound =
            (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 60;
        if !sound {
            return None;
        }
        // Years are counted from March, so that the leap day comes last.
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day;
        let since_1970 = days.checked_sub(719_469)?;
        let seconds = ((since_1970 * 24 + hour) * 60 + minute) * 60 + second;
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(year: u16, month: u16, day: u16, hour: u16) -> Option<SystemTime> {
        DosDate { date: ((year - 1980) << 9) + (month << 5) + day, time: (hour << 11) + (13 << 5) + 10 }
            .moment()
    }

    #[test]
    fn is_the_second_it_names() {
        let unix = |seconds| Some(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(at(2023, 11, 14, 22), unix(1_700_000_000));
        assert_eq!(at(1980, 1, 1, 0), unix(315_533_600));
        assert_eq!(at(2024, 2, 29, 0), unix(1_709_165_600));
    }

    #[test]
    fn is_none_where_there_is_no_such_day() {
        for (month, day, hour) in [(0, 1, 0), (13, 1, 0), (1, 0, 0), (1, 1, 24)] {
            assert_eq!(at(1980, month, day, hour), None);
        }
        assert_eq!(DosDate { date: 0, time: 0 }.moment(), None);
        assert_eq!(DosDate { date: u16::MAX, time: u16::MAX }.moment(), None);
    }
}
