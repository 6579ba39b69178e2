//! gv as a release builds it: with keys, a module and a version of its own. They stand behind its own end, so that a test
//! can have several versions without a build for each. It is not part of any release.

use gv::env::Env;
use gv::update::{Identity, Made};
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    let bytes = env::current_exe().and_then(fs::read).unwrap_or_default();
    let tail = String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(2000)..]).into_owned();
    let label = tail.rsplit("\nreleased-gv ").next().unwrap_or_default();
    ExitCode::from(gv::cli::run_as(&identity(label), env::args_os(), Env::from_process()))
}

/// `version=0.1.0 key=… module=… database=… target=…`; what is not named is as in a plain build.
fn identity(label: &str) -> Identity {
    let mut identity = Identity::built_in();
    for word in label.split_whitespace() {
        let Some((name, value)) = word.split_once('=') else { continue };
        let text = value.to_owned();
        match name {
            "version" => identity.version = value.parse().unwrap_or(identity.version),
            "key" => identity.keys.extend(value.parse()),
            "module" => identity.module = Some(text),
            "database" => identity.database = text,
            "target" => identity.target = text,
            "package" => identity.made = Made::Package { command: Some(text.replace('_', " ")) },
            _ => {}
        }
    }
    identity
}
