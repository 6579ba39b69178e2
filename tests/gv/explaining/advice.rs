//! What `gv explain` advises: it depends on the words, on what stands around them, and on the directory.

use crate::support::Sandbox;
use serde_json::Value;

/// The first cause of an output, as scripts read it.
fn first(sandbox: &Sandbox, output: &str) -> Value {
    sandbox.file("output.txt", output);
    let json = sandbox.gv(["explain", "--json", "output.txt"]).succeeds().json();
    json["causes"][0].clone()
}

fn command(output: &str) -> Value {
    first(&Sandbox::new(), output)["fix"]["command"].clone()
}

fn fix(output: &str) -> String {
    first(&Sandbox::new(), output)["fix"]["text"].as_str().unwrap().to_owned()
}

const NOT_KNOWN: &str = "go: github.com/corp/secret@v1.0.0: verifying module: github.com/corp/secret@v1.0.0: reading \
    https://sum.golang.org/lookup/github.com/corp/secret@v1.0.0: 404 Not Found\n";

#[test]
fn a_module_is_made_private_by_its_owner_and_never_by_a_shared_host() {
    assert_eq!(command(NOT_KNOWN), "gv env preset private github.com/corp");
    let by_mirror = NOT_KNOWN.replace("https://sum.golang.org", "https://goproxy.cn/sumdb/sum.golang.org");
    assert_eq!(command(&by_mirror), "gv env preset private github.com/corp");
}

#[test]
fn a_module_that_a_mirror_serves_is_not_called_private() {
    let served = format!("go: downloading github.com/corp/secret v1.0.0\n{NOT_KNOWN}");
    assert_eq!(command(&served), "gv route github.com/corp/secret@v1.0.0");
}

#[test]
fn a_database_of_others_is_a_matter_of_its_setting() {
    let of_others = NOT_KNOWN.replace("https://sum.golang.org", "https://goproxy.example/sumdb/sums.example");
    assert_eq!(command(&of_others), "gv env why GOSUMDB");
}

#[test]
fn a_database_that_cannot_reach_the_host_exempts_no_module() {
    let answer = "\tserver response:\n\tnot found: git ls-remote -q origin: exit status 128:\n\
        \t\tfatal: unable to access 'https://github.com/corp/secret/': Failed to connect to github.com port 443: Connection refused\n";
    let cause = first(&Sandbox::new(), &format!("{NOT_KNOWN}{answer}"));
    assert_eq!((&cause["id"], &cause["fix"]["command"]), (&"sumdb_upstream".into(), &Value::Null));
}

const TOO_OLD: &str = "go: go.mod requires go >= 1.24 (running go 1.22.10; GOTOOLCHAIN=local)\n";

#[test]
fn a_pin_below_go_mod_is_raised_and_not_installed_around() {
    let sandbox = Sandbox::new();
    sandbox.file("go.mod", "module m.example/x\n\ngo 1.24.0\n");
    assert_eq!(first(&sandbox, TOO_OLD)["fix"]["command"], "gv install");
    sandbox.file(".go-version", "1.22.10\n");
    let cause = first(&sandbox, TOO_OLD);
    assert_eq!(cause["fix"]["command"], "gv pin 1.24.0");
    let text = cause["fix"]["text"].as_str().unwrap();
    assert!(text.contains(".go-version:1 pins an older Go"), "{text}");
}

#[test]
fn gv_version_below_go_mod_is_named() {
    let sandbox = Sandbox::new();
    sandbox.file("go.mod", "module m.example/x\n\ngo 1.24.0\n");
    sandbox.file("output.txt", TOO_OLD);
    let run = sandbox.with("GV_VERSION", "1.22.10").gv(["explain", "--json", "output.txt"]).succeeds();
    let cause = run.json()["causes"][0].clone();
    assert_eq!(cause["fix"]["command"], Value::Null);
    assert!(cause["fix"]["text"].as_str().unwrap().contains("GV_VERSION"), "{cause}");
}

