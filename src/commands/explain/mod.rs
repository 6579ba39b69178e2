//! `gv explain [FILE|-]`, `gv explain -- CMD…`

mod document;
mod page;
mod watch;

use super::{Done, Error, is_on};
use crate::context::Context;
use crate::explain::{Explanation, Reader, Stream};
use crate::ui::report::code;
use clap::ArgMatches;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::PathBuf;

/// How much is read at once.
const CHUNK: usize = 64 * 1024;

/// Says what the output of a go command means: one that was kept, or one that is run now.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let json = is_on(args, "json");
    if let Some(command) = args.get_many::<OsString>("command") {
        return watch::run(&command.cloned().collect::<Vec<_>>(), json, context);
    }
    let file = args.get_one::<PathBuf>("file").filter(|file| file.as_os_str() != "-");
    let explanation = if let Some(file) = file {
        let failed = |source| Error::File { action: "read", path: file.clone(), source };
        read(&mut File::open(file).map_err(failed)?).map_err(failed)?
    } else {
        if io::stdin().is_terminal() {
            context.ui.say(&context.ui.lang.paste_here());
        }
        let failed = |source| Error::File { action: "read", path: "-".into(), source };
        read(&mut io::stdin().lock()).map_err(failed)?
    };
    if json {
        context.ui.json(&document::of(&explanation, context.ui.lang));
    } else {
        page::show(&explanation, page::Sheet::data(&context.ui));
    }
    Ok(if explanation.is_unrecognised() { code::FAILED } else { 0 })
}

fn read(from: &mut dyn Read) -> io::Result<Explanation> {
    let mut reader = Reader::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        match from.read(&mut chunk) {
            Ok(0) => return Ok(reader.finish()),
            Ok(read) => reader.read(Stream::Err, &chunk[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

crate::ui::messages! {
    paste_here() { en: "paste the output here, then end with Ctrl-D (Windows: Ctrl-Z, Enter)", zh: "请在此粘贴输出，以 Ctrl-D 结束（Windows：Ctrl-Z 加回车）" }
}
