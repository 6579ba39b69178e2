//! A `go` that wants modules, and what became of it.

use super::expected::Case;
use super::internet::{Answer, Internet};
use crate::stage::Stage;
use gv::verify::{Digest, H1, Sha256};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fmt, fs};
use zip::write::SimpleFileOptions;

/// The tools that `go` fetches directly with.
const TOOLS: [&str; 5] = ["git", "hg", "svn", "fossil", "bzr"];

/// Starts `go` commands.
pub struct Traveller {
    stage: Stage,
    go: PathBuf,
    tools: PathBuf,
}

/// What one command did.
pub struct Journey {
    /// The addresses it asked for.
    pub asked: Vec<String>,
    /// How it called git and its like.
    tools: Vec<String>,
    /// What it said.
    pub said: String,
    pub succeeded: bool,
}

impl fmt::Display for Journey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "    asked {:#?}\n    ran {:#?}\n    {}",
            self.asked,
            self.tools,
            self.said.trim_end()
        )
    }
}

impl Traveller {
    pub fn new(stage: Stage, go: PathBuf) -> Self {
        let tools = stage.sandbox.dir("tools");
        for tool in TOOLS {
            let script = "#!/bin/sh\necho \"${0##*/} $*\" >> \"$TOOLS_LOG\"\n\
                case \"$1\" in init|remote|config|version) exit 0 ;; esac\nexit 1\n";
            let path = tools.join(tool);
            fs::write(&path, script).unwrap();
            executable(&path);
        }
        Self { stage, go, tools }
    }

    /// Asks for what a case wants while everybody answers with this status.
    pub fn asks(&self, case: &Case, status: u16) -> Journey {
        let wanted = format!("{}@{}", case.module, case.version.unwrap_or("latest"));
        self.lists(&case.set, &wanted, status)
    }

    /// `go list -m`, under these settings, while everybody answers with this status.
    pub fn lists(&self, set: &[(&str, &str)], wanted: &str, status: u16) -> Journey {
        self.runs(set, &["list", "-m", wanted], "", Box::new(move |_| (status, b"so\n".to_vec())))
    }

    /// Downloads what a case wants from its first proxy, which has it, while the checksum database knows nothing.
    pub fn downloads(&self, case: &Case) -> Option<Journey> {
        let version = case.downloadable()?;
        let files = Files::of(case.module, version);
        let go_sum = if case.in_go_sum { files.go_sum() } else { String::new() };
        let wanted = format!("{}@{version}", case.module);
        let answer = move |url: &str| match url.rsplit('.').next() {
            _ if url.ends_with("/supported") => (200, Vec::new()),
            _ if url.contains("/lookup/") => (404, b"not here\n".to_vec()),
            Some("info") => (200, files.info()),
            Some("mod") => (200, files.go_mod.clone()),
            Some("zip") => (200, files.zip()),
            _ => (404, b"not here\n".to_vec()),
        };
        Some(self.runs(&case.set, &["mod", "download", &wanted], &go_sum, Box::new(answer)))
    }

