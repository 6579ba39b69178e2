//! Go's settings as they are in force for this user: the environment, the user's env file, `$GOROOT/go.env` and
//! what `go` has built in, in this order. Only here are those files read; the caller adds a project's source if it is
//! trusted.

mod carried;

pub use carried::{Carried, carried};

use crate::env::Env;
use crate::golang::database::{self, Database};
use crate::golang::env_file::EnvFile;
use crate::golang::env_rules::{KNOWN, UserFile};
use crate::golang::goproxy::{self, List};
use crate::golang::route::Values;
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::system::file;
use crate::system::reason;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// All sources of Go's settings, the one that wins first.
#[derive(Debug, Default)]
pub struct GoEnv {
    /// In order of precedence.
    sources: Vec<Source>,
    /// Files that are there and could not be read. `go` passes over them without a word.
    unreadable: Vec<Unreadable>,
}

/// One source of settings, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Whose settings these are.
    pub scope: Scope,
    /// The file, where it is one.
    pub file: Option<PathBuf>,
    /// Keys and values. An empty one in a file hides those below it; one in the environment is not there.
    pub values: BTreeMap<String, String>,
}

/// Whose settings a source holds, the one that wins first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The environment of the process.
    Process,
    /// A project's `go.env`, which gv hands to `go` as environment.
    Project,
    /// The user's env file.
    User,
    /// `$GOROOT/go.env`.
    Goroot,
    /// What `go` does when nothing is said.
    Builtin,
}

/// A value, and who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting<'a> {
    /// As it stands there.
    pub value: &'a str,
    /// Whose settings these are.
    pub scope: Scope,
    /// The file, where it is one.
    pub file: Option<&'a Path>,
    /// The key it was found under: GOPRIVATE, where it stands in for GONOPROXY or GONOSUMDB.
    pub key: &'a str,
}

impl Setting<'_> {
    /// The line of the file, counted from 1; the last one that sets the key counts.
    pub fn line(&self) -> Option<usize> {
        let content = EnvFile::parse(read(self.file?).ok()??);
        content.lines().filter(|line| line.key == self.key.as_bytes()).last().map(|line| line.number)
    }
}

/// A file that is there and could not be read.
#[derive(Debug, thiserror::Error)]
pub struct Unreadable {
    /// The file.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

/// No env file is larger; more would be read for nothing, or for ever.
const LIMIT: u64 = 16 << 20;

impl GoEnv {
    /// Reads the sources. `goroot` is that of the toolchain that would run, where there is one.
    pub fn read(env: &Env, goroot: Option<&Path>) -> Self {
        let mut all = Self { sources: vec![process(env)], unreadable: Vec::new() };
        if let UserFile::At { path, .. } = UserFile::locate(env, crate::system::platform::native().0) {
            all.add_file(Scope::User, path);
        }
        if let Some(goroot) = goroot {
            all.add_file(Scope::Goroot, goroot.join("go.env"));
        }
        all.sources.push(builtin(goroot.is_some()));
        all
    }

    /// Puts another source in its place.
    #[must_use]
    pub fn with_source(mut self, source: Source) -> Self {
        let place = self.sources.partition_point(|other| other.scope <= source.scope);
        self.sources.insert(place, source);
        self
    }

    /// The sources, the one that wins first.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The files that could not be read.
    pub fn unreadable(&self) -> &[Unreadable] {
        &self.unreadable
    }

    /// What is in force; GOPRIVATE stands in for GONOPROXY and GONOSUMDB where those are empty. `None` when
    /// nothing says anything, not even `go` itself.
    pub fn value(&self, key: &str) -> Option<Setting<'_>> {
        let own = self.settings(key).next();
        let empty = own.is_none_or(|setting| setting.value.is_empty());
        match key {
            "GONOPROXY" | "GONOSUMDB" if empty => self.settings("GOPRIVATE").next(),
            // These have a default of their own, others are empty when a file says so.
            "GOAUTH" | "GOVCS" if empty => self.settings(key).last(),
            _ => own,
        }
    }

