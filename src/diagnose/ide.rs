//! Whether the editors that have settings in this project use the Go that a terminal uses here.

use super::{Finding, Machine};
use crate::env::paths::place;
use crate::ide::{self, Editor, Told};
use crate::lang::say;
use crate::shim::{self, Choice};
use crate::system::program::{is_program, same_file};
use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};

/// `None` where no editor is told which Go to use: it then takes the one on PATH, as a terminal does.
pub(super) fn check(machine: &Machine<'_>) -> Option<Vec<Finding>> {
    let home = machine.env.home_dir();
    let mut found = Vec::new();
    for editor in Editor::ALL {
        let folder = ide::settings_folder(editor, machine.env.cwd(), home);
        let Some((file, text)) = ide::read(editor, &folder) else { continue };
        let told = editor.told(&text, home);
        if !told.is_empty() {
            found.push(Settings { editor, folder, file, told });
        }
    }
    if found.is_empty() {
        return None;
    }
    Some(found.iter().flat_map(|settings| settings.check(machine)).collect())
}

/// What one editor is told here.
struct Settings {
    editor: Editor,
    folder: PathBuf,
    file: PathBuf,
    told: Vec<Told>,
}

impl Settings {
    fn check(&self, machine: &Machine<'_>) -> Vec<Finding> {
        let command = format!("gv ide {} --write", self.editor.id());
        // Its own command would fail where the Go is missing, which the check of the directory tells.
        let Ok(choice) = shim::choose_for_editor(&self.folder, machine.env, &machine.store) else {
            return Vec::new();
        };
        let Some(goroot) = choice.wanted.goroot() else { return Vec::new() };
        let wrong = self.told.iter().find(|told| !same_file(&told.root, &goroot));
        let Some(told) = wrong else { return self.variable(&choice, machine).into_iter().collect() };
        let (editor, file) = (self.editor.title(), self.file.display());
        let here = version(&goroot);
        let finding = if is_program(&told.root.join(format!("bin/go{EXE_SUFFIX}"))) {
            let summary = say!(
                machine.lang,
                "{editor} uses {there} here, and a terminal {here}",
                "{editor} 在此使用 {there}，终端使用 {here}",
                there = version(&told.root)
            );
            Finding::warning("editor_other_go", file, summary)
        } else {
            let summary = say!(
                machine.lang,
                "{editor} is set to {root}, which has no go",
                "{editor} 指定的 {root} 中没有 go",
                root = machine.path(&told.root)
            );
            Finding::warning("editor_go_missing", file, summary)
        };
        let setting = format!("{}: {} = {}", machine.path(&self.file), told.key, machine.path(&told.root));
        let finding = finding.seen(setting).seen(why(&choice, &here, machine));
        vec![finding.by(command)]
    }

    /// A variable of this terminal that editors do not have.
    fn variable(&self, choice: &Choice, machine: &Machine<'_>) -> Option<Finding> {
        let value = machine.env.text("GV_VERSION")?;
        let (terminal, editor) = (machine.chosen_root()?, choice.wanted.goroot()?);
        if same_file(&terminal, &editor) {
            return None;
        }
        let summary = say!(
            machine.lang,
            "{editor} uses {there} here; this terminal uses {here}, because GV_VERSION={value} counts in it alone",
            "{editor} 在此使用 {there}；此终端因 GV_VERSION={value}（仅对此终端有效）使用 {here}",
            editor = self.editor.title(),
            there = version(&editor),
            here = version(&terminal)
        );
        let finding = Finding::info("editor_without_variable", self.file.display(), summary);
        Some(finding.by(machine.shell.unset("GV_VERSION")))
    }
}

/// What decides in the folder of the editor.
fn why(choice: &Choice, version: &str, machine: &Machine<'_>) -> String {
    match choice.place() {
        Some((file, line)) => format!("{}: {version}", place(file, line, machine.env)),
        None => say!(machine.lang, "the default: {version}", "默认工具链：{version}"),
    }
}

fn version(root: &Path) -> String {
    shim::version_of_root(root).unwrap_or_else(|| root.display().to_string())
}
