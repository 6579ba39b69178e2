//! `gv self uninstall`

use crate::commands::args::{arguments, help};
use crate::commands::change::confirmed;
use crate::commands::relay::off::tell_of;
use crate::commands::{Done, outside, setup};
use crate::context::Context;
use crate::env::paths::shown;
use crate::lang::{Hint, code, say};
use crate::relay;
use crate::setup::rc::{Effect, StartupChange};
use crate::setup::uninstall::{self, Why};
use crate::shell::Shell;
use crate::system::reason;
use crate::ui::Report;

arguments! {
    /// What `gv self uninstall` takes.
    pub struct Args = [
        "Remove gv, its toolchains, and its block in the startup files of your shells",
        "删除 gv、其工具链以及 shell 启动文件中的配置"
    ] {
        #[arg(long, short)]
        yes: bool = (help::yes),
    }
}

/// Takes gv away: the blocks in startup files, and what gv keeps. What it does not know it leaves.
pub fn run(args: &Args, context: &Context) -> Done {
    let (ui, home) = (&context.ui, shown(context.home.root(), &context.env));
    let plan = uninstall::plan(&context.home, &context.env)?;
    let outside = plan.startup_files.len() + plan.variables.len() + plan.links.len();
    if plan.doomed.is_empty() && outside == 0 {
        ui.done(&say!(ui.lang, "gv has no files in {home}", "{home} 中没有属于 gv 的内容"));
        return Ok(0);
    }
    outside::tell(context, args.yes);
    let question = say!(
        ui.lang,
        "remove gv, every toolchain in {home}, and gv's block in the shells' startup files?",
        "删除 gv、{home} 中的全部工具链，以及 shell 启动文件中 gv 的配置段？"
    );
    if !confirmed(args.yes, &question, "gv self uninstall", context)? {
        return Ok(0);
    }
    // It would run on from files that are gone, and start again at the next login.
    end_relay(context)?;
    let gone = uninstall::run(&context.home, &context.env)?;
    let mut worst = 0;
    for change in &gone.startup_files {
        worst = worst.max(tell_startup_file(context, change));
    }
    for change in &gone.variables {
        worst = worst.max(setup::tell_variable(context, change));
    }
    for path in &gone.removed {
        ui.done(&say!(ui.lang, "{path} removed", "已删除 {path}", path = shown(path, &context.env)));
    }
    for left in &gone.left {
        let path = shown(&left.path, &context.env);
        match &left.why {
            Why::Unknown => {
                ui.say(&say!(ui.lang, "{path} is not gv's and stays", "{path} 不属于 gv，予以保留"));
            }
            Why::Running => ui.warn(&say!(
                ui.lang,
                "{path} is running; delete it once it has ended",
                "{path} 正在运行，请在其结束后删除"
            )),
            Why::Failed(error) => {
                ui.warn(&say!(
                    ui.lang,
                    "{path} could not be removed: {why}",
                    "无法删除 {path}：{why}",
                    why = reason(error, ui.lang)
                ));
                worst = code::FAILED;
            }
        }
    }
    tell_open_shells(context);
    Ok(worst)
}

/// Ends the relay, whose program and state are about to go, and takes back what starts it.
fn end_relay(context: &Context) -> Result<(), relay::Error> {
    let off = relay::off(&context.home)?;
    if off.was_on {
        context.ui.done(&say!(context.ui.lang, "the relay is off", "relay 已关闭"));
    }
    tell_of(&off, context);
    Ok(())
}

/// A shell that has run gv's `go` remembers where it was, and looks there again.
fn tell_open_shells(context: &Context) {
    let lang = context.ui.lang;
    context.ui.say(&match Shell::detect(&context.env) {
        Shell::Bash | Shell::Zsh | Shell::Posix => say!(
            lang,
            "shells that are open remember gv's programs: hash -r, or open a new terminal",
            "已打开的 shell 仍记得 gv 的程序：请执行 hash -r，或打开新的终端"
        ),
        Shell::Fish | Shell::PowerShell | Shell::Cmd | Shell::Nushell | Shell::Elvish => say!(
            lang,
            "shells that are open keep gv's folders on PATH: open a new terminal",
            "已打开的 shell 的 PATH 中仍有 gv 的目录：请打开新的终端"
        ),
    });
}

/// Tells one startup file. Where the block could not be taken out, a person has to.
fn tell_startup_file(context: &Context, change: &StartupChange) -> u8 {
    let Effect::Failed(error) = &change.kind else { return setup::tell_change(context, change) };
    let lang = context.ui.lang;
    let hint = say!(
        lang,
        "delete the lines from `# >>> gv >>>` to `# <<< gv <<<` where {file} is made",
        "在生成 {file} 的地方删除从 `# >>> gv >>>` 到 `# <<< gv <<<` 的各行",
        file = shown(&change.file, &context.env)
    );
    context.ui.error(&Report { hints: vec![Hint::words(hint)], ..Report::of(error, lang) });
    code::FAILED
}
