//! `gv ide EDITOR [--write]`

use super::args::{OneOf, arguments};
use super::{Done, Error, asked};
use crate::context::Context;
use crate::env::paths::shown;
use crate::ide::{self, Editor, Go, Plan, settings_folder};
use crate::lang::date::now;
use crate::lang::{Lang, say};
use crate::ledger::Ledger;
use crate::line_diff::diff;
use crate::shim::{self, Wanted};
use crate::store::{EditorRoot, Store};
use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};

arguments! {
    /// What `gv ide` takes.
    pub struct Args = [
        "Make an editor use the Go of this directory",
        "让编辑器使用此目录的 Go"
    ] {
        #[arg(value_name = "EDITOR", value_parser = OneOf::new(Editor::ALL.map(Editor::id), Editor::read))]
        editor: Editor = (help_editor),
        #[arg(long, short)]
        write: bool = ["Write the settings, after showing the change", "显示改动后写入设置"],
    }
    examples {
        "gv ide vscode" = ["show what would be changed in .vscode/settings.json", "显示 .vscode/settings.json 将有哪些改动"],
        "gv ide vscode --write" = ["write it", "写入"],
        "gv doctor ide" = ["where the editor and the terminal differ", "编辑器与终端使用的 Go 有何不同"],
    }
}

fn help_editor(lang: Lang) -> String {
    let editors = Editor::ALL.map(Editor::id).join(", ");
    say!(lang, "The editor: {editors}", "编辑器：{editors}")
}

/// Shows what the settings of an editor would become, and with `--write` writes them, with the link that they name.
pub fn run(args: &Args, context: &Context) -> Done {
    let (ui, lang, editor) = (&context.ui, context.ui.lang, args.editor);
    let store = Store::of(&context.home);
    let folder = settings_folder(editor, context.env.cwd(), context.env.home_dir());
    let goroot = goroot(&folder, &store, context)?;
    let root = store.editor_root(&folder);
    let plan = Plan::of(editor, &folder, &go(&root, context)?)?;
    let file = shown(&plan.file, &context.env);
    if !plan.changes() && root.leads_to(&goroot) {
        ui.done(&say!(
            lang,
            "{editor} already uses the Go of this directory   {file}",
            "{editor} 已使用此目录的 Go   {file}",
            editor = editor.title()
        ));
        return Ok(0);
    }
    let link = shown(&root.goroot(), &context.env);
    ui.say(&format!("{link} → {}", shown(&goroot, &context.env)));
    if plan.changes() {
        ui.say(&file);
        for line in diff(plan.before.as_deref().unwrap_or_default(), &plan.after) {
            ui.say(&line);
        }
    }
    if !args.write {
        ui.say(&say!(
            lang,
            "nothing is written yet: gv ide {editor} --write",
            "尚未写入：gv ide {editor} --write",
            editor = editor.id()
        ));
        return Ok(0);
    }
    store.set_editor_root(&root, &goroot)?;
    if plan.changes() {
        plan.write()?;
        let change = plan.change(&Ledger::read(&context.home));
        Ledger::record(&context.home, now(), vec![change])?;
    }
    ui.done(&say!(
        lang,
        "{editor} now uses the Go of this directory, also after gv pin and gv use   {file}",
        "{editor} 现使用此目录的 Go，执行 gv pin 或 gv use 之后同样如此   {file}",
        editor = editor.title()
    ));
    tell_more(editor, context);
    Ok(0)
}

/// The GOROOT that an editor is to have for a folder. One that is missing is installed first, by the user.
fn goroot(folder: &Path, store: &Store, context: &Context) -> Result<PathBuf, Error> {
    let choice = shim::choose_for_editor(folder, &context.env, store)?;
    if let Some(goroot) = choice.wanted.goroot() {
        return Ok(goroot);
    }
    match &choice.wanted {
        Wanted::Missing(spec) => {
            let spec = spec.clone();
            let error = Error::from(shim::Error::NotThere { spec: spec.clone() });
            Err(asked::by(error, &choice, &spec, context))
        }
        Wanted::Program { path, .. } => {
            // A Go of the user's own lies in its GOROOT.
            let root = path.parent().and_then(Path::parent).map(Path::to_owned);
            root.ok_or_else(|| choice.nothing_of(store).into())
        }
        _ => Err(choice.nothing_of(store).into()),
    }
}

/// What the settings are to name: the link, which stays, and never the toolchain itself.
fn go(root: &EditorRoot, context: &Context) -> Result<Go, Error> {
    let text = |path: &Path| {
        let text = path.to_str().map(ToOwned::to_owned);
        text.ok_or_else(|| ide::Error::NotUnicode { path: path.to_owned() })
    };
    let goroot = root.goroot();
    let bin = goroot.join("bin");
    let editors = context.home.editors();
    let others = context.env.path_dirs().into_iter().filter(|dir| !dir.starts_with(&editors));
    let dirs: Vec<PathBuf> = [bin.clone()].into_iter().chain(others).collect();
    let path = std::env::join_paths(&dirs).unwrap_or_else(|_| bin.clone().into_os_string());
    Ok(Go {
        root: text(&goroot)?,
        program: text(&bin.join(format!("go{EXE_SUFFIX}")))?,
        path: text(Path::new(&path))?,
        home: context.env.home_dir().and_then(Path::to_str).map(ToOwned::to_owned),
    })
}

/// What the user has to do in the editor itself.
fn tell_more(editor: Editor, context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    match editor {
        Editor::GoLand => ui.warn(&say!(
            lang,
            "GoLand writes this file when it closes the project: if the project is open, close it and run the command again",
            "GoLand 关闭项目时会写入此文件：若项目已打开，请关闭后重新执行该命令"
        )),
        Editor::Vim => ui.say(&say!(
            lang,
            "Vim and Neovim read .exrc where `set exrc` is set",
            "Vim 与 Neovim 仅在设置了 set exrc 时读取 .exrc"
        )),
        Editor::VsCode | Editor::Zed | Editor::Helix => {}
    }
}