    fn runs(&self, set: &[(&str, &str)], args: &[&str], go_sum: &str, answer: Box<Answer>) -> Journey {
        let internet = Internet::start(answer);
        let place = tempfile::tempdir_in(self.stage.sandbox.root()).unwrap();
        let at = |name: &str| place.path().join(name);
        fs::create_dir(at("work")).unwrap();
        fs::write(at("work/go.mod"), "module mine.example\n\ngo 1.21\n").unwrap();
        fs::write(at("work/go.sum"), go_sum).unwrap();
        fs::write(at("root.pem"), internet.root()).unwrap();
        fs::write(at("log"), "").unwrap();
        let mut command = Command::new(&self.go);
        command.args(args).env_clear().current_dir(at("work"));
        command.env("PATH", &self.tools).env("TOOLS_LOG", at("log"));
        command.env("HOME", place.path()).env("GOPATH", at("gopath")).env("GOCACHE", at("cache"));
        command.env("GOENV", "off").env("GOTOOLCHAIN", "local").env("GOFLAGS", "-mod=mod");
        command.env("HTTPS_PROXY", internet.proxy()).env("HTTP_PROXY", internet.proxy());
        command
            .env("SSL_CERT_FILE", at("root.pem"))
            .env("SSL_CERT_DIR", at("none"))
            .envs(set.iter().copied());
        let output = command.output().unwrap();
        let said =
            [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        let tools = fs::read_to_string(at("log")).unwrap().lines().map(ToOwned::to_owned).collect();
        let journey = Journey { asked: internet.asked(), tools, said, succeeded: output.status.success() };
        // What was downloaded is read-only.
        drop(
            Command::new(&self.go)
                .args(["clean", "-modcache"])
                .env_clear()
                .env("GOPATH", at("gopath"))
                .env("HOME", place.path())
                .output(),
        );
        journey
    }
}

impl Journey {
    /// The proxies that were asked for the module, in the order of their first question.
    pub fn proxies<'a>(&'a self, case: &'a Case) -> Vec<&'a str> {
        let mut proxies = Vec::new();
        for url in self.asked.iter().filter(|url| !url.contains("?go-get=1") && !is_checksum(url)) {
            let known =
                case.hops.iter().map(|(hop, _)| hop.as_str()).find(|hop| url.starts_with(&format!("{hop}/")));
            let asked = known.unwrap_or(url);
            if !proxies.contains(&asked) {
                proxies.push(asked);
            }
        }
        proxies
    }

    pub fn went_directly(&self) -> bool {
        self.ran_a_tool() || self.asked.iter().any(|url| url.contains("?go-get=1"))
    }

    pub fn discovered(&self, case: &Case) -> bool {
        let host = case.module.split('/').next().unwrap_or_default();
        self.asked.iter().any(|url| url.contains(&format!("://{host}")) && url.contains("?go-get=1"))
    }

    pub fn ran_a_tool(&self) -> bool {
        !self.tools.is_empty()
    }

    pub fn ran(&self, tool: &str, url: &str) -> bool {
        let names =
            |line: &String| line.starts_with(&format!("{tool} ")) && line.split(' ').any(|word| word == url);
        self.tools.iter().any(names)
    }

    pub fn looked_up_as(&self, name: &str) -> bool {
        self.asked.iter().any(|url| url.contains(&format!("/sumdb/{name}/lookup/")))
    }

    pub fn looked_up_through_a_proxy(&self) -> Vec<&String> {
        self.asked.iter().filter(|url| url.contains("/sumdb/") && url.contains("/lookup/")).collect()
    }

    pub fn looked_up_directly(&self) -> Vec<&String> {
        self.asked.iter().filter(|url| !url.contains("/sumdb/") && url.contains("/lookup/")).collect()
    }
}

fn is_checksum(url: &str) -> bool {
    url.contains("/sumdb/") || url.contains("/lookup/") || url.contains("/latest") && url.contains("sum.")
}

/// The files of a module that has a go.mod and nothing else.
struct Files {
    module: String,
    version: String,
    go_mod: Vec<u8>,
}

impl Files {
    fn of(module: &str, version: &str) -> Self {
        let go_mod = format!("module {module}\n").into_bytes();
        Self { module: module.to_owned(), version: version.to_owned(), go_mod }
    }

    fn info(&self) -> Vec<u8> {
        format!(r#"{{"Version":"{}"}}"#, self.version).into_bytes()
    }

    fn zip(&self) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(self.name(), SimpleFileOptions::default()).unwrap();
        zip.write_all(&self.go_mod).unwrap();
        zip.finish().unwrap().into_inner()
    }

    fn name(&self) -> String {
        format!("{}@{}/go.mod", self.module, self.version)
    }

    fn go_sum(&self) -> String {
        let hash = |name: String| H1::of([(name, sha256(&self.go_mod))]).unwrap();
        let (module, version) = (&self.module, &self.version);
        format!(
            "{module} {version} {}\n{module} {version}/go.mod {}\n",
            hash(self.name()),
            hash("go.mod".to_owned())
        )
    }
}

fn sha256(content: &[u8]) -> Sha256 {
    let mut digest = Digest::new();
    digest.update(content);
    digest.finish()
}

#[cfg(unix)]
fn executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(windows)]
fn executable(_: &Path) {}
