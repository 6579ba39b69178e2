//! All that is shown: the only place that prints. stdout is data, stderr is talk.

mod events;
mod interrupted;
pub mod language;
mod live;
mod log;
mod menu;
mod pace;
pub mod plot;
mod progress;
mod several;
pub mod size;
pub mod table;
mod terminal;
mod tone;
mod waiting;

pub use crate::lang::{Explain, Lang, Report};
pub use events::Form;
pub use live::Live;
pub use log::begin as begin_log;
pub use menu::Chosen;
pub use progress::{Download, waiting_for};
pub use several::Several;
pub use terminal::Ui;
pub use tone::{Colour, Tone};
pub use waiting::Waiting;
