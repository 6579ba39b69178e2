//! Newer patches: seen, installed, and the older ones put away.

use crate::stage::Stage;

#[test]
fn an_outdated_default_is_upgraded_and_the_old_patch_pruned() {
    let Some(stage) = Stage::set() else { return };
    let Some((older, newer)) = stage.patches() else { return };
    let sandbox = &stage.sandbox;
    stage.install(&[&older]);
    let outdated = sandbox.gv(["outdated", "--json"]).json();
    assert_eq!(outdated["outdated"][0]["installed"], older.to_string());
    assert_eq!(outdated["outdated"][0]["newest"], newer.to_string());
    sandbox.gv(["upgrade"]).succeeds().says(&newer.toolchain_name());
    stage.means(&sandbox.at(""), &newer);
    stage.hello("upgraded", "go 1.21");
    stage.builds(&sandbox.at("upgraded"), &newer);
    sandbox.gv(["prune", "--dry-run"]).succeeds();
    assert_eq!(sandbox.installed().len(), 2);
    sandbox.gv(["prune", "--yes"]).succeeds();
    assert_eq!(sandbox.installed(), [newer.toolchain_name()]);
    let left = sandbox.gv(["outdated", "--json"]).succeeds().json();
    assert_eq!(left["outdated"].as_array().map(Vec::len), Some(0));
}

#[test]
fn what_is_removed_is_gone_and_the_rest_works_on() {
    let Some(stage) = Stage::set() else { return };
    let minors = stage.minors();
    let (kept, removed) = (&minors[0], &minors[1]);
    stage.install(&[kept, removed]);
    stage.sandbox.gv(["uninstall", &kept.to_string()]).fails_with(1).says("--force");
    stage.sandbox.gv(["uninstall", &removed.to_string()]).succeeds();
    assert_eq!(stage.sandbox.installed(), [kept.toolchain_name()]);
    let launcher = format!("{}{}", removed.toolchain_name(), std::env::consts::EXE_SUFFIX);
    assert!(!stage.sandbox.names_in("shims").contains(&launcher));
    stage.means(&stage.sandbox.at(""), kept);
}
