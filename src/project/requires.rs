//! Which modules a project requires: the `require` and `replace` lines of its go.mod, or of those that its go.work
//! uses, and which of them go.sum knows. It is what the files say; what `go` would make of it is `go`'s.

use super::lexer::{Statement, Word, statements_and_blocks};
use super::{Error, text};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// The modules of a project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Requirements {
    /// By their paths.
    pub modules: Vec<Requirement>,
    /// Whether a vendor folder is there that `go` would use by itself.
    pub vendored: bool,
    /// The go.work or go.mod that was read.
    pub file: PathBuf,
    sums: Sums,
}

/// The lines of go.sum: the hash of a path and a version.
type Sums = HashMap<(String, String), String>;

/// A module that is required.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Its path.
    pub path: String,
    /// Its version.
    pub version: String,
    /// What stands in for it.
    pub replaced: Option<Replacement>,
    /// Whether go.sum holds the hash of what is fetched.
    pub in_go_sum: bool,
}

/// What is used in place of a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replacement {
    /// A folder; nothing is fetched.
    Folder(String),
    /// Another module.
    Module {
        /// Its path.
        path: String,
        /// Its version.
        version: String,
    },
}

/// The most of a file that is read, in bytes.
const LIMIT: u64 = 16 << 20;

/// The go.mod files of the modules that a go.work uses.
pub(super) fn members(work: &Path) -> Result<Vec<PathBuf>, Error> {
    let folder = work.parent().unwrap_or(Path::new("."));
    Ok(Lines::read(work)?.uses.iter().map(|used| folder.join(used).join("go.mod")).collect())
}

impl Requirements {
    /// Reads a go.mod, or a go.work and every go.mod it uses. A go.sum that is missing knows nothing.
    pub fn read(file: &Path) -> Result<Self, Error> {
        let folder = file.parent().unwrap_or(Path::new("."));
        let mut found = Found::default();
        if file.file_name().is_some_and(|name| name == "go.work") {
            let work = Lines::read(file)?;
            for used in &work.uses {
                let module = folder.join(used);
                found.add(&Lines::read(&module.join("go.mod"))?, &module.join("go.sum"))?;
            }
            // What go.work replaces counts for all its modules.
            found.replaces.extend(work.replaces);
            found.know(&folder.join("go.work.sum"))?;
        } else {
            found.add(&Lines::read(file)?, &folder.join("go.sum"))?;
        }
        let vendored = folder.join("vendor/modules.txt").is_file();
        Ok(Self { modules: found.modules(), vendored, file: file.to_owned(), sums: found.sums })
    }

    /// What is required of a module.
    pub fn find(&self, path: &str) -> Option<&Requirement> {
        self.modules.iter().find(|module| module.path == path)
    }

    /// Whether go.sum holds the hash of a module at a version.
    pub fn knows(&self, path: &str, version: &str) -> bool {
        self.hash(path, version).is_some()
    }

    /// The hash that go.sum holds of a module at a version; of its go.mod, where `/go.mod` stands after the version.
    pub fn hash(&self, path: &str, version: &str) -> Option<&str> {
        self.sums.get(&(path.to_owned(), version.to_owned())).map(String::as_str)
    }
}

#[derive(Default)]
struct Found {
    requires: BTreeMap<String, String>,
    replaces: BTreeMap<(String, String), Replacement>,
    mains: HashSet<String>,
    sums: Sums,
}

impl Found {
    fn add(&mut self, lines: &Lines, sums: &Path) -> Result<(), Error> {
        self.mains.extend(lines.module.clone());
        self.replaces.extend(lines.replaces.clone());
        for (path, version) in &lines.requires {
            let known = self.requires.entry(path.clone()).or_default();
            if order(version) > order(known) {
                known.clone_from(version);
            }
        }
        self.know(sums)
    }

    /// Remembers the hashes that a go.sum holds.
    fn know(&mut self, file: &Path) -> Result<(), Error> {
        if !text::is_file(file) {
            return Ok(());
        }
        let bytes = text::read(file, LIMIT)?;
        for line in String::from_utf8_lossy(&bytes).lines() {
            if let [path, version, hash] = line.split_whitespace().collect::<Vec<_>>()[..] {
                self.sums.insert((path.to_owned(), version.to_owned()), hash.to_owned());
            }
        }
        Ok(())
    }

