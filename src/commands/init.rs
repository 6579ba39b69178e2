//! `gv init SHELL [--env]`

use super::Done;
use super::args::{OneOf, arguments};
use crate::context::Context;
use crate::env::paths::shown;
use crate::lang::{Lang, between, say};
use crate::setup::ci;
use crate::shell::{self, Shell};

arguments! {
    /// What `gv init` takes.
    pub struct Args = [
        "Print the lines that a shell needs to use gv",
        "输出 shell 使用 gv 所需的配置"
    ] {
        #[arg(value_name = "SHELL", value_parser = OneOf::new(Shell::names().chain([GITHUB, GITLAB]), read))]
        shell: Reader = (help_shell),
        #[arg(long)]
        env: bool = (help_env),
    }
    examples {
        "eval \"$(gv init bash)\"" = ["in the current bash", "在当前 bash 中生效"],
        "gv init fish | source" = ["in the current fish", "在当前 fish 中生效"],
        "gv init github" = ["for the later steps of a GitHub Actions job", "对 GitHub Actions 作业的后续步骤生效"],
    }
}

const GITHUB: &str = "github";
const GITLAB: &str = "gitlab";

/// What reads the lines.
#[derive(Debug, Clone, Copy)]
enum Reader {
    Shell(Shell),
    /// The runner of GitHub Actions: two files.
    Github,
    /// GitLab's `script:`, which is a POSIX shell.
    Gitlab,
}

fn read(name: &str) -> Option<Reader> {
    match name {
        GITHUB => Some(Reader::Github),
        GITLAB => Some(Reader::Gitlab),
        name => name.parse().ok().map(Reader::Shell),
    }
}

pub(super) fn help_shell(lang: Lang) -> String {
    let shells = Shell::names().collect::<Vec<_>>().join(", ");
    say!(lang, "One of {shells}, github, gitlab", "以下之一：{shells}、github、gitlab")
}

fn help_env(lang: Lang) -> String {
    let shells = hooked().collect::<Vec<_>>().join(", ");
    say!(
        lang,
        "Also export the project's settings at every prompt, and undo that on leaving ({shells})",
        "同时在每次显示提示符时导出项目的设置，并在离开时撤销（{shells}）"
    )
}

/// Prints the lines that put gv into a running shell, and with `--env` the hook that follows the project's settings.
pub fn run(args: &Args, context: &Context) -> Done {
    let shell = match args.shell {
        Reader::Shell(shell) => shell,
        Reader::Gitlab => Shell::Posix,
        Reader::Github => return github(context),
    };
    let mut lines = shell::init(shell, &context.home, &context.env)?;
    if args.env {
        lines += &shell::hook(shell, &context.home, &context.env)?;
    }
    context.ui.exact(lines.trim_end());
    Ok(0)
}

/// Writes for the later steps of a job; outside of one, prints the commands that would.
fn github(context: &Context) -> Done {
    let named = context.env.get(ci::PATH).is_some();
    if named {
        write_for_runner(context)?;
        return Ok(0);
    }
    for (variable, lines) in
        [(ci::PATH, ci::path_lines(&context.home)), (ci::ENV, ci::env_lines(&context.home))]
    {
        for line in lines {
            context.ui.exact(format!("echo {} >> \"${variable}\"", Shell::Posix.word(line)));
        }
    }
    Ok(0)
}

/// Writes to the files of the runner, and says so; whether anything was new.
pub(super) fn write_for_runner(context: &Context) -> Result<bool, super::Error> {
    let (ui, mut changed) = (&context.ui, false);
    for written in ci::write(&context.home, &context.env)? {
        let (file, lines) = (shown(&written.file, &context.env), written.lines.join(&between(ui.lang)));
        changed |= written.changed;
        if written.changed {
            ui.done(&say!(ui.lang, "{lines} for later steps   {file}", "已为后续步骤写入 {lines}   {file}"));
        } else {
            ui.say(&say!(ui.lang, "{file} is in place", "{file} 已就绪"));
        }
    }
    Ok(changed)
}

/// The names of the shells that can follow a project's settings.
pub(super) fn hooked() -> impl Iterator<Item = &'static str> {
    Shell::ALL.iter().filter(|shell| shell.has_hook()).map(|shell| shell.name())
}
