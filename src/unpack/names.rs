//! The names of a tree before it is made: none twice, on filesystems that tell upper and lower case apart and on
//! those that do not.

use super::Refusal;
use super::path::EntryPath;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The names taken so far, and the folders they need.
#[derive(Default)]
pub(super) struct Names {
    taken: HashMap<String, Taken>,
    folders: Vec<EntryPath>,
}

/// Who took a name.
enum Taken {
    File,
    /// A folder, in one spelling.
    Folder(EntryPath),
}

impl Names {
    /// Takes the name of a file.
    pub(super) fn file(&mut self, path: &EntryPath) -> Result<(), Refusal> {
        self.parents(path)?;
        match self.taken.entry(folded(path)) {
            Entry::Occupied(_) => Err(Refusal::Twice),
            Entry::Vacant(free) => {
                free.insert(Taken::File);
                Ok(())
            }
        }
    }

    /// Takes the name of a folder, which may be there in the same spelling.
    pub(super) fn folder(&mut self, path: &EntryPath) -> Result<(), Refusal> {
        match self.taken.get(&folded(path)) {
            Some(Taken::Folder(known)) if known == path => return Ok(()),
            Some(_) => return Err(Refusal::Twice),
            None => {}
        }
        self.parents(path)?;
        self.taken.insert(folded(path), Taken::Folder(path.clone()));
        self.folders.push(path.clone());
        Ok(())
    }

    /// How many folders there are.
    pub(super) fn folders(&self) -> usize {
        self.folders.len()
    }

    /// All folders, each after the one it lies in.
    pub(super) fn into_folders(self) -> Vec<EntryPath> {
        self.folders
    }

    fn parents(&mut self, path: &EntryPath) -> Result<(), Refusal> {
        path.folder().map_or(Ok(()), |parent| self.folder(&parent))
    }
}

/// The name as a filesystem sees it that does not tell case apart.
fn folded(path: &EntryPath) -> String {
    path.as_str().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> EntryPath {
        EntryPath::parse(format!("go/{text}").as_bytes()).unwrap().unwrap()
    }

    #[test]
    fn folders_come_after_those_they_lie_in_and_once() {
        let mut names = Names::default();
        for file in ["a/b/c/x", "a/b/y", "a/d/z", "w"] {
            names.file(&path(file)).unwrap();
        }
        names.folder(&path("a/b")).unwrap();
        names.folder(&path("e/f")).unwrap();
        let folders = names.into_folders();
        let folders: Vec<_> = folders.iter().map(EntryPath::as_str).collect();
        assert_eq!(folders, ["a", "a/b", "a/b/c", "a/d", "e", "e/f"]);
    }

    #[test]
    fn no_name_is_taken_twice_in_whatever_case() {
        let mut names = Names::default();
        names.file(&path("src/Äb")).unwrap();
        for again in ["src/Äb", "src/äb", "SRC/x", "src", "Src", "src/äB/y"] {
            assert_eq!(names.file(&path(again)), Err(Refusal::Twice), "{again}");
        }
        for again in ["src/Äb", "SRC", "src/äb/y"] {
            assert_eq!(names.folder(&path(again)), Err(Refusal::Twice), "{again}");
        }
        names.folder(&path("src")).unwrap();
        names.file(&path("src/b")).unwrap();
    }
}
