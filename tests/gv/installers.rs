//! install.sh and install.ps1, with archives that hold scripts in the place of gv and gv-shim.

use crate::support::Sandbox;
use crate::support::machine::program_or_skip;
use std::fs;
use std::path::Path;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/install.sh");

#[test]
fn install_sh_passes_shellcheck() {
    let Some(shellcheck) = program_or_skip("shellcheck") else { return };
    Sandbox::new().at("").run(shellcheck, ["-s", "sh", SCRIPT]).succeeds();
}

/// What needs no more than a PowerShell: a wrong hash is refused, on whatever system.
#[test]
fn install_ps1_refuses_an_archive_with_another_hash() {
    let Some(powershell) = ["pwsh", "powershell"].into_iter().find_map(program_or_skip) else { return };
    let sandbox = Sandbox::new();
    let archive = sandbox.file("gv.zip", "no archive");
    sandbox.file("gv.zip.sha256", "0".repeat(64));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("install.ps1");
    let place = sandbox.with("POWERSHELL_TELEMETRY_OPTOUT", "1");
    let args = ["-NoProfile".as_ref(), "-File".as_ref(), script.as_os_str(), archive.as_os_str()];
    let run = place.run(powershell, args);
    assert_ne!(run.code, Some(0), "{run}");
    // PowerShell wraps its errors at the width of a screen.
    assert!(run.stderr.replace(['\n', '|', ' '], "").contains("isnottherelease"), "{run}");
    assert_eq!(fs::read_dir(sandbox.root().join("tmp")).unwrap().count(), 0, "{run}");
}

#[cfg(unix)]
mod posix {
    use super::{Path, SCRIPT, Sandbox, fs, program_or_skip};
    use crate::support::reply::Reply;
    use crate::support::run::Run;
    use crate::support::server::Server;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::PathBuf;
    use std::process::Command;

    const GV: &str = "#!/bin/sh\nprintf '%s\\n' \"$@\" >\"$HOME/ran\"\n";
    const NAME: &str = "gv-0.1.0-x86_64-unknown-linux-musl.tar.gz";

    /// A user with a folder `release` that holds an archive, its hash, and VERSION.
    struct Stage {
        sandbox: Sandbox,
    }

    impl Stage {
        fn new() -> Self {
            Self::with_gv(GV)
        }

        /// One whose gv is this script. The machine calls itself 64-bit Linux.
        fn with_gv(gv: &str) -> Self {
            let mut sandbox = Sandbox::named("with space 目录");
            for (name, content) in
                [("content/gv", gv), ("content/gv-shim", "shim"), ("release/VERSION", "0.1.0\n")]
            {
                sandbox.file(name, content);
            }
            tool(&sandbox, "uname", "case $1 in -s) echo Linux ;; -m) echo x86_64 ;; esac");
            tool(&sandbox, "getconf", "echo 64");
            let tools = sandbox.work().join("tools");
            sandbox.path([tools]);
            let stage = Self { sandbox };
            stage.pack(&["gv", "gv-shim"]);
            stage
        }

        /// Packs files of `content` anew, and writes the hash.
        fn pack(&self, names: &[&str]) {
            let mut tar = Command::new("tar");
            tar.arg("-czf")
                .arg(self.archive())
                .arg("-C")
                .arg(self.sandbox.work().join("content"))
                .args(names);
            assert!(tar.status().unwrap().success());
            self.write_hash();
        }

        fn archive(&self) -> PathBuf {
            self.sandbox.work().join("release").join(NAME)
        }

        fn hash(&self) -> String {
            let mut digest = gv::verify::Digest::new();
            digest.update(&fs::read(self.archive()).unwrap());
            digest.finish().to_string()
        }

        fn write_hash(&self) {
            self.sandbox.file(format!("release/{NAME}.sha256"), format!("{}  {NAME}\n", self.hash()));
        }

        fn remove_hash(&self) {
            fs::remove_file(self.sandbox.work().join(format!("release/{NAME}.sha256"))).unwrap();
        }

