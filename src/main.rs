//! The `gv` program: read the arguments, run, return the code.

use gv::env::Env;
use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(gv::cli::run(std::env::args_os(), Env::from_process()))
}