    /// The text in force, empty where nothing is.
    pub fn text(&self, key: &str) -> &str {
        self.value(key).map_or("", |setting| setting.value)
    }

    /// What the sources below the one in force say.
    pub fn shadowed(&self, key: &str) -> impl Iterator<Item = Setting<'_>> {
        self.settings(key).skip(1)
    }

    /// What every source says, the one in force first.
    pub fn settings(&self, key: &str) -> impl Iterator<Item = Setting<'_>> {
        self.sources.iter().filter_map(move |source| source.setting(key))
    }

    /// Every key that a source other than the built-in one sets, in alphabetical order.
    pub fn keys(&self) -> Vec<&str> {
        let set = self.sources.iter().filter(|source| source.scope != Scope::Builtin);
        let mut keys: Vec<_> = set.flat_map(|source| source.values.keys().map(String::as_str)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// GOPROXY as `go` would follow it.
    pub fn goproxy(&self) -> Result<List, goproxy::Error> {
        List::parse(self.text("GOPROXY"))
    }

    /// GOSUMDB as `go` would follow it.
    pub fn database(&self) -> Result<Database, database::Error> {
        Database::parse(self.text("GOSUMDB"))
    }

    /// What the way of a module depends on.
    pub fn route_values(&self) -> Values<'_> {
        let own = |key| self.settings(key).next().map_or("", |setting| setting.value);
        Values {
            goproxy: own("GOPROXY"),
            goprivate: own("GOPRIVATE"),
            gonoproxy: own("GONOPROXY"),
            gonosumdb: own("GONOSUMDB"),
            gosumdb: own("GOSUMDB"),
            goinsecure: own("GOINSECURE"),
            govcs: own("GOVCS"),
            goflags: own("GOFLAGS"),
        }
    }

    /// Adds what a file says, if it is there.
    fn add_file(&mut self, scope: Scope, path: PathBuf) {
        match read(&path) {
            Ok(Some(bytes)) => self.sources.push(Source::of_file(scope, path, &EnvFile::parse(bytes))),
            Ok(None) => {}
            Err(source) => self.unreadable.push(Unreadable { path, source }),
        }
    }
}

impl Source {
    /// What a file says. A key or value that is not UTF-8 has those bytes replaced.
    pub fn of_file(scope: Scope, file: PathBuf, content: &EnvFile) -> Self {
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        let values = content.lines().map(|line| (text(line.key), text(line.value))).collect();
        Self { scope, file: Some(file), values }
    }

    fn setting<'a>(&'a self, key: &str) -> Option<Setting<'a>> {
        let (key, value) = self.values.get_key_value(key)?;
        // `go` sees the project's source as environment, where an empty value counts as none.
        let absent = value.is_empty() && matches!(self.scope, Scope::Process | Scope::Project);
        (!absent).then_some(Setting { value, scope: self.scope, file: self.file.as_deref(), key })
    }
}

/// The user's env file, there or not; `None` where there can be none.
pub fn user_file(env: &Env) -> Option<PathBuf> {
    match UserFile::locate(env, crate::system::platform::native().0) {
        UserFile::At { path, .. } => Some(path),
        UserFile::Off | UserFile::Nowhere => None,
    }
}

/// What an env file says about one key; `None` also where there is no such file, or none that can be read. For who asks
/// for one key and not for all of [`GoEnv`].
pub fn value_in(file: &Path, key: &str) -> Option<String> {
    EnvFile::parse(read(file).ok().flatten()?).text(key)
}

/// What the user's env file says about one key; `None` also where the value is empty.
pub fn user_value(env: &Env, key: &str) -> Option<String> {
    value_in(&user_file(env)?, key).filter(|value| !value.is_empty())
}

