//! PATH: which `go` comes first, whose it is, which version.

use super::stage::{Stage, program};
use crate::support::executable;

#[test]
fn the_shims_are_not_on_path() {
    let stage = Stage::healthy();
    let (tools, usr) = (stage.tools(), stage.place("1.19.8", "usr"));
    let mut stage = stage;
    stage.sandbox.only_path([tools, usr]);
    let finding = stage.has_only("shims_not_on_path", "error");
    assert!(finding["evidence"].as_str().unwrap().contains("go1.19.8, system"), "{finding}");
    assert!(finding["fix"]["text"].as_str().unwrap().contains("open a new terminal"), "{finding}");
    if cfg!(unix) {
        assert!(finding["fix"]["command"].as_str().unwrap().contains("gv\" init bash"), "{finding}");
    }
}

#[test]
#[cfg(unix)]
fn the_shims_are_not_on_path_and_no_startup_file_knows_them() {
    let mut stage = Stage::healthy();
    for file in [".bashrc", ".profile"] {
        std::fs::remove_file(stage.home(file)).unwrap();
    }
    stage.is_well();
    let tools = stage.tools();
    stage.sandbox.only_path([tools]);
    let finding = stage.has_only("shims_not_on_path", "error");
    assert_eq!(finding["fix"]["command"], "gv setup");
}

#[test]
fn another_go_comes_first() {
    let stage = Stage::healthy();
    let usr = stage.place("1.19.8", "usr");
    let stage = stage.with_path(&[usr]);
    let finding = stage.has_only("shims_shadowed", "error");
    assert!(finding["evidence"].as_str().unwrap().contains("(go1.19.8, system) before "), "{finding}");
}

#[test]
fn the_toolchain_itself_comes_before_its_shim() {
    let stage = Stage::healthy();
    let current = stage.default_bin();
    // Built elsewhere for Windows, it is named without its drive.
    let gv = std::path::absolute(env!("CARGO_BIN_EXE_gv")).unwrap();
    stage.sandbox.gv(["exec", "1.21.13", "--", gv.to_str().unwrap(), "doctor", "go"]).succeeds();
    let finding = stage.with_path(&[current]).has_only("shims_shadowed", "error");
    assert!(finding["evidence"].as_str().unwrap().contains("go1.22.3, gv's toolchain, past the shim"));
}

#[test]
fn another_managers_shim_comes_first_and_its_line_is_told() {
    let stage = Stage::healthy();
    program(&stage.home(".goenv/shims/go"));
    let before = std::fs::read_to_string(stage.home(".bashrc")).unwrap_or_default();
    stage.write(".bashrc", before + "# goenv init is for later\neval \"$(goenv init -)\"\n");
    let shims = stage.home(".goenv/shims");
    let finding = stage.with_path(&[shims]).has_only("shims_shadowed", "error");
    let evidence = finding["evidence"].as_str().unwrap();
    assert!(evidence.contains("goenv) before") && evidence.contains("eval \"$(goenv init -)\""), "{finding}");
    assert!(!evidence.contains("for later"), "{finding}");
}

#[test]
fn another_manager_waits_in_a_startup_file() {
    let stage = Stage::healthy();
    let before = std::fs::read_to_string(stage.home(".bashrc")).unwrap_or_default();
    stage.write(
        ".bashrc",
        before + "[[ -s \"$HOME/.gvm/scripts/gvm\" ]] && source \"$HOME/.gvm/scripts/gvm\"\n",
    );
    let finding = stage.has_only("other_manager", "warning");
    assert!(finding["summary"].as_str().unwrap().starts_with("gvm "), "{finding}");
    assert_eq!(
        (&finding["confidence"], &finding["fix"]["command"]),
        (&"medium".into(), &"gv import gvm".into())
    );
}

