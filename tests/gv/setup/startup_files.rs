//! The files that shells read when they start: what setup writes there, and uninstall takes out again.

use super::*;
use gv::shell::Shell;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

#[test]
fn a_second_run_changes_nothing_and_says_so() {
    let user = User::new();
    user.has(".bashrc", "alias a=b\n");
    let first = user.set_up();
    assert!(matches!(kind_of(&first, ".bashrc"), Effect::Added));
    assert!(matches!(kind_of(&first, ".profile"), Effect::Created));
    let text = user.text(".bashrc");
    assert!(user.set_up().iter().all(|change| matches!(change.kind, Effect::Unchanged)));
    assert_eq!(user.text(".bashrc"), text);
}

#[test]
fn planning_writes_nothing_and_foretells_what_writing_does() {
    let user = User::new();
    let plan = rc::plan(&user.home, &user.env()).unwrap();
    assert_eq!(fs::read_dir(user.user()).unwrap().count(), 0);
    let done = user.set_up();
    let shown = |changes: &[StartupChange]| format!("{changes:?}");
    assert_eq!(shown(&plan), shown(&done));
}

#[test]
fn uninstall_leaves_each_file_as_it_was_before() {
    for content in ["", "a", "a\n", "a\r\nb\r\n", "a\r\nb", "\n\n", "# a comment"] {
        let user = User::new();
        user.has(".bashrc", content);
        user.set_up();
        assert_ne!(user.text(".bashrc"), content);
        user.take_away();
        assert_eq!(user.text(".bashrc"), content, "{content:?}");
        assert!(!user.user().join(".profile").exists(), "what setup made is gone");
    }
}

#[test]
fn the_home_moved_so_the_block_is_replaced_where_it_stands() {
    let mut user = User::new();
    user.has(".bashrc", "first\n");
    user.set_up();
    fs::write(user.user().join(".bashrc"), user.text(".bashrc") + "last\n").unwrap();
    user.home = Home::at(user.sandbox.root().join("elsewhere"));
    assert!(matches!(kind_of(&user.set_up(), ".bashrc"), Effect::Updated));
    let text = user.text(".bashrc");
    assert!(text.starts_with("first\n# >>> gv >>>\n") && text.ends_with("# <<< gv <<<\nlast\n"), "{text}");
    assert!(text.contains("elsewhere/shims") && text.contains("export GV_HOME="), "{text}");
}

#[test]
fn a_linked_file_is_written_through_and_keeps_its_mode() {
    let user = User::new();
    let real = user.has("dotfiles/bashrc", "a\n");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o600)).unwrap();
    let inode = real.metadata().unwrap().ino();
    symlink("dotfiles/bashrc", user.user().join(".bashrc")).unwrap();
    user.set_up();
    assert!(user.user().join(".bashrc").is_symlink());
    assert!(fs::read_to_string(&real).unwrap().contains("# >>> gv >>>"));
    let meta = real.metadata().unwrap();
    assert_eq!((meta.mode() & 0o777, meta.ino()), (0o600, inode));
}

#[test]
fn a_protected_file_is_named_and_the_others_are_done() {
    let user = User::new();
    let bashrc = user.has(".bashrc", "a\n");
    fs::set_permissions(&bashrc, fs::Permissions::from_mode(0o444)).unwrap();
    let changes = user.set_up();
    assert!(
        matches!(kind_of(&changes, ".bashrc"), Effect::Failed(Error::ReadOnly { path }) if *path == bashrc)
    );
    assert!(matches!(kind_of(&changes, ".profile"), Effect::Created));
    assert_eq!(user.text(".bashrc"), "a\n");
}

#[test]
fn a_damaged_block_is_refused_with_its_line() {
    let user = User::new();
    user.has(".bashrc", "a\n# >>> gv >>>\nPATH=x\n");
    let changes = user.set_up();
    assert!(matches!(kind_of(&changes, ".bashrc"), Effect::Failed(Error::Damaged { line: 2, .. })));
    assert_eq!(user.text(".bashrc"), "a\n# >>> gv >>>\nPATH=x\n");
    let left = user.take_away();
    assert!(matches!(
        kind_of(&left.startup_files, ".bashrc"),
        Effect::Failed(Error::Damaged { line: 2, .. })
    ));
}

#[test]
fn the_login_file_is_the_one_bash_reads() {
    for (present, expected) in [
        (&[".profile"][..], ".profile"),
        (&[".bash_login", ".profile"], ".bash_login"),
        (&[".bash_profile", ".bash_login", ".profile"], ".bash_profile"),
    ] {
        let user = User::new();
        for name in present {
            user.has(name, "x\n");
        }
        let changes = user.set_up();
        assert!(matches!(kind_of(&changes, expected), Effect::Added), "{present:?}: {changes:?}");
        assert_eq!(changes.len(), 2, "{changes:?}");
    }
}

#[test]
fn only_shells_that_are_here_get_a_file() {
    let changes = User::new().set_up();
    assert!(changes.iter().all(|change| change.shell == Shell::Bash), "{changes:?}");
    let user = User::new().with("SHELL", "/bin/zsh").with("ZDOTDIR", "/nowhere/z");
    let plan = rc::plan(&user.home, &user.env()).unwrap();
    assert!(plan.iter().all(|change| change.file.starts_with("/nowhere/z")), "{plan:?}");
    let user = User::new().with("SHELL", "/bin/fish");
    let plan = rc::plan(&user.home, &user.env()).unwrap();
    assert!(matches!(kind_of(&plan, ".config/fish/conf.d/gv.fish"), Effect::Created));
    let user = User::new().with("SHELL", "/bin/ash");
    assert!(matches!(kind_of(&rc::plan(&user.home, &user.env()).unwrap(), ".profile"), Effect::Created));
}

#[test]
fn a_home_that_path_cannot_hold_is_refused_before_anything_is_written() {
    let mut user = User::new();
    user.home = Home::at(user.sandbox.root().join("a:b"));
    assert!(matches!(rc::write(&user.home, &user.env()), Err(Error::Shell(_))));
    assert_eq!(fs::read_dir(user.user()).unwrap().count(), 0);
}

#[test]
fn the_block_of_another_home_stays() {
    let user = User::new();
    user.set_up();
    let text = user.text(".bashrc");
    let other = Home::at(user.sandbox.root().join("other"));
    setup::install(&other, &user.env()).unwrap();
    let result = uninstall::run(&other, &user.env()).unwrap();
    assert!(matches!(kind_of(&result.startup_files, ".bashrc"), Effect::OtherHome));
    assert_eq!(user.text(".bashrc"), text);
}

#[test]
#[cfg(unix)]
fn a_machine_that_has_only_sh_gets_a_profile() {
    let mut sandbox = crate::support::Sandbox::new();
    let bin = sandbox.dir("bin");
    std::os::unix::fs::symlink("/bin/sh", bin.join("sh")).unwrap();
    sandbox.only_path([bin]);
    let printed = sandbox.gv(["setup", "--print"]).succeeds();
    printed.prints("# ~/.profile (sh): file would be created").prints("shims");
    assert!(!sandbox.home().join(".profile").exists());
    sandbox.gv(["setup"]).succeeds().says("~/.profile (sh): file created");
    let profile = fs::read_to_string(sandbox.home().join(".profile")).unwrap();
    assert!(profile.contains("shims"), "{profile}");
    sandbox.gv(["self", "uninstall", "--yes"]).succeeds();
    assert!(!sandbox.home().join(".profile").exists());
}
