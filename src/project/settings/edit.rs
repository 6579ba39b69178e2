//! Changing Go's settings in a file: the project's go.env, or the user's as `go env -w` would. Comments, order and
//! line ends stay.

use super::{ALLOWED, Error, File, NAME, Settings, State, Target, Trust, find, home_of_new};
use crate::env::Env;
use crate::golang::env_file::EnvFile;
use crate::golang::env_rules::{self, KNOWN, UserFile};
use crate::golang::fatal;
use crate::hidden::is_unseen;
use crate::home::Home;
use crate::project::Survey;
use crate::store::Store;
use crate::system::Action;
use crate::system::file::{self, How};
use crate::system::platform;
use crate::urls;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Changes to make together: all of them, or none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// Keys and their new values; `None` takes a key out.
    pub values: Vec<(String, Option<String>)>,
    /// Whether the file is only looked at.
    pub dry: bool,
}

/// What was changed, or would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The file.
    pub file: PathBuf,
    /// Whether it was made for this.
    pub created: bool,
    /// Each key, in the order they were given.
    pub changes: Vec<Changed>,
}

/// What became of one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The key.
    pub key: String,
    /// Its value before.
    pub before: Option<String>,
    /// Its value now.
    pub after: Option<String>,
}

/// What surrounds an edit.
struct Desk<'a> {
    survey: Survey,
    env: &'a Env,
    home: &'a Home,
}

/// No file of settings is larger.
const LIMIT: u64 = 16 << 20;

/// Makes the changes, for the working directory, under a lock: two at once lose nothing. What gv writes into a go.env is trusted, if what stood there before was.
pub fn edit(target: Target, edit: &Edit, env: &Env, home: &Home) -> Result<Edited, Error> {
    let _lock = if edit.dry { None } else { Some(Store::of(home).lock_settings()?) };
    let desk = Desk { survey: Survey::of(env.cwd(), env), env, home };
    match target {
        Target::Project => desk.project(edit),
        Target::User => desk.user(edit),
    }
}

impl Desk<'_> {
    fn project(&self, edit: &Edit) -> Result<Edited, Error> {
        for (key, value) in &edit.values {
            check_project(key, value.as_deref())?;
        }
        let (path, before) = self.present()?;
        let created = before.is_none();
        let mut file = EnvFile::parse(before.unwrap_or_default());
        let changes = apply(edit, &mut file);
        let edited = Edited { file: path.clone(), created, changes };
        if edit.dry || edited.changes.iter().all(|change| change.before == change.after) {
            return Ok(Edited { created: created && edit.dry, ..edited });
        }
        let file = File::parse(path, file.bytes().to_owned())?;
        // First the trust, then the file: killed in between, nothing is obeyed that the user did not ask for.
        Trust::of(self.home).give_locked(&file)?;
        write(file.path(), file.bytes(), &edited.file)?;
        Ok(edited)
    }

    /// The go.env to be changed, and its content if it is there. One that was not reviewed is not changed:
    /// trusting the result would mean trusting all of it.
    fn present(&self) -> Result<(PathBuf, Option<Vec<u8>>), Error> {
        let Some(path) = find(&self.survey, self.env) else {
            return Ok((home_of_new(&self.survey, self.env)?.join(NAME), None));
        };
        match Settings::at(path.clone(), self.home).state {
            State::Trusted(file) | State::Empty(file) => Ok((path, Some(file.bytes().to_owned()))),
            State::Untrusted(_) => Err(Error::NotTrusted { path }),
            State::Refused(refusal) => Err(refusal.into()),
        }
    }

    fn user(&self, edit: &Edit) -> Result<Edited, Error> {
        let os = platform::native().0;
        let path = match UserFile::locate(self.env, os) {
            UserFile::Off => return Err(Error::UserFileOff),
            UserFile::Nowhere => return Err(Error::UserFileNowhere),
            UserFile::At { path, .. } => path,
        };
        let before = read(&path)?;
        let created = before.is_none();
        let mut file = EnvFile::parse(before.unwrap_or_default());
        for (key, value) in &edit.values {
            let present = file.get(key).is_some();
            match value {
                Some(value) => {
                    env_rules::check(key, value.as_ref(), present, os)?;
                    check_starts(Target::User, key, value)?;
                }
                // What should not be there is taken out all the same.
                None if present => {}
                None => env_rules::check_key(key, present)?,
            }
        }
        let changes = apply(edit, &mut file);
        let edited = Edited { file: path.clone(), created, changes };
        if edit.dry || edited.changes.iter().all(|change| change.before == change.after) {
            return Ok(Edited { created: created && edit.dry, ..edited });
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(Error::io(Action::Create, folder))?;
        }
        // People keep this file among their dotfiles, and a link to it here.
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        write(&real, file.bytes(), &path)?;
        Ok(edited)
    }
}