    fn modules(&self) -> Vec<Requirement> {
        let required = self.requires.iter().filter(|(path, _)| !self.mains.contains(*path));
        required.map(|(path, version)| self.requirement(path, version)).collect()
    }

    fn requirement(&self, path: &str, version: &str) -> Requirement {
        let replaced = |version: &str| self.replaces.get(&(path.to_owned(), version.to_owned()));
        let replaced = replaced(version).or_else(|| replaced("")).cloned();
        let fetched = match &replaced {
            Some(Replacement::Module { path, version }) => (path.clone(), version.clone()),
            Some(Replacement::Folder(_)) | None => (path.to_owned(), version.to_owned()),
        };
        let in_go_sum = self.sums.contains_key(&fetched);
        Requirement { path: path.to_owned(), version: version.to_owned(), replaced, in_go_sum }
    }
}

/// The lines of one file that matter here.
#[derive(Default)]
struct Lines {
    module: Option<String>,
    requires: Vec<(String, String)>,
    replaces: BTreeMap<(String, String), Replacement>,
    uses: Vec<String>,
}

impl Lines {
    fn read(path: &Path) -> Result<Self, Error> {
        let bytes = text::read(path, LIMIT)?;
        let mark = if bytes.starts_with(text::BOM) { text::BOM.len() } else { 0 };
        let statements = statements_and_blocks(&bytes[mark..]).map_err(|(at, problem)| {
            let (line, column) = text::position(&bytes, at + mark);
            Error::Syntax { path: path.to_owned(), line, column, problem }
        })?;
        let mut lines = Self::default();
        for statement in &statements {
            lines.take(statement);
        }
        Ok(lines)
    }

    fn take(&mut self, statement: &Statement<'_>) {
        let Some((verb, rest)) = statement.words.split_first() else { return };
        let verb = unquoted(verb.text);
        if statement.block {
            for line in &statement.lines {
                self.line(&verb, line);
            }
        } else {
            self.line(&verb, rest);
        }
    }

    /// A line without its verb. One that makes no sense is passed over: `go` will say so.
    fn line(&mut self, verb: &str, words: &[Word<'_>]) {
        let words: Vec<_> = words.iter().map(|word| unquoted(word.text)).collect();
        let words: Vec<_> = words.iter().map(String::as_str).collect();
        match (verb, &words[..]) {
            ("module", [path]) => self.module = Some((*path).to_owned()),
            ("require", [path, version]) => {
                self.requires.push(((*path).to_owned(), (*version).to_owned()));
            }
            ("use", [folder]) => self.uses.push((*folder).to_owned()),
            ("replace", [path, "=>", new @ ..]) => self.replace(path, "", new),
            ("replace", [path, version, "=>", new @ ..]) => self.replace(path, version, new),
            _ => {}
        }
    }

    fn replace(&mut self, path: &str, version: &str, new: &[&str]) {
        let replacement = match new {
            [folder] => Replacement::Folder((*folder).to_owned()),
            [path, version] => {
                Replacement::Module { path: (*path).to_owned(), version: (*version).to_owned() }
            }
            _ => return,
        };
        self.replaces.insert((path.to_owned(), version.to_owned()), replacement);
    }
}

/// A word without the quotes around it. Escapes do not occur in paths and versions, and are left as they are.
fn unquoted(word: &[u8]) -> String {
    let text = String::from_utf8_lossy(word);
    let bare = ['"', '`'].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote));
    bare.unwrap_or(&text).to_owned()
}

/// The numbers, whether it is a release, and the parts of a pre-release: a number, or the greatest and a word.
type Order<'a> = (Vec<u64>, bool, Vec<(u64, &'a str)>);

