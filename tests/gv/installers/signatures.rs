//! install.sh and the signature of a release: checked by minisign or openssl, whichever is there.

use super::stage::{ARCHIVE, GV, SET_UP, SHIM, Stage, each_shell, published, release, sh};
use crate::support::archive::{Entry, tar_gz};
use crate::support::machine::program_or_skip;
use crate::support::module::Module;
use crate::support::origin::sha256;
use crate::support::reply::Reply;
use crate::support::server::Server;
use crate::support::signer::Signer;

const LIST: &str = "gv-1.2.3.sums";

fn list(archive: &[u8]) -> String {
    let other = sha256(b"other");
    format!("{other}  gv-1.2.3-x86_64-apple-darwin.tar.gz\n{}  {ARCHIVE}\n", sha256(archive))
}

/// The same machine with each of the two programs that can check a signature.
fn each_verifier(shell: &[std::path::PathBuf], test: impl Fn(Stage)) {
    for tool in ["openssl", "minisign"] {
        let mut stage = Stage::new(shell);
        if stage.only(&["tar", "sha256sum", "tail", tool]).is_none() {
            continue;
        }
        stage.sandbox.set("GV_RELEASE_KEY", Signer::new(1).key());
        sign(&stage, &list(&release()), &Signer::new(1));
        test(stage);
    }
}

fn sign(stage: &Stage, list: &str, signer: &Signer) {
    stage.sandbox.file(format!("releases/{LIST}"), list);
    stage.sandbox.file(format!("releases/{LIST}.minisig"), signer.sign(list.as_bytes(), "gv 1.2.3"));
}

#[test]
fn a_signed_release_needs_no_hash_beside_it() {
    each_shell(|shell| {
        each_verifier(shell, |stage| {
            std::fs::remove_file(stage.base().join(format!("{ARCHIVE}.sha256"))).unwrap();
            stage
                .run(&[])
                .succeeds()
                .says("the signature of gv 1.2.3 is valid")
                .does_not_say("only the SHA-256");
            assert_eq!(stage.called().as_deref(), SET_UP);
            let keys = format!("{},{}", Signer::new(3).key(), Signer::new(1).key());
            stage.run_with(&[("GV_RELEASE_KEY", &keys)], &[]).succeeds();
            assert_eq!(stage.called().as_deref(), SET_UP);
            stage.run(&[&format!("releases/{ARCHIVE}")]).succeeds().says("is valid");
        });
    });
}

#[test]
fn what_the_key_did_not_sign_is_not_used() {
    each_shell(|shell| {
        each_verifier(shell, |stage| {
            let good = list(&release());
            let refused = |told: &str| {
                stage.run(&[]).fails_with(4).says(told);
                assert_eq!(stage.called(), None);
            };
            sign(&stage, &good, &Signer::new(2));
            refused("is not signed by a known release key");
            sign(&stage, &good, &Signer::new(2).posing_as(&Signer::new(1)));
            refused("is not signed by a known release key");
            sign(&stage, &list(b"evil"), &Signer::new(1));
            refused("has SHA-256");
            sign(&stage, &good.replace("1.2.3-x86_64-unknown", "1.2.2-x86_64-unknown"), &Signer::new(1));
            refused("the signed list of gv 1.2.3 does not have");
            sign(&stage, &good, &Signer::new(1));
            stage.sandbox.file(format!("releases/{LIST}"), good.replace('a', "b"));
            refused("is not signed by a known release key");
            std::fs::remove_file(stage.base().join(format!("{LIST}.minisig"))).unwrap();
            refused("so the signature of gv 1.2.3 cannot be checked");
        });
    });
}

