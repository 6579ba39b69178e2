//! `gv man [DIR]`

use super::{Done, Error};
use crate::context::Context;
use clap::{ArgMatches, Command};
use clap_mangen::Man;
use std::fs;
use std::path::{Path, PathBuf};

/// Writes the man pages, made from the definition of the command line `gv`: `gv.1`, `gv-install.1`, …
pub fn run(args: &ArgMatches, context: &Context, mut gv: Command) -> Done {
    gv.build();
    let Some(dir) = args.get_one::<PathBuf>("dir") else {
        let page = page(&gv, "gv").map_err(Error::file("render", Path::new("gv.1")))?;
        context.ui.data(String::from_utf8_lossy(&page).trim_end());
        return Ok(0);
    };
    fs::create_dir_all(dir).map_err(Error::file("create", dir))?;
    let count = write_pages(&gv, "gv", dir)?;
    context.ui.done(&context.ui.lang.man_pages_written(count, &dir.display().to_string()));
    Ok(0)
}

fn write_pages(command: &Command, name: &str, dir: &Path) -> Result<usize, Error> {
    let path = dir.join(format!("{name}.1"));
    let page = page(command, name).map_err(Error::file("render", &path))?;
    fs::write(&path, page).map_err(Error::file("write", &path))?;
    let mut count = 1;
    for subcommand in command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set()) {
        count += write_pages(subcommand, &format!("{name}-{}", subcommand.get_name()), dir)?;
    }
    Ok(count)
}

fn page(command: &Command, name: &str) -> std::io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command.clone().display_name(name.to_owned())).title(name).render(&mut page)?;
    Ok(page)
}

crate::ui::messages! {
    man_pages_written(count: usize, dir: &str) { en: "{count} man pages written to {dir}", zh: "已将 {count} 个手册页写入 {dir}" }
}
