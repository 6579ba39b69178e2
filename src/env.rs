//! The environment of the process, read once. Nothing else calls `std::env::var`.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// A snapshot of the environment and the working directory. An empty value counts as unset, as it does for Go.
#[derive(Debug, Clone, Default)]
pub struct Env {
    vars: HashMap<OsString, OsString>,
    cwd: PathBuf,
    exe: Option<PathBuf>,
    home_dir: Option<PathBuf>,
    /// What stands behind `vars` for gv's own requests.
    proxies_behind: Vec<(&'static str, String)>,
}

impl Env {
    /// Reads the process. A working directory that is gone is left empty: only what needs it fails.
    pub fn from_process() -> Self {
        let mut env = Self::from_vars(std::env::vars_os());
        env.cwd = crate::system::directory::working(env.get("PWD").map(Path::new)).unwrap_or_default();
        env.exe = std::env::current_exe().ok();
        env.home_dir = std::env::home_dir().filter(|dir| dir.is_absolute());
        env
    }

    /// An environment of the given variables only, for tests of code that reads one.
    pub fn from_vars(vars: impl IntoIterator<Item = (OsString, OsString)>) -> Self {
        let vars = vars.into_iter().map(|(key, value)| (canonical(key), value)).collect();
        Self { vars, ..Self::default() }
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

    /// The environment as gv's own requests see it: with the proxies behind it, where it names none itself.
    #[must_use]
    pub fn for_requests(&self) -> Self {
        let mut env = self.clone();
        let own = env.names_a_proxy();
        let behind = std::mem::take(&mut env.proxies_behind);
        env.vars.extend(
            behind.into_iter().filter(|_| !own).map(|(name, value)| (canonical(name.into()), value.into())),
        );
        env
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