impl Scope {
    /// The word for scripts.
    pub fn id(self) -> &'static str {
        match self {
            Scope::Process => "process",
            Scope::Project => "project",
            Scope::User => "user",
            Scope::Goroot => "goroot",
            Scope::Builtin => "builtin",
        }
    }
}

fn process(env: &Env) -> Source {
    let value = |key: &&str| Some((key.to_string(), env.get(key)?.to_string_lossy().into_owned()));
    Source { scope: Scope::Process, file: None, values: KNOWN.iter().filter_map(value).collect() }
}

/// Since 1.21 the defaults stand in `$GOROOT/go.env`. Where that lacks them, or where there is no toolchain yet, these
/// are what `go` would do.
fn builtin(toolchain: bool) -> Source {
    // Without a line in go.env, `go` runs itself and nothing else.
    let gotoolchain = if toolchain { "local" } else { "auto" };
    let values = [
        ("GOPROXY", goproxy::DEFAULT),
        ("GOSUMDB", database::DEFAULT),
        ("GOTOOLCHAIN", gotoolchain),
        ("GOAUTH", "netrc"),
        ("GOVCS", "public:git|hg,private:all"),
    ];
    let values = values.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Source { scope: Scope::Builtin, file: None, values }
}

/// A file's bytes; `None` when it is not there.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match file::read_regular(path, LIMIT) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

displayed!(Unreadable);

