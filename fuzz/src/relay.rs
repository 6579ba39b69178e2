//! A relay that listens nowhere, whose one upstream does not either.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use gv::env::Env;
use gv::home::Home;
use gv::net::relay::Session;
use gv::relay::Trial;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

/// What a client has to know.
const SECRET: &str = "0123456789abcdef0123456789abcdef0123456789abcdef";
/// What stands for it in an input, so that a mutation does not break it.
const MARK: &[u8] = b"$SECRET";

/// The secret as a login.
pub static LOGIN: LazyLock<String> = LazyLock::new(|| BASE64_STANDARD.encode(format!("gv:{SECRET}")));

/// A folder of this process.
pub fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("gv-relay-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        folder
    })
}

/// The relay. Port 9 of this machine is closed, and no input names another upstream.
pub fn trial() -> &'static Trial {
    static TRIAL: OnceLock<Trial> = OnceLock::new();
    TRIAL.get_or_init(|| {
        let upstream = "[[relay.upstream]]\nname = 'closed'\nurl = 'http://127.0.0.1:9'\n";
        std::fs::write(folder().join("config.toml"), upstream).unwrap();
        let secret = serde_json::from_value(SECRET.into()).unwrap();
        let session = Session { port: 1, secret, process: 1, started: 0, settings: String::new() };
        Trial::new(&Home::at(folder()), &Env::default(), session).unwrap()
    })
}

/// The input with the secret as a login.
pub fn with_login(said: &[u8]) -> Vec<u8> {
    replaced(said, LOGIN.as_bytes())
}

/// The input with the secret.
pub fn with_secret(said: &[u8]) -> Vec<u8> {
    replaced(said, SECRET.as_bytes())
}

fn replaced(said: &[u8], by: &[u8]) -> Vec<u8> {
    let mut made = Vec::new();
    let mut rest = said;
    while let Some(at) = rest.windows(MARK.len()).position(|window| window == MARK) {
        made.extend(&rest[..at]);
        made.extend(by);
        rest = &rest[at + MARK.len()..];
    }
    made.extend(rest);
    made
}
