//! The Go that this machine has, and what it is set to: the measure for what gv says about the same settings.

use crate::support::Sandbox;
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub struct MachineGo {
    pub goroot: PathBuf,
}

impl MachineGo {
    /// The `go` of PATH; `None` where there is no such program.
    pub fn find() -> Option<Self> {
        let found = Self::setting_by(Path::new("go"), "GOROOT")?;
        Some(Self { goroot: found.into() })
    }

    /// The program itself.
    pub fn program(&self) -> PathBuf {
        self.goroot.join("bin").join(format!("go{}", env::consts::EXE_SUFFIX))
    }

    /// What `go env` says of a key; `None` for an empty value.
    pub fn setting(&self, key: &str) -> Option<String> {
        Self::setting_by(&self.program(), key)
    }

    fn setting_by(go: &Path, key: &str) -> Option<String> {
        let mut command = Command::new(go);
        command.args(["env", key]).env("GOTOOLCHAIN", "local").env("GV_OFFLINE", "1");
        let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
        let value = String::from_utf8(output.stdout).ok()?.trim().to_owned();
        (output.status.success() && !value.is_empty()).then_some(value)
    }

    /// Gives a sandbox this machine's way to the network, and its module proxies and checksum database.
    pub fn connect(&self, sandbox: &mut Sandbox) {
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"] {
            let small = || env::var_os(name.to_ascii_lowercase());
            match env::var_os(name).or_else(small) {
                Some(value) => sandbox.set(name, value),
                None => sandbox.unset(name),
            };
        }
        for key in ["GOPROXY", "GOSUMDB", "GONOPROXY", "GONOSUMDB"] {
            if let Some(value) = self.setting(key) {
                sandbox.set(key, value);
            }
        }
    }
}
