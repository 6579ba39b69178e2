//! How many connections the downloads of one client have: a bounded number in all, and fewer to one host.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use url::Url;

/// The connections, counted by their hosts. Clones count together.
#[derive(Debug, Clone, Default)]
pub(super) struct Budget(Arc<Mutex<HashMap<String, usize>>>);

/// One connection; it ends when this is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    budget: Budget,
    host: String,
}

/// No host has to bear more connections of one gv, and no gv has more in all.
const TO_A_HOST: usize = 4;
const IN_ALL: usize = 8;

impl Budget {
    /// The connection that a download cannot do without.
    pub fn first(&self, url: &Url) -> Seat {
        let host = host(url);
        *self.counts().entry(host.clone()).or_default() += 1;
        Seat { budget: self.clone(), host }
    }

    /// One connection more, where there may be one.
    pub fn another(&self, url: &Url) -> Option<Seat> {
        self.has_room(url).then(|| self.first(url))
    }

    /// Whether a host may have one connection more.
    pub fn has_room(&self, url: &Url) -> bool {
        self.to(url) < TO_A_HOST && self.counts().values().sum::<usize>() < IN_ALL
    }

    /// How many connections a host has.
    pub fn to(&self, url: &Url) -> usize {
        self.counts().get(&host(url)).copied().unwrap_or_default()
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        if let Some(count) = self.budget.counts().get_mut(&self.host) {
            *count = count.saturating_sub(1);
        }
    }
}

fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    format!("{host}:{}", url.port_or_known_default().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_host_has_more_than_four_and_all_have_no_more_than_eight() {
        let budget = Budget::default();
        let url = |host: &str| Url::parse(&format!("https://{host}/x")).unwrap();
        let first = budget.first(&url("a"));
        let more: Vec<_> = (0..9).filter_map(|_| budget.clone().another(&url("a"))).collect();
        assert_eq!((more.len(), budget.to(&url("a"))), (3, 4));
        let others: Vec<_> =
            ["b", "c", "d"].iter().cycle().take(9).filter_map(|it| budget.another(&url(it))).collect();
        assert_eq!(others.len(), 4);
        // A further download has its first one all the same.
        drop(budget.first(&url("a")));
        drop((first, more));
        assert_eq!(budget.to(&url("a")), 0);
        assert!(budget.another(&url("b")).is_some());
    }
}
