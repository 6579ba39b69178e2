//! Go's env file as gv reads it, held against `go env`: the very inputs of the unit tests.

use crate::stage::Stage;
use gv::golang::env_file::EnvFile;
use std::path::Path;
use std::process::Command;

type Case = (&'static [u8], &'static [(&'static str, &'static str)]);

const CASES: [Case; 66] = include!("../../src/golang/env_file/cases.in");

/// Keys that `go env` knows and shows as they are, for those of the inputs; and one that it has a default for.
const KEYS: [(u8, &str); 3] = [(b'A', "GOINSECURE"), (b'C', "GOVCS"), (b'Z', "GOPRIVATE")];
const WITH_DEFAULT: (&str, &str) = ("GOPROXY", "https://proxy.golang.org,direct");

#[test]
fn env_files_are_read_as_go_env_reads_them() {
    let Some(stage) = Stage::set() else { return };
    let newest = stage.versions()[0].clone();
    stage.install(&[&newest]);
    let go = stage.goroot(&newest).join("bin").join(format!("go{}", std::env::consts::EXE_SUFFIX));
    let large = "x".repeat(1 << 20);
    let megabytes = [format!("A={large}\nC=d\n"), "A=1\n#\n".repeat(1 << 17) + "A=last"];
    let inputs = CASES.iter().map(|(input, _)| input.to_vec()).chain(megabytes.map(String::into_bytes));
    let (mut compared, mut wrong) = (0, Vec::new());
    for input in inputs {
        let input = with_known_keys(&input);
        let (shown, read) = (shown(&stage, &go, &input), read(&input));
        compared += 1;
        if shown != read {
            let text = |values: &[Vec<u8>]| {
                values.iter().map(|value| value.escape_ascii().to_string()).collect::<Vec<_>>()
            };
            wrong.push(format!("{}\n  go {:?}\n  gv {:?}", input.escape_ascii(), text(&shown), text(&read)));
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    println!("{compared} env files compared");
}

/// What `go env` shows of the keys.
fn shown(stage: &Stage, go: &Path, input: &[u8]) -> Vec<Vec<u8>> {
    let file = stage.sandbox.file("go.env", input);
    let keys = KEYS.map(|(_, key)| key).into_iter().chain([WITH_DEFAULT.0]);
    let mut command = Command::new(go);
    command
        .arg("env")
        .args(keys)
        .env_clear()
        .env("HOME", stage.sandbox.home())
        .current_dir(stage.sandbox.root());
    command.env("GOENV", file).env("GOTOOLCHAIN", "local");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}: {}", input.escape_ascii(), String::from_utf8_lossy(&output.stderr));
    let all = output.stdout.strip_suffix(b"\n").unwrap_or(&output.stdout);
    all.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect()
}

/// What gv reads: an empty value stands for none.
fn read(input: &[u8]) -> Vec<Vec<u8>> {
    let file = EnvFile::parse(input);
    let value = |key| file.get(key).filter(|value| !value.is_empty()).map(<[u8]>::to_vec);
    let mut values: Vec<_> = KEYS.iter().map(|(_, key)| value(key).unwrap_or_default()).collect();
    values.push(value(WITH_DEFAULT.0).unwrap_or_else(|| WITH_DEFAULT.1.as_bytes().to_vec()));
    values
}

fn with_known_keys(input: &[u8]) -> Vec<u8> {
    let known = |byte: &u8| match KEYS.iter().find(|(letter, _)| letter == byte) {
        Some((_, key)) => key.as_bytes().to_vec(),
        None => vec![*byte],
    };
    input.iter().flat_map(known).collect()
}
