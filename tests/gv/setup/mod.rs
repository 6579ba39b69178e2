//! Setting gv up and taking it away, with the shells of this machine.

#[cfg(unix)]
mod shells;
#[cfg(unix)]
mod startup_files;
mod uninstalling;

use crate::support::Sandbox;
use gv::env::Env;
use gv::home::Home;
#[cfg(unix)]
use gv::setup::rc::Effect;
use gv::setup::rc::StartupChange;
use gv::setup::uninstall::{self, Refusal, Why};
use gv::setup::{self, Error, rc, shims};
use std::ffi::OsString;
use std::fs;
#[cfg(unix)]
use std::path::Path;
use std::path::PathBuf;

/// A name with all that shells trip over.
#[cfg(unix)]
const TRICKY: &str = "it's $HOME `x` \"q\" \\ 目录";

/// A user with an unpacked release and no gv home yet.
struct User {
    sandbox: Sandbox,
    home: Home,
    vars: Vec<(OsString, OsString)>,
}

impl User {
    fn new() -> Self {
        Self::named("plain")
    }

    fn named(name: &str) -> Self {
        let sandbox = Sandbox::named(name);
        for program in ["gv", "gv-shim"] {
            sandbox.file(format!("release/{program}{}", std::env::consts::EXE_SUFFIX), program);
        }
        let home = Home::at(sandbox.gv_home());
        let vars = vec![("PATH".into(), "/nowhere".into()), ("SHELL".into(), "/bin/bash".into())];
        Self { sandbox, home, vars }
    }

    #[cfg(unix)]
    fn with(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.vars.push((name.into(), value.into()));
        self
    }

    fn env(&self) -> Env {
        let gv = self.sandbox.work().join(format!("release/gv{}", std::env::consts::EXE_SUFFIX));
        Env::from_vars(self.vars.clone()).with_home_dir(self.user()).with_exe(gv)
    }

    fn user(&self) -> PathBuf {
        self.sandbox.home()
    }

    /// Writes a file of the user's folder.
    fn has(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.user().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.user().join(name)).unwrap()
    }

    fn set_up(&self) -> Vec<StartupChange> {
        setup::install(&self.home, &self.env()).unwrap();
        rc::write(&self.home, &self.env()).unwrap()
    }

    fn take_away(&self) -> uninstall::Uninstalled {
        uninstall::run(&self.home, &self.env()).unwrap()
    }

    fn launcher(&self, name: &str) -> PathBuf {
        self.home.shims().join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }
}

#[cfg(unix)]
fn kind_of<'a>(changes: &'a [StartupChange], name: &str) -> &'a Effect {
    &changes.iter().find(|change| change.file.ends_with(name)).unwrap().kind
}

#[test]
fn setup_puts_the_programs_and_shims_into_the_home() {
    let user = User::new();
    user.sandbox.place_toolchain("1.22.3");
    let placed = setup::install(&user.home, &user.env()).unwrap();
    assert!(placed.programs.iter().all(|program| program.written));
    assert_eq!(placed.shims.written.len(), 3);
    for name in ["go", "gofmt", "go1.22.3"] {
        assert_eq!(fs::read(user.launcher(name)).unwrap(), b"gv-shim", "{name}");
    }
    let again = setup::install(&user.home, &user.env()).unwrap();
    assert!(again.programs.iter().all(|program| !program.written));
    assert_eq!(again.shims, shims::Changes::default());
}

#[test]
fn a_newer_release_replaces_the_programs_and_the_launchers_follow() {
    let user = User::new();
    setup::install(&user.home, &user.env()).unwrap();
    user.sandbox.file(format!("release/gv-shim{}", std::env::consts::EXE_SUFFIX), "newer");
    setup::install(&user.home, &user.env()).unwrap();
    assert_eq!(fs::read(user.launcher("go")).unwrap(), b"newer");
    assert_eq!(user.sandbox.names_in("bin").len(), 2, "nothing temporary stays");
}

#[test]
fn a_launcher_that_is_a_copy_is_still_known_after_an_upgrade() {
    let user = User::new();
    setup::install(&user.home, &user.env()).unwrap();
    fs::remove_file(user.launcher("go")).unwrap();
    fs::write(user.launcher("go"), "gv-shim").unwrap();
    user.sandbox.file(format!("release/gv-shim{}", std::env::consts::EXE_SUFFIX), "newer");
    let placed = setup::install(&user.home, &user.env()).unwrap();
    assert!(placed.shims.foreign.is_empty());
    assert_eq!(fs::read(user.launcher("go")).unwrap(), b"newer");
}

#[test]
fn gv_without_its_shim_says_where_it_should_be() {
    let user = User::new();
    fs::remove_file(user.sandbox.work().join(format!("release/gv-shim{}", std::env::consts::EXE_SUFFIX)))
        .unwrap();
    let error = setup::install(&user.home, &user.env()).unwrap_err();
    assert!(
        matches!(&error, Error::NoShim { path } if path.parent().unwrap().ends_with("release")),
        "{error}"
    );
}

#[test]
fn ensuring_leaves_a_home_that_is_set_up_with_its_own_programs() {
    let user = User::new();
    assert_eq!(setup::ensure(&user.home, &user.env()).unwrap().programs.len(), 2);
    user.sandbox.file(format!("release/gv{}", std::env::consts::EXE_SUFFIX), "older");
    setup::ensure(&user.home, &user.env()).unwrap();
    assert_eq!(fs::read(user.home.bin().join(format!("gv{}", std::env::consts::EXE_SUFFIX))).unwrap(), b"gv");
    assert!(fs::read_dir(user.user()).unwrap().count() == 1, "no startup file was touched");
}

#[test]
fn launchers_come_and_go_with_their_toolchains() {
    let user = User::new();
    let goroot = user.sandbox.place_toolchain("1.22.3");
    assert_eq!(shims::refresh(&user.home).unwrap(), shims::Changes::default(), "no home is made by the way");
    setup::install(&user.home, &user.env()).unwrap();
    fs::remove_dir_all(goroot).unwrap();
    fs::write(user.home.shims().join("mine"), "x").unwrap();
    fs::remove_file(user.launcher("gofmt")).unwrap();
    fs::write(user.launcher("gofmt"), "not gv's").unwrap();
    let changes = shims::refresh(&user.home).unwrap();
    assert_eq!(changes.removed, [user.launcher("go1.22.3").file_name().unwrap().to_str().unwrap()]);
    assert_eq!(changes.foreign, [user.home.shims().join("mine"), user.launcher("gofmt")]);
    assert_eq!(fs::read(user.launcher("gofmt")).unwrap(), b"not gv's");
}

#[test]
fn many_gv_at_once_end_with_every_launcher() {
    let user = User::new();
    setup::install(&user.home, &user.env()).unwrap();
    std::thread::scope(|scope| {
        for minor in 0..8 {
            let user = &user;
            scope.spawn(move || {
                user.sandbox.place_toolchain(&format!("1.22.{minor}"));
                shims::refresh(&user.home).unwrap();
            });
        }
    });
    assert_eq!(user.sandbox.names_in("shims").len(), 10, "{:?}", user.sandbox.names_in("shims"));
}
