//! Several downloads at once: a moving line each on a terminal, their lines in turn in a log.

use super::{Download, Ui};
use crate::lang::say;
use indicatif::{MultiProgress, ProgressDrawTarget};

/// The downloads of one command.
pub struct Several {
    ui: Ui,
    bars: MultiProgress,
}

impl Several {
    /// None yet. From now on an interrupt says that what has come is kept.
    pub fn of(ui: &Ui) -> Self {
        let bars = MultiProgress::with_draw_target(ProgressDrawTarget::stderr_with_hz(12));
        let (told, shown) = (ui.clone(), bars.clone());
        ui.interrupted.will(move || {
            // Lines that cannot be cleared stay.
            let _ = shown.clear();
            told.say(&say!(
                told.lang,
                "interrupted; the next run continues where this one ended",
                "已中断；下次运行会从中断处继续"
            ));
        });
        Self { ui: ui.clone(), bars }
    }

    /// The watcher of one of them.
    pub fn download(&self, name: String) -> Download<'_> {
        Download::among(&self.ui, name, self.bars.clone())
    }
}

impl Drop for Several {
    fn drop(&mut self) {
        self.ui.interrupted.forget();
    }
}
