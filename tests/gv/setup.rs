//! Setting gv up and taking it away, with the shells of this machine.

use crate::support::Sandbox;
use crate::support::machine::program_or_skip;
use gv::env::Env;
use gv::home::Home;
use gv::setup::rc::Change;
#[cfg(unix)]
use gv::setup::rc::Kind;
use gv::setup::uninstall::{self, Refusal, Why};
use gv::setup::{self, Error, rc, shims};
use gv::shell::{self, Shell};
use std::ffi::OsString;
use std::fs;
#[cfg(unix)]
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

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

    fn set_up(&self) -> Vec<Change> {
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
fn kind_of<'a>(changes: &'a [Change], name: &str) -> &'a Kind {
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

/// What gv does to startup files is the same wherever they are read; on Windows there are none.
#[cfg(unix)]
mod startup_files {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    #[test]
    fn a_second_run_changes_nothing_and_says_so() {
        let user = User::new();
        user.has(".bashrc", "alias a=b\n");
        let first = user.set_up();
        assert!(matches!(kind_of(&first, ".bashrc"), Kind::Added));
        assert!(matches!(kind_of(&first, ".profile"), Kind::Created));
        let text = user.text(".bashrc");
        assert!(user.set_up().iter().all(|change| matches!(change.kind, Kind::Unchanged)));
        assert_eq!(user.text(".bashrc"), text);
    }

    #[test]
    fn planning_writes_nothing_and_foretells_what_writing_does() {
        let user = User::new();
        let plan = rc::plan(&user.home, &user.env()).unwrap();
        assert_eq!(fs::read_dir(user.user()).unwrap().count(), 0);
        let done = user.set_up();
        let shown = |changes: &[Change]| format!("{changes:?}");
        assert_eq!(shown(&plan), shown(&done));
    }

    #[test]
    fn uninstall_leaves_each_file_as_it_was_before() {
        for content in ["", "a", "a\n", "a\r\nb\r\n", "a\r\nb", "\n\n", "# a comment"] {
            let user = User::new();
            user.has(".bashrc", content);
            user.set_up();
            assert_ne!(user.text(".bashrc"), content);
            user.take_away();
            assert_eq!(user.text(".bashrc"), content, "{content:?}");
            assert!(!user.user().join(".profile").exists(), "what setup made is gone");
        }
    }

    #[test]
    fn the_home_moved_so_the_block_is_replaced_where_it_stands() {
        let mut user = User::new();
        user.has(".bashrc", "first\n");
        user.set_up();
        fs::write(user.user().join(".bashrc"), user.text(".bashrc") + "last\n").unwrap();
        user.home = Home::at(user.sandbox.root().join("elsewhere"));
        assert!(matches!(kind_of(&user.set_up(), ".bashrc"), Kind::Updated));
        let text = user.text(".bashrc");
        assert!(
            text.starts_with("first\n# >>> gv >>>\n") && text.ends_with("# <<< gv <<<\nlast\n"),
            "{text}"
        );
        assert!(text.contains("elsewhere/shims") && text.contains("export GV_HOME="), "{text}");
    }

    #[test]
    fn a_linked_file_is_written_through_and_keeps_its_mode() {
        let user = User::new();
        let real = user.has("dotfiles/bashrc", "a\n");
        fs::set_permissions(&real, fs::Permissions::from_mode(0o600)).unwrap();
        let inode = real.metadata().unwrap().ino();
        symlink("dotfiles/bashrc", user.user().join(".bashrc")).unwrap();
        user.set_up();
        assert!(user.user().join(".bashrc").is_symlink());
        assert!(fs::read_to_string(&real).unwrap().contains("# >>> gv >>>"));
        let meta = real.metadata().unwrap();
        assert_eq!((meta.mode() & 0o777, meta.ino()), (0o600, inode));
    }

    #[test]
    fn a_protected_file_is_named_and_the_others_are_done() {
        let user = User::new();
        let bashrc = user.has(".bashrc", "a\n");
        fs::set_permissions(&bashrc, fs::Permissions::from_mode(0o444)).unwrap();
        let changes = user.set_up();
        assert!(
            matches!(kind_of(&changes, ".bashrc"), Kind::Failed(Error::ReadOnly { path }) if *path == bashrc)
        );
        assert!(matches!(kind_of(&changes, ".profile"), Kind::Created));
        assert_eq!(user.text(".bashrc"), "a\n");
    }

