//! Shells of this machine, started as their users start them.

use super::*;
use crate::support::machine::program_or_skip;
use gv::shell::{self, Shell};
use std::process::Command;

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
                    assert_eq!((path.first(), count), (Some(&shims), 1), "{shell} {start} {depth} {name:?}");
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

#[test]
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
            for tell in [shell::init, shell::startup, shell::login] {
                let file = user.sandbox.file("lines.sh", tell(shell, &home, &user.env()).unwrap());
                let output = Command::new(&shellcheck)
                    .args(["--severity=style", "-e", "SC1091", "-s", dialect])
                    .arg(&file)
                    .output();
                let output = output.unwrap();
                assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
            }
        }
    }
}
