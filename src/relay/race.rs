//! Several ways to the same end, in order: the next one begins where the one before fails, and beside it where that is slow.
//! The first that succeeds counts, and the others are dropped.

use super::fault::Fault;
use std::collections::VecDeque;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// After so long the next way is tried beside the one before.
pub const SLOW: Duration = Duration::from_secs(4);

/// What came of a race: the way that succeeded with what it has, if any, and those that failed.
pub struct Outcome<T> {
    /// The winner.
    pub won: Option<(usize, T)>,
    /// The others that have ended.
    pub failed: Vec<(usize, Fault)>,
}

/// Runs the race. `running` may hold ways that have begun already.
pub async fn race<T, F>(
    mut running: JoinSet<(usize, Result<T, Fault>)>,
    mut rest: VecDeque<usize>,
    start: impl Fn(usize) -> F,
) -> Outcome<T>
where
    T: Send + 'static,
    F: Future<Output = Result<T, Fault>> + Send + 'static,
{
    let mut failed = Vec::new();
    let mut begin = running.is_empty();
    loop {
        if begin && let Some(way) = rest.pop_front() {
            let trying = start(way);
            running.spawn(async move { (way, trying.await) });
        }
        let next = if rest.is_empty() {
            Ok(running.join_next().await)
        } else {
            timeout(SLOW, running.join_next()).await
        };
        match next {
            Ok(Some(Ok((way, Ok(won))))) => return Outcome { won: Some((way, won)), failed },
            Ok(Some(Ok((way, Err(fault))))) => failed.push((way, fault)),
            Ok(None) if rest.is_empty() => return Outcome { won: None, failed },
            // Nothing runs any more, it is slow, or it has broken down.
            Ok(Some(Err(_)) | None) | Err(_) => {}
        }
        begin = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::sleep;

    fn run(ways: &'static [(u64, bool)]) -> (Option<usize>, Vec<usize>) {
        crate::fetch::run(async {
            let outcome = race(JoinSet::new(), (0..ways.len()).collect(), |way| async move {
                sleep(Duration::from_millis(ways[way].0)).await;
                if ways[way].1 { Ok(()) } else { Err(Fault::Closed) }
            });
            let outcome = outcome.await;
            (outcome.won.map(|(way, ())| way), outcome.failed.iter().map(|(way, _)| *way).collect())
        })
    }

    #[test]
    fn the_next_one_begins_where_one_fails() {
        assert_eq!(run(&[(0, false), (1, false), (0, true), (0, true)]), (Some(2), vec![0, 1]));
        assert_eq!(run(&[(0, false), (0, false)]), (None, vec![0, 1]));
        assert_eq!(run(&[]), (None, vec![]));
    }
}
