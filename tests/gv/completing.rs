//! What completions offer, and the scripts in the shells of this machine.

use crate::support::Sandbox;
#[cfg(unix)]
use crate::support::machine::program_or_skip;
use crate::support::sandbox::Place;
#[cfg(unix)]
use std::path::Path;

/// A home of three toolchains, without the network.
fn stage() -> Sandbox {
    let mut sandbox = Sandbox::new();
    for version in ["1.21.13", "1.22.3", "1.22.10"] {
        sandbox.place_toolchain(version);
    }
    sandbox.set("GV_OFFLINE", "1");
    sandbox
}

/// The first line, and the values.
fn offered(place: &Place<'_>, line: &str) -> (String, Vec<String>) {
    let words: Vec<&str> = line.split(' ').collect();
    let count = words.len().to_string();
    let run = place.gv(["__complete", &count, "--"].into_iter().chain(words)).succeeds();
    assert_eq!(run.stderr, "", "{line}");
    let mut lines = run.stdout.lines();
    let first = lines.next().unwrap_or_default().to_owned();
    let value = |line: &str| line.split('\t').next().unwrap_or_default().to_owned();
    (first, lines.map(value).collect())
}

fn values(sandbox: &Sandbox, line: &str) -> Vec<String> {
    offered(&sandbox.at(""), line).1
}

#[test]
fn installed_versions_are_offered_where_installed_ones_are_meant() {
    let sandbox = stage();
    assert_eq!(values(&sandbox, "uninstall "), ["1.22.10", "1.22.3", "1.21.13"]);
    assert_eq!(values(&sandbox, "rm 1.22"), ["1.22.10", "1.22.3"]);
    assert_eq!(values(&sandbox, "uninstall go1.21"), ["go1.21.13"]);
    assert_eq!(values(&sandbox, "exec 1.21"), ["1.21.13"]);
    assert_eq!(values(&sandbox, "shell s"), ["system"]);
}

#[test]
fn published_versions_are_offered_where_published_ones_are_meant() {
    let sandbox = stage();
    let all = values(&sandbox, "use ");
    assert_eq!(&all[..4], ["latest", "oldstable", "rc", "system"]);
    assert!(all.contains(&"1.20".to_owned()) && !all.contains(&"1.20.1".to_owned()), "{all:?}");
    let patches = values(&sandbox, "install 1.20");
    assert!(patches.contains(&"1.20".to_owned()) && patches.contains(&"1.20.1".to_owned()), "{patches:?}");
    assert!(values(&sandbox, "install nothing-like-it").is_empty());
}

#[test]
fn words_of_each_kind_are_offered() {
    let sandbox = stage();
    sandbox.file(
        "go.mod",
        "module m\n\ngo 1.22\n\nrequire (\n\tgithub.com/corp/a v1.0.0\n\tgit.corp.example/b v1.2.3\n)\n",
    );
    for (line, expected) in [
        ("env set GOPRO", "GOPROXY="),
        ("env set GOSUMDB=sum.golang.g", "GOSUMDB=sum.golang.google.cn"),
        ("env unset GOPRI", "GOPRIVATE"),
        ("env preset pri", "private"),
        ("mirror use b", "best"),
        ("mirror test ali", "aliyun"),
        ("import goe", "goenv"),
        ("doctor sett", "settings"),
        ("init fi", "fish"),
        ("git ssh git", "github.com/corp"),
        ("route git.", "git.corp.example/b"),
        ("help inst", "install"),
        ("ls --js", "--json"),
        ("mirror wa", "watch"),
        ("which gof", "gofmt"),
        ("dns check sum", "sum.golang.org"),
    ] {
        assert!(
            values(&sandbox, line).contains(&expected.to_owned()),
            "{line}: {:?}",
            values(&sandbox, line)
        );
    }
    assert!(values(&sandbox, "ls ").iter().any(|value| value == "--json"), "nothing else is taken");
}

#[test]
fn a_command_behind_two_hyphens_is_completed_by_its_shell_and_files_too() {
    let sandbox = stage();
    let first = |line: &str| offered(&sandbox.at(""), line).0;
    assert_eq!(first("exec 1.22 -- go bui"), "command");
    assert_eq!(first("explain -- "), "command");
    assert_eq!(first("man "), "folders");
    assert_eq!(first("explain x"), "paths");
    assert_eq!(first("use 1"), "");
}

#[test]
fn nothing_that_a_project_names_reaches_a_shell_as_code() {
    let sandbox = stage();
    sandbox.file(
        "go.mod",
        "module m\n\ngo 1.22\n\nrequire a.example/$(touch${IFS}x) v1.0.0\n\nrequire b.example/`id` v1.0.0\n",
    );
    assert!(values(&sandbox, "route ").iter().all(|value| !value.contains(['$', '`', '('])));
}

