//! `gv dns unfix --hosts|--dnsmasq [--file PATH] [--yes]`

use super::{File, change};
use crate::commands::Done;
use crate::commands::args::{arguments, help};
use crate::context::Context;
use crate::dns::PlannedChange;
use crate::lang::say;

arguments! {
    /// What `gv dns unfix` takes.
    pub struct Args = [
        "Remove those lines again; the rest of the file stays as it is",
        "移除写入的地址行，文件的其余部分保持不变"
    ] {
        #[command(flatten)]
        file: File = {File},
        #[arg(long, short)]
        yes: bool = (help::yes),
    }
}

/// Takes the block out of its file, which is then as it was before, byte for byte.
pub(super) fn run(args: &Args, context: &Context) -> Done {
    let (ui, path) = (&context.ui, args.file.path(context));
    let Some(taken) = PlannedChange::take(&path)? else {
        ui.done(&say!(
            ui.lang,
            "{file} has no gv dns block",
            "{file} 中没有 gv dns 写入的内容",
            file = path.display().to_string()
        ));
        return Ok(0);
    };
    let command = change::command("unfix", &args.file, &[]);
    if change::made(&taken, args.yes, context, &command)? {
        ui.done(&say!(
            ui.lang,
            "{file} is as it was before",
            "{file} 已恢复原状",
            file = path.display().to_string()
        ));
        change::tell_to_restart(args.file.syntax(), context);
    }
    Ok(0)
}
