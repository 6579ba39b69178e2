//! A command that is run and listened to: what it says goes on as it comes, and is explained when it has failed.

use super::{CHUNK, document, here, page};
use crate::commands::{Done, Error};
use crate::context::Context;
use crate::explain::{Reader, Stream};
use crate::shim::exit_code;
use crate::system::process;
use std::ffi::OsString;
use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;

/// Runs it. The code is its own, whatever was found.
pub(super) fn run(command: &[OsString], json: bool, context: &Context) -> Done {
    let Some((program, args)) = command.split_first() else { return Ok(0) };
    let mut reader = Reader::new();
    let mut child = Command::new(program)
        .args(args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|source| cannot_run(program, source))?;
    let (sender, pieces) = mpsc::channel();
    if let Some(out) = child.stdout.take() {
        listen(out, Stream::Out, sender.clone());
    }
    if let Some(err) = child.stderr.take() {
        listen(err, Stream::Err, sender.clone());
    }
    drop(sender);
    for (stream, bytes) in pieces {
        // With --json, stdout holds one document and nothing else.
        context.ui.pass(stream == Stream::Out && !json, &bytes);
        reader.read(stream, &bytes);
    }
    let status = child.wait().map_err(|source| cannot_run(program, source))?;
    let explanation =
        if status.success() { crate::explain::Explanation::default() } else { reader.finish_failed() };
    if json {
        context.ui.json(&document::of(&explanation, &here::of(context), context.ui.lang));
    } else if !status.success() {
        page::show(&explanation, &here::of(context), page::Sheet::aside(&context.ui));
    }
    Ok(exit_code(process::code(status)))
}

/// Hands on what a stream gives, until it ends.
fn listen(mut from: impl Read + Send + 'static, stream: Stream, to: Sender<(Stream, Vec<u8>)>) {
    thread::spawn(move || {
        let mut chunk = vec![0; CHUNK];
        while let Ok(read @ 1..) = from.read(&mut chunk) {
            if to.send((stream, chunk[..read].to_vec())).is_err() {
                return;
            }
        }
    });
}

fn cannot_run(program: &OsString, source: std::io::Error) -> Error {
    Error::CannotRun { program: program.to_string_lossy().into_owned(), unfit: None, source }
}
