//! Runs a case with every toolchain at once, compares, and keeps each wording once.

use super::cases::Case;
use super::lab::Lab;
use gv::explain::explain;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, thread};

/// What one toolchain said.
struct Output {
    version: String,
    text: String,
    success: bool,
}

/// Runs it; gives what is wrong.
pub fn run(case: &Case, lab: &Lab) -> Vec<String> {
    lab.reset();
    (case.prepare)(lab);
    let gos = toolchains().into_iter().filter(|go| case.takes(go));
    let started: Vec<_> = gos.map(|go| (go.clone(), start(case, &go))).collect();
    let outputs: Vec<_> =
        started.into_iter().map(|(go, run)| output(case, go, run.join().unwrap())).collect();
    lab.hosts("");
    keep(case, &outputs);
    outputs.iter().filter_map(|output| wrong(case, output)).collect()
}

fn wrong(case: &Case, output: &Output) -> Option<String> {
    let first = first(output);
    let expected = case.expected(&output.version, &first);
    let fits = first == expected && output.success == (expected == "nothing");
    (!fits).then(|| format!("{} ({}): {first}, not {expected}\n{}", case.name, output.version, output.text))
}

/// The cause that `gv explain` tells first.
fn first(output: &Output) -> String {
    let explanation = explain(&output.text);
    explanation.causes.first().map_or("nothing".to_owned(), |cause| cause.id.id().to_owned())
}

/// The toolchains, the oldest first.
fn toolchains() -> Vec<String> {
    let names = fs::read_dir("/home/dev/sdk").unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort_by_key(|name| number(name));
    names
}

/// `go1.22.10` as numbers; a name without any comes first.
pub fn number(name: &str) -> Vec<u32> {
    let digits = name.strip_prefix("go").unwrap_or_default();
    digits.split(['.', '-']).map_while(|part| part.parse().ok()).collect()
}

fn start(case: &Case, go: &str) -> thread::JoinHandle<std::process::Output> {
    let home = PathBuf::from("/home/dev");
    let work = home.join("work").join(go).join(case.name);
    for (path, content) in &case.files {
        let path = work.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    fs::create_dir_all(&work).unwrap();
    let mut command = Command::new("/usr/bin/timeout");
    command.args(["120", "/bin/sh", "-c", &case.script]).current_dir(&work).stdin(Stdio::null()).env_clear();
    command
        .env("PATH", format!("/home/dev/sdk/{go}/bin:{}", if case.bare { "/none" } else { "/usr/bin:/bin" }));
    let caches = home.join("caches").join(go).join(case.name);
    command.envs([
        ("HOME", home.as_path()),
        ("GOPATH", &caches.join("go")),
        ("GOCACHE", &home.join("caches").join(go).join("build")),
    ]);
    command.envs([
        ("SSL_CERT_FILE", "/home/dev/ca.pem"),
        ("GIT_SSL_CAINFO", "/home/dev/ca.pem"),
        ("GOSUMDB", "off"),
        ("GOTOOLCHAIN", "local"),
        ("GOTELEMETRY", "off"),
        ("GOFLAGS", "-mod=mod"),
        ("GO111MODULE", "on"),
        ("LC_ALL", "C.UTF-8"),
    ]);
    for (name, value) in &case.env {
        if value.is_empty() {
            command.env_remove(name)
        } else {
            command.env(name, value)
        };
    }
    thread::spawn(move || command.output().unwrap())
}

fn output(case: &Case, version: String, output: std::process::Output) -> Output {
    let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    let text = text.replace(&format!("/home/dev/sdk/{version}/"), "/usr/local/go/");
    let text = text.replace(&format!("/home/dev/work/{version}/{}", case.name), "/home/dev/src/hello");
    let text = text.replace(&format!("/home/dev/work/{version}"), "/home/dev/src");
    let text = text.replace(&format!("/home/dev/caches/{version}/{}", case.name), "/home/dev");
    let text = text.replace(&format!("/home/dev/caches/{version}"), "/home/dev/.cache");
    Output { version, success: output.status.success(), text }
}

/// Keeps the outputs, each wording with the first toolchain that uses it.
fn keep(case: &Case, outputs: &[Output]) {
    let Some(folder) = env::var_os("GV_EXPLAIN_WRITE").map(PathBuf::from) else { return };
    fs::create_dir_all(&folder).unwrap();
    let mut seen: Vec<String> = Vec::new();
    for output in outputs {
        let shape: String = output.text.chars().filter(|c| !c.is_ascii_digit()).collect();
        if output.text.trim().is_empty() && case.expect != "nothing" || seen.contains(&shape) {
            continue;
        }
        seen.push(shape);
        write(&folder, case, output);
    }
}

fn write(folder: &Path, case: &Case, output: &Output) {
    let name = format!("{}-{}.txt", case.name, output.version);
    let header = format!(
        "#: origin run {}\n#: expect {}\n#: command {}\n",
        output.version,
        case.expected(&output.version, &first(output)),
        case.script.replace('\n', "; ")
    );
    fs::write(folder.join(name), header + &output.text).unwrap();
}
