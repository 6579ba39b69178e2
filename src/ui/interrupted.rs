//! What is said when the user interrupts a run: what of its work is kept.

use crate::system::interrupt;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock};

type Tell = Box<dyn Fn() + Send>;

/// The words for an interrupt at this moment. Shared by all that talk in one run: there is one user.
#[derive(Default)]
pub(super) struct Interrupted {
    tell: Mutex<Option<Tell>>,
    watched: OnceLock<bool>,
}

impl Interrupted {
    /// From now on this is what an interrupt calls before the run ends.
    pub fn will(self: &Arc<Self>, tell: impl Fn() + Send + 'static) {
        if let Ok(mut told) = self.tell.lock() {
            *told = Some(Box::new(tell));
        }
        self.watched.get_or_init(|| {
            let interrupted = Arc::clone(self);
            interrupt::watch(move || interrupted.happens())
        });
    }

    /// There is nothing to say any more.
    pub fn forget(&self) {
        if let Ok(mut told) = self.tell.lock() {
            *told = None;
        }
    }

    fn happens(&self) {
        let told = self.tell.lock().ok().and_then(|mut told| told.take());
        if let Some(tell) = told {
            tell();
        }
    }
}

impl fmt::Debug for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Interrupted")
    }
}
