//! What a build that is not a release answers.

use crate::support::Sandbox;

#[test]
fn a_plain_build_says_what_it_lacks() {
    let sandbox = Sandbox::new();
    let from = sandbox.work();
    sandbox
        .gv(["self", "update", "--from", from.to_str().unwrap()])
        .fails_with(1)
        .says("this gv was built without a release key")
        .says("gv version --verbose");
}

#[test]
fn there_is_nothing_to_go_back_to_before_an_update() {
    let sandbox = Sandbox::new();
    sandbox.gv(["setup", "--no-modify-path"]).succeeds();
    let gv = sandbox.gv_home().join("bin").join(format!("gv{}", std::env::consts::EXE_SUFFIX));
    sandbox.at("").run(gv, ["self", "rollback"]).fails_with(5).says("there is no earlier gv to go back to");
    sandbox.gv(["self", "rollback"]).fails_with(1).says("it replaces only").says("gv setup");
}
