//! Errors of `fetch`.

use crate::fetch::Error;
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Status { url, status } => format!("{url} 返回了 {status}"),
        }
    }

    fn hints(&self, _: Lang) -> Vec<String> {
        Vec::new()
    }

    fn code(&self) -> u8 {
        code::NETWORK
    }
}