/// Not even where nothing can be read.
#[test]
fn a_key_that_is_pressed_gets_no_error() {
    let sandbox = stage();
    sandbox.file("../home/.gv/config.toml", "lang = [\n");
    assert!(values(&sandbox, "ls-rem").contains(&"ls-remote".to_owned()));
    let relative = sandbox.at("").with("GV_HOME", "relative");
    assert!(offered(&relative, "insta").1.contains(&"install".to_owned()));
    assert!(offered(&sandbox.at(""), "no such command ").1.iter().all(|value| !value.contains("no")));
}

/// The script in the shell itself, with a completion made and `gv shell` typed.
#[cfg(unix)]
fn in_shell(sandbox: &Sandbox, shell: &str, arguments: &[&str], script: &str) {
    let Some(program) = program_or_skip(shell) else { return };
    let gv = Path::new(env!("CARGO_BIN_EXE_gv")).parent().unwrap().to_owned();
    let path = std::env::join_paths([gv, "/usr/bin".into(), "/bin".into()]).unwrap();
    let place = sandbox.at("").with("PATH", path);
    let file = sandbox.file(format!("script.{shell}"), script);
    let arguments = arguments.iter().map(std::ffi::OsStr::new).chain([file.as_os_str()]);
    let run = place.run(program, arguments).succeeds();
    run.prints("use: 1.22.10 1.22.3\n")
        .prints("set: 1.22.3\n")
        .prints("again: 1.21.13\n")
        .prints("unset: none\n");
}

#[test]
#[cfg(unix)]
fn bash_completes_and_changes_itself() {
    let sandbox = stage();
    let script = r#"
eval "$(gv init bash)"
COMP_LINE='gv uninstall 1.22' COMP_POINT=17 COMP_WORDS=(gv uninstall 1.22) COMP_CWORD=2
__gv_complete gv 2>/dev/null
echo "use: ${COMPREPLY[*]}"
COMP_LINE='gv env set GOSUMDB=sum.golang.o' COMP_WORDS=(gv env set GOSUMDB = sum.golang.o) COMP_CWORD=5
__gv_complete gv 2>/dev/null
[ "${COMPREPLY[*]}" = sum.golang.org ] || echo "after an equals sign: ${COMPREPLY[*]}" >&2
gv shell 1.22.3; echo "set: $GV_VERSION"
gv use --shell 1.21.13; echo "again: $GV_VERSION"
gv shell --unset; echo "unset: ${GV_VERSION-none}"
gv shell --help >/dev/null && ! gv shell nonsense 2>/dev/null
"#;
    in_shell(&sandbox, "bash", &["--norc"], script);
    let posix = script.lines().filter(|line| !line.contains("COMP")).collect::<Vec<_>>().join("\n");
    let posix = posix.replace("init bash", "init sh").replace("__gv_complete gv 2>/dev/null", "");
    in_shell(&sandbox, "dash", &[], &format!("{posix}\necho 'use: 1.22.10 1.22.3'\n"));
}

#[test]
#[cfg(unix)]
fn zsh_completes_and_changes_itself() {
    let script = r#"
compadd() { print "use: ${values[*]}" }
compdef() { bound=$2 }
eval "$(gv init zsh)"
[ "$bound" = gv ] || print "not bound" >&2
words=(gv uninstall 1.22) CURRENT=3
__gv_complete
gv shell 1.22.3; echo "set: $GV_VERSION"
gv use --shell 1.21.13; echo "again: $GV_VERSION"
gv shell --unset; echo "unset: ${GV_VERSION-none}"
"#;
    in_shell(&stage(), "zsh", &["-f"], script);
}

#[test]
#[cfg(unix)]
fn fish_completes_and_changes_itself() {
    let script = r#"
gv init fish | source
echo use: (complete -C "gv uninstall 1.22")
gv shell 1.22.3; echo set: $GV_VERSION
gv use --shell 1.21.13; echo again: $GV_VERSION
gv shell --unset; set -q GV_VERSION; or echo unset: none
"#;
    in_shell(&stage(), "fish", &["--no-config"], script);
}

#[test]
#[cfg(unix)]
fn nushell_completes_and_changes_itself() {
    let sandbox = stage();
    let lines = sandbox.gv(["init", "nushell"]).succeeds().stdout;
    let script = format!(
        "{lines}
print ('use: ' + (__gv_complete 'gv uninstall 1.22' | get completions.value | str join ' '))
gv shell 1.22.3; print ('set: ' + $env.GV_VERSION)
gv use --shell 1.21.13; print ('again: ' + $env.GV_VERSION)
gv shell --unset; print ('unset: ' + ($env.GV_VERSION? | default none))
"
    );
    in_shell(&sandbox, "nu", &["--no-config-file"], &script);
}
