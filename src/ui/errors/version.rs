//! Errors of `version`.

use crate::ui::report::code;
use crate::ui::{Explain, Lang};
use crate::version::ParseError;

impl Explain for ParseError {
    fn zh(&self) -> String {
        format!("{:?} 不是 Go 版本", self.text)
    }

    fn hints(&self, _: Lang) -> Vec<String> {
        vec!["gv ls-remote".to_owned()]
    }

    fn code(&self) -> u8 {
        code::USAGE
    }
}
