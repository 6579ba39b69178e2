//! `gv init SHELL --env`: the hooks, in the real shells.

use super::{has, staged};
use crate::support::Sandbox;
use crate::support::machine::program_or_skip;
use std::fs;
use std::process::Command;

/// A name with all that shells trip over.
const TRICKY: &str = "it's $HOME `x` \"q\" \\ 目录";

/// Two projects: one that sets a value no shell likes, and one that sets nothing.
fn stage() -> Sandbox {
    let sandbox = staged(Sandbox::named(TRICKY));
    sandbox.gv(["env", "set", "GOPROXY=off", "GOPRIVATE=it's,$HOME,`x`,\"q\",\\"]).succeeds();
    fs::create_dir_all(sandbox.root().join("away/.git")).unwrap();
    fs::create_dir_all(sandbox.work().join("sub")).unwrap();
    sandbox
}

/// What the script prints in a shell that has the hook, started away from the project.
fn run(sandbox: &Sandbox, shell: &str, script: &str) -> Option<String> {
    let program = program_or_skip(shell)?;
    let lines = sandbox.gv(["init", shell, "--env"]).succeeds().stdout;
    let mut command = Command::new(program);
    command.env_clear().env("HOME", sandbox.home()).env("GV_LANG", "en").env("LC_ALL", "C.UTF-8");
    command.env("PATH", "/usr/bin:/bin").env("TMPDIR", sandbox.root().join("tmp"));
    command.env("WORK", sandbox.work()).env("AWAY", sandbox.root().join("away"));
    command.current_dir(sandbox.root().join("away"));
    // Twice, as two startup files that both have the line would.
    let output = command.args(["-c", &format!("{lines}\n{lines}\n{script}")]).output().unwrap();
    assert!(output.stderr.is_empty(), "{shell}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

/// In bash nothing runs between two commands of a script: the prompt's command is called by name.
fn in_words_of(shell: &str, script: &str) -> String {
    let (show, step) = match shell {
        "bash" => ("printf '[%s|%s]\\n' \"${GOPROXY-unset}\" \"$GOPRIVATE\"", "; eval \"$PROMPT_COMMAND\""),
        "zsh" => ("printf '[%s|%s]\\n' \"${GOPROXY-unset}\" \"$GOPRIVATE\"", ""),
        _ => (
            "set -q GOPROXY; and printf '[%s|%s]\\n' \"$GOPROXY\" \"$GOPRIVATE\"; or printf '[unset|]\\n'",
            "",
        ),
    };
    let prompt = match shell {
        "bash" => "eval \"$PROMPT_COMMAND\"",
        "zsh" => "for f in $precmd_functions; do $f; done",
        // The event itself would have fish draw a prompt.
        _ => "__gv_env",
    };
    let set = if shell == "fish" { "set -gx GOPROXY " } else { "export GOPROXY=" };
    let unset = if shell == "fish" { "set -e GOPROXY" } else { "unset GOPROXY" };
    let line = |word: &str| match word {
        "in" => format!("cd \"$WORK\"{step}"),
        "sub" => format!("cd \"$WORK/sub\"{step}"),
        "out" => format!("cd \"$AWAY\"{step}"),
        "show" => show.to_owned(),
        "prompt" => prompt.to_owned(),
        "mine" => format!("{set}mine"),
        "empty" => format!("{set}''"),
        "unset" => unset.to_owned(),
        other => other.to_owned(),
    };
    script.split(' ').map(line).collect::<Vec<_>>().join("\n")
}

const PRIVATE: &str = "it's,$HOME,`x`,\"q\",\\";

#[test]
fn settings_come_with_the_project_and_go_with_it() {
    let sandbox = stage();
    for shell in ["bash", "zsh", "fish"] {
        let Some(shown) = run(&sandbox, shell, &in_words_of(shell, "show in show sub show out show")) else {
            continue;
        };
        let held = format!("[off|{PRIVATE}]");
        assert_eq!(shown.lines().collect::<Vec<_>>(), ["[unset|]", &held, &held, "[unset|]"], "{shell}");
    }
}

#[test]
fn what_the_user_had_is_there_again() {
    let sandbox = stage();
    for shell in ["bash", "zsh", "fish"] {
        for (script, expected) in [
            ("mine in show out show", [format!("[mine|{PRIVATE}]"), "[mine|]".to_owned()]),
            ("empty in show out show", [format!("[off|{PRIVATE}]"), "[|]".to_owned()]),
            ("in mine prompt show out show", [format!("[mine|{PRIVATE}]"), "[mine|]".to_owned()]),
        ] {
            let Some(shown) = run(&sandbox, shell, &in_words_of(shell, script)) else { continue };
            assert_eq!(shown.lines().collect::<Vec<_>>(), expected, "{shell} {script}");
        }
    }
}

#[test]
fn a_file_that_is_changed_is_given_up_at_the_next_prompt() {
    let sandbox = stage();
    for shell in ["bash", "zsh", "fish"] {
        sandbox.gv(["env", "trust"]).succeeds();
        let change = "echo '#' >> \"$WORK/go.env\"";
        let script = in_words_of(shell, "in show CHANGE prompt show").replace("CHANGE", change);
        let Some(shown) = run(&sandbox, shell, &script) else { continue };
        assert_eq!(shown.lines().last(), Some("[unset|]"), "{shell}: {shown}");
    }
}

#[test]
fn the_status_of_the_last_command_is_not_lost() {
    let sandbox = stage();
    for (shell, script) in [
        ("bash", "cd \"$WORK\"; (exit 3); __gv_env; echo $?"),
        ("zsh", "cd \"$WORK\"; (exit 3); __gv_env; echo $?"),
        ("fish", "cd $WORK; sh -c 'exit 3'; __gv_env; echo $status"),
    ] {
        let Some(shown) = run(&sandbox, shell, script) else { continue };
        assert_eq!(shown.trim(), "3", "{shell}");
    }
}

#[test]
fn the_hook_of_bash_passes_shellcheck() {
    let Some(shellcheck) = program_or_skip("shellcheck") else { return };
    let sandbox = stage();
    let lines = sandbox.gv(["init", "bash", "--env"]).succeeds().stdout;
    let file = sandbox.file("lines.sh", lines);
    let output =
        Command::new(shellcheck).args(["--severity=style", "-s", "bash"]).arg(&file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn nothing_is_printed_where_nothing_changes_and_a_shell_without_prompts_is_told() {
    let sandbox = stage();
    sandbox.at("../away").gv(["env", "export", "--shell", "bash"]).succeeds().prints_exactly("");
    sandbox.gv(["init", "sh", "--env"]).fails_with(2).says("gv init sh");
    has(&sandbox, "GOPROXY=direct\n");
    sandbox
        .with("CI", "1")
        .gv(["env", "export", "--shell", "zsh"])
        .succeeds()
        .says("not trusted")
        .prints_exactly("");
}
