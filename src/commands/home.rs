//! `gv home [--explain]`

use super::Done;
use super::args::arguments;
use crate::context::Context;
use crate::env::paths::shown;
use crate::home::Found;
use crate::lang::say;
use crate::ui::table;

arguments! {
    /// What `gv home` takes.
    pub struct Args = ["Print the folder in which gv keeps everything", "输出 gv 存放全部内容的目录"] {
        #[arg(long)]
        explain: bool = ["Also show what decides it, and what lies where", "同时显示由什么决定，以及各内容所在位置"],
    }
}

/// Prints the home, for scripts; with `--explain` all places, for people.
pub fn run(args: &Args, context: &Context) -> Done {
    let (ui, home) = (&context.ui, &context.home);
    if !args.explain {
        ui.exact(home.root());
        return Ok(0);
    }
    let why = match Found::of(home, &context.env) {
        Found::Variable => say!(ui.lang, "set by GV_HOME", "由 GV_HOME 指定"),
        Found::Program => say!(ui.lang, "the running gv is installed in it", "正在运行的 gv 安装于此"),
        Found::Usual => say!(ui.lang, "the usual place", "默认位置"),
    };
    let rows = [
        (say!(ui.lang, "home", "主目录"), home.root().to_owned(), why),
        (say!(ui.lang, "toolchains", "工具链"), home.versions(), String::new()),
        (say!(ui.lang, "for PATH", "加入 PATH"), home.shims(), String::new()),
        (say!(ui.lang, "settings", "设置"), home.config(), String::new()),
        (say!(ui.lang, "cache", "缓存"), home.cache(), say!(ui.lang, "may be deleted", "可以删除")),
        (
            say!(ui.lang, "state", "状态"),
            home.state(),
            say!(ui.lang, "trust, locks, undo", "信任、锁、撤销记录"),
        ),
    ];
    let rows = rows.map(|(what, path, note)| vec![what, shown(&path, &context.env), note]);
    for line in table::columns(&rows) {
        ui.data(&line);
    }
    Ok(0)
}
