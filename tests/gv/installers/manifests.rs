//! `packaging/manifests`: what other package managers read, from the archives of a release.

use super::source;
use crate::support::Sandbox;
use crate::support::machine::program_or_skip;
use crate::support::origin::sha256;
use crate::support::run::Run;
use std::fs;
use std::path::PathBuf;

const BASE: &str = "https://dl.gv.example/v0.2.0-rc.1";
const TARGETS: [(&str, &str); 4] = [
    ("x86_64-unknown-linux-musl", "tar.gz"),
    ("aarch64-apple-darwin", "tar.gz"),
    ("x86_64-pc-windows-msvc", "zip"),
    ("aarch64-pc-windows-msvc", "zip"),
];

/// A sandbox with the files of a release for these targets.
fn release(targets: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("dist/VERSION", "0.2.0-rc.1\n");
    for (target, ending) in targets {
        let name = format!("gv-0.2.0-rc.1-{target}.{ending}");
        sandbox.file(format!("dist/{name}"), target.as_bytes());
        sandbox.file(format!("dist/{name}.sha256"), format!("{}  {name}\n", sha256(target.as_bytes())));
    }
    sandbox
}

fn written(sandbox: &Sandbox, base: &str) -> Run {
    let out = sandbox.work().join("out");
    let args = ["dist", base, "https://gv.example/", out.to_str().unwrap()];
    sandbox.at("").run(source("packaging/manifests"), args)
}

fn read(sandbox: &Sandbox, file: &str) -> String {
    fs::read_to_string(sandbox.work().join("out").join(file)).unwrap()
}

#[test]
fn every_manifest_has_the_addresses_and_hashes_of_the_release() {
    let sandbox = release(&TARGETS);
    let run = written(&sandbox, BASE).succeeds();
    let files = [
        ("aur/PKGBUILD", vec![0]),
        ("homebrew/gv.rb", vec![0, 1]),
        ("nix/package.nix", vec![0, 1]),
        ("scoop/gv.json", vec![2, 3]),
        ("winget/gv-go.gv.installer.yaml", vec![2, 3]),
        ("winget/gv-go.gv.locale.en-US.yaml", vec![]),
        ("winget/gv-go.gv.yaml", vec![]),
    ];
    assert_eq!(run.lines(), files.iter().map(|(file, _)| *file).collect::<Vec<_>>());
    for (file, targets) in files {
        let text = read(&sandbox, file);
        assert!(text.contains("0.2.0"), "{file}: {text}");
        for (at, (target, ending)) in TARGETS.iter().enumerate() {
            let address = format!("{BASE}/gv-0.2.0-rc.1-{target}.{ending}");
            let hash = sha256(target.as_bytes());
            let found = (text.contains(&address), text.to_ascii_lowercase().contains(&hash));
            assert_eq!(found, (targets.contains(&at), targets.contains(&at)), "{file}, {target}: {text}");
        }
    }
    let scoop: serde_json::Value = serde_json::from_str(&read(&sandbox, "scoop/gv.json")).unwrap();
    let next = &scoop["autoupdate"]["architecture"]["64bit"]["url"];
    assert_eq!(*next, "https://dl.gv.example/v$version/gv-$version-x86_64-pc-windows-msvc.zip");
    // A version of makepkg has no hyphen.
    assert!(read(&sandbox, "aur/PKGBUILD").contains("pkgver=0.2.0_rc.1\n"));
}

#[test]
fn a_manager_without_an_archive_gets_no_file_and_nothing_odd_is_taken() {
    let sandbox = release(&TARGETS[3..]);
    let run = written(&sandbox, BASE).succeeds();
    assert!(run.lines().iter().all(|file| file.starts_with("scoop") || file.starts_with("winget")), "{run}");
    for base in ["ftp://x.example", "https://x.example/'; touch x; '", "https://x.example/$(id)", "x"] {
        written(&sandbox, base).fails_with(2);
    }
    sandbox.file("dist/gv-0.2.0-rc.1-aarch64-pc-windows-msvc.zip.sha256", "not a hash\n");
    written(&sandbox, BASE).fails_with(1).says("has no SHA-256");
    sandbox.file("dist/VERSION", "1; id\n");
    written(&sandbox, BASE).fails_with(1).says("is not a version");
}

/// By what of the programs is here; the script names the others.
#[test]
fn the_programs_that_read_them_take_them() {
    let sandbox = release(&TARGETS);
    written(&sandbox, BASE).succeeds();
    let check = || sandbox.at("").run(source("packaging/try-manifests"), ["out"]);
    let run = check().succeeds();
    assert!(run.stdout.contains("aur/PKGBUILD: ") && run.stdout.contains("homebrew/gv.rb"), "{run}");
    let breaks = |file: &str, from: &str, to: &str| {
        let path: PathBuf = sandbox.work().join("out").join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{text}");
        fs::write(&path, text.replace(from, to)).unwrap();
        check().fails_with(1);
        fs::write(&path, text).unwrap();
    };
    if program_or_skip("bash").is_some() {
        breaks("aur/PKGBUILD", "package() {", "package( {");
    }
    if program_or_skip("ruby").is_some() {
        breaks("homebrew/gv.rb", "def install", "deff install (");
    }
    if program_or_skip("nix-instantiate").is_some() {
        breaks("nix/package.nix", "let\n", "lett\n");
    }
    if run.stdout.contains("python3 takes it") {
        breaks("scoop/gv.json", "\"hash\": \"", "\"hash\": \"x");
        breaks("winget/gv-go.gv.installer.yaml", "InstallerSha256: ", "InstallerSha256: x");
        breaks("winget/gv-go.gv.yaml", "DefaultLocale", "DefaultLanguage");
    }
}
