//! Which connection brings which part of a file: a machine without a clock and without I/O. Every byte that is not yet
//! passed on is in one of three states: it has come before its turn, a lane has claimed it, or it is free.

use std::collections::BTreeMap;
use std::ops::Range;

/// The parts of one file.
#[derive(Debug, Clone)]
pub(super) struct Pieces {
    total: u64,
    /// Everything before it has been passed on.
    front: u64,
    claims: Vec<Claim>,
    /// What came before its turn, by its first byte: the byte behind its last.
    early: BTreeMap<u64, u64>,
}

/// What a lane is bringing: it has got as far as `at`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Claim {
    lane: usize,
    at: u64,
    end: u64,
}

/// No smaller part is worth a request of its own.
pub(super) const LEAST: u64 = 64 * 1024;

impl Pieces {
    /// A file of which all before `front` has been passed on.
    pub fn new(front: u64, total: u64) -> Self {
        Self { total, front, claims: Vec::new(), early: BTreeMap::new() }
    }

    /// A part that came early, in an earlier run.
    pub fn has(&mut self, part: Range<u64>) {
        let part = part.start.max(self.front)..part.end.min(self.total);
        if part.start < part.end {
            self.add_early(part);
        }
    }

    /// Gives a lane the first part that is free, of this size at most; where none is free, the end of what another lane
    /// would need longest for. `rate` says how fast a lane is. The lane must have none.
    pub fn claim(&mut self, lane: usize, size: u64, rate: impl Fn(usize) -> u64) -> Option<Range<u64>> {
        let part = match self.first_free(self.front) {
            Some(free) => free.start..free.end.min(free.start.saturating_add(size.max(1))),
            None => self.take_over(lane, rate)?,
        };
        self.claims.push(Claim { lane, at: part.start, end: part.end });
        Some(part)
    }

    /// Gives a lane what follows on its part, of this size at most, where that is free.
    pub fn extend(&mut self, lane: usize, size: u64) -> bool {
        let Some(end) = self.claims.iter().find(|claim| claim.lane == lane).map(|claim| claim.end) else {
            return false;
        };
        let Some(free) = self.first_free(end).filter(|free| free.start == end) else { return false };
        let new_end = free.end.min(end.saturating_add(size.max(1)));
        self.claims.iter_mut().filter(|claim| claim.lane == lane).for_each(|claim| claim.end = new_end);
        true
    }

    /// A lane has brought bytes: how many of them are of its part. They count as early until they are passed on.
    pub fn came(&mut self, lane: usize, bytes: u64) -> u64 {
        let Some(claim) = self.claims.iter_mut().find(|claim| claim.lane == lane) else { return 0 };
        let part = claim.at..claim.end.min(claim.at.saturating_add(bytes));
        claim.at = part.end;
        if part.start < part.end {
            self.add_early(part.clone());
        }
        part.end - part.start
    }

    /// Whether a lane has brought all of its part, or has none.
    pub fn is_done(&self, lane: usize) -> bool {
        self.claims.iter().all(|claim| claim.lane != lane || claim.at == claim.end)
    }

    /// A lane is gone, or has brought all of its part: what it has not brought is free.
    pub fn release(&mut self, lane: usize) {
        self.claims.retain(|claim| claim.lane != lane);
    }

    /// Everything before `front` has been passed on.
    pub fn passed_on(&mut self, front: u64) {
        self.front = front;
        self.early.retain(|_, end| *end > front);
    }

    fn add_early(&mut self, part: Range<u64>) {
        match self.early.range_mut(..=part.start).next_back() {
            Some((_, end)) if *end >= part.start => *end = part.end.max(*end),
            _ => drop(self.early.insert(part.start, part.end)),
        }
    }

    /// The first bytes from there on that have not come and that no lane has claimed.
    fn first_free(&self, from: u64) -> Option<Range<u64>> {
        let mut start = from.max(self.front);
        while let Some(end) = self.end_of_taken(start) {
            start = end;
        }
        let claims = self.claims.iter().filter(|claim| claim.at < claim.end).map(|claim| claim.at);
        let next = claims.chain(self.early.keys().copied()).filter(|next| *next > start).min();
        let end = next.unwrap_or(self.total).min(self.total);
        (start < end).then_some(start..end)
    }

    /// Where the taken part ends that this byte is in; `None` where it is free.
    fn end_of_taken(&self, byte: u64) -> Option<u64> {
        let early = self.early.range(..=byte).next_back().map(|(_, end)| *end);
        let claims = self.claims.iter().filter(|claim| claim.at <= byte).map(|claim| claim.end);
        claims.chain(early).filter(|end| *end > byte).max()
    }

