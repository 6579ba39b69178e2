//! How git itself goes to an address: what its rules make of it, and the proxy that its settings name for it.

use crate::env::Env;
use std::ffi::OsStr;
use std::process::{Command, Stdio};

/// The way of git to one repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remote {
    /// The address that is asked in the end, which may be one of ssh.
    pub address: String,
    /// What `http.proxy` names for it; it may hold a password.
    pub proxy: Option<String>,
}

impl Remote {
    /// Runs git, which sends no request for this; `None` if git cannot run.
    pub fn to(address: &str, env: &Env) -> Option<Self> {
        let address = said(&["ls-remote".as_ref(), "--get-url".as_ref(), address.as_ref()], env)?;
        let key = ["config".as_ref(), "--get-urlmatch".as_ref(), "http.proxy".as_ref(), address.as_ref()];
        let proxy = said(&key, env).filter(|proxy| !proxy.is_empty());
        Some(Self { address, proxy })
    }

    /// Whether git speaks http to it.
    pub fn is_http(&self) -> bool {
        self.address.starts_with("https://") || self.address.starts_with("http://")
    }
}

fn said(args: &[&OsStr], env: &Env) -> Option<String> {
    let mut git = Command::new("git");
    // What a repository says for itself does not count: `go` fetches into folders of its own.
    if let Some(home) = env.home_dir().filter(|home| home.is_dir()) {
        git.current_dir(home);
    }
    let output = git.args(args).env("LC_ALL", "C").stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
