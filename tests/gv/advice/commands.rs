//! Every command that stands in the sources as advice, wherever it is shown: in hints of errors, by `gv explain`, by
//! `gv doctor net`. What is filled in stands in braces.

use super::{Kind, counted};
use crate::support::Sandbox;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A repair: the test that runs it in the state that it is for.
const fn run_by(test: &'static str) -> Kind<Proof> {
    Kind::Repair(Proof::Test(test))
}

/// A look: run here on a machine that is set up, and what it says.
const fn says(words: &'static str) -> Kind<Proof> {
    Kind::Look(Proof::Says(words))
}

/// What stands behind a row.
#[derive(Debug, Clone, Copy)]
enum Proof {
    /// A function of the tests.
    Test(&'static str),
    /// What the command prints.
    Says(&'static str),
}

/// The doctor's own table runs it.
const DOCTOR: &str = "every_repair_repairs";

/// The shapes of commands; the longest that a command begins with counts.
const ROWS: &[(&str, Kind<Proof>)] = &[
    (
        "Remove-Item Env:{name}",
        Kind::Words("PowerShell; tests/gv/setup runs its words where it is installed"),
    ),
    ("chmod", run_by(DOCTOR)),
    ("echo {shims}", run_by("later_steps_of_a_job_find_the_shims")),
    ("export", run_by(DOCTOR)),
    ("unset", run_by(DOCTOR)),
    (
        "git config --global --list",
        Kind::Words("git's own; which rule of the user's to remove only the user knows"),
    ),
    ("git config --global --remove-section", run_by("removing_leaves_what_is_not_the_hosts")),
    ("git log -S", Kind::Words("the history of the user's go.sum")),
    ("go clean -modcache", Kind::Words("go's own: what it says itself of a changed cache")),
    ("go env -u", run_by("goroot_stands_in_the_file_of_go_env")),
    ("go get", Kind::Words("go's own words, with the module's name")),
    ("go help environment", Kind::Words("go's own help")),
    ("go install", run_by("what_is_built_again_is_the_same_version_of_the_same_module")),
    ("go list -m -versions", Kind::Words("go's own; what it lists is on the network")),
    ("go mod", Kind::Words("go's own words for its own files")),
    ("go tool dist list", Kind::Words("go's own list of platforms")),
    ("go work use", run_by("a_workspace_below_one_of_its_modules_is_found")),
    ("go {}", run_by("what_is_built_again_is_the_same_version_of_the_same_module")),
    ("echo {} >>", run_by("github_actions_gets_its_lines_once")),
    ("gv relay login", run_by("what_a_login_lacks_is_said")),
    ("gv relay on", run_by("behind_ntlm_the_advice_makes_gv_and_go_work")),
    ("gv relay run", run_by("without_the_secret_nothing_is_carried")),
    ("gv relay status", says("relay")),
    ("gv self update --check", run_by("a_check_changes_nothing_and_tells_by_its_code")),
    ("gv self update --help", says("gv self update")),
    ("gv undo", run_by("a_setting_of_go_gets_its_old_value")),
    ("gv version --verbose", says("gv")),
    ("gv audit", says("go1.22.3")),
    ("gv cache clean", run_by("the_cache_is_listed_and_emptied")),
    ("gv dns check", Kind::Words("asks resolvers, which are not here; tests/net does")),
    ("gv deploy check", run_by("a_healthy_proxy_has_no_errors")),
    ("gv dns fix --hosts", run_by("false_answers_are_cured_by_addresses_or_mirrors")),
    ("gv dns unfix --hosts", run_by("a_block_is_taken_out_and_nothing_else")),
    ("gv doctor", says("gv")),
    ("gv doctor --fix", run_by("killed_runs_left_something")),
    ("gv doctor disk", says("disk")),
    ("gv doctor git", says("git")),
    ("gv doctor net", Kind::Look(Proof::Test("a_proxy_of_this_machine_carries_everything"))),
    ("gv doctor path", says("go")),
    ("gv doctor proxy", says("proxy")),
    ("gv doctor toolchains", says("toolchains")),
    ("gv doctor tools", says("compiler")),
    ("gv doctor variables", says("variables")),
    ("gv env import", run_by("what_is_lost_is_told_compared_and_kept")),
    ("gv env preset", says("private")),
    ("gv env preset cn --user", run_by("what_it_would_write_is_shown_with_the_reasons_before_it_is_written")),
    ("gv env preset private", run_by("private_adds_hosts_to_those_there_are")),
    ("gv env preset {", run_by("a_shared_host_is_not_made_private_as_a_whole")),
    ("gv env set", run_by("a_projects_own_file_counts_when_it_is_trusted")),
    ("gv env trust", run_by(DOCTOR)),
    ("gv env unset", run_by("the_users_file_is_written_where_go_reads_it")),
    ("gv env why GOFLAGS", says("GOFLAGS")),
    ("gv env why GOPROXY", says("GOPROXY")),
    ("gv env why GOSUMDB", says("GOSUMDB")),
    ("gv env why GOTOOLCHAIN", says("GOTOOLCHAIN")),
    ("gv env why GOVCS", says("GOVCS")),
    ("gv env why {key}", run_by("why_tells_who_wins_and_where_each_stands")),
    ("gv git ls", says("")),
    ("gv git rm", run_by("removing_leaves_what_is_not_the_hosts")),
    ("gv git https", run_by("a_host_is_reached_one_way_however_it_is_written")),
    ("gv git {way}", run_by("a_rule_is_for_the_owner_that_was_named_and_for_no_other")),
    ("gv help", says("Usage")),
    ("gv help environment", says("GV_HOME")),
    ("gv help init", says("bash")),
    ("gv import", run_by("an_imported_toolchain_went_away")),
    ("gv import --dry-run", says("")),
    ("gv init", run_by("what_init_prints_works_in_its_shell_whatever_the_home_is_called")),
    ("gv ide {} --write", run_by("doctor_says_where_editor_and_terminal_differ")),
    ("gv install", run_by(DOCTOR)),
    ("gv ls", says("1.22.3")),
    ("gv ls-remote", says("1.22")),
    ("gv mirror ls", says("")),
    ("gv mirror sync", run_by("holds_what_was_chosen_and_a_second_run_transfers_nothing")),
    ("gv mirror test", Kind::Words("measures hosts, which are not here; tests/gv/mirrors does")),
    ("gv mirror undo", run_by("undo_takes_a_switch_back")),
    ("gv mirror use", run_by("both_kinds_are_one_change")),
    ("gv mirror {command}", run_by("both_kinds_are_one_change")),
    ("gv pin", run_by(DOCTOR)),
    ("gv pin --hash", run_by("a_version_that_the_lock_does_not_list_is_not_installed")),
    ("gv pin --hash --platform {", run_by("a_platform_that_the_lock_does_not_list_is_refused_and_added")),
    ("gv pin --mod", run_by("a_toolchain_line_that_go_refuses_is_replaced")),
    ("gv pin --rm", run_by("a_pin_is_shown_and_removed")),
    ("gv pin system", run_by("a_pin_to_a_system_go_that_is_not_there_is_changed_and_not_the_default")),
    ("gv prune", run_by("pruning_says_what_stays_and_why_and_what_it_frees")),
    ("gv route golang.org/x/text@v0.14.0", says("golang.org/x/text")),
    ("gv route", Kind::Words("the module's name is the user's; tests/gv/route follows it")),
    ("gv self uninstall", run_by("gv_itself_goes_with_all_it_installed_and_nothing_else")),
    ("gv setup", run_by(DOCTOR)),
    ("gv setup --print", says("gv")),
    ("gv shell", run_by("one_shell_gets_another_version")),
    ("gv tools", says("")),
    ("gv tools rebuild", run_by("what_is_built_again_is_the_same_version_of_the_same_module")),
    ("gv uninstall", run_by(DOCTOR)),
    ("gv upgrade", run_by("upgrade_brings_the_patches_of_all_minors")),
    ("gv use", run_by(DOCTOR)),
    ("gv {", run_by("a_wrong_command_does_not_lead_to_one_that_writes")),
    ("kill -CONT", run_by("somebody_was_stopped_at_work")),
    ("ls -l {}", Kind::Words("the system's own")),
    ("ls {}", Kind::Words("the system's own")),
    ("sha256sum", Kind::Words("writes the file beside an own build that release::ordering reads")),
    ("sudo", Kind::Words("needs an administrator, and the system's own programs")),
];

/// Words of other programs and of sentences that begin like a command.
const NOT_ADVICE: [&str; 7] = [
    "gv relay: ",
    "git /home/me",
    "git clone",
    "git fetch",
    "git ls-remote",
    "gv holds few files",
    "gv trust 1",
];

/// What advice begins with.
const PROGRAMS: [&str; 15] = [
    "echo",
    "gv",
    "go",
    "git",
    "sudo",
    "chmod",
    "ls",
    "rm",
    "mv",
    "kill",
    "export",
    "unset",
    "sha256sum",
    "del",
    "Remove-Item",
];

/// Macros whose words are sentences, names of arguments and examples of the help.
const SENTENCES: [&str; 10] = [
    "say",
    "arguments",
    "subcommands",
    "fault_family",
    "faults",
    "causes",
    "texts",
    "assert",
    "debug_assert",
    "displayed",
];

/// Finds string literals that are commands.
fn collect(tokens: TokenStream, found: &mut BTreeSet<String>) {
    let mut before: Vec<String> = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let name = match &before[..] {
                    [.., name, mark] if mark == "!" => Some(name.as_str()),
                    _ => None,
                };
                let is_attribute =
                    before.last().is_some_and(|mark| mark == "#") && group.delimiter() == Delimiter::Bracket;
                let is_test = before.last().is_some_and(|word| word == "tests");
                if !is_attribute && !is_test && !name.is_some_and(|name| SENTENCES.contains(&name)) {
                    collect(group.stream(), found);
                }
                before.push("()".to_owned());
            }
            TokenTree::Literal(literal) => {
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    let text = text.value();
                    let word = text.split(' ').next().unwrap_or_default();
                    if PROGRAMS.contains(&word)
                        && text.contains(' ')
                        && text.is_ascii()
                        && !text.ends_with([' ', '.'])
                    {
                        found.insert(text);
                    }
                }
                before.push(String::new());
            }
            TokenTree::Ident(ident) => before.push(ident.to_string()),
            TokenTree::Punct(punct) => before.push(punct.as_char().to_string()),
        }
    }
}