impl Explain for Unreadable {
    fn message(&self, lang: Lang) -> String {
        say!(
            lang,
            "cannot read {path}: {why}",
            "无法读取 {path}：{why}",
            path = self.path.display(),
            why = reason(&self.source, lang)
        )
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        vec![Hint::words(say!(
            lang,
            "go ignores such a file without a message: make it readable, or point GOENV elsewhere",
            "go 命令会不作提示地忽略这样的文件：请使其可读，或将 GOENV 指向别处"
        ))]
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

impl Scope {
    /// What people call it.
    pub fn title(self, lang: Lang) -> String {
        match self {
            Self::Process => say!(lang, "environment", "进程环境"),
            Self::Project => say!(lang, "project", "项目"),
            Self::User => say!(lang, "user", "用户"),
            Self::Goroot => "GOROOT".to_owned(),
            Self::Builtin => say!(lang, "Go's default", "Go 默认值"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    struct Place {
        folder: tempfile::TempDir,
        vars: Vec<(String, String)>,
    }

    impl Place {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("user.env").to_string_lossy().into_owned();
            Self { folder, vars: vec![("GOENV".to_owned(), file)] }
        }

        fn var(mut self, key: &str, value: &str) -> Self {
            self.vars.push((key.to_owned(), value.to_owned()));
            self
        }

        fn file(self, name: &str, content: &str) -> Self {
            fs::write(self.folder.path().join(name), content).unwrap();
            self
        }

        fn read(&self) -> GoEnv {
            let vars = self.vars.iter().map(|(key, value)| (key.into(), value.into()));
            GoEnv::read(&Env::from_vars(vars), Some(self.folder.path()))
        }
    }

    fn who<'a>(env: &'a GoEnv, key: &str) -> (&'a str, Scope) {
        env.value(key).map(|setting| (setting.value, setting.scope)).unwrap()
    }

    #[test]
    fn the_higher_source_wins_and_the_lower_are_remembered() {
        let place = Place::new()
            .var("GOPROXY", "off")
            .var("GOSUMDB", "")
            .file("user.env", "GOPROXY=direct\nGOSUMDB=off\nGOPRIVATE=a.example\n")
            .file("go.env", "# defaults\nGOPROXY=https://proxy.golang.org,direct\nGOTOOLCHAIN=auto\n");
        let env = place.read();
        assert_eq!(who(&env, "GOPROXY"), ("off", Scope::Process));
        let below: Vec<_> = env.shadowed("GOPROXY").map(|setting| (setting.value, setting.scope)).collect();
        let default = "https://proxy.golang.org,direct";
        assert_eq!(below, [("direct", Scope::User), (default, Scope::Goroot), (default, Scope::Builtin)]);
        assert_eq!(who(&env, "GOSUMDB"), ("off", Scope::User));
        assert_eq!(who(&env, "GOTOOLCHAIN"), ("auto", Scope::Goroot));
        assert_eq!(who(&env, "GOAUTH"), ("netrc", Scope::Builtin));
        assert_eq!(env.value("GOFLAGS"), None);
        assert_eq!(env.keys(), ["GOENV", "GOPRIVATE", "GOPROXY", "GOSUMDB", "GOTOOLCHAIN"]);
        assert_eq!(env.goproxy().unwrap().to_string(), "off");
        assert_eq!(env.database().unwrap(), Database::Off);
    }

    #[test]
    fn goprivate_stands_in_for_empty_lists() {
        let place = Place::new().file("user.env", "GOPRIVATE=a.example\nGONOPROXY=\nGONOSUMDB=none\n");
        let env = place.read();
        let setting = env.value("GONOPROXY").unwrap();
        assert_eq!((setting.value, setting.key), ("a.example", "GOPRIVATE"));
        assert_eq!(env.text("GONOSUMDB"), "none");
        let values = env.route_values();
        assert_eq!((values.goprivate, values.gonoproxy, values.gonosumdb), ("a.example", "", "none"));
        assert_eq!(values.goproxy, goproxy::DEFAULT);
    }

    #[test]
    fn an_empty_value_in_a_file_hides_those_below() {
        let env = Place::new().file("user.env", "GOPROXY=\n").file("go.env", "GOPROXY=direct\n").read();
        assert_eq!(who(&env, "GOPROXY"), ("", Scope::User));
        assert_eq!(env.goproxy(), Err(goproxy::Error::Empty));
        let env = Place::new().file("user.env", "GOAUTH=\n").file("go.env", "GOAUTH=off\n").read();
        assert_eq!(who(&env, "GOAUTH"), ("netrc", Scope::Builtin));
    }

    #[test]
    fn a_projects_source_stands_below_the_process_only() {
        let source = |text: &str| Source::of_file(Scope::Project, "/p/go.env".into(), &EnvFile::parse(text));
        let place = Place::new().var("GOSUMDB", "off").file("user.env", "GOPROXY=direct\nGOVCS=*:off\n");
        let env = place.read().with_source(source("GOPROXY=off\nGOSUMDB=x\nGOVCS=\n"));
        assert_eq!(who(&env, "GOPROXY"), ("off", Scope::Project));
        assert_eq!(env.value("GOPROXY").unwrap().file, Some(Path::new("/p/go.env")));
        assert_eq!(who(&env, "GOSUMDB"), ("off", Scope::Process));
        assert_eq!(who(&env, "GOVCS"), ("*:off", Scope::User));
        let scopes: Vec<_> = env.sources().iter().map(|source| source.scope).collect();
        assert_eq!(scopes, [Scope::Process, Scope::Project, Scope::User, Scope::Builtin]);
    }

    #[test]
    fn a_missing_file_is_no_fault_and_an_unreadable_one_is_told() {
        let place = Place::new();
        assert!(place.read().unreadable().is_empty());
        fs::create_dir(place.folder.path().join("user.env")).unwrap();
        let env = place.read();
        assert_eq!(env.unreadable().len(), 1);
        assert_eq!(env.unreadable()[0].path, place.folder.path().join("user.env"));
        assert_eq!(who(&env, "GOPROXY"), (goproxy::DEFAULT, Scope::Builtin));
    }

    #[test]
    fn goenv_off_means_no_user_file() {
        let mut place = Place::new().file("user.env", "GOPROXY=direct\n").file("off", "GOPROXY=direct\n");
        place.vars = vec![("GOENV".to_owned(), "off".to_owned())];
        assert_eq!(who(&place.read(), "GOPROXY"), (goproxy::DEFAULT, Scope::Builtin));
    }
}
