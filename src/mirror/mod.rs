//! Mirrors of releases and of modules: which there are, how they do, which is best, and putting that in force. It
//! measures by `probe`, and never believes a mirror in more than its speed.

mod candidate;
mod error;
mod figures;
mod known;
mod memo;
mod order;
pub mod plan;
mod rounds;
mod switch;
mod undo;
mod verdict;
pub mod watch;

pub use candidate::{Came, Candidate, Candidates, Kind};
pub use error::Error;
pub use figures::{Figures, Spread, percentile};
pub use known::Note;
pub use memo::Memo;
pub use order::{Grade, Merit, Placed, Why, order};
pub use rounds::{Measured, Progress, Questions, Seen, measure};
pub use switch::{Applied, FileChange, Switch, Values, Wanted};
pub use undo::{Key, Sort};
pub use verdict::{Judged, Lie, Remark, judge};
