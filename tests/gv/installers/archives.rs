//! install.sh on archives in a folder, good and bad, and the script itself.

use super::source;
use super::stage::{ARCHIVE, GV, SET_UP, Stage, each_shell, release, sh};
use crate::support::archive::{Entry, tar_gz};
use crate::support::origin::sha256;
use std::fs;
use std::path::Path;

#[test]
fn a_proven_archive_is_set_up_with_the_flags_given() {
    each_shell(|shell| {
        let stage = Stage::new(shell);
        stage.run(&[]).succeeds().says("fetching ").says(ARCHIVE);
        assert_eq!(stage.called().as_deref(), SET_UP);
        stage.run(&["--no-modify-path", "--with=a  b*"]).succeeds();
        assert_eq!(stage.called().unwrap(), "gv <setup> <--no-modify-path> <--with=a  b*> +shim\n");
        stage.run(&["--quiet"]).succeeds().says_exactly("");
    });
}

#[test]
fn the_exit_code_of_gv_setup_is_passed_on() {
    each_shell(|shell| {
        Stage::new(shell).run_with(&[("GV_FAKE_CODE", "7")], &[]).fails_with(7);
    });
}

#[test]
fn an_archive_may_be_named() {
    each_shell(|shell| {
        let mut stage = Stage::new(shell);
        stage.sandbox.unset("GV_DOWNLOAD_BASE");
        stage.run(&["--print", &format!("releases/{ARCHIVE}")]).succeeds();
        assert_eq!(stage.called().unwrap(), "gv <setup> <--print> +shim\n");
        stage.sandbox.file("-a:b.tar.gz", release());
        let sum = sha256(&release());
        stage.run_with(&[("GV_SHA256", &sum)], &["./-a:b.tar.gz"]).succeeds();
        assert_eq!(stage.called().as_deref(), SET_UP);
        stage.run(&["./nothing.tar.gz"]).fails_with(1).says("there is no file ./nothing.tar.gz");
        stage.run(&["a.tar.gz", "b.tar.gz"]).fails_with(2).says("two archives are named");
        assert_eq!(stage.called(), None);
    });
}

#[test]
fn a_base_may_be_a_file_url() {
    each_shell(|shell| {
        let stage = Stage::new(shell);
        let base = stage.base().to_string_lossy().replace(' ', "%20").replace("目录", "%e7%9b%AE%E5%BD%95");
        for base in [format!("file://{base}"), format!("file://localhost{base}/")] {
            stage.run_with(&[("GV_DOWNLOAD_BASE", &base)], &[]).succeeds();
            assert_eq!(stage.called().as_deref(), SET_UP);
        }
    });
}

#[test]
fn a_release_may_be_named() {
    each_shell(|shell| {
        let stage = Stage::new(shell);
        stage.sandbox.file("releases/VERSION", "0.0.9\r\n");
        for release in ["1.2.3", "v1.2.3"] {
            stage.run_with(&[("GV_RELEASE", release), ("GV_VERSION", "1.22")], &[]).succeeds();
            assert_eq!(stage.called().as_deref(), SET_UP);
        }
        stage.run(&[]).fails_with(4).says("gv-0.0.9-x86_64-unknown-linux-musl.tar.gz.sha256");
        for release in ["../../1.2.3", "1.2 3", "$(id)", "-1", "nightly"] {
            stage.run_with(&[("GV_RELEASE", release)], &[]).fails_with(1).says("GV_RELEASE has to be");
        }
        assert_eq!(stage.called(), None);
    });
}

#[test]
fn an_archive_with_another_hash_is_not_used() {
    each_shell(|shell| {
        let stage = Stage::new(shell);
        let sum = sha256(b"another");
        stage.sandbox.file(format!("releases/{ARCHIVE}.sha256"), format!("{sum}\n"));
        stage.run(&[]).fails_with(4).says(&format!("expected {sum}")).says(&sha256(&release()));
        assert_eq!(stage.called(), None);
    });
}

#[test]
fn an_archive_without_a_hash_is_not_used() {
    each_shell(|shell| {
        let stage = Stage::new(shell);
        for content in ["", "no hash\n", &"g".repeat(64), &"a".repeat(63), &"a".repeat(65)] {
            stage.sandbox.file(format!("releases/{ARCHIVE}.sha256"), content);
            stage.run(&[]).fails_with(4).says("holds no SHA-256");
        }
        fs::remove_file(stage.base().join(format!("{ARCHIVE}.sha256"))).unwrap();
        stage.run(&[]).fails_with(4).says("nothing else proves the archive").says("try: GV_SHA256=");
        assert_eq!(stage.called(), None);
    });
}

#[test]
fn a_pinned_hash_stands_above_the_one_beside_the_archive() {
    each_shell(|shell| {
        let stage = Stage::new(shell);
        stage.run_with(&[("GV_SHA256", &sha256(b"another"))], &[]).fails_with(4);
        stage.run_with(&[("GV_SHA256", "abc")], &[]).fails_with(2).says("64 hexadecimal digits");
        assert_eq!(stage.called(), None);
        fs::remove_file(stage.base().join(format!("{ARCHIVE}.sha256"))).unwrap();
        let sum = sha256(&release());
        for pin in [sum.to_uppercase(), sum] {
            stage.run_with(&[("GV_SHA256", &pin)], &[]).succeeds();
            assert_eq!(stage.called().as_deref(), SET_UP);
        }
    });
}

#[test]
fn a_cut_off_archive_runs_nothing() {
    each_shell(|shell| {
        let stage = Stage::new(shell);
        let whole = release();
        let part = &whole[..whole.len() / 2];
        stage.sandbox.file(Path::new("releases").join(ARCHIVE), part);
        stage.run(&[]).fails_with(4);
        stage.publish(part);
        stage.run(&[]).fails_with(1).says("cannot be unpacked");
        assert_eq!(stage.called(), None);
    });
}

