//! `gv man [DIR]`

use super::args::arguments;
use super::{Done, Error};
use crate::context::Context;
use crate::lang::say;
use crate::system::Action;
use crate::system::file::{self, How};
use clap::Command;
use clap_mangen::Man;
use roff::{Roff, roman};
use std::path::{Path, PathBuf};

arguments! {
    /// What `gv man` takes.
    pub struct Args = ["Write the man pages", "生成 man 手册页"] {
        #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
        dir: Option<PathBuf> = [
            "The folder to write to; if left out, gv.1 is printed",
            "写入的文件夹；省略时把 gv.1 输出到标准输出"
        ],
    }
    examples {
        "gv man ~/.local/share/man/man1" = ["where man finds them", "man 能够找到的位置"],
    }
}

/// Writes the man pages, made from the definition of the command line `gv`: `gv.1`, `gv-install.1`, …
pub fn run(args: &Args, context: &Context, mut gv: Command) -> Done {
    gv.build();
    let Some(dir) = &args.dir else {
        let page = page(&gv, "gv").map_err(Error::file(Action::Render, Path::new("gv.1")))?;
        context.ui.exact(String::from_utf8_lossy(&page).trim_end());
        return Ok(0);
    };
    file::create_folder(dir).map_err(Error::file(Action::Create, dir))?;
    let count = write_pages(&gv, "gv", dir)?;
    context.ui.done(&say!(
        context.ui.lang,
        "{count} man pages written to {dir}",
        "已将 {count} 个手册页写入 {dir}",
        dir = dir.display().to_string()
    ));
    Ok(0)
}

fn write_pages(command: &Command, name: &str, dir: &Path) -> Result<usize, Error> {
    let path = dir.join(format!("{name}.1"));
    let page = page(command, name).map_err(Error::file(Action::Render, &path))?;
    file::replace(&path, &page, How::Usual).map_err(Error::file(Action::Write, &path))?;
    let mut count = 1;
    for subcommand in command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set()) {
        count += write_pages(subcommand, &format!("{name}-{}", subcommand.get_name()), dir)?;
    }
    Ok(count)
}

fn page(command: &Command, name: &str) -> std::io::Result<Vec<u8>> {
    let mut command = command.clone().display_name(name.to_owned());
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().to_owned();
    let command = command.override_usage(usage);
    let examples = command.get_after_help().map(ToString::to_string);
    let has_subcommands = command.get_subcommands().any(|subcommand| !subcommand.is_hide_set());
    let gv = concat!("gv ", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command).title(name).source(gv).manual("gv");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if has_subcommands {
        man.render_subcommands_section(&mut page)?;
    }
    if let Some(examples) = examples {
        render_examples(&examples).to_writer(&mut page)?;
    }
    Ok(page)
}

/// The examples, line by line as they stand in the help.
fn render_examples(text: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXAMPLES"]).control("nf", []);
    for line in text.lines().skip(1) {
        roff.text([roman(line.trim_start())]);
    }
    roff.control("fi", []);
    roff
}
