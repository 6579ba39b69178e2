//! Which mirror is best, and why. Pure. A mirror with false data comes last, however fast it is; then come how
//! often it went well, how new it is, and how long a usual download takes.

use super::Stats;
use crate::lang::{Lang, say};
use crate::version::Version;
use std::cmp::Ordering;
use std::time::Duration;

/// How far a mirror can be trusted to do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// It does what a mirror does.
    Honest,
    /// It never answered well.
    Unusable,
    /// It sends or reports false data. Never chosen.
    Liar,
}

/// All that counts of one mirror.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merit {
    /// Its name: decides between those that are otherwise the same.
    pub name: String,
    /// How far it can be trusted.
    pub grade: Grade,
    /// How it did.
    pub figures: Stats,
    /// The newest release it has, none newer than the newest there is.
    pub newest: Option<Version>,
}

/// One mirror in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Which of those that were given.
    pub index: usize,
    /// Why it stands behind the one before it; for the first, why it is the best.
    pub why: Why,
}

/// Why a mirror stands where it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The best.
    Best,
    /// It lies.
    Lies,
    /// It never answered well.
    NeverWell,
    /// It went well less often.
    LessOften,
    /// Its newest release is older.
    Older,
    /// It takes longer.
    Slower {
        /// How long a usual download takes from here.
        usual: Duration,
        /// And how long from the one before.
        before: Duration,
    },
    /// Nothing tells them apart but the name.
    Same,
}

impl Why {
    /// The word for scripts.
    pub fn id(&self) -> &'static str {
        match self {
            Why::Best => "best",
            Why::Lies => "lies",
            Why::NeverWell => "never_well",
            Why::LessOften => "less_often",
            Why::Older => "older",
            Why::Slower { .. } => "slower",
            Why::Same => "same",
        }
    }
}

/// Orders mirrors, the best first.
pub fn order(merits: &[Merit]) -> Vec<Ranked> {
    let mut indexes: Vec<usize> = (0..merits.len()).collect();
    indexes.sort_by(|a, b| compare(&merits[*a], &merits[*b]).0.then(a.cmp(b)));
    let mut before: Option<&Merit> = None;
    let mut placed = Vec::with_capacity(indexes.len());
    for index in indexes {
        let merit = &merits[index];
        let why = match (merit.grade, before) {
            (Grade::Liar, _) => Why::Lies,
            (Grade::Unusable, _) => Why::NeverWell,
            (Grade::Honest, None) => Why::Best,
            (Grade::Honest, Some(before)) => compare(before, merit).1,
        };
        placed.push(Ranked { index, why });
        before = Some(merit);
    }
    placed
}

/// Who is better, and what decided it, told of the second.
fn compare(one: &Merit, other: &Merit) -> (Ordering, Why) {
    let usual = |merit: &Merit| merit.figures.usual.map_or(Duration::MAX, |spread| spread.p50);
    let by = [
        (one.grade.cmp(&other.grade), Why::Lies),
        (other.figures.cmp_success(&one.figures), Why::LessOften),
        (other.newest.cmp(&one.newest), Why::Older),
        (usual(one).cmp(&usual(other)), Why::Slower { usual: usual(other), before: usual(one) }),
        (one.name.cmp(&other.name), Why::Same),
    ];
    let [.., last] = &by;
    let last = last.clone();
    by.into_iter().find(|(order, _)| order.is_ne()).unwrap_or(last)
}

impl Why {
    /// Why a mirror stands in its place.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Best => say!(lang, "the best", "最佳"),
            Self::Lies => say!(lang, "serves false data: never used", "内容不实：不会选用"),
            Self::NeverWell => say!(lang, "cannot be used", "不可用"),
            Self::LessOften => say!(lang, "fails more often than the previous one", "失败次数多于上一个"),
            Self::Older => {
                say!(lang, "lacks newer releases that the previous one has", "缺少上一个已有的新版本")
            }
            Self::Slower { usual, before } => match ratio(*usual, *before) {
                Some(times) => say!(
                    lang,
                    "a typical download takes {times} times as long as from the previous one",
                    "一次普通下载的用时是上一个的 {times} 倍"
                ),
                None => say!(lang, "its speed could not be measured", "未能测得速度"),
            },
            Self::Same => say!(lang, "as good as the previous one", "与上一个相当"),
        }
    }
}