/// What versions are ordered by (semver.org, 11): a release comes after its pre-releases, a word after numbers.
fn order(version: &str) -> Order<'_> {
    let version = version.strip_prefix('v').unwrap_or(version);
    let version = version.split('+').next().unwrap_or_default();
    let (core, pre) = version.split_once('-').map_or((version, None), |(core, pre)| (core, Some(pre)));
    let numbers = core.split('.').map(|part| part.parse().unwrap_or(0)).collect();
    let parts = pre.into_iter().flat_map(|pre| pre.split('.'));
    let parts = parts.map(|part| part.parse().map_or((u64::MAX, part), |number| (number, "")));
    (numbers, pre.is_none() && !core.is_empty(), parts.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    struct Tree(tempfile::TempDir);

    impl Tree {
        fn new(files: &[(&str, &str)]) -> Self {
            let tree = Self(tempfile::tempdir().unwrap());
            for (name, content) in files {
                let path = tree.0.path().join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, content).unwrap();
            }
            tree
        }

        fn read(&self, name: &str) -> Requirements {
            Requirements::read(&self.0.path().join(name)).unwrap()
        }
    }

    fn shown(found: &Requirements) -> Vec<String> {
        let one = |module: &Requirement| {
            let sum = if module.in_go_sum { " sum" } else { "" };
            let by = match &module.replaced {
                None => String::new(),
                Some(Replacement::Folder(folder)) => format!(" => {folder}"),
                Some(Replacement::Module { path, version }) => format!(" => {path} {version}"),
            };
            format!("{} {}{by}{sum}", module.path, module.version)
        };
        found.modules.iter().map(one).collect()
    }

    #[test]
    fn requires_and_replaces_are_read() {
        let tree = Tree::new(&[
            (
                "go.mod",
                "\u{feff}module a.example/m\r\n\r\ngo 1.22\r\nrequire b.example/x v1.0.0\r\nrequire (\r\n\t\"c.example/y\" v0.1.0 // indirect\r\n\t\
                 d.example/z v2.0.0+incompatible\r\n\te.example/w v1.1.0\r\n)\r\nreplace c.example/y => ../y\r\n\
                 replace (\r\n\td.example/z v9.0.0 => ./never\r\n\te.example/w v1.1.0 => f.example/w v1.2.0\r\n)\r\nexclude b.example/x v0.9.0\r\n",
            ),
            (
                "go.sum",
                "b.example/x v1.0.0/go.mod h1:x=\nb.example/x v1.0.0 h1:x=\nf.example/w v1.2.0 h1:x=\nd.example/z v2.0.0+incompatible/go.mod h1:x=\n",
            ),
        ]);
        let found = tree.read("go.mod");
        let expected = [
            "b.example/x v1.0.0 sum",
            "c.example/y v0.1.0 => ../y",
            "d.example/z v2.0.0+incompatible",
            "e.example/w v1.1.0 => f.example/w v1.2.0 sum",
        ];
        assert_eq!(shown(&found), expected);
        assert!(!found.vendored);
        assert!(found.knows("f.example/w", "v1.2.0") && !found.knows("d.example/z", "v2.0.0+incompatible"));
        assert_eq!(found.find("b.example/x").unwrap().version, "v1.0.0");
    }

    #[test]
    fn a_workspace_is_all_its_modules() {
        let tree = Tree::new(&[
            ("go.work", "go 1.22\nuse ./a\nuse (\n\t./b\n)\nreplace x.example/p => ./p\n"),
            ("go.work.sum", "y.example/q v1.10.0 h1:x=\n"),
            (
                "a/go.mod",
                "module m.example/a\nrequire (\nm.example/b v0.0.0\nx.example/p v1.0.0\ny.example/q v1.9.0\n)\n",
            ),
            ("b/go.mod", "module m.example/b\nrequire y.example/q v1.10.0\n"),
            ("vendor/modules.txt", "## workspace\n"),
        ]);
        let found = tree.read("go.work");
        assert_eq!(shown(&found), ["x.example/p v1.0.0 => ./p", "y.example/q v1.10.0 sum"]);
        assert!(found.vendored);
    }

    #[test]
    fn a_broken_file_is_named() {
        let tree = Tree::new(&[("go.mod", "module m\nrequire (\n")]);
        let error = Requirements::read(&tree.0.path().join("go.mod")).unwrap_err();
        assert!(matches!(error, Error::Syntax { line: 2, .. }), "{error}");
    }

    #[test]
    fn versions_have_their_order() {
        let ascending = [
            "",
            "v0.9.0",
            "v1.0.0-0.2019",
            "v1.0.0-1",
            "v1.0.0-2",
            "v1.0.0-10",
            "v1.0.0-a.1",
            "v1.0.0-a.b",
            "v1.0.0",
            "v1.9.0",
            "v1.10.0",
        ];
        for pair in ascending.windows(2) {
            assert!(order(pair[0]) < order(pair[1]), "{pair:?}");
        }
    }
}
