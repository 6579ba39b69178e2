//! All that is shown: the only place that prints. stdout is data, stderr is talk.

pub mod errors;
mod lang;
pub mod report;
mod terminal;

pub use lang::Lang;
pub(crate) use lang::messages;
pub use report::{Explain, Report};
pub use terminal::Ui;
