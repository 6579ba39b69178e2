//! A home, a working folder and an environment of one test's own. Nothing of the machine is seen but its
//! `/usr/bin` and `/bin`, and no request gets further than loopback: the proxies named are closed ports.

use super::archive::Toolchain;
use super::executable;
use super::origin::Origin;
use super::run::Run;
use gv::env::Env;
use gv::system::registry::{self, Hive, Key};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};
use tempfile::TempDir;

/// A throw-away place to run gv in; gone when it is dropped.
pub struct Sandbox {
    temporary: TempDir,
    root: PathBuf,
    env: BTreeMap<String, OsString>,
    path: Vec<PathBuf>,
}

/// One folder of a sandbox, with variables for the runs made there.
#[must_use]
pub struct Place<'a> {
    sandbox: &'a Sandbox,
    folder: PathBuf,
    env: Vec<(String, Option<OsString>)>,
}

/// A port that nothing listens on.
const NOWHERE: &str = "http://127.0.0.1:1";

/// Every request to another host than this one goes to a port that nothing listens on.
const LOOPBACK_ONLY: [(&str, &str); 4] = [
    ("HTTP_PROXY", NOWHERE),
    ("HTTPS_PROXY", NOWHERE),
    ("ALL_PROXY", NOWHERE),
    ("NO_PROXY", "127.0.0.1,localhost"),
];

/// The environment for code that is called without a program: no request leaves loopback, and no module proxy and no
/// checksum database is asked.
pub fn loopback_env() -> Env {
    with_variables(&[])
}

/// The same with more variables.
pub fn with_variables(more: &[(&str, &str)]) -> Env {
    let go = [("GOPROXY", "off"), ("GOSUMDB", "off")];
    let all = LOOPBACK_ONLY.into_iter().chain(go).chain(more.iter().copied());
    Env::from_vars(all.map(|(name, value)| (name.into(), value.into())))
}

impl Sandbox {
    pub fn new() -> Self {
        Self::named("sandbox")
    }

