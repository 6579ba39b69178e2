//! Taking gv away: all that is its own, and nothing else.

use super::*;

#[test]
fn uninstall_takes_all_of_gv_and_leaves_what_is_not() {
    let user = User::new();
    user.sandbox.place_toolchain("1.22.3");
    user.set_up();
    fs::create_dir_all(user.home.cache().join("deep/er")).unwrap();
    fs::write(user.home.config(), "").unwrap();
    fs::write(user.home.root().join("notes.txt"), "mine").unwrap();
    fs::write(user.home.shims().join("mine"), "mine").unwrap();
    let plan = uninstall::plan(&user.home, &user.env()).unwrap();
    let result = user.take_away();
    assert_eq!(plan.unknown, [user.home.shims().join("mine"), user.home.root().join("notes.txt")]);
    assert!(result.left.iter().all(|left| matches!(left.why, Why::Unknown)), "{result:?}");
    assert_eq!(result.left.len(), 2);
    assert_eq!(user.sandbox.names_in(""), ["notes.txt", "shims"]);
    assert!(plan.doomed.iter().all(|path| result.removed.contains(path)));
}

#[test]
fn uninstall_leaves_nothing_of_an_ordinary_home() {
    let user = User::new();
    user.sandbox.place_toolchain("1.22.3");
    user.set_up();
    assert!(user.take_away().left.is_empty());
    assert_eq!(fs::read_dir(user.user()).unwrap().count(), 0);
    assert!(user.take_away().removed.is_empty(), "and a second one finds nothing");
}

#[test]
#[cfg(unix)]
fn uninstall_deletes_nothing_through_a_link() {
    use std::os::unix::fs::symlink;
    let user = User::new();
    user.set_up();
    let precious = user.sandbox.file("precious/file", "x");
    fs::create_dir_all(user.home.versions()).unwrap();
    let outside = precious.parent().unwrap();
    symlink(outside, user.home.versions().join("go1.20.1")).unwrap();
    symlink(outside, user.home.current()).unwrap();
    fs::create_dir_all(user.home.cache()).unwrap();
    let link = user.home.cache().join("link");
    symlink(outside, &link).unwrap();
    let left: Vec<_> = user.take_away().left.into_iter().map(|left| left.path).collect();
    assert!(left.iter().all(|path| link.starts_with(path)), "only what gv did not make is left: {left:?}");
    assert!(precious.is_file() && link.is_symlink());
    assert!(!user.home.versions().exists() && !user.home.current().exists());
}

#[test]
#[cfg(unix)]
fn a_folder_of_the_home_that_is_a_link_stays() {
    use std::os::unix::fs::symlink;
    let user = User::new();
    user.set_up();
    let elsewhere = user.sandbox.dir("big-disk");
    fs::create_dir_all(elsewhere.join("go1.22.3")).unwrap();
    symlink(&elsewhere, user.home.versions()).unwrap();
    user.take_away();
    assert!(elsewhere.join("go1.22.3").is_dir());
}

#[test]
fn uninstall_refuses_what_is_not_a_home_of_gvs() {
    let user = User::new();
    let refusal = |root: PathBuf| match uninstall::run(&Home::at(root), &user.env()) {
        Err(Error::NotRemovable { why, .. }) => why,
        other => panic!("{other:?}"),
    };
    user.has("precious", "x");
    let root = user.user().ancestors().last().unwrap().to_owned();
    assert_eq!(refusal(root), Refusal::FileSystemRoot);
    assert_eq!(refusal(user.user()), Refusal::HoldsUserHome);
    assert_eq!(refusal(user.user().parent().unwrap().to_owned()), Refusal::HoldsUserHome);
    assert_eq!(refusal(user.sandbox.work()), Refusal::NotGv);
    assert_eq!(user.text("precious"), "x");
}