/// Files whose texts are words about faults, or of other programs.
fn is_of_sentences(path: &Path) -> bool {
    let path = path.to_string_lossy().replace('\\', "/");
    ["/src/explain/rules/", "/src/explain/id/", "/src/fault/"].iter().any(|folder| path.contains(folder))
}

fn commands_of_the_code() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !is_of_sentences(&path) {
                collect(fs::read_to_string(&path).unwrap().parse().unwrap(), &mut found);
            }
        }
    }
    found
}

fn row(command: &str) -> Option<&'static (&'static str, Kind<Proof>)> {
    let begins = |row: &&(&str, Kind<Proof>)| command.starts_with(row.0);
    ROWS.iter().filter(begins).max_by_key(|(shape, _)| shape.len())
}

#[test]
fn no_command_is_without_a_row() {
    let commands = commands_of_the_code();
    assert!(commands.len() > 100, "{commands:?}");
    let is_advice = |command: &&String| !NOT_ADVICE.iter().any(|words| command.starts_with(words));
    let missing: Vec<_> = commands.iter().filter(is_advice).filter(|text| row(text).is_none()).collect();
    assert!(missing.is_empty(), "without a row: {missing:#?}");
    let is_used = |shape: &str| commands.iter().any(|text| row(text).is_some_and(|row| row.0 == shape));
    let unused: Vec<_> = ROWS.iter().map(|(shape, _)| shape).filter(|shape| !is_used(shape)).collect();
    assert!(unused.is_empty(), "no longer in the code: {unused:?}");
    counted("hints, gv explain and gv doctor net", ROWS.iter().map(|(_, kind)| *kind));
}