/// How many times as long; `None` where one of them is not known.
fn ratio(usual: Duration, before: Duration) -> Option<String> {
    let known = usual < Duration::MAX && before > Duration::ZERO;
    known.then(|| format!("{:.1}", usual.as_secs_f64() / before.as_secs_f64()))
}

#[cfg(test)]
mod tests {
    use super::super::Spread;
    use super::*;
    use proptest::prelude::*;

    fn merit(name: &str, grade: Grade, well: (u32, u32), newest: &str, millis: u64) -> Merit {
        let time = Duration::from_millis(millis);
        let usual = (well.0 > 0).then_some(Spread { p50: time, p95: time });
        let figures = Stats { successes: well.0, attempts: well.1, usual, ..Stats::default() };
        Merit { name: name.to_owned(), grade, figures, newest: newest.parse().ok() }
    }

    fn told(merits: &[Merit]) -> Vec<(&str, Why)> {
        order(merits).into_iter().map(|placed| (merits[placed.index].name.as_str(), placed.why)).collect()
    }

    #[test]
    fn each_criterion_decides_where_those_before_it_do_not() {
        let slower = |usual, before| Why::Slower {
            usual: Duration::from_millis(usual),
            before: Duration::from_millis(before),
        };
        let merits = [
            merit("fast liar", Grade::Liar, (3, 3), "1.27.3", 1),
            merit("dead", Grade::Unusable, (0, 3), "", 0),
            merit("shaky", Grade::Honest, (2, 3), "1.27.3", 2),
            merit("stale", Grade::Honest, (3, 3), "1.27.1", 3),
            merit("no list", Grade::Honest, (3, 3), "", 3),
            merit("slow", Grade::Honest, (3, 3), "1.27.3", 900),
            merit("twin b", Grade::Honest, (3, 3), "1.27.3", 500),
            merit("twin a", Grade::Honest, (6, 6), "1.27.3", 500),
        ];
        let expected = [
            ("twin a", Why::Best),
            ("twin b", Why::Same),
            ("slow", slower(900, 500)),
            ("stale", Why::Older),
            ("no list", Why::Older),
            ("shaky", Why::LessOften),
            ("dead", Why::NeverWell),
            ("fast liar", Why::Lies),
        ];
        assert_eq!(told(&merits), expected);
    }

    #[test]
    fn nobody_is_best_where_all_lie() {
        let merits =
            [merit("a", Grade::Liar, (3, 3), "1.27.3", 1), merit("b", Grade::Unusable, (0, 3), "", 1)];
        assert_eq!(told(&merits), [("b", Why::NeverWell), ("a", Why::Lies)]);
        assert_eq!(order(&[]), []);
    }

    fn any_merit() -> impl Strategy<Value = Merit> {
        let grade = prop::sample::select(vec![Grade::Honest, Grade::Unusable, Grade::Liar]);
        let newest = prop::sample::select(vec!["", "1.26.0", "1.27.1", "1.27.3"]);
        ("[ab]", grade, 0_u32..4, 0_u32..3, newest, 0_u64..4).prop_map(
            |(name, grade, well, ill, newest, time)| merit(&name, grade, (well, well + ill), newest, time),
        )
    }

    proptest! {
        #[test]
        fn it_is_a_total_order(merits in prop::collection::vec(any_merit(), 3)) {
            let cmp = |a: usize, b: usize| compare(&merits[a], &merits[b]).0;
            for (a, b, c) in [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)] {
                prop_assert_eq!(cmp(a, b), cmp(b, a).reverse());
                if cmp(a, b).is_le() && cmp(b, c).is_le() {
                    prop_assert!(cmp(a, c).is_le());
                }
            }
        }

        #[test]
        fn everybody_is_placed_once_and_no_liar_before_the_honest(merits in prop::collection::vec(any_merit(), 0..9)) {
            let placed = order(&merits);
            let mut indexes: Vec<_> = placed.iter().map(|placed| placed.index).collect();
            prop_assert!(placed.iter().map(|placed| merits[placed.index].grade).is_sorted());
            indexes.sort_unstable();
            prop_assert_eq!(indexes, (0..merits.len()).collect::<Vec<_>>());
        }

        #[test]
        fn the_order_they_are_given_in_plays_no_part(mut merits in prop::collection::vec(any_merit(), 0..7)) {
            let names = |merits: &[Merit]| told(merits).into_iter().map(|(name, why)| (name.to_owned(), why)).collect::<Vec<_>>();
            let before = names(&merits);
            merits.reverse();
            prop_assert_eq!(before, names(&merits));
        }
    }
}
