//! What is known of a Go toolchain's safety: reports of Go's vulnerability database about the standard library and the
//! go command, and which minor versions are still supported. Nothing here is about modules of the user's.

mod ask;
mod database;
mod error;
mod judge;
mod kept;
mod known;
mod osv;
mod permit;
mod point;
mod report;
mod support;
mod words;

pub use database::{Basis, Database};
pub use error::{Error, Fault};
pub use judge::{Judgement, Open, Outlook};
pub use known::{Known, Note};
pub use osv::read as read_report;
pub use permit::Permit;
pub use point::Point;
pub use report::{Affected, Module, Range, Report, Target, write};
pub use support::{Calendar, Support};
pub use words::vulnerabilities;
