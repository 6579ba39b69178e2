//! Updates that are killed: gv starts afterwards, whatever the moment, and the next update works.

use super::stage::{Release, Stage};
use std::process::Stdio;
use std::time::Duration;

#[test]
fn a_killed_update_leaves_a_gv_that_starts() {
    let Some(stage) = Stage::new() else { return };
    let base = stage.publish(&Release::new("0.2.0"));
    let original = std::fs::read(stage.gv_path()).unwrap();
    let kills = std::env::var("GV_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(6_u64);
    let mut old = 0;
    for round in 0..kills {
        let mut command = stage.at().command(stage.gv_path());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut update = command.args(["self", "update", "--from", &base]).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(round * 700 / kills));
        update.kill().unwrap();
        update.wait().unwrap();
        match stage.version().as_str() {
            "gv 0.1.0" => old += 1,
            "gv 0.2.0" => crate::support::executable::write(&stage.gv_path(), &original),
            other => panic!("{other}"),
        }
        assert!(stage.program("bin", "gv-shim").is_file());
    }
    assert!(old > 0, "no update was killed in time");
    stage.gv(&["self", "update", "--from", &base]).succeeds();
    assert_eq!(stage.version(), "gv 0.2.0");
    assert_eq!(stage.sandbox.names_in("bin"), ["gv", "gv-shim"]);
}
