//! Errors of `setup`.

use crate::setup::Error;
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Io { action, path, source } => {
                format!("无法{} {}：{source}", super::verb(action), path.display())
            }
        }
    }

    fn hints(&self, _: Lang) -> Vec<String> {
        Vec::new()
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}