    /// Takes from the lane that has longest to go what it would bring last, so that both are done together.
    fn take_over(&mut self, lane: usize, rate: impl Fn(usize) -> u64) -> Option<Range<u64>> {
        let own = u128::from(rate(lane).max(1));
        let left = |claim: &Claim| claim.end - claim.at;
        let longest = self.claims.iter_mut().filter(|claim| left(claim) >= 2 * LEAST);
        let victim = longest.max_by_key(|claim| left(claim) / rate(claim.lane).max(1))?;
        let all = left(victim);
        let share = u128::from(all) * own / (own + u128::from(rate(victim.lane).max(1)));
        let share = u64::try_from(share).unwrap_or(all).clamp(LEAST, all - LEAST);
        let part = victim.end - share..victim.end;
        victim.end = part.start;
        Some(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TOTAL: u64 = 10 * LEAST;

    fn same(_: usize) -> u64 {
        1
    }

    #[test]
    fn parts_are_given_in_order() {
        let mut pieces = Pieces::new(100, TOTAL);
        assert_eq!(pieces.claim(0, LEAST, same), Some(100..100 + LEAST));
        assert_eq!(pieces.claim(1, LEAST, same), Some(100 + LEAST..100 + 2 * LEAST));
    }

    #[test]
    fn a_lane_goes_on_until_it_meets_another() {
        let mut pieces = Pieces::new(0, TOTAL);
        pieces.claim(0, LEAST, same);
        pieces.claim(1, LEAST, same);
        assert_eq!(pieces.came(0, LEAST + 5), LEAST);
        assert!(pieces.is_done(0) && !pieces.extend(0, LEAST));
        assert!(pieces.extend(1, LEAST));
        assert_eq!(pieces.claim(2, LEAST, same), Some(3 * LEAST..4 * LEAST));
    }

    #[test]
    fn what_a_lane_leaves_is_given_to_the_next() {
        let mut pieces = Pieces::new(0, TOTAL);
        pieces.claim(0, 4 * LEAST, same);
        pieces.came(0, 10);
        pieces.release(0);
        assert_eq!(pieces.claim(1, LEAST, same), Some(10..10 + LEAST));
    }

    #[test]
    fn a_fast_lane_takes_the_larger_share_of_what_a_slow_one_has() {
        let mut pieces = Pieces::new(0, TOTAL);
        pieces.claim(0, TOTAL, same);
        let taken = pieces.claim(1, LEAST, |lane| if lane == 1 { 9 } else { 1 }).unwrap();
        assert_eq!(taken, LEAST..TOTAL);
        assert_eq!(pieces.claim(2, LEAST, same).map(|part| part.end), Some(TOTAL));
        assert_eq!(pieces.came(0, TOTAL), LEAST);
    }

    #[test]
    fn what_came_in_an_earlier_run_is_not_brought_again() {
        let mut pieces = Pieces::new(0, TOTAL);
        pieces.has(LEAST..3 * LEAST);
        assert_eq!(pieces.claim(0, TOTAL, same), Some(0..LEAST));
        assert!(!pieces.extend(0, TOTAL));
        assert_eq!(pieces.claim(1, TOTAL, same), Some(3 * LEAST..TOTAL));
    }

    #[derive(Debug, Clone)]
    enum Act {
        Claim(usize, u64),
        Extend(usize, u64),
        Came(usize, u64),
        Release(usize),
        PassOn,
    }

    fn any_act() -> impl Strategy<Value = Act> {
        let (lane, size) = (0_usize..4, 1_u64..3 * LEAST);
        prop_oneof![
            2 => (lane.clone(), size.clone()).prop_map(|(lane, size)| Act::Claim(lane, size)),
            1 => (lane.clone(), size.clone()).prop_map(|(lane, size)| Act::Extend(lane, size)),
            3 => (lane.clone(), size).prop_map(|(lane, bytes)| Act::Came(lane, bytes)),
            1 => lane.prop_map(Act::Release),
            1 => Just(Act::PassOn),
        ]
    }

    /// A file as a list of marks: how often each block of it has come.
    struct World {
        pieces: Pieces,
        at: BTreeMap<usize, u64>,
        came: BTreeMap<u64, u64>,
        front: u64,
    }

    impl World {
        fn act(&mut self, act: &Act) {
            match *act {
                Act::Claim(lane, size) if !self.at.contains_key(&lane) => {
                    if let Some(part) = self.pieces.claim(lane, size, same) {
                        self.at.insert(lane, part.start);
                    }
                }
                Act::Claim(..) => {}
                Act::Extend(lane, size) => drop(self.pieces.extend(lane, size)),
                Act::Came(lane, bytes) => {
                    let Some(at) = self.at.get_mut(&lane) else { return };
                    let own = self.pieces.came(lane, bytes);
                    if own > 0 {
                        assert!(self.came.insert(*at, *at + own).is_none(), "the same bytes came twice");
                    }
                    *at += own;
                }
                Act::Release(lane) => {
                    self.pieces.release(lane);
                    self.at.remove(&lane);
                }
                Act::PassOn => {
                    while let Some(end) = self.came.get(&self.front) {
                        self.front = *end;
                    }
                    self.pieces.passed_on(self.front);
                }
            }
        }
    }

    proptest! {
        /// Whatever lanes come and go: no byte comes twice, none is forgotten.
        #[test]
        fn every_byte_comes_once(acts in proptest::collection::vec(any_act(), 0..60), front in 0..LEAST) {
            let (at, came) = Default::default();
            let mut world = World { pieces: Pieces::new(front, TOTAL), at, came, front };
            for act in &acts {
                world.act(act);
            }
            for lane in 0..4 {
                world.act(&Act::Release(lane));
            }
            for _ in 0..100 {
                world.act(&Act::Claim(0, TOTAL));
                world.act(&Act::Came(0, TOTAL));
                world.act(&Act::Release(0));
                world.act(&Act::PassOn);
            }
            prop_assert_eq!(world.front, TOTAL);
            let mut end = front;
            for (from, to) in world.came {
                prop_assert!(from >= end, "{}..{} overlaps", from, to);
                end = to;
            }
        }
    }
}
