//! The log that `--verbose` and `GV_LOG` ask for: requests, redirects, retries and choices, each with the time since gv
//! was started. It is for reports of faults, and so in English.

use super::Ui;
use crate::urls::masked_in_text;
use log::{LevelFilter, Log, Metadata, Record};

/// Passes what gv logs on to stderr, and nothing that the libraries log.
struct Logger(Ui);

/// From now on, what gv logs is shown.
pub fn begin(ui: &Ui) {
    // It lives as long as the process. A second run in one process keeps the first log.
    if log::set_logger(Box::leak(Box::new(Logger(ui.clone())))).is_ok() {
        log::set_max_level(LevelFilter::Debug);
    }
}

impl Log for Logger {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "gv" || metadata.target().starts_with("gv::")
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            self.0.logged(&masked_in_text(&record.args().to_string()));
        }
    }

    fn flush(&self) {}
}
