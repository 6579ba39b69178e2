//! The help pages and the man pages, word for word, and the completions. `SNAPSHOTS=overwrite` writes them again.
#![cfg(unix)]

use crate::support::Sandbox;
use clap::Command;
use gv::cli::definition;
use gv::lang::Lang;
use std::fmt::Write as _;
use std::fs;

/// The languages, and the value of `GV_LANG` that asks for each.
const LANGUAGES: [(Lang, &str); 2] = [(Lang::En, "en"), (Lang::Zh, "zh")];

/// Every command that people type, as the words after `gv`; `gv` itself is the one without words.
fn commands(lang: Lang) -> Vec<Vec<String>> {
    fn walk(command: &Command, path: &[String], found: &mut Vec<Vec<String>>) {
        found.push(path.to_vec());
        for subcommand in command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set()) {
            walk(subcommand, &[path, &[subcommand.get_name().to_owned()]].concat(), found);
        }
    }
    let mut found = Vec::new();
    walk(&definition::of(lang), &[], &mut found);
    found
}

fn help_of_every_command(lang: Lang, id: &str) -> String {
    let sandbox = Sandbox::new();
    let mut pages = String::new();
    for command in commands(lang) {
        let arguments = [&["help".to_owned()], command.as_slice()].concat();
        let page = sandbox.with("GV_LANG", id).gv(&arguments).succeeds().stdout;
        write!(pages, "$ gv {}\n{page}\n", arguments.join(" ")).unwrap();
    }
    pages
}

#[test]
fn the_help_of_every_command_is_as_it_was_reviewed() {
    let [english, chinese] = LANGUAGES.map(|(lang, id)| help_of_every_command(lang, id));
    snapbox::assert_data_eq!(english, snapbox::file!["en.txt"].raw());
    snapbox::assert_data_eq!(chinese, snapbox::file!["zh.txt"].raw());
}

fn man_pages(id: &str) -> String {
    let sandbox = Sandbox::new();
    let folder = sandbox.dir("pages");
    sandbox.with("GV_LANG", id).gv(["man", folder.to_str().unwrap()]).succeeds();
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut pages = String::new();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy();
        write!(pages, "$ man {name}\n{}\n", fs::read_to_string(&file).unwrap()).unwrap();
    }
    pages
}

#[test]
fn the_man_pages_are_as_they_were_reviewed() {
    let [english, chinese] = LANGUAGES.map(|(_, id)| man_pages(id));
    snapbox::assert_data_eq!(english, snapbox::file!["man.en.txt"].raw());
    snapbox::assert_data_eq!(chinese, snapbox::file!["man.zh.txt"].raw());
}

/// What they offer is looked up when a key is pressed (`completing`): the script is the file in the tree, in any language.
#[test]
fn completions_are_the_scripts_of_the_tree() {
    let sandbox = Sandbox::new();
    for (shell, script) in [
        ("bash", include_str!("../../../src/shell/templates/complete/gv.bash")),
        ("elvish", include_str!("../../../src/shell/templates/complete/gv.elv")),
        ("fish", include_str!("../../../src/shell/templates/complete/gv.fish")),
        ("nushell", include_str!("../../../src/shell/templates/complete/gv.nu")),
        ("powershell", include_str!("../../../src/shell/templates/complete/gv.ps1")),
        ("zsh", include_str!("../../../src/shell/templates/complete/gv.zsh")),
    ] {
        for (_, id) in LANGUAGES {
            sandbox.with("GV_LANG", id).gv(["completions", shell]).succeeds().prints(script);
        }
    }
}
