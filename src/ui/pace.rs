//! How fast a download is at this moment, and how long it still takes: measured over the last seconds, so that a stall
//! is seen as one.

use super::{Lang, size};
use crate::lang::say;
use indicatif::ProgressState;
use indicatif::style::ProgressTracker;
use std::collections::VecDeque;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// What counts is what came in so long.
const WINDOW: Duration = Duration::from_secs(5);
/// After so long without a byte there is no telling when it ends.
const STALLED: Duration = Duration::from_secs(2);

/// The last seconds of a download.
#[derive(Debug, Clone)]
pub(super) struct Pace {
    lang: Lang,
    came: VecDeque<(Instant, u64)>,
    moved: Option<Instant>,
    now: Option<Instant>,
}

impl Pace {
    pub fn new(lang: Lang) -> Self {
        Self { lang, came: VecDeque::new(), moved: None, now: None }
    }

    /// So much is there now.
    pub fn note(&mut self, position: u64, now: Instant) {
        if self.came.back().is_none_or(|(_, last)| *last != position) {
            self.moved = Some(now);
        }
        self.now = Some(now);
        self.came.push_back((now, position));
        while self.came.len() > 2 && self.came.get(1).is_some_and(|(at, _)| now.duration_since(*at) >= WINDOW)
        {
            self.came.pop_front();
        }
    }

    /// Bytes in a second; `None` before anything can be said.
    pub fn rate(&self) -> Option<u64> {
        let ((begun, first), (ended, last)) = (self.came.front()?, self.came.back()?);
        let milliseconds = ended.duration_since(*begun).as_millis();
        if milliseconds < 200 {
            return None;
        }
        u64::try_from(u128::from(last.saturating_sub(*first)) * 1000 / milliseconds).ok()
    }

    /// What is shown beside the bar: `4.1 MB/s  12 s`, or since when nothing has come.
    fn shown(&self, left: Option<u64>) -> String {
        let silent = self.now.zip(self.moved).map(|(now, moved)| now.duration_since(moved));
        if let Some(silent) = silent.filter(|silent| *silent >= STALLED) {
            return say!(
                self.lang,
                "no data for {seconds} s",
                "已 {seconds} 秒没有数据",
                seconds = silent.as_secs()
            );
        }
        let Some(rate) = self.rate() else { return String::new() };
        let speed = format!("{}/s", size::shown(rate));
        match left.and_then(|left| left.checked_div(rate)) {
            Some(seconds) if seconds < 6000 => format!("{speed}  {}", in_seconds(seconds, self.lang)),
            _ => speed,
        }
    }
}

impl ProgressTracker for Pace {
    fn clone_box(&self) -> Box<dyn ProgressTracker> {
        Box::new(self.clone())
    }

    fn tick(&mut self, state: &ProgressState, now: Instant) {
        self.note(state.pos(), now);
    }

    fn reset(&mut self, _state: &ProgressState, _now: Instant) {
        *self = Self::new(self.lang);
    }

    fn write(&self, state: &ProgressState, to: &mut dyn Write) {
        let left = state.len().map(|whole| whole.saturating_sub(state.pos()));
        // A bar that cannot be drawn now is drawn at the next tick.
        let _ = to.write_str(&self.shown(left));
    }
}

fn in_seconds(seconds: u64, lang: Lang) -> String {
    let (minutes, rest) = (seconds / 60, seconds % 60);
    if minutes == 0 {
        say!(lang, "{rest} s", "{rest} 秒")
    } else {
        say!(lang, "{minutes} min {rest} s", "{minutes} 分 {rest} 秒")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(steps: &[(u64, u64)]) -> Pace {
        let begun = Instant::now();
        let mut pace = Pace::new(Lang::En);
        for (milliseconds, position) in steps {
            pace.note(*position, begun + Duration::from_millis(*milliseconds));
        }
        pace
    }

    #[test]
    fn the_last_seconds_count() {
        assert_eq!(after(&[(0, 0)]).shown(Some(9)), "");
        assert_eq!(after(&[(0, 0), (1000, 4_000_000)]).shown(Some(40_000_000)), "4.0 MB/s  10 s");
        assert_eq!(after(&[(0, 0), (1000, 4_000_000)]).shown(None), "4.0 MB/s");
        // Stopped for an hour, and going on at the speed of before.
        let stopped = after(&[(0, 0), (1000, 4_000_000), (3_600_000, 4_000_000), (3_605_000, 24_000_000)]);
        assert_eq!(stopped.shown(Some(80_000_000)), "4.0 MB/s  20 s");
    }

    #[test]
    fn a_stall_has_no_end_and_its_rate_falls() {
        let stalled = |until: u64| after(&[(0, 0), (1000, 4_000_000), (until, 4_000_000)]);
        assert_eq!(stalled(2_000).rate(), Some(2_000_000));
        assert_eq!(stalled(3_000).shown(Some(1)), "no data for 2 s");
        assert_eq!(stalled(13_000).shown(Some(1)), "no data for 12 s");
    }
}