fn check_project(key: &str, value: Option<&str>) -> Result<(), Error> {
    if !ALLOWED.contains(&key) {
        let known = KNOWN.contains(&key) && env_rules::check_key(key, false).is_ok();
        return Err(Error::Key { key: key.to_owned(), known });
    }
    let Some(value) = value else { return Ok(()) };
    env_rules::check(key, value.as_ref(), true, platform::native().0)?;
    if value.chars().any(is_unseen) {
        let reason = env_rules::BadValue::Unseen;
        return Err(env_rules::Refusal::Value { key: key.to_owned(), reason }.into());
    }
    if urls::holds(key, value) {
        return Err(Error::Credentials { key: key.to_owned() });
    }
    check_starts(Target::Project, key, value)
}

/// Refuses what every go command would fail with.
fn check_starts(target: Target, key: &str, value: &str) -> Result<(), Error> {
    let Some(why) = fatal::check(key, value) else { return Ok(()) };
    Err(Error::Fatal { key: key.to_owned(), why, target, better: fatal::mended(key, value) })
}

fn apply(edit: &Edit, file: &mut EnvFile) -> Vec<Changed> {
    let one = |(key, value): &(String, Option<String>)| {
        let before = file.text(key);
        match value {
            // A value that is there already keeps its line, and what ends it.
            Some(value) if before.as_ref() == Some(value) => {}
            Some(value) => file.set(key, value),
            None => {
                file.unset(key);
            }
        }
        Changed { key: key.clone(), before, after: value.clone() }
    };
    edit.values.iter().map(one).collect()
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match file::read_regular(path, LIMIT) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io(Action::Read, path)(error)),
    }
}

/// Puts the bytes in the place of a file. `named` is how the user calls it.
fn write(path: &Path, bytes: &[u8], named: &Path) -> Result<(), Error> {
    file::replace(path, bytes, How::Readable).map_err(Error::io(Action::Write, named))
}

