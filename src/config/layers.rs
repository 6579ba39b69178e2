//! The files that settings come from: the user's, and below it the one of the machine's administrators.

use super::policy::Policy;
use super::{Error, File, LIMIT, parse};
use crate::env::Env;
use crate::home::Home;
use crate::system::file;
use crate::system::ownership::{self, is_administrators};
use crate::system::{Action, FileError};
use std::io;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// The settings of a machine's administrators, there or not; `None` on systems that have no place for them.
pub fn system_file() -> Option<PathBuf> {
    Some(ownership::settings()?.join("config.toml"))
}

/// The store for all users that counts without a setting: where one is, and only administrators can change it.
fn usual_store() -> Option<PathBuf> {
    ownership::store().filter(|folder| folder.join("versions").is_dir() && is_administrators(folder))
}

/// Where that store lies, there or not.
pub fn usual_shared_store() -> Option<PathBuf> {
    ownership::store()
}

/// All files, the user's above the system's, and the policy of the system's. A file of the system that others than its
/// administrators can write does not count.
pub(super) fn read(home: &Home) -> Result<(File, Option<Policy>), Error> {
    over_system(user(home)?)
}

/// The same where a file of the user that cannot be understood is as if it were not there: it is no way past the policy.
pub(super) fn read_for_go(home: &Home) -> Result<(File, Option<Policy>), Error> {
    over_system(user(home).unwrap_or_default())
}

fn user(home: &Home) -> Result<User, Error> {
    let bytes = text(&home.config())?;
    let file = match &bytes {
        Some(bytes) => checked(bytes, &home.config())?,
        None => File::default(),
    };
    if file.policy.is_some() {
        return Err(Error::PolicyOfUser { path: home.config(), system: system_file() });
    }
    Ok(User { file, bytes })
}

/// The user's file, understood and as it is.
#[derive(Default)]
struct User {
    file: File,
    bytes: Option<Vec<u8>>,
}

fn over_system(User { file, bytes: user }: User) -> Result<(File, Option<Policy>), Error> {
    let system = system_file().filter(|path| path.is_file() && is_administrators(path));
    // One that is not to be had any more has been removed this moment.
    let system =
        system.map(|path| Ok::<_, Error>(text(&path)?.map(|bytes| (path, bytes)))).transpose()?.flatten();
    let Some((path, bytes)) = system else { return Ok((file, None)) };
    let of_system = checked(&bytes, &path)?;
    let database = of_system.security.database;
    let policy = of_system.policy.map(|table| table.of(path.clone(), database));
    let (mut below, above) = (table(&bytes), user.as_deref().map(table).unwrap_or_default());
    below.remove("policy");
    lay_over(&mut below, above);
    // Each was understood by itself, so both together are.
    let whole = below.try_into::<File>().map_err(|error| Error::Syntax {
        path,
        line: 1,
        column: 1,
        message: error.message().to_owned(),
    })?;
    Ok((whole, policy))
}

fn checked(bytes: &[u8], path: &Path) -> Result<File, Error> {
    let path = path.to_owned();
    parse(bytes).map_err(|(line, column, message)| Error::Syntax { path, line, column, message })
}

fn text(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match file::read_regular(path, LIMIT) {
        Ok(bytes) => Ok(Some(bytes)),
        // A path component that is a file: there is no home here, and what needs one will say so.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(source) => Err(Error::Read(FileError { action: Action::Read, path: path.to_owned(), source })),
    }
}

fn table(bytes: &[u8]) -> Table {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).ok().and_then(|text| toml::from_str(text).ok()).unwrap_or_default()
}

/// Puts a table over another one, key by key; a list takes the place of a list.
fn lay_over(below: &mut Table, above: Table) {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => lay_over(below, above),
            (_, value) => {
                below.insert(key, value);
            }
        }
    }
}

/// The stores that `GV_SHARED` names, in the form of PATH; the usual one where nothing is named.
pub(super) fn shared(env: &Env, configured: Option<Vec<PathBuf>>) -> Vec<PathBuf> {
    match (env.get("GV_SHARED"), configured) {
        (Some(list), _) => std::env::split_paths(list).filter(|path| path.is_absolute()).collect(),
        (None, Some(list)) => list,
        (None, None) => usual_store().into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_users_settings_lie_over_the_systems() {
        let mut below = table(
            b"lang = 'zh'\n[release]\norigin = 'a'\nmirrors = ['x', 'y']\n[store]\nshared = ['/opt/gv']",
        );
        lay_over(&mut below, table(b"\xef\xbb\xbf[release]\nmirrors = ['z']\nplatform = 'linux-386'"));
        let expected = table(b"lang = 'zh'\n[release]\norigin = 'a'\nmirrors = ['z']\nplatform = 'linux-386'\n[store]\nshared = ['/opt/gv']");
        assert_eq!(below, expected);
    }
}