    #[test]
    fn a_damaged_block_is_refused_with_its_line() {
        let user = User::new();
        user.has(".bashrc", "a\n# >>> gv >>>\nPATH=x\n");
        let changes = user.set_up();
        assert!(matches!(kind_of(&changes, ".bashrc"), Kind::Failed(Error::Damaged { line: 2, .. })));
        assert_eq!(user.text(".bashrc"), "a\n# >>> gv >>>\nPATH=x\n");
        let left = user.take_away();
        assert!(matches!(
            kind_of(&left.startup_files, ".bashrc"),
            Kind::Failed(Error::Damaged { line: 2, .. })
        ));
    }

    #[test]
    fn the_login_file_is_the_one_bash_reads() {
        for (present, expected) in [
            (&[".profile"][..], ".profile"),
            (&[".bash_login", ".profile"], ".bash_login"),
            (&[".bash_profile", ".bash_login", ".profile"], ".bash_profile"),
        ] {
            let user = User::new();
            for name in present {
                user.has(name, "x\n");
            }
            let changes = user.set_up();
            assert!(matches!(kind_of(&changes, expected), Kind::Added), "{present:?}: {changes:?}");
            assert_eq!(changes.len(), 2, "{changes:?}");
        }
    }

    #[test]
    fn only_shells_that_are_here_get_a_file() {
        let changes = User::new().set_up();
        assert!(changes.iter().all(|change| change.shell == Shell::Bash), "{changes:?}");
        let user = User::new().with("SHELL", "/bin/zsh").with("ZDOTDIR", "/nowhere/z");
        let plan = rc::plan(&user.home, &user.env()).unwrap();
        assert!(plan.iter().all(|change| change.file.starts_with("/nowhere/z")), "{plan:?}");
        let user = User::new().with("SHELL", "/bin/fish");
        let plan = rc::plan(&user.home, &user.env()).unwrap();
        assert!(matches!(kind_of(&plan, ".config/fish/conf.d/gv.fish"), Kind::Created));
        let user = User::new().with("SHELL", "/bin/ash");
        assert!(matches!(kind_of(&rc::plan(&user.home, &user.env()).unwrap(), ".profile"), Kind::Created));
    }

    #[test]
    fn a_home_that_path_cannot_hold_is_refused_before_anything_is_written() {
        let mut user = User::new();
        user.home = Home::at(user.sandbox.root().join("a:b"));
        assert!(matches!(rc::write(&user.home, &user.env()), Err(Error::Shell(_))));
        assert_eq!(fs::read_dir(user.user()).unwrap().count(), 0);
    }

    #[test]
    fn the_block_of_another_home_stays() {
        let user = User::new();
        user.set_up();
        let text = user.text(".bashrc");
        let other = Home::at(user.sandbox.root().join("other"));
        setup::install(&other, &user.env()).unwrap();
        let result = uninstall::run(&other, &user.env()).unwrap();
        assert!(matches!(kind_of(&result.startup_files, ".bashrc"), Kind::OtherHome));
        assert_eq!(user.text(".bashrc"), text);
    }

