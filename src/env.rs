//! The environment of the process, read once. Nothing else calls `std::env::var`.
//!
//! What gv itself has exported for a project is not the user's word: no question finds it here. Only what is started
//! inherits it, and only who puts a project's settings in force asks for that.

pub mod exported;
pub mod late;
pub mod paths;
pub mod relayed;

use crate::system::folders;
use exported::{Exported, HELD};
use late::Late;
use relayed::{RELAYED, Relayed};
use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// A snapshot of the environment and the working directory. An empty value counts as unset, as it does for Go.
#[derive(Debug, Clone, Default)]
pub struct Env {
    /// As the user made it: without what gv has exported.
    vars: HashMap<OsString, OsString>,
    /// What gv has written down as exported.
    exported: Exported,
    /// The variables that still have the value that gv gave them.
    inherited: HashMap<&'static str, String>,
    /// What gv has written down as set for its relay.
    relayed: Relayed,
    cwd: PathBuf,
    exe: Option<PathBuf>,
    home_dir: Option<PathBuf>,
    /// Whether it was read from the process, so that the system's own folders count.
    is_of_process: bool,
    /// What stands behind `vars` for gv's own requests.
    proxies_behind: Vec<(&'static str, String)>,
    /// What stands before `vars` for gv's own requests.
    for_requests: Option<Late>,
}

impl Env {
    /// Reads the process. A working directory that is gone is left empty: only what needs it fails.
    pub fn from_process() -> Self {
        let mut env = Self::from_vars(std::env::vars_os());
        env.cwd = crate::system::directory::working(env.get("PWD").map(Path::new)).unwrap_or_default();
        env.exe = std::env::current_exe().ok();
        env.home_dir = folders::home().filter(|dir| dir.is_absolute());
        env.is_of_process = true;
        env
    }

    /// An environment of the given variables only, for tests of code that reads one.
    pub fn from_vars(vars: impl IntoIterator<Item = (OsString, OsString)>) -> Self {
        let vars = vars.into_iter().map(|(key, value)| (canonical(key), value)).collect();
        let mut env = Self { vars, ..Self::default() };
        env.exported = Exported::parse(env.text(HELD).unwrap_or_default());
        for entry in env.exported.clone().entries() {
            env.set_aside(entry);
        }
        env.relayed = Relayed::parse(env.text(RELAYED).unwrap_or_default());
        for (name, value, before) in env.relayed.clone().entries() {
            env.put_back(name, value, before);
        }
        env
    }

    /// Puts back what the user had where gv has set a value for its relay; one that was changed since is the user's.
    fn put_back(&mut self, name: &str, value: &str, before: Option<&str>) {
        if self.text(name) != Some(value) {
            return;
        }
        let name = canonical(name.into());
        match before {
            Some(before) => self.vars.insert(name, before.into()),
            None => self.vars.remove(&name),
        };
    }

    /// What gv has written down as set for its relay, whether or not it still stands.
    pub fn relayed(&self) -> &Relayed {
        &self.relayed
    }

    /// The same with other values for some variables.
    #[must_use]
    pub fn with<'a>(mut self, variables: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let variables = variables.into_iter().map(|(name, value)| (canonical(name.into()), value.into()));
        self.vars.extend(variables);
        self
    }

    /// Puts back what the user had where gv has exported a value; one that was changed since is the user's.
    fn set_aside(&mut self, entry: &exported::Entry) {
        if self.text(entry.key) != Some(&entry.value) {
            return;
        }
        let name = canonical(entry.key.into());
        self.inherited.insert(entry.key, entry.value.clone());
        if entry.was_empty {
            self.vars.insert(name, OsString::new());
        } else {
            self.vars.remove(&name);
        }
    }

    /// What gv has written down as exported, whether or not it still stands.
    pub fn exported(&self) -> &Exported {
        &self.exported
    }

    /// The value that gv has exported for a project, where it still stands.
    pub fn inherited(&self, name: &str) -> Option<&str> {
        self.inherited.get(name).map(String::as_str)
    }

    /// The same with another working directory.
    #[must_use]
    pub fn with_cwd(mut self, cwd: impl Into<PathBuf>) -> Self {
        self.cwd = cwd.into();
        self
    }

    /// The same with another home directory of the user.
    #[must_use]
    pub fn with_home_dir(mut self, home: impl Into<PathBuf>) -> Self {
        self.home_dir = Some(home.into());
        self
    }

    /// The same as if another program were running.
    #[must_use]
    pub fn with_exe(mut self, exe: impl Into<PathBuf>) -> Self {
        self.exe = Some(exe.into());
        self
    }

