//! All that is shown: the only place that prints. stdout is data, stderr is talk.

pub mod date;
pub mod errors;
pub mod explanations;
pub mod findings;
mod lang;
pub mod lint;
mod live;
mod messages;
pub mod paths;
pub mod plot;
mod progress;
pub mod report;
pub mod table;
mod terminal;

pub use lang::Lang;
pub(crate) use lang::messages;
pub use live::Live;
pub use progress::Download;
pub use report::{Explain, Report};
pub use terminal::{Tone, Ui};