    /// One whose every path holds this name, such as `with space 目录`.
    pub fn named(name: &str) -> Self {
        let temporary = tempfile::Builder::new().prefix("gv-test-").tempdir().unwrap();
        // macOS reaches its temporary folder through a link; gv shows where things really are.
        let root = temporary.path().canonicalize().unwrap().join(name);
        let root = PathBuf::from(root.to_string_lossy().trim_start_matches(r"\\?\"));
        let mut sandbox = Self { temporary, root, env: BTreeMap::new(), path: Vec::new() };
        for folder in [sandbox.home(), sandbox.work(), sandbox.root.join("tmp")] {
            fs::create_dir_all(folder).unwrap();
        }
        sandbox.path = vec![sandbox.gv_home().join("shims")];
        sandbox.path.extend(system_path());
        sandbox.fill_env();
        sandbox
    }

    /// One whose origin is a folder that has published these versions.
    pub fn with_origin(versions: &[&str]) -> Self {
        let mut sandbox = Self::new();
        let address = Origin::of(versions).write_to(&sandbox.root.join("origin/dl"));
        sandbox.set("GV_ORIGIN", address);
        sandbox
    }

    fn fill_env(&mut self) {
        let (home, gv_home, tmp) = (self.home(), self.gv_home(), self.root.join("tmp"));
        let (roaming, local) = (native(&home.join("AppData/Roaming")), native(&home.join("AppData/Local")));
        let (key, settings) = (self.environment_key(), self.internet_settings_key());
        for (name, value) in [
            ("HOME", home.as_os_str()),
            ("USERPROFILE", home.as_os_str()),
            ("APPDATA", roaming.as_os_str()),
            ("LOCALAPPDATA", local.as_os_str()),
            ("GV_HOME", gv_home.as_os_str()),
            // Windows: no test edits the PATH of who runs it.
            ("GV_ENVIRONMENT_KEY", key.as_ref()),
            ("GV_INTERNET_SETTINGS_KEY", settings.as_ref()),
            ("TMPDIR", tmp.as_os_str()),
            ("TEMP", tmp.as_os_str()),
            ("TMP", tmp.as_os_str()),
            ("GV_LANG", OsStr::new("en")),
            // No test has the machine's own systemd or launchd start something.
            ("GV_RELAY_SERVICE", OsStr::new("0")),
        ] {
            self.env.insert(name.to_owned(), value.to_owned());
        }
        self.env.extend(LOOPBACK_ONLY.map(|(name, value)| (name.to_owned(), value.into())));
        // Without these Windows starts no program that opens a socket.
        for name in ["SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "PATHEXT", "COMSPEC"] {
            self.env.extend(env::var_os(name).map(|value| (name.to_owned(), value)));
        }
        // Where a coverage run wants its counts.
        self.env
            .extend(env::var_os("LLVM_PROFILE_FILE").map(|value| ("LLVM_PROFILE_FILE".to_owned(), value)));
    }

    /// Where this sandbox's gv looks for the variables of the user, below `HKEY_CURRENT_USER`.
    pub fn environment_key(&self) -> String {
        let name = self.temporary.path().file_name().unwrap().to_string_lossy().into_owned();
        format!(r"Software\gv-tests\{name}")
    }

    /// Where it looks for the system's proxy.
    pub fn internet_settings_key(&self) -> String {
        self.environment_key() + r"\Internet Settings"
    }

    /// The folder that holds everything of this sandbox.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The user's home directory.
    pub fn home(&self) -> PathBuf {
        self.root.join("home")
    }

    /// A path as gv's messages write it: below the user's directory with `~`.
    pub fn shown(&self, path: &Path) -> String {
        match path.strip_prefix(self.home()) {
            Ok(below) => format!("~{}{}", std::path::MAIN_SEPARATOR, below.display()),
            Err(_) => path.display().to_string(),
        }
    }

    /// `GV_HOME`; not there until gv makes it.
    pub fn gv_home(&self) -> PathBuf {
        self.home().join(".gv")
    }

    /// The working folder; relative paths of the other functions start here.
    pub fn work(&self) -> PathBuf {
        self.root.join("work")
    }

    /// Writes a file of the working folder, with the folders above it.
    pub fn file(&self, path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> PathBuf {
        let path = native(&self.work().join(path));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// Makes a folder of the working folder.
    pub fn dir(&self, path: impl AsRef<Path>) -> PathBuf {
        let path = native(&self.work().join(path));
        fs::create_dir_all(&path).unwrap();
        path
    }

    /// Sets a variable for all further runs.
    pub fn set(&mut self, name: &str, value: impl AsRef<OsStr>) -> &mut Self {
        self.env.insert(name.to_owned(), value.as_ref().to_owned());
        self
    }

    /// What a variable is set to.
    pub fn variable(&self, name: &str) -> Option<&OsStr> {
        self.env.get(name).map(OsString::as_os_str)
    }

    /// Takes a variable away from all further runs.
    pub fn unset(&mut self, name: &str) -> &mut Self {
        self.env.remove(name);
        self
    }

    /// Puts folders in front of the system's on `PATH`, in place of gv's shims; none leaves the system's alone.
    pub fn path(&mut self, folders: impl IntoIterator<Item = PathBuf>) -> &mut Self {
        self.path = folders.into_iter().chain(system_path()).collect();
        self
    }

    /// Leaves exactly these folders on `PATH`.
    pub fn only_path(&mut self, folders: impl IntoIterator<Item = PathBuf>) -> &mut Self {
        self.path = folders.into_iter().collect();
        self
    }

    /// Another folder of the working folder to run in. It has to be there.
    pub fn at(&self, folder: impl AsRef<Path>) -> Place<'_> {
        Place { sandbox: self, folder: native(&self.work().join(folder)), env: Vec::new() }
    }

    /// Runs in the working folder with one more variable.
    pub fn with(&self, name: &str, value: impl AsRef<OsStr>) -> Place<'_> {
        self.at("").with(name, value)
    }

    /// Runs gv.
    pub fn gv<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Run {
        self.at("").gv(args)
    }

    /// Runs the `go` shim of the home.
    pub fn go<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Run {
        self.at("").go(args)
    }

    /// Puts gv-shim into the home's shims folder under these names, for tests that need no more of `gv setup`.
    pub fn place_shims(&self, names: &[&str]) {
        let shims = self.gv_home().join("shims");
        fs::create_dir_all(&shims).unwrap();
        for name in names {
            executable::copy(env!("CARGO_BIN_EXE_gv-shim"), &program(&shims, name));
        }
    }

    /// Puts a fake toolchain into the store, as if it had been installed long ago.
    pub fn place_toolchain(&self, version: &str) -> PathBuf {
        let goroot = self.gv_home().join("versions").join(format!("go{version}"));
        Toolchain::new(version).write_to(&goroot);
        goroot
    }

    /// The names in a folder of `GV_HOME`, sorted; none when it is not there.
    pub fn names_in(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.gv_home().join(folder)) else { return Vec::new() };
        let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        let mut names: Vec<_> = entries.map(|entry| name(entry.unwrap())).collect();
        names.sort();
        names
    }

    /// The names of the toolchains in the store, sorted as text.
    pub fn installed(&self) -> Vec<String> {
        let is_toolchain =
            |name: &String| self.gv_home().join("versions").join(name).join("VERSION").is_file();
        self.names_in("versions").into_iter().filter(is_toolchain).collect()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let path = self.environment_key();
        // What stays there harms nobody.
        let _ = registry::remove_key(Key { hive: Hive::User, path: &path });
    }
}

impl Place<'_> {
    /// One more variable.
    pub fn with(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.env.push((name.to_owned(), Some(value.as_ref().to_owned())));
        self
    }