        /// Leaves only these programs, of those the script may look for.
        fn only(&mut self, names: &[&str]) {
            let folder = self.sandbox.dir("only");
            let needed = "sh cat cp rm mkdir mktemp chmod sed tr head tail tar gzip grep dirname printf env"
                .split(' ');
            for name in needed.chain(names.iter().copied()) {
                let target = ["/usr/bin", "/bin"]
                    .map(|dir| Path::new(dir).join(name))
                    .into_iter()
                    .find(|path| path.exists());
                symlink(target.unwrap(), folder.join(name)).unwrap();
            }
            let tools = self.sandbox.work().join("tools");
            self.sandbox.only_path([tools, folder]);
        }

        fn serve(&self, server: Server) -> Server {
            let folder = self.sandbox.work().join("release");
            fs::read_dir(folder).unwrap().fold(server, |server, entry| {
                let entry = entry.unwrap();
                let path = format!("/dl/{}", entry.file_name().to_str().unwrap());
                server.serve(&path, Reply::bytes(fs::read(entry.path()).unwrap()))
            })
        }

        fn install(&self, variables: &[(&str, &str)], args: &[&str]) -> Run {
            self.install_by(&["sh", SCRIPT], variables, args)
        }

        fn install_by(&self, shell: &[&str], variables: &[(&str, &str)], args: &[&str]) -> Run {
            let place =
                variables.iter().fold(self.sandbox.at(""), |place, (name, value)| place.with(name, value));
            let run = place.run(shell[0], shell[1..].iter().chain(args));
            let left = fs::read_dir(self.sandbox.root().join("tmp")).unwrap().count();
            assert_eq!(left, 0, "something temporary is left by {run}");
            run
        }

        /// The arguments gv was run with; `None` when it was not.
        fn ran(&self) -> Option<String> {
            fs::read_to_string(self.sandbox.home().join("ran")).ok()
        }

        #[track_caller]
        fn refuses(&self, run: Run, text: &str) {
            let run = run.fails_with(1).says(text).says("  try: ");
            assert_eq!(self.ran(), None, "{run}");
        }
    }