#[test]
fn a_manager_of_many_languages_counts_only_with_a_go() {
    let stage = Stage::healthy();
    stage.write(".zshenv", "eval \"$(mise activate zsh)\"\n");
    stage.is_well();
    let data = if cfg!(windows) { "AppData/Local" } else { ".local/share" };
    stage.write(&format!("{data}/mise/installs/node/20/x"), "");
    stage.is_well();
    stage.place("1.20.1", &format!("{data}/mise/installs/go/1.20.1"));
    stage.has_only("other_manager_of_many", "info");
}

#[test]
fn an_alias_of_windows_comes_first() {
    let stage = Stage::healthy();
    let alias = stage.home("AppData/Local/Microsoft/WindowsApps");
    let name = format!("go{}", std::env::consts::EXE_SUFFIX);
    stage.write(alias.join(name).to_str().unwrap(), "");
    let stage = stage.with_path_behind(std::slice::from_ref(&alias));
    stage.is_well();
    stage.with_path(&[alias]).has_only("go_alias", "warning");
}

#[test]
#[cfg(unix)]
fn a_go_for_windows_comes_first_inside_of_windows() {
    let stage = Stage::healthy();
    let go = stage.home("c/Program Files/Go/bin");
    stage.write("c/Program Files/Go/bin/go.exe", "MZ");
    stage.write("c/Program Files/Go/VERSION", "go1.21.1\n");
    let mut stage = stage.with_path(std::slice::from_ref(&go));
    stage.is_well();
    stage.set("WSL_DISTRO_NAME", "Debian");
    let finding = stage.has_only("go_of_windows", "warning");
    assert!(finding["evidence"].as_str().unwrap().contains("go.exe (go1.21.1, Go for Windows)"), "{finding}");
    stage.with_path_behind(&[go]).is_well();
}

#[test]
fn what_go_install_built_is_not_found() {
    let stage = Stage::healthy();
    let built = crate::tools::built("go1.22.3", "golang.org/x/tools/gopls", "v0.16.0");
    let name = format!("gopls{}", std::env::consts::EXE_SUFFIX);
    std::fs::create_dir_all(stage.home("go/bin")).unwrap();
    executable::write(&stage.home("go/bin").join(&name), &built);
    // What Go did not build was not put there by go install.
    program(&stage.home("go/bin/other"));
    let finding = stage.has_only("go_bin_not_on_path", "warning");
    assert_eq!(finding["evidence"], name);
    if cfg!(unix) {
        assert_eq!(finding["fix"]["command"], "export PATH=\"$PATH:$HOME/go/bin\"");
    }
    let bin = stage.home("go/bin");
    stage.with_path_behind(&[bin]).is_well();
}

#[test]
fn go_install_writes_where_go_env_says() {
    let mut stage = Stage::healthy();
    let built = crate::tools::built("go1.22.3", "golang.org/x/tools/gopls", "v0.16.0");
    let own = stage.home("own").join(format!("gopls{}", std::env::consts::EXE_SUFFIX));
    std::fs::create_dir_all(stage.home("own")).unwrap();
    executable::write(&own, &built);
    stage.set("GOENV", stage.write("goenv", format!("GOBIN={}\n", stage.home("own").display())));
    let finding = stage.has_only("go_bin_not_on_path", "warning");
    assert!(finding["target"].as_str().unwrap().ends_with("own"), "{finding}");
}

#[test]
fn every_go_on_path_is_listed_in_order() {
    let stage = Stage::healthy();
    let usr = stage.place("1.19.8", "usr");
    program(&stage.home(".asdf/shims/go"));
    let asdf = stage.home(".asdf/shims");
    let current = stage.default_bin();
    let stage = stage.with_path_behind(&[current, usr, asdf]);
    let run = stage.doctor().succeeds();
    let listed: Vec<_> = run.json()["go"]
        .as_array()
        .unwrap()
        .iter()
        .map(|go| {
            (go["owner"].as_str().unwrap().to_owned(), go["version"].as_str().unwrap_or("-").to_owned())
        })
        .collect();
    let expected = [("gv", "go1.22.3"), ("gv-toolchain", "go1.22.3"), ("system", "go1.19.8"), ("asdf", "-")];
    assert_eq!(listed, expected.map(|(owner, version)| (owner.to_owned(), version.to_owned())));
}
