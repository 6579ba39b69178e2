//! Which of the files that matter a folder has: one listing in place of a look-up for each name, which the shim would
//! have to make in every folder above.

use std::path::Path;

/// The entries of a folder that matter.
#[derive(Debug)]
pub(super) struct Names(Option<Vec<String>>);

/// The most entries that are listed. What is in a larger folder is looked up name by name.
const ENTRIES: usize = 1000;

impl Names {
    /// Lists a folder. `wanted` are the paths below it that may be asked for.
    pub fn of(folder: &Path, wanted: &[&str]) -> Self {
        let Ok(entries) = folder.read_dir() else { return Self(None) };
        let mut found = Vec::new();
        for (count, entry) in entries.enumerate() {
            let Ok(entry) = entry else { return Self(None) };
            if count == ENTRIES {
                return Self(None);
            }
            let name = entry.file_name();
            let name = name.to_str().filter(|name| wanted.iter().any(|path| is_first(path, name)));
            found.extend(name.map(str::to_owned));
        }
        Self(Some(found))
    }

    /// Whether a path below the folder may be there: `false` is certain. Systems that do not tell upper case from lower
    /// case find a file by either.
    pub fn may_have(&self, path: &str) -> bool {
        self.0.as_ref().is_none_or(|names| names.iter().any(|name| is_first(path, name)))
    }
}

/// Whether a name is the first part of a path.
fn is_first(path: &str, name: &str) -> bool {
    path.split('/').next().is_some_and(|first| first.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_may_be_there_and_a_folder_that_cannot_be_listed_may_have_anything() {
        let dir = tempfile::tempdir().unwrap();
        let wanted = ["go.mod", ".config/mise.toml", "go.env"];
        std::fs::write(dir.path().join("Go.mod"), "").unwrap();
        std::fs::create_dir(dir.path().join(".config")).unwrap();
        let names = Names::of(dir.path(), &wanted);
        assert!(names.may_have("go.mod") && names.may_have(".config/mise.toml") && !names.may_have("go.env"));
        assert!(Names::of(&dir.path().join("absent"), &wanted).may_have("go.mod"));
        for number in 0..=ENTRIES {
            std::fs::write(dir.path().join(number.to_string()), "").unwrap();
        }
        assert!(Names::of(dir.path(), &wanted).may_have("go.env"));
    }
}