/// Puts back what a file held before an edit, every byte of it; `None` takes the file away. What is put back into a
/// project's go.env is trusted: it was when it was edited.
pub fn restore(target: Target, path: &Path, bytes: Option<&[u8]>, home: &Home) -> Result<(), Error> {
    let _lock = Store::of(home).lock_settings()?;
    let Some(bytes) = bytes else { return file::remove(path).map_err(Error::io(Action::Remove, path)) };
    if target == Target::Project {
        let file = File::parse(path.to_owned(), bytes.to_owned())?;
        if !file.entries().is_empty() {
            Trust::of(home).give_locked(&file)?;
        }
    }
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    write(&real, bytes, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Stage {
        dir: tempfile::TempDir,
        home: Home,
    }

    impl Stage {
        fn new() -> Self {
            let dir = tempfile::tempdir().unwrap();
            fs::create_dir_all(dir.path().join("p")).unwrap();
            fs::write(dir.path().join("p/go.mod"), "module m\n").unwrap();
            Self { home: Home::at(dir.path().join("gv")), dir }
        }

        fn path(&self, name: &str) -> PathBuf {
            self.dir.path().join(name)
        }

        fn edit(&self, target: Target, values: &[(&str, Option<&str>)]) -> Result<Edited, Error> {
            let env = Env::from_vars([("GOENV".into(), self.path("c/user.env").into())]);
            let env = env.with_cwd(self.path("p"));
            let values = values.iter().map(|(key, value)| ((*key).to_owned(), value.map(str::to_owned)));
            edit(target, &Edit { values: values.collect(), dry: false }, &env, &self.home)
        }

        fn set(&self, key: &str, value: &str) -> Result<Edited, Error> {
            self.edit(Target::Project, &[(key, Some(value))])
        }

        fn text(&self) -> String {
            fs::read_to_string(self.path("p/go.env")).unwrap()
        }

        fn is_trusted(&self) -> bool {
            matches!(Settings::at(self.path("p/go.env"), &self.home).state, State::Trusted(_))
        }
    }

    #[test]
    fn what_gv_writes_is_trusted_and_what_stood_there_is_kept() {
        let stage = Stage::new();
        let edited = stage.set("GOPROXY", "off").unwrap();
        assert!(edited.created && stage.is_trusted());
        fs::write(stage.path("p/go.env"), "# ours\nGOPROXY=off\n\n# and\nGOSUMDB=x.example\n").unwrap();
        assert!(matches!(stage.set("GOVCS", "*:git"), Err(Error::NotTrusted { .. })));
        let file = File::read(&stage.path("p/go.env")).unwrap();
        Trust::of(&stage.home).give(&file).unwrap();
        let edited = stage.edit(Target::Project, &[("GOPROXY", Some("direct")), ("GOSUMDB", None)]).unwrap();
        assert_eq!(edited.changes[0].before.as_deref(), Some("off"));
        assert_eq!(stage.text(), "# ours\nGOPROXY=direct\n\n# and\n");
        assert!(stage.is_trusted());
        assert_eq!(fs::read_dir(stage.path("p")).unwrap().count(), 2);
    }

    #[test]
    fn what_may_not_stand_there_is_not_written() {
        let stage = Stage::new();
        assert!(matches!(stage.set("GOFLAGS", "-x"), Err(Error::Key { known: true, .. })));
        assert!(matches!(stage.set("HTTPS_PROXY", "x"), Err(Error::Key { known: false, .. })));
        assert!(matches!(stage.set("GOROOT", "/x"), Err(Error::Key { known: false, .. })));
        assert!(matches!(stage.set("GOPROXY", "https://me:pw@a.example"), Err(Error::Credentials { .. })));
        for value in ["a\nb", "a\0b", "a\tb", "a\r"] {
            assert!(matches!(stage.set("GOPROXY", value), Err(Error::Value(_))), "{value:?}");
        }
        let both = [("GOPROXY", Some("off")), ("GOFLAGS", Some("-x"))];
        assert!(stage.edit(Target::Project, &both).is_err());
        assert!(!stage.path("p/go.env").exists());
    }

    #[test]
    fn the_users_file_is_written_as_go_would() {
        let stage = Stage::new();
        let set = |key: &str, value: &str| stage.edit(Target::User, &[(key, Some(value))]);
        assert!(set("GOFLAGS", "-mod=mod").unwrap().created);
        assert!(matches!(set("GOVERSION", "x"), Err(Error::Value(_))));
        assert!(matches!(set("GOPATH", "x"), Err(Error::Value(_))));
        set("GOPROXY", "https://me:pw@a.example").unwrap();
        let text = fs::read_to_string(stage.path("c/user.env")).unwrap();
        assert_eq!(text, "GOFLAGS=-mod=mod\nGOPROXY=https://me:pw@a.example\n");
        stage.edit(Target::User, &[("GOFLAGS", None), ("GOVCS", None)]).unwrap();
        let text = fs::read_to_string(stage.path("c/user.env")).unwrap();
        assert_eq!(text, "GOPROXY=https://me:pw@a.example\n");
    }

    #[test]
    fn nothing_to_change_writes_nothing() {
        let stage = Stage::new();
        let edited = stage.edit(Target::Project, &[("GOPROXY", None)]).unwrap();
        assert!(!edited.created && !stage.path("p/go.env").exists() && !stage.home.trust().exists());
    }
}