#[test]
fn in_the_build_of_an_image_the_image_is_mended() {
    let step = format!("#9 0.612 {TOO_OLD}");
    assert_eq!(command(&step), Value::Null);
    assert!(fix(&step).contains("FROM golang:"), "{}", fix(&step));
    let proxy = "#12 0.345 go: example.com/m@v1.0.0: Get \"https://proxy.golang.org/example.com/m/@v/v1.0.0.mod\": \
        proxyconnect tcp: dial tcp 127.0.0.1:3001: connect: connection refused\n";
    assert!(fix(proxy).contains("127.0.0.1 is the container itself"), "{}", fix(proxy));
    assert!(!fix(&proxy.replace("#12 0.345 ", "")).contains("container"));
}

#[test]
fn windows_is_told_nothing_of_chown_and_sudo() {
    let denied = "go: open C:\\Users\\u\\go\\pkg\\mod\\cache\\lock: Access is denied.\n";
    let cause = first(&Sandbox::new(), denied);
    let shown = cause.to_string();
    assert!(!shown.contains("chown") && !shown.contains("sudo"), "{shown}");
    assert_eq!((&cause["id"], &cause["confidence"]), (&"permission_denied".into(), &"medium".into()));
    assert_eq!(cause["could_be"], serde_json::json!(["antivirus", "file_in_use"]));
}

#[test]
fn a_go_line_that_a_new_go_refuses_is_wrong_itself() {
    let line = |format: &str| {
        format!(
            "go: errors parsing go.mod:\ngo.mod:3: invalid go version 'v1.22': must match format {format}\n"
        )
    };
    assert_eq!(command(&line("1.23.0")), Value::Null);
    assert_eq!(command(&line("1.23")), "gv use latest");
}

#[test]
fn a_line_of_go_mod_is_not_looked_for_in_the_settings() {
    let line = "go: errors parsing go.mod:\ngo.mod:5: invalid toolchain version '1.27.0': must match format go1.23.0 or default\n";
    assert_eq!(command(line), Value::Null);
    assert_eq!(command("go: invalid GOTOOLCHAIN \"1.22\"\n"), "gv env why GOTOOLCHAIN");
}

#[test]
fn no_command_frees_a_disk_that_it_may_not_be_about() {
    assert_eq!(command("write $WORK/b704/_pkg_.a: no space left on device\n"), Value::Null);
    assert!(fix("write $WORK/b704/_pkg_.a: no space left on device\n").contains("GOTMPDIR"));
}

#[test]
fn go_work_is_mended_by_what_its_fault_is() {
    let gone =
        "go: cannot load module ../b listed in go.work file: open ../b/go.mod: no such file or directory\n";
    assert_eq!(command(gone), Value::Null);
    let absent = "current directory is contained in a module that is not one of the workspace modules listed in go.work\n";
    assert_eq!(command(absent), "go work use .");
}

#[test]
fn nothing_is_forged_about_an_address_and_no_name_is_in_plain_http() {
    let said = |url: &str, said: &str| {
        let line = format!("go: example.com/m@v1.0.0: Get \"{url}/example.com/m/@v/v1.0.0.info\": {said}\n");
        first(&Sandbox::new(), &line)["could_be"].to_string()
    };
    let reset = "read tcp 10.0.0.5:40000->10.0.0.9:3000: read: connection reset by peer";
    assert!(!said("http://10.0.0.9:3000", reset).contains("sni_blocked"));
    assert!(said("https://goproxy.example:3000", reset).contains("sni_blocked"));
    let refused = "dial tcp [::1]:3001: connect: connection refused";
    assert!(!said("https://localhost:3001", refused).contains("dns_"));
}

#[test]
fn the_far_end_of_a_connection_is_what_it_is_about() {
    let line = "go: example.com/m@v1.0.0: read tcp 10.0.0.2:38984->142.251.43.17:443: read: connection reset by peer\n";
    assert_eq!(command(line), "gv doctor net 142.251.43.17:443");
}

#[test]
fn a_name_is_told_without_its_scheme() {
    let line = "go: example.com/m@v1.0.0: Get \"https://goproxy.cn/example.com/m/@v/v1.0.0.info\": dial tcp: lookup goproxy.cn: no such host\n";
    assert_eq!(first(&Sandbox::new(), line)["summary"], "DNS says that goproxy.cn does not exist");
}