    /// One variable less.
    pub fn without(mut self, name: &str) -> Self {
        self.env.push((name.to_owned(), None));
        self
    }

    /// Runs gv.
    pub fn gv<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Run {
        self.run(env!("CARGO_BIN_EXE_gv"), args)
    }

    /// Runs the `go` shim of the home.
    pub fn go<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Run {
        self.shim("go", args)
    }

    /// Runs any shim of the home.
    pub fn shim<S: AsRef<OsStr>>(&self, name: &str, args: impl IntoIterator<Item = S>) -> Run {
        self.run(program(&self.sandbox.gv_home().join("shims"), name), args)
    }

    /// Runs any program, looked up on the sandbox's `PATH` when it is a bare name.
    pub fn run<S: AsRef<OsStr>>(&self, program: impl AsRef<OsStr>, args: impl IntoIterator<Item = S>) -> Run {
        let mut command = self.command(program);
        command.args(args);
        let shown = format!("{command:?}");
        let output =
            super::started(|| command.output()).unwrap_or_else(|error| panic!("cannot run {shown}: {error}"));
        Run::new(shown, &self.sandbox.root, &output)
    }

    /// The command itself, for a test that starts many at once, or ends one early.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder).stdin(Stdio::null());
        command.env_clear().envs(&self.sandbox.env);
        command.env("PATH", env::join_paths(&self.sandbox.path).unwrap());
        for (name, value) in &self.env {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        super::signals::default_in(&mut command);
        command
    }

    /// The command that runs gv.
    pub fn gv_command(&self) -> Command {
        self.command(env!("CARGO_BIN_EXE_gv"))
    }
}

/// Where the machine's own commands are.
fn system_path() -> Vec<PathBuf> {
    if cfg!(windows) {
        let root = PathBuf::from(env::var_os("SYSTEMROOT").unwrap_or_default());
        vec![root.join("System32"), root]
    } else {
        vec!["/usr/bin".into(), "/bin".into()]
    }
}

/// The same path with the system's own separator throughout, as gv shows it.
pub fn native(path: &Path) -> PathBuf {
    path.components().collect()
}

/// The name of a program as the system writes it. Not `with_extension`, which would cut `go1.22.3` short.
fn program(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

#[test]
#[cfg(unix)]
fn nothing_of_the_machine_is_seen() {
    let sandbox = Sandbox::new();
    let run = sandbox.with("EXTRA", "1").run("env", [] as [&str; 0]).succeeds().prints("EXTRA=1");
    let allowed = |line: &&str| {
        let name = line.split('=').next().unwrap_or_default();
        sandbox.env.contains_key(name) || ["PATH", "EXTRA", "PWD", "SHLVL", "_"].contains(&name)
    };
    let strangers: Vec<_> = run.lines().into_iter().filter(|line| !allowed(line)).collect();
    assert!(strangers.is_empty(), "{strangers:?}");
}
