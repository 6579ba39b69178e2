//! Mirrors of releases and of modules: which there are, how they do, which is best, and putting that in force. It
//! measures by `probe`, and trusts a mirror in nothing but its speed. `sync` and `pack` are about a mirror of
//! one's own: a folder that any static server makes an origin and a GOPROXY of toolchains.

mod candidate;
mod choose;
mod error;
mod kind;
pub mod known;
mod measure;
mod order;
pub mod pack;
pub mod plan;
mod ranking;
mod session;
mod stats;
mod switch;
pub mod sync;
mod undo;
mod verdict;
pub mod watch;
mod watch_state;
pub mod watcher;

pub use candidate::{Candidate, Candidates, NamedIn};
pub use choose::{Manner, wanted};
pub use error::Error;
pub use kind::Kind;
pub use known::Note;
pub use measure::{Measured, Observation, Progress, Questions, measure};
pub use order::{Grade, Merit, Ranked, Why, order};
pub use ranking::Ranking;
pub use session::Session;
pub use stats::{Spread, Stats, percentile};
pub use switch::{Applied, FileChange, NewSettings, Switch, Values};
pub use undo::{Key, Sort};
pub use verdict::{Judgement, Lie, Remark, judge};
pub use watch_state::WatchState;