#[test]
fn only_plain_programs_leave_an_archive() {
    let program = |name| Entry { mode: 0o755, ..Entry::file(name, GV) };
    let stage = Stage::new(&sh());
    stage.publish(&tar_gz(&[Entry::symlink("gv", "/bin/echo"), program("gv-shim")]));
    stage.run(&[]).fails_with(1).says("does not hold gv as a plain file");
    stage.publish(&tar_gz(&[program("gv")]));
    stage.run(&[]).fails_with(1).says("cannot be unpacked");
    assert_eq!(stage.called(), None);
    stage.publish(&tar_gz(&[program("gv"), program("gv-shim"), program("../../../escaped")]));
    stage.run(&[]).succeeds();
    assert_eq!(stage.called().as_deref(), SET_UP);
    assert!(!stage.sandbox.root().join("escaped").exists());
}

#[test]
fn a_program_for_another_system_is_said_to_be_one() {
    let stage = Stage::new(&sh());
    let program = |name| Entry { mode: 0o755, ..Entry::file(name, "\x7fELF\0\0\0") };
    stage.publish(&tar_gz(&[program("gv"), program("gv-shim")]));
    stage.run(&[]).fails_with(1).says("it is for another system");
}

#[test]
fn any_of_three_tools_checks_the_hash() {
    each_shell(|shell| {
        for tool in ["sha256sum", "shasum", "openssl"] {
            let mut stage = Stage::new(shell);
            if stage.only(&["tar", tool]).is_none() {
                continue;
            }
            stage.run(&[]).succeeds();
            assert_eq!(stage.called().as_deref(), SET_UP, "{tool}");
            stage.run_with(&[("GV_SHA256", &sha256(b"another"))], &[]).fails_with(4);
            assert_eq!(stage.called(), None, "{tool}");
        }
    });
}

#[test]
fn a_machine_without_the_tools_is_told_which() {
    each_shell(|shell| {
        let mut stage = Stage::new(shell);
        // busybox and its like find their own programs where PATH has none.
        if shell[0].ends_with("busybox") || stage.only(&["tar"]).is_none() {
            return;
        }
        stage.run(&[]).fails_with(4).says("nothing here can check a SHA-256");
        let base = [("GV_DOWNLOAD_BASE", "https://gv.example/gv")];
        stage.program("sha256sum", "exit 1\n");
        stage.run_with(&base, &[]).fails_with(3).says("neither curl nor wget");
        fs::remove_file(stage.sandbox.root().join("tools/tar")).unwrap();
        stage.run(&[]).fails_with(1).says("there is no tar");
        assert_eq!(stage.called(), None);
    });
}

#[test]
fn each_machine_asks_for_its_own_archive() {
    let stage = Stage::new(&sh());
    let sums = |target| format!("gv-1.2.3-{target}.tar.gz.sha256");
    for (system, machine, message) in [
        ("Linux", "amd64", format!("fetching {}", stage.base().join(ARCHIVE).display())),
        ("Linux", "aarch64", sums("aarch64-unknown-linux-musl")),
        ("Linux", "riscv64", "no archive for Linux on riscv64".to_owned()),
        ("Darwin", "arm64", sums("aarch64-apple-darwin")),
        ("FreeBSD", "amd64", "no archive for FreeBSD on amd64".to_owned()),
        ("MINGW64_NT-10.0", "x86_64", "install.ps1".to_owned()),
    ] {
        stage.program("uname", &format!("[ \"$1\" = -s ] && echo {system} || echo {machine}\n"));
        let run = stage.run(&[]).says(&message);
        assert_eq!(run.code == Some(0), machine == "amd64" && system == "Linux", "{run}");
    }
    stage.program("uname", "[ \"$1\" = -s ] && echo Darwin || echo x86_64\n");
    for (rosetta, target) in [("1", "aarch64-apple-darwin"), ("0", "x86_64-apple-darwin")] {
        stage.program("sysctl", &format!("echo {rosetta}\n"));
        stage.run(&[]).fails_with(4).says(&sums(target));
    }
}

#[test]
fn a_cut_off_script_does_nothing() {
    let script = fs::read(source("install.sh")).unwrap();
    let ends = script.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(index, _)| index + 1);
    let last_line = script[..script.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap();
    // Whole at its last brace, whether or not the line end came through.
    let ends: Vec<_> = ends.chain(last_line..script.len()).filter(|end| *end < script.len() - 1).collect();
    each_shell(|shell| {
        let stage = Stage::new(shell);
        for end in &ends {
            let part = stage.sandbox.file("download/part/install.sh", &script[..*end]);
            let run = stage.run_script(&part, &[], &[]);
            assert_eq!(stage.called(), None, "the first {end} bytes had an effect: {run}");
        }
        let whole = stage.sandbox.file("download/part/install.sh", &script[..script.len() - 1]);
        stage.run_script(&whole, &[], &[]).succeeds();
        assert_eq!(stage.called().as_deref(), SET_UP);
    });
}

#[test]
fn the_messages_follow_the_locale() {
    let stage = Stage::new(&sh());
    let nothing = |variables| stage.run_with(variables, &["x.tar.gz"]).fails_with(1);
    nothing(&[("GV_LANG", "zh")]).says("错误：没有文件 x.tar.gz");
    nothing(&[("GV_LANG", ""), ("LANG", "zh_CN.UTF-8")]).says("错误：");
    nothing(&[("GV_LANG", ""), ("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]).says("error: ");
    stage.run_with(&[("GV_LANG", "zh")], &["--help"]).succeeds().prints("用法：");
    stage.run(&["--help"]).succeeds().prints("Usage: install.sh").says_exactly("");
}