    /// A shell that is here, and the ways its users start it.
    fn starts(shell: Shell) -> &'static [&'static str] {
        match shell {
            Shell::Bash | Shell::Zsh => &["-lc", "-ic", "-lic"],
            _ => &["-c", "-lc", "-ic"],
        }
    }

    /// Starts a shell in which others are started the same way, and gives the PATH of the innermost.
    fn path_of(user: &User, program: &Path, start: &str, depth: usize) -> Vec<String> {
        let mut command = Command::new(program);
        command.env_clear().env("HOME", user.user()).env("PATH", "/usr/bin:/bin").env("LC_ALL", "C.UTF-8");
        command.env("PROGRAM", program).current_dir(user.user());
        let mut script = "env | grep ^PATH=".to_owned();
        for level in 0..depth {
            command.env(format!("SCRIPT{level}"), &script);
            script = format!("\"$PROGRAM\" {start} \"$SCRIPT{level}\"");
        }
        let output = command.args([start, &script]).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let path = text.lines().find_map(|line| line.strip_prefix("PATH="));
        let path = path.unwrap_or_else(|| panic!("{} {start}: {output:?}", program.display()));
        path.split(':').map(str::to_owned).collect()
    }

    #[test]
    fn every_shell_finds_the_shims_first_and_once() {
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
            let Some(program) = program_or_skip(shell.name()) else { continue };
            for (name, own_home) in [("with space 目录", false), (TRICKY, false), (TRICKY, true)] {
                let mut user = User::named(name).with("SHELL", &program);
                if own_home {
                    user.home = Home::at(user.sandbox.root().join("gv's $own"));
                }
                user.set_up();
                let shims = user.home.shims().to_str().unwrap().to_owned();
                for start in starts(shell) {
                    for depth in 0..3 {
                        let path = path_of(&user, &program, start, depth);
                        let count = path.iter().filter(|dir| **dir == shims).count();
                        assert_eq!(
                            (path.first(), count),
                            (Some(&shims), 1),
                            "{shell} {start} {depth} {name:?}"
                        );
                        assert!(path.contains(&"/usr/bin".to_owned()), "{path:?}");
                    }
                }
            }
        }
    }

    /// The case of macOS: `path_helper` puts the system's folders in front in every login shell.
    #[test]
    fn a_login_shell_puts_the_shims_first_again() {
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
            let Some(program) = program_or_skip(shell.name()) else { continue };
            let user = User::new().with("SHELL", &program);
            user.set_up();
            let shims = user.home.shims().to_str().unwrap().to_owned();
            let inherited = format!("/usr/bin:{shims}:/bin:{}", user.home.bin().display());
            let run = |start: &str| {
                let mut command = Command::new(&program);
                command.env_clear().env("HOME", user.user()).env("PATH", &inherited).args([start, "env"]);
                let text = String::from_utf8(command.output().unwrap().stdout).unwrap();
                text.lines().find_map(|line| line.strip_prefix("PATH=")).unwrap().to_owned()
            };
            assert_eq!(run("-lc").split(':').next(), Some(&*shims), "{shell}");
            assert_eq!(run("-ic"), inherited, "{shell}: what is no login shell keeps the user's order");
        }
    }
}

