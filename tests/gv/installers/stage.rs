//! What a run of install.sh stands on: the script as downloaded, releases, and tools in place of the machine's.

use super::source;
use crate::support::Sandbox;
use crate::support::archive::{Entry, tar_gz};
use crate::support::executable;
use crate::support::machine::program_or_skip;
use crate::support::origin::sha256;
use crate::support::reply::Reply;
use crate::support::run::Run;
use crate::support::server::Server;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

pub const ARCHIVE: &str = "gv-1.2.3-x86_64-unknown-linux-musl.tar.gz";
/// What the script cannot do without, whatever it is asked for.
const TOOLS: [&str; 12] =
    ["cat", "chmod", "cp", "grep", "gzip", "head", "mkdir", "mktemp", "rm", "sed", "tr", "wc"];
/// Records that it was run, how, and whether gv-shim lay beside it.
pub const GV: &str = "#!/bin/sh\n{ printf 'gv'; printf ' <%s>' \"$@\"; [ -x \"${0%/*}/gv-shim\" ] && echo ' +shim'; } \
                  >>\"$HOME/called\"\nexit \"${GV_FAKE_CODE:-0}\"\n";
pub const SHIM: &str = "#!/bin/sh\n";
pub const SET_UP: Option<&str> = Some("gv <setup> +shim\n");

/// A download of the script, a folder of releases, and a machine that calls itself Linux on `x86_64`.
pub struct Stage {
    pub sandbox: Sandbox,
    /// The shell and its options.
    pub shell: Vec<PathBuf>,
}

impl Stage {
    pub fn new(shell: &[PathBuf]) -> Self {
        let mut stage = Self { sandbox: Sandbox::named("with space 目录"), shell: shell.to_vec() };
        stage.sandbox.file("download/install.sh", fs::read(source("install.sh")).unwrap());
        stage.program("uname", "[ \"$1\" = -s ] && echo Linux || echo x86_64\n");
        let programs = stage.programs();
        stage.sandbox.path([programs]);
        stage.publish(&release());
        let base = stage.base();
        stage.sandbox.set("GV_DOWNLOAD_BASE", base);
        stage
    }

    pub fn programs(&self) -> PathBuf {
        self.sandbox.root().join("programs")
    }

    pub fn base(&self) -> PathBuf {
        self.sandbox.work().join("releases")
    }

    /// A script in front of everything on PATH.
    pub fn program(&self, name: &str, script: &str) {
        executable::write(&self.programs().join(name), format!("#!/bin/sh\n{script}").as_bytes());
    }

    /// Leaves these on PATH, and the scripts of [`Stage::program`]; `None` when the machine lacks one.
    pub fn only(&mut self, tools: &[&str]) -> Option<()> {
        let folder = self.sandbox.dir("../tools");
        for tool in TOOLS.iter().chain(["sh"].iter()).chain(tools) {
            symlink(program_or_skip(tool)?, folder.join(tool)).unwrap();
        }
        let programs = self.programs();
        self.sandbox.only_path([programs, folder]);
        Some(())
    }

    pub fn publish(&self, archive: &[u8]) {
        for (name, content) in published(archive) {
            self.sandbox.file(Path::new("releases").join(name), content);
        }
    }

    pub fn run(&self, args: &[&str]) -> Run {
        self.run_with(&[], args)
    }

    /// A run with more variables. Whatever became of it, nothing is left in the temporary folder.
    pub fn run_with(&self, variables: &[(&str, &str)], args: &[&str]) -> Run {
        self.run_script(Path::new("download/install.sh"), variables, args)
    }

    pub fn run_script(&self, script: &Path, variables: &[(&str, &str)], args: &[&str]) -> Run {
        let mut place = self.sandbox.at("");
        for (name, value) in variables {
            place = place.with(name, value);
        }
        let options = self.shell[1..].iter().map(|option| option.as_os_str());
        let given = [script.as_os_str()].into_iter().chain(args.iter().map(AsRef::as_ref));
        let run = place.run(&self.shell[0], options.chain(given));
        self.nothing_is_left();
        run
    }

    pub fn nothing_is_left(&self) {
        let left: Vec<_> = fs::read_dir(self.sandbox.root().join("tmp")).unwrap().collect();
        assert!(left.is_empty(), "{left:?}");
    }

    /// What the programs recorded since the last time; `None` when none ran.
    pub fn called(&self) -> Option<String> {
        let file = self.sandbox.home().join("called");
        let text = fs::read_to_string(&file).ok()?;
        fs::remove_file(file).unwrap();
        Some(text)
    }

    /// A download over loopback by this program; `None` when the machine lacks it.
    pub fn downloading_by(shell: &[PathBuf], tool: &str, base: &str) -> Option<Self> {
        let mut stage = Self::new(shell);
        stage.only(&["tar", "sha256sum", tool])?;
        stage.sandbox.set("GV_DOWNLOAD_BASE", base);
        Some(stage)
    }
}

/// Runs a test under each shell there is.
pub fn each_shell(test: impl Fn(&[PathBuf])) {
    for (shell, options) in [("sh", ""), ("dash", ""), ("bash", "--posix"), ("busybox", "sh")] {
        // busybox takes its own uname before PATH's, so the machine has to be what the tests say it is.
        if shell == "busybox" && !cfg!(target_arch = "x86_64") {
            continue;
        }
        if let Some(shell) = program_or_skip(shell) {
            let options = Some(options).filter(|options| !options.is_empty()).map(PathBuf::from);
            test(&[shell].into_iter().chain(options).collect::<Vec<_>>());
        }
    }
}

/// One shell, where the shell does not matter.
pub fn sh() -> Vec<PathBuf> {
    vec![PathBuf::from("/bin/sh")]
}

/// An archive as `release.yml` packs it.
pub fn release() -> Vec<u8> {
    let program = |name, script: &str| Entry { mode: 0o755, ..Entry::file(name, script) };
    tar_gz(&[program("gv", GV), program("gv-shim", SHIM), Entry::file("README.md", "read me\n")])
}

pub fn published(archive: &[u8]) -> [(String, Vec<u8>); 3] {
    [
        ("VERSION".to_owned(), b"1.2.3\n".to_vec()),
        (ARCHIVE.to_owned(), archive.to_vec()),
        (format!("{ARCHIVE}.sha256"), format!("{}  {ARCHIVE}\n", sha256(archive)).into_bytes()),
    ]
}

/// A server with a release, one of its files replaced.
pub fn serving(server: Server, replaced: &str, reply: &Reply) -> Server {
    published(&release()).into_iter().fold(server, |server, (name, content)| {
        let reply = if name == replaced { reply.clone() } else { Reply::bytes(content) };
        server.serve(&format!("/gv/{name}"), reply)
    })
}