#[test]
fn a_machine_that_can_check_only_the_hash_says_so() {
    each_shell(|shell| {
        let mut stage = Stage::new(shell);
        if stage.only(&["tar", "sha256sum"]).is_none() {
            return;
        }
        stage.run(&[]).succeeds().says("only the SHA-256 is checked: this script has no release key");
        stage.sandbox.set("GV_RELEASE_KEY", Signer::new(1).key());
        stage
            .run(&[])
            .succeeds()
            .says("only the SHA-256 is checked: there is neither minisign nor openssl 3");
        // An openssl that cannot check such signatures counts as none.
        stage.program("openssl", "exit 1\n");
        stage
            .run(&[])
            .succeeds()
            .says("only the SHA-256 is checked: there is neither minisign nor openssl 3");
    });
}

#[test]
fn a_goproxy_serves_a_release_that_is_signed() {
    each_shell(|shell| {
        let mut stage = Stage::new(shell);
        let unzip = program_or_skip("unzip");
        if unzip.is_none()
            || stage.only(&["tar", "sha256sum", "sort", "tail", "unzip", "curl", "openssl"]).is_none()
        {
            return;
        }
        let (path, archive) = ("gv.example/Releases/linux-amd64", release());
        let list = list(&archive);
        let name = |file: &str| format!("{path}@v1.2.3/{file}");
        let module = |signer: &Signer| Module {
            version: "v1.2.3".to_owned(),
            files: vec![
                (name("go.mod"), Vec::new()),
                (name(ARCHIVE), archive.clone()),
                (name(LIST), list.clone().into_bytes()),
                (name(&format!("{LIST}.minisig")), signer.sign(list.as_bytes(), "gv 1.2.3").into_bytes()),
            ],
        };
        let serve = |signer: &Signer| {
            let below = "/gv.example/!releases/linux-amd64/@v";
            Server::start()
                .serve(&format!("{below}/list"), Reply::bytes("v1.2.3\nv1.2.2\nv0.11.0\nv2.0.0-rc.1\n"))
                .serve(&format!("{below}/v1.2.3.zip"), Reply::bytes(module(signer).zip()))
        };
        let server = serve(&Signer::new(1));
        stage
            .sandbox
            .set("GV_DOWNLOAD_BASE", "goproxy")
            .set("GOPROXY", format!("off,{}|direct", server.url("")));
        stage.run(&[]).fails_with(2).says("does not name the Go module");
        stage.sandbox.set("GV_RELEASE_MODULE", "gv.example/Releases");
        stage.run(&[]).fails_with(4).says("this script has no release key");
        stage.sandbox.set("GV_RELEASE_KEY", Signer::new(1).key()).set("GV_RELEASE", "1.2.3");
        stage.run(&[]).succeeds().says("the signature of gv 1.2.3 is valid");
        assert_eq!(stage.called().as_deref(), SET_UP);
        let forged = serve(&Signer::new(2));
        stage.run_with(&[("GOPROXY", &forged.url(""))], &[]).fails_with(4).says("is not signed by a known");
        assert_eq!(stage.called(), None);
    });
}

#[test]
fn a_broken_download_is_continued() {
    let mut stage = Stage::new(&sh());
    if stage.only(&["tar", "sha256sum", "curl"]).is_none() {
        return;
    }
    let noise = Entry::file("README.md", crate::support::archive::noise(50_000));
    let program = |name, script: &str| Entry { mode: 0o755, ..Entry::file(name, script) };
    let archive = tar_gz(&[program("gv", GV), program("gv-shim", SHIM), noise]);
    let path = format!("/gv/{ARCHIVE}");
    let files = published(&archive).into_iter().filter(|(name, _)| name != ARCHIVE);
    let server = files.fold(Server::start(), |server, (name, body)| {
        server.serve(&format!("/gv/{name}"), Reply::bytes(body))
    });
    let whole = || Reply::bytes(archive.clone());
    let server =
        server.serve_in_turn(&path, [whole().truncated_at(20_000), whole().truncated_at(40_000), whole()]);
    stage.sandbox.set("GV_DOWNLOAD_BASE", server.url("/gv"));
    stage.run(&[]).succeeds().says("the connection broke after 20000 bytes; continuing");
    assert_eq!(stage.called().as_deref(), SET_UP);
    assert_eq!(server.asked_for(&path), (1, 2));
}
