//! `gv explain [FILE|-]`, `gv explain -- CMD…`

mod document;
mod here;
mod page;
mod watch;

use super::args::{VALUE_OF_COMMANDS, arguments, help};
use super::{Done, Error};
use crate::context::Context;
use crate::explain::{Explanation, Reader, Stream};
use crate::lang::code;
use crate::lang::say;
use crate::system::Action;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

/// How much is read at once.
const CHUNK: usize = 64 * 1024;

arguments! {
    /// What `gv explain` takes.
    pub struct Args = [
        "Explain the output of a failed go command, and say what to do",
        "说明 go 命令失败时的输出含义与解决办法"
    ] {
        #[arg(value_name = "FILE|-")]
        file: Option<PathBuf> = [
            "A file with the output; standard input if left out",
            "存有输出的文件；省略时读取标准输入"
        ],
        #[arg(value_name = VALUE_OF_COMMANDS, last = true, num_args = 1.., conflicts_with = "file")]
        command: Vec<OsString> = [
            "A command to run, after --; its output is explained if it fails",
            "要运行的命令，写在 -- 之后；失败时给出说明"
        ],
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv explain -- go build ./..." = ["run it, and explain if it fails", "运行命令，失败时给出说明"],
        "gv explain build.log" = ["output that was saved", "已保存的输出"],
        "go mod download 2>&1 | gv explain" = ["output from a pipe", "来自管道的输出"],
    }
}

/// Says what the output of a go command means: one that was kept, or one that is run now.
pub fn run(args: &Args, context: &Context) -> Done {
    if !args.command.is_empty() {
        return watch::run(&args.command, args.json, context);
    }
    let file = args.file.as_ref().filter(|file| file.as_os_str() != "-");
    let explanation = if let Some(file) = file {
        File::open(file).and_then(|mut file| read(&mut file)).map_err(Error::file(Action::Read, file))?
    } else {
        if io::stdin().is_terminal() {
            context.ui.say(&say!(
                context.ui.lang,
                "paste the output here, then end with Ctrl-D (Windows: Ctrl-Z, Enter)",
                "请在此粘贴输出，以 Ctrl-D 结束（Windows：Ctrl-Z 加回车）"
            ));
        }
        read(&mut io::stdin().lock()).map_err(Error::file(Action::Read, Path::new("-")))?
    };
    if args.json {
        context.ui.json(&document::of(&explanation, &here::of(context), context.ui.lang));
    } else {
        page::show(&explanation, &here::of(context), page::Sheet::data(&context.ui));
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