    /// The same without some of its variables.
    #[must_use]
    pub fn without<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        for name in names {
            self.vars.remove(&canonical(name.into()));
        }
        self
    }

    /// Whether a variable is there, be it empty.
    pub fn has(&self, name: &str) -> bool {
        self.vars.contains_key(&canonical(name.into()))
    }

    /// The same with proxies that count where the environment names none, for gv's own requests only.
    #[must_use]
    pub fn with_proxies_behind(mut self, proxies: Vec<(&'static str, String)>) -> Self {
        self.proxies_behind = proxies;
        self
    }

    /// The same with other values for gv's own requests only, found out when the first is made.
    #[must_use]
    pub fn with_for_requests(mut self, variables: Late) -> Self {
        self.for_requests = Some(variables);
        self
    }

    /// The environment as gv's own requests see it: with the proxies behind it, where it names none itself.
    #[must_use]
    pub fn for_requests(&self) -> Self {
        let mut env = self.clone();
        let own = env.names_a_proxy();
        let behind = std::mem::take(&mut env.proxies_behind);
        env.vars.extend(
            behind.into_iter().filter(|_| !own).map(|(name, value)| (canonical(name.into()), value.into())),
        );
        match env.for_requests.take() {
            Some(variables) => env.with(variables.values().clone()),
            None => env,
        }
    }

    /// Whether a variable names a proxy, for whatever scheme.
    pub fn names_a_proxy(&self) -> bool {
        let names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"];
        names.iter().any(|name| self.get(name).is_some())
    }

    /// The value of a variable; `None` when unset or empty.
    pub fn get(&self, name: &str) -> Option<&OsStr> {
        self.vars.get(&canonical(name.into())).map(OsString::as_os_str).filter(|value| !value.is_empty())
    }

    /// The names of all variables, empty ones and those that gv has exported too.
    pub fn names(&self) -> impl Iterator<Item = &OsStr> {
        self.vars.keys().map(OsString::as_os_str).chain(self.inherited.keys().map(OsStr::new))
    }

    /// The value as text; `None` also when it is not UTF-8.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(OsStr::to_str)
    }

    /// Whether a switch is on: set, and neither `0`, `false`, `no` nor `off`.
    pub fn flag(&self, name: &str) -> bool {
        self.text(name)
            .is_some_and(|v| !["0", "false", "no", "off"].contains(&v.to_ascii_lowercase().as_str()))
    }

    /// The working directory as the user sees it (through links, when `PWD` says so), empty when it is gone.
    pub fn cwd(&self) -> &Path {
        &self.cwd
    }

    /// The file of the running program, links resolved where the system does so.
    pub fn exe(&self) -> Option<&Path> {
        self.exe.as_deref()
    }

    /// The user's own directory.
    pub fn home_dir(&self) -> Option<&Path> {
        self.home_dir.as_deref()
    }

    /// Where this user's programs keep their data, as the system says it.
    pub fn data_dir(&self) -> Option<PathBuf> {
        self.is_of_process.then(folders::data).flatten()
    }

    /// The folders in which installers put programs, as the system says it; only Windows has such.
    pub fn program_dirs(&self) -> Vec<PathBuf> {
        if self.is_of_process { folders::programs() } else { Vec::new() }
    }

    /// The folder for temporary files, by the variables that name it.
    pub fn temp_dir(&self) -> PathBuf {
        let (names, usual) =
            if cfg!(windows) { (&["TMP", "TEMP"][..], "") } else { (&["TMPDIR"][..], "/tmp") };
        names.iter().find_map(|name| self.get(name)).map_or_else(|| usual.into(), PathBuf::from)
    }

    /// The directories of `PATH` in order; empty entries are left out.
    pub fn path_dirs(&self) -> Vec<PathBuf> {
        let path = self.get("PATH").map(std::env::split_paths);
        path.into_iter().flatten().filter(|dir| !dir.as_os_str().is_empty()).collect()
    }
}

/// Windows does not tell `Path` from `PATH`.
fn canonical(name: OsString) -> OsString {
    if cfg!(windows) { name.to_ascii_uppercase() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env(vars: &[(&str, &str)]) -> Env {
        Env::from_vars(vars.iter().map(|(name, value)| (name.into(), value.into())))
    }

    #[test]
    fn what_gv_has_exported_is_not_found_and_what_the_user_changed_since_is() {
        let env = env(&[("GOPROXY", "off"), ("GOSUMDB", "mine"), (HELD, "GOPROXY=off\tGOSUMDB=theirs")]);
        assert_eq!((env.get("GOPROXY"), env.inherited("GOPROXY")), (None, Some("off")));
        assert_eq!((env.text("GOSUMDB"), env.inherited("GOSUMDB")), (Some("mine"), None));
        assert!(!env.has("GOPROXY") && env.inherited("GOVCS").is_none());
    }

    #[test]
    fn a_variable_that_was_there_and_empty_is_so_again() {
        let env = env(&[("GOVCS", "a:git"), (HELD, "+GOVCS=a:git")]);
        assert!(env.has("GOVCS") && env.get("GOVCS").is_none());
        assert_eq!(env.inherited("GOVCS"), Some("a:git"));
    }
}
