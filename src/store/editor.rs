//! The GOROOT that an editor is set to for a project: a link at a path that stays, in a folder of gv's home for each
//! project. It is there only if `gv ide` made it, so that nothing else pays for it.

use super::{Error, Store};
use crate::system::file::{self, How};
use crate::system::program::same_file;
use crate::system::{Action, link};
use crate::verify::Digest;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// No path is longer.
const LIMIT: u64 = 64 << 10;

/// The link of one project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditorRoot {
    /// The folder that the editor opens.
    pub project: PathBuf,
    folder: PathBuf,
}

impl EditorRoot {
    /// The link itself: what the editor is set to.
    pub fn goroot(&self) -> PathBuf {
        self.folder.join("goroot")
    }

    /// Whether the link leads to this GOROOT.
    pub fn leads_to(&self, goroot: &Path) -> bool {
        same_file(&self.goroot(), goroot)
    }

    /// Whether the link was made.
    pub fn exists(&self) -> bool {
        self.goroot().symlink_metadata().is_ok()
    }

    fn note(&self) -> PathBuf {
        self.folder.join("project")
    }
}

impl Store {
    /// The link of a project, there or not.
    pub fn editor_root(&self, project: &Path) -> EditorRoot {
        let folder = self.home.editors().join(folder_name(project));
        EditorRoot { project: project.to_owned(), folder }
    }

    /// The link of the nearest project that a directory lies in; `None` if there is none. Without any link it costs one
    /// system call.
    pub fn editor_root_above(&self, dir: &Path) -> Option<EditorRoot> {
        let entries = fs::read_dir(self.home.editors()).ok()?;
        let made: HashSet<_> = entries.flatten().map(|entry| entry.file_name()).collect();
        if made.is_empty() {
            return None;
        }
        // An editor may know the folder by another path than the shell, which keeps the links that it went through.
        let dir = dir.canonicalize().ok()?;
        let mut roots = dir.ancestors().map(|folder| self.editor_root(folder));
        roots.find(|root| root.folder.file_name().is_some_and(|name| made.contains(name)))
    }

    /// The links of all projects that are still there.
    pub fn editor_roots(&self) -> Vec<EditorRoot> {
        let entries = fs::read_dir(self.home.editors()).into_iter().flatten().flatten();
        let roots = entries.filter_map(|entry| {
            let note = file::read_regular(&entry.path().join("project"), LIMIT).ok()?;
            let project = PathBuf::from(String::from_utf8(note).ok()?.trim_end_matches('\n'));
            Some(EditorRoot { project, folder: entry.path() }).filter(|root| root.project.is_dir())
        });
        roots.collect()
    }

    /// Makes the link of a project lead to a GOROOT.
    pub fn set_editor_root(&self, root: &EditorRoot, goroot: &Path) -> Result<(), Error> {
        file::create_folder(&root.folder).map_err(Error::io(Action::Create, &root.folder))?;
        let _lock = self.hold("editors", || {})?;
        let (note, link) = (root.note(), root.goroot());
        let project = format!("{}\n", root.project.display());
        if file::read_regular(&note, LIMIT).ok().as_deref() != Some(project.as_bytes()) {
            file::replace(&note, project.as_bytes(), How::Usual).map_err(Error::io(Action::Write, note))?;
        }
        link::replace(goroot, &link).map_err(Error::io(Action::Link, link))
    }
}

/// The name of a project's folder: what people know it by, and what tells it from another one of that name.
fn folder_name(project: &Path) -> String {
    let real = project.canonicalize();
    let real = real.as_deref().unwrap_or(project);
    let hash = Digest::of(real.as_os_str().as_encoded_bytes()).to_string();
    let name = real.file_name().unwrap_or_default().to_string_lossy();
    let name: String =
        name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')).take(32).collect();
    let name = name.trim_start_matches('.');
    format!("{}-{}", if name.is_empty() { "project" } else { name }, &hash[..10])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::Home;

    #[test]
    fn the_nearest_project_is_found_from_below_and_no_other() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::of(&Home::at(dir.path().join("home")));
        let goroot = dir.path().join("go");
        let inner = dir.path().join("outer/inner");
        for folder in [&goroot, &inner.join("cmd/app"), &dir.path().join("other")] {
            fs::create_dir_all(folder).unwrap();
        }
        assert_eq!(store.editor_root_above(&inner), None);
        if !link::possible_in(dir.path()) {
            return;
        }
        for project in [dir.path().join("outer"), inner.clone()] {
            let root = store.editor_root(&project);
            assert!(!root.exists());
            store.set_editor_root(&root, &goroot).unwrap();
            assert!(root.exists() && root.leads_to(&goroot));
        }
        let found = |below: &Path| store.editor_root_above(below).map(|root| root.goroot());
        assert_eq!(found(&inner.join("cmd/app")), Some(store.editor_root(&inner).goroot()));
        assert_eq!(
            found(&dir.path().join("outer")),
            Some(store.editor_root(&dir.path().join("outer")).goroot())
        );
        assert_eq!(found(&dir.path().join("other")), None);
        assert_eq!(store.editor_roots().len(), 2);
        fs::remove_dir_all(&inner).unwrap();
        assert_eq!(store.editor_roots().len(), 1);
    }

    #[test]
    fn the_folder_is_named_after_the_project_and_told_from_another_one() {
        let name = |path: &str| folder_name(Path::new(path));
        assert!(name("/x/.my app!").starts_with("myapp-"));
        assert!(name("/").starts_with("project-"));
        assert_ne!(name("/a/app"), name("/b/app"));
    }
}