/// All functions of the tests, by name.
fn tests() -> String {
    let mut text = String::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                text += &fs::read_to_string(&path).unwrap();
            }
        }
    }
    text
}

#[test]
fn every_repair_is_run_by_a_test() {
    let tests = tests();
    let missing: Vec<_> = ROWS
        .iter()
        .filter_map(|(shape, kind)| match kind {
            Kind::Repair(Proof::Test(test)) | Kind::Look(Proof::Test(test))
                if !tests.contains(&format!("fn {test}()")) =>
            {
                Some((shape, test))
            }
            _ => None,
        })
        .collect();
    assert!(missing.is_empty(), "no such test: {missing:?}");
}

#[test]
fn every_look_says_something() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.gv(["setup", "--no-modify-path"]).succeeds();
    sandbox.gv(["use", "1.22.3"]).succeeds();
    let mut wrong = Vec::new();
    for (shape, kind) in ROWS {
        let Kind::Look(Proof::Says(words)) = kind else { continue };
        let run = sandbox.gv(shape.split(' ').skip(1));
        // A look ends with 1 where it finds something.
        if ![Some(0), Some(1)].contains(&run.code) || !format!("{}{}", run.stdout, run.stderr).contains(words)
        {
            wrong.push(format!("{shape}: {run}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