    /// A script that stands before the machine's program of that name.
    fn tool(sandbox: &Sandbox, name: &str, script: &str) {
        let path = sandbox.file(format!("tools/{name}"), format!("#!/bin/sh\n{script}\n"));
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn an_archive_is_proven_and_set_up_by_every_posix_shell() {
        for shell in
            [&["sh"][..], &["dash"], &["bash", "--posix"], &["busybox", "sh"], &["zsh", "--emulate", "sh"]]
        {
            if program_or_skip(shell[0]).is_none() {
                continue;
            }
            let stage = Stage::new();
            let shell = [shell, &[SCRIPT]].concat();
            let args = [stage.archive().to_str().unwrap(), "--no-modify-path", "a b"].map(str::to_owned);
            let args = args.each_ref().map(String::as_str);
            stage.install_by(&shell, &[], &args).succeeds();
            assert_eq!(stage.ran().as_deref(), Some("setup\n--no-modify-path\na b\n"), "{shell:?}");
        }
    }

    #[test]
    fn an_archive_is_named_as_the_user_stands() {
        let stage = Stage::new();
        let relative = format!("release/{NAME}");
        stage.install(&[], &[&relative]).succeeds();
        assert_eq!(stage.ran().as_deref(), Some("setup\n"));
    }

    #[test]
    fn an_archive_that_is_not_the_release_is_refused() {
        let stage = Stage::new();
        let archive = stage.archive().to_str().unwrap().to_owned();
        let zeros = "0".repeat(64);
        stage.refuses(stage.install(&[("GV_SHA256", &zeros)], &[&archive]), "is not the release");
        stage.sandbox.file(format!("release/{NAME}.sha256"), &zeros);
        stage.refuses(stage.install(&[], &[&archive]), "is not the release");
        for text in ["", "<html>", &zeros[1..], &format!("{zeros}0")] {
            stage.sandbox.file(format!("release/{NAME}.sha256"), text);
            stage.refuses(stage.install(&[], &[&archive]), "holds no SHA-256");
        }
        stage.remove_hash();
        stage.refuses(stage.install(&[], &[&archive]), ".sha256");
    }

    #[test]
    fn a_hash_the_user_names_needs_no_file_and_wins_over_it() {
        let stage = Stage::new();
        let (archive, hash) = (stage.archive().to_str().unwrap().to_owned(), stage.hash().to_uppercase());
        stage.sandbox.file(format!("release/{NAME}.sha256"), "0".repeat(64));
        stage.install(&[("GV_SHA256", &hash)], &[&archive]).succeeds();
        stage.remove_hash();
        stage.install(&[("GV_SHA256", &hash)], &[&archive]).succeeds();
    }

    #[test]
    fn an_archive_that_cannot_be_used_is_refused_though_its_hash_is_right() {
        let stage = Stage::new();
        let archive = stage.archive().to_str().unwrap().to_owned();
        stage.pack(&["gv"]);
        stage.refuses(stage.install(&[], &[&archive]), "no gv-shim");
        let bytes = fs::read(&archive).unwrap();
        fs::write(&archive, &bytes[..bytes.len() / 2]).unwrap();
        stage.write_hash();
        stage.refuses(stage.install(&[], &[&archive]), "cannot be unpacked");
        stage.refuses(stage.install(&[], &["nowhere.tar.gz"]), "there is no file nowhere.tar.gz");
    }

    #[test]
    fn a_folder_is_a_base_too() {
        let stage = Stage::new();
        let folder = stage.sandbox.work().join("release");
        for base in [folder.display().to_string(), format!("file://{}/", folder.display())] {
            stage.install(&[("GV_DOWNLOAD_BASE", &base)], &["--no-modify-path"]).succeeds();
            assert_eq!(stage.ran().as_deref(), Some("setup\n--no-modify-path\n"));
        }
    }

    #[test]
    fn the_release_is_chosen_by_its_own_variable() {
        let stage = Stage::new();
        let base = stage.sandbox.work().join("release").display().to_string();
        let with = |name: &'static str, value: &'static str| {
            stage.install(&[("GV_DOWNLOAD_BASE", &base), (name, value)], &[])
        };
        with("GV_RELEASE", "9.9.9").fails_with(1).says("gv-9.9.9-x86_64-unknown-linux-musl.tar.gz");
        with("GV_RELEASE", "../../x").fails_with(1).says("no release of gv: '../../x'");
        assert_eq!(stage.ran(), None);
        with("GV_VERSION", "1.22.3").succeeds();
        with("GV_RELEASE", "v0.1.0").succeeds();
    }

    #[test]
    fn the_archive_is_fetched_with_what_is_there() {
        for fetcher in ["curl", "wget"] {
            if program_or_skip(fetcher).is_none() {
                continue;
            }
            let mut stage = Stage::new();
            stage.only(&[fetcher, "sha256sum"]);
            let server = stage.serve(Server::start());
            stage.install(&[("GV_DOWNLOAD_BASE", &server.url("/dl"))], &[]).succeeds().says("is not https");
            assert_eq!(stage.ran().as_deref(), Some("setup\n"), "{fetcher}");
            let absent = server.url("/absent");
            fs::remove_file(stage.sandbox.home().join("ran")).unwrap();
            stage.refuses(stage.install(&[("GV_DOWNLOAD_BASE", &absent)], &[]), "cannot fetch");
        }
    }

    #[test]
    fn a_cut_off_download_is_refused() {
        let Some(_) = program_or_skip("curl") else { return };
        let stage = Stage::new();
        let bytes = fs::read(stage.archive()).unwrap();
        let half = bytes.len() / 2;
        let server = stage.serve(Server::start());
        let server = server.serve(&format!("/dl/{NAME}"), Reply::bytes(bytes).truncated_at(half));
        stage.refuses(stage.install(&[("GV_DOWNLOAD_BASE", &server.url("/dl"))], &[]), "cannot fetch");
    }

    #[test]
    fn https_is_never_left() {
        for fetcher in ["curl", "wget"] {
            if program_or_skip(fetcher).is_none() {
                continue;
            }
            let mut stage = Stage::new();
            stage.only(&[fetcher, "sha256sum"]);
            let plain = stage.serve(Server::start());
            let secure = stage.serve(Server::start_tls());
            let secure = secure.serve("/down/VERSION", Reply::redirect_to(plain.url("/dl/VERSION")));
            let away = secure.url("/dl/VERSION");
            let secure = secure.serve("/same/VERSION", Reply::redirect_to(away));
            let secure = ["", ".sha256"].iter().fold(secure, |server, suffix| {
                let to = server.url(&format!("/dl/{NAME}{suffix}"));
                server.serve(&format!("/same/{NAME}{suffix}"), Reply::redirect_to(to))
            });
            let certificate = stage.sandbox.file("ca.pem", secure.certificate()).display().to_string();
            fs::write(stage.sandbox.home().join(".wgetrc"), format!("ca_certificate = {certificate}\n"))
                .unwrap();
            let install = |base: &str| {
                stage.install(&[("GV_DOWNLOAD_BASE", base), ("CURL_CA_BUNDLE", &certificate)], &[])
            };
            let before = plain.requests().len();
            let run = install(&secure.url("/down")).fails_with(1);
            assert_eq!(plain.requests().len(), before, "{run}");
            install(&secure.url("/same")).succeeds();
            assert_eq!(stage.ran().as_deref(), Some("setup\n"), "{fetcher}");
        }
    }

    #[test]
    fn a_wget_that_cannot_be_held_to_https_is_believed_only_with_a_hash() {
        let mut stage = Stage::new();
        stage.only(&["sha256sum"]);
        let archive = stage.archive();
        let script = format!(
            "case \"$*\" in *--version*) exit 1 ;; *{NAME}) cp '{}' \"$3\" ;; esac",
            archive.display()
        );
        tool(&stage.sandbox, "wget", &script);
        let base = ("GV_DOWNLOAD_BASE", "https://localhost/dl");
        let release = ("GV_RELEASE", "0.1.0");
        stage.refuses(stage.install(&[base, release], &[]), "cannot keep to https");
        stage.install(&[base, release, ("GV_SHA256", &stage.hash())], &[]).succeeds();
    }

    #[test]
    fn any_of_three_programs_proves_the_archive_and_none_is_an_error() {
        for prover in ["sha256sum", "shasum", "openssl"] {
            if program_or_skip(prover).is_none() {
                continue;
            }
            let mut stage = Stage::new();
            stage.only(if prover == "shasum" { &["shasum", "perl"] } else { std::slice::from_ref(&prover) });
            let archive = stage.archive().display().to_string();
            stage.install(&[], &[&archive]).succeeds();
            let zeros = "0".repeat(64);
            stage.install(&[("GV_SHA256", &zeros)], &[&archive]).fails_with(1).says("is not the release");
        }
        let mut stage = Stage::new();
        stage.only(&[]);
        let archive = stage.archive().display().to_string();
        stage.refuses(stage.install(&[], &[&archive]), "none of sha256sum, shasum and openssl");
        let run = stage.install(&[("GV_DOWNLOAD_BASE", "https://localhost/dl")], &[]);
        stage.refuses(run, "neither curl nor wget");
    }

    #[test]
    fn each_machine_has_its_archive_or_is_told_so() {
        for (system, machine, expected) in [
            ("Linux", "x86_64", "gv-0.2.0-x86_64-unknown-linux-musl.tar.gz"),
            ("Linux", "aarch64", "gv-0.2.0-aarch64-unknown-linux-musl.tar.gz"),
            ("Darwin", "arm64", "gv-0.2.0-aarch64-apple-darwin.tar.gz"),
            ("Darwin", "x86_64", "gv-0.2.0-x86_64-apple-darwin.tar.gz"),
            ("Linux", "riscv64", "no release for riscv64"),
            ("Plan9", "x86_64", "no release for Plan9"),
            ("MINGW64_NT-10.0", "x86_64", "install.ps1"),
        ] {
            let stage = Stage::new();
            tool(
                &stage.sandbox,
                "uname",
                &format!("case $1 in -s) echo {system} ;; -m) echo {machine} ;; esac"),
            );
            tool(&stage.sandbox, "sysctl", "exit 1");
            let base = stage.sandbox.work().join("release").display().to_string();
            let run = stage.install(&[("GV_DOWNLOAD_BASE", &base), ("GV_RELEASE", "0.2.0")], &[]);
            stage.refuses(run, expected);
        }
    }

    #[test]
    fn a_checkout_is_built() {
        let stage = Stage::new();
        let script = stage.sandbox.file("checkout/install.sh", fs::read(SCRIPT).unwrap());
        let script = script.to_str().unwrap();
        stage.sandbox.file("checkout/Cargo.toml", "[package]\nname = \"gv\"\n");
        tool(
            &stage.sandbox,
            "cargo",
            "echo \"$*\" >\"$HOME/cargo\"; mkdir -p target/release; cp ../content/gv target/release; chmod 755 target/release/gv",
        );
        stage.install_by(&["sh", script], &[], &["--no-modify-path"]).succeeds();
        assert_eq!(stage.ran().as_deref(), Some("setup\n--no-modify-path\n"));
        let cargo = fs::read_to_string(stage.sandbox.home().join("cargo")).unwrap();
        assert!(cargo.starts_with("build --release --locked "), "{cargo}");
        fs::remove_file(stage.sandbox.home().join("ran")).unwrap();
        tool(&stage.sandbox, "cargo", "exit 101");
        stage.refuses(stage.install_by(&["sh", script], &[], &[]), "cannot be built");
    }

    #[test]
    fn without_anything_to_install_the_next_command_is_said() {
        let stage = Stage::new();
        let script = stage.sandbox.file("alone/install.sh", fs::read(SCRIPT).unwrap());
        stage.refuses(
            stage.install_by(&["sh", script.to_str().unwrap()], &[], &[]),
            "nothing to install from",
        );
    }

    #[test]
    fn what_setup_ends_with_is_what_the_script_ends_with() {
        let stage = Stage::with_gv("#!/bin/sh\nexit 7\n");
        let archive = stage.archive().display().to_string();
        stage.install(&[], &[&archive]).fails_with(7);
    }

    #[test]
    fn a_signal_leaves_nothing_behind() {
        let stage = Stage::with_gv("#!/bin/sh\nkill -TERM $PPID\n");
        let archive = stage.archive().display().to_string();
        stage.install(&[], &[&archive]).fails_with(143);
    }

    /// As `curl … | sh` sees it when the connection breaks.
    #[test]
    fn a_script_that_is_cut_off_does_nothing() {
        let text = fs::read_to_string(SCRIPT).unwrap();
        let last = text.trim_end().rfind('\n').unwrap() + 1;
        let lines =
            text.match_indices('\n').map(|(index, _)| index + 1).filter(|end| *end <= last).step_by(7);
        let whole = text.trim_end().len();
        let stage = Stage::new();
        let base = stage.sandbox.work().join("release").display().to_string();
        for end in lines.chain(last..whole) {
            let script = stage.sandbox.file("cut.sh", &text[..end]);
            let run =
                stage.install_by(&["sh", script.to_str().unwrap()], &[("GV_DOWNLOAD_BASE", &base)], &[]);
            assert_eq!(stage.ran(), None, "cut at {end}: {run}");
        }
        let script = stage.sandbox.file("cut.sh", &text[..whole]);
        stage.install_by(&["sh", script.to_str().unwrap()], &[("GV_DOWNLOAD_BASE", &base)], &[]).succeeds();
    }
}
