//! What of a directory still asks for a version.

use super::Survey;
use crate::version::{Spec, Version};
use std::path::PathBuf;

/// A line that asks for a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The file.
    pub file: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
    /// As it is written.
    pub text: String,
}

/// The nearest pin and the floor of a directory, where they mean `version` among the `installed` ones. Files that
/// cannot be read ask for nothing here.
pub fn references(survey: &Survey, version: &Version, installed: &[Version]) -> Vec<Reference> {
    let means = |spec: &Spec| spec.newest(installed) == Some(version);
    let pin = survey.pin().ok().flatten();
    let pin =
        pin.map(|pin| pin.settled(|spec| spec.newest(installed).is_some())).filter(|pin| means(&pin.spec));
    let floor = survey.floor().ok().flatten();
    let floor = floor.filter(|floor| floor.spec().is_some_and(|spec| means(&spec)));
    let pin = pin.map(|pin| Reference { file: pin.file, line: pin.line, text: pin.text });
    let floor = floor.map(|floor| Reference { file: floor.file, line: floor.line, text: floor.text });
    pin.into_iter().chain(floor).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::Env;

    #[test]
    fn a_pin_and_a_floor_ask_for_what_they_resolve_to() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(".go-version"), "1.22").unwrap();
        std::fs::write(dir.path().join("go.mod"), "go 1.21.5").unwrap();
        let survey = Survey::of(dir.path(), &Env::default());
        let installed = ["1.21.5", "1.22.1", "1.22.3"].map(|v| v.parse::<Version>().unwrap());
        let asked = |index: usize| {
            let asked = references(&survey, &installed[index], &installed);
            asked.into_iter().map(|asker| asker.text).collect::<Vec<_>>()
        };
        assert_eq!(asked(0), ["go 1.21.5"]);
        assert_eq!(asked(1), [""; 0]);
        assert_eq!(asked(2), ["1.22"]);
    }
}