#[test]
#[cfg(unix)]
fn what_init_prints_works_in_its_shell_whatever_the_home_is_called() {
    for (shell, program) in [
        (Shell::Posix, "dash"),
        (Shell::Posix, "sh"),
        (Shell::Bash, "bash"),
        (Shell::Zsh, "zsh"),
        (Shell::Fish, "fish"),
    ] {
        let Some(program) = program_or_skip(program) else { continue };
        for (name, before) in [
            ("plain", "/usr/bin"),
            (TRICKY, "/usr/bin"),
            (TRICKY, "/usr/bin:SHIMS:BIN:/bin:SHIMS"),
            ("a*?[b]", "SHIMS"),
        ] {
            let user = User::named(name);
            let home = Home::at(user.sandbox.root().join("h"));
            let lines = shell::init(shell, &home, &user.env()).unwrap();
            let [shims, bin] = [home.shims(), home.bin()].map(|dir| dir.to_str().unwrap().to_owned());
            let path = before.replace("SHIMS", &shims).replace("BIN", &bin);
            // Twice, as two startup files that both have the line would.
            let script = format!("{lines}{lines}/usr/bin/env");
            let output = Command::new(&program)
                .env_clear()
                .envs([("PATH", path.as_str()), ("LC_ALL", "C.UTF-8")])
                .env("HOME", user.user())
                .args(["-c", &script])
                .output()
                .unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            let value = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
            let rest: Vec<_> = path.split(':').filter(|dir| *dir != shims && *dir != bin).collect();
            let expected = [&[shims.as_str(), bin.as_str()], rest.as_slice()].concat().join(":");
            assert_eq!(
                value("PATH="),
                Some(expected),
                "{program:?} {name:?}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            assert_eq!(value("GV_HOME=").as_deref(), home.root().to_str(), "{program:?} {name:?}");
        }
    }
}

#[test]
fn what_posix_shells_are_told_passes_shellcheck() {
    let Some(shellcheck) = program_or_skip("shellcheck") else { return };
    let user = User::named("with space 目录");
    for home in [Home::at(user.sandbox.gv_home()), Home::at(user.sandbox.root().join("own"))] {
        for (shell, dialect) in [(Shell::Posix, "sh"), (Shell::Bash, "bash")] {
            for tell in [shell::init, shell::startup] {
                let file = user.sandbox.file("lines.sh", tell(shell, &home, &user.env()).unwrap());
                let output =
                    Command::new(&shellcheck).args(["--severity=style", "-s", dialect]).arg(&file).output();
                let output = output.unwrap();
                assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
            }
        }
    }
}

#[test]
fn uninstall_takes_all_of_gv_and_leaves_what_is_not() {
    let user = User::new();
    user.sandbox.place_toolchain("1.22.3");
    user.set_up();
    fs::create_dir_all(user.home.cache().join("deep/er")).unwrap();
    fs::write(user.home.config(), "").unwrap();
    fs::write(user.home.root().join("notes.txt"), "mine").unwrap();
    fs::write(user.home.shims().join("mine"), "mine").unwrap();
    let plan = uninstall::plan(&user.home, &user.env()).unwrap();
    let result = user.take_away();
    assert_eq!(plan.unknown, [user.home.shims().join("mine"), user.home.root().join("notes.txt")]);
    assert!(result.left.iter().all(|left| matches!(left.why, Why::Unknown)), "{result:?}");
    assert_eq!(result.left.len(), 2);
    assert_eq!(user.sandbox.names_in(""), ["notes.txt", "shims"]);
    assert!(plan.doomed.iter().all(|path| result.removed.contains(path)));
}

#[test]
fn uninstall_leaves_nothing_of_an_ordinary_home() {
    let user = User::new();
    user.sandbox.place_toolchain("1.22.3");
    user.set_up();
    assert!(user.take_away().left.is_empty());
    assert_eq!(fs::read_dir(user.user()).unwrap().count(), 0);
    assert!(user.take_away().removed.is_empty(), "and a second one finds nothing");
}

#[test]
#[cfg(unix)]
fn uninstall_deletes_nothing_through_a_link() {
    use std::os::unix::fs::symlink;
    let user = User::new();
    user.set_up();
    let precious = user.sandbox.file("precious/file", "x");
    fs::create_dir_all(user.home.versions()).unwrap();
    let outside = precious.parent().unwrap();
    symlink(outside, user.home.versions().join("go1.20.1")).unwrap();
    symlink(outside, user.home.current()).unwrap();
    fs::create_dir_all(user.home.cache()).unwrap();
    symlink(outside, user.home.cache().join("link")).unwrap();
    assert!(user.take_away().left.is_empty());
    assert!(precious.is_file());
    assert!(!user.home.root().exists());
}

#[test]
#[cfg(unix)]
fn a_folder_of_the_home_that_is_a_link_stays() {
    use std::os::unix::fs::symlink;
    let user = User::new();
    user.set_up();
    let elsewhere = user.sandbox.dir("big-disk");
    fs::create_dir_all(elsewhere.join("go1.22.3")).unwrap();
    symlink(&elsewhere, user.home.versions()).unwrap();
    user.take_away();
    assert!(elsewhere.join("go1.22.3").is_dir());
}

#[test]
fn uninstall_refuses_what_is_not_a_home_of_gvs() {
    let user = User::new();
    let refusal = |root: PathBuf| match uninstall::run(&Home::at(root), &user.env()) {
        Err(Error::NotRemovable { why, .. }) => why,
        other => panic!("{other:?}"),
    };
    user.has("precious", "x");
    let root = user.user().ancestors().last().unwrap().to_owned();
    assert_eq!(refusal(root), Refusal::FileSystemRoot);
    assert_eq!(refusal(user.user()), Refusal::HoldsUserHome);
    assert_eq!(refusal(user.user().parent().unwrap().to_owned()), Refusal::HoldsUserHome);
    assert_eq!(refusal(user.sandbox.work()), Refusal::NotGv);
    assert_eq!(user.text("precious"), "x");
}
