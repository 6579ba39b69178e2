//! What is remembered of the log: it only ever grows, and what contradicts it is a fork.

use super::stage::{LOOKUP, MODULE, Stage, VERSION, log, zip};
use crate::support::database::Database;
use crate::support::reply::Reply;
use crate::support::server::Server;
use gv::release::database::Error;
use std::{fs, thread};

/// A database that has grown, and that answers as it did when it was smaller: a proxy may have kept that.
fn answering_as_of(grown: &Database, size: u64) -> Server {
    let older = grown.at(size);
    // The database has its tiles in every width that they ever had.
    let server = grown.served_by(older.served_by(Server::start()));
    server.serve(LOOKUP, Reply::bytes(older.answer(MODULE, VERSION)))
}

#[test]
fn the_latest_tree_is_remembered_and_only_grows() {
    let (stage, grown) = (Stage::new(), log(600, 5));
    let mut largest = 0;
    for size in [100, 300, 100, 600, 300, 6, 600] {
        stage.proves(&grown, &answering_as_of(&grown, size));
        largest = size.max(largest);
        assert_eq!(stage.latest(), grown.at(largest).note(), "after a tree of {size}");
    }
}

#[test]
fn a_fork_is_fatal_and_both_notes_are_kept() {
    let mine = log(300, 5);
    for size in [40, 301, 500] {
        let stage = Stage::new();
        stage.proves(&mine, &mine.served_by(Server::start()));
        // The same key has signed a log in which the first record is another.
        let other = Database::new(1).with_others(1, "forked").with(MODULE, VERSION, zip());
        let other = other.with_others(size - 2, "forked");
        let error = stage.ask(&mine.key(), &other.served_by(Server::start())).unwrap_err();
        let Error::Fork { kept, .. } = &error else { panic!("{error}") };
        assert_eq!(gv::ui::Explain::code(&error), 4);
        assert_eq!(stage.latest(), mine.note(), "what is remembered stays");
        let read = |name| fs::read_to_string(kept.join(name)).unwrap();
        let notes = [read("fork-1-older"), read("fork-1-newer")];
        let (older, newer) = if size < 300 { (&other, &mine) } else { (&mine, &other) };
        assert_eq!(notes, [older.note(), newer.note()]);
        assert!(error.to_string().contains("SECURITY"));
        // The other was not believed in any part: the true log still is.
        stage.proves(&mine, &mine.served_by(Server::start()));
    }
}

#[test]
fn a_log_that_went_back_proves_nothing() {
    let (stage, grown) = (Stage::new(), log(600, 5));
    stage.proves(&grown, &grown.served_by(Server::start()));
    fs::remove_dir_all(stage.home().cache()).unwrap();
    // It has no tiles any more of the log that was seen.
    let error = stage.ask(&grown.key(), &grown.at(300).served_by(Server::start())).unwrap_err();
    assert!(matches!(error, Error::Failed { .. }), "{error}");
    assert_eq!(stage.latest(), grown.note());
}

/// Where the forger also forges tiles so that its tree would hold together, that is a fork; here the sizes are equal.
#[test]
fn a_fork_of_the_same_size() {
    let (stage, mine) = (Stage::new(), log(300, 5));
    stage.proves(&mine, &mine.served_by(Server::start()));
    let other = Database::new(1).with_others(5, "forked").with(MODULE, VERSION, zip()).with_others(294, "x");
    let error = stage.ask(&mine.key(), &other.served_by(Server::start())).unwrap_err();
    assert!(matches!(error, Error::Fork { older: 300, newer: 300, .. }), "{error}");
}

#[test]
fn a_tree_that_is_smaller_and_of_another_log_is_a_fork() {
    let (stage, mine) = (Stage::new(), log(300, 5));
    stage.proves(&mine, &mine.served_by(Server::start()));
    let other = Database::new(1).with_others(5, "forked").with(MODULE, VERSION, zip());
    // All tiles of the true log are there: only the signed tree is of the other.
    let server = mine.served_by(Server::start());
    let server = server.serve(LOOKUP, Reply::bytes(other.answer(MODULE, VERSION)));
    let error = stage.ask(&mine.key(), &server).unwrap_err();
    assert!(matches!(error, Error::Fork { older: 6, newer: 300, .. }), "{error}");
}

#[test]
fn tiles_are_fetched_once_and_a_damaged_one_again() {
    let (stage, log) = (Stage::new(), log(600, 5));
    stage.proves(&log, &log.served_by(Server::start()));
    let tiles = |server: &Server| server.requests().iter().filter(|it| it.path.starts_with("/tile/")).count();
    let again = log.served_by(Server::start());
    stage.proves(&log, &again);
    assert_eq!(tiles(&again), 0);
    let cache = stage.home().cache().join("sumdb");
    let mut damaged = 0;
    for folder in fs::read_dir(cache).unwrap() {
        let file = folder.unwrap().path().join("tile/8/0/000");
        fs::write(&file, vec![1; 256 * 32]).unwrap();
        damaged += 1;
    }
    assert_eq!(damaged, 1);
    let third = log.served_by(Server::start());
    stage.proves(&log, &third);
    assert!(tiles(&third) > 0);
    let fourth = log.served_by(Server::start());
    stage.proves(&log, &fourth);
    assert_eq!(tiles(&fourth), 0, "the good one was kept");
}

#[test]
fn another_key_has_a_memory_of_its_own() {
    let stage = Stage::new();
    let mine = log(300, 5);
    stage.proves(&mine, &mine.served_by(Server::start()));
    let theirs = Database::new(2).with_others(9, "y").with(MODULE, VERSION, zip());
    assert_eq!(stage.ask(&theirs.key(), &theirs.served_by(Server::start())).unwrap().zip, zip());
    stage.proves(&mine, &mine.served_by(Server::start()));
}

#[test]
fn a_damaged_memory_is_told_and_not_passed_over() {
    let (stage, log) = (Stage::new(), log(300, 5));
    stage.proves(&log, &log.served_by(Server::start()));
    let path = stage.state().join("latest");
    for damage in ["", "go.sum database tree\n300\n", &log.note().replace("300", "299")] {
        fs::write(&path, damage).unwrap();
        let said = stage.refuses(&log.key(), &log.served_by(Server::start()));
        assert!(said.contains("is damaged") && said.contains("latest"), "{said}");
    }
}

#[test]
fn many_at_once_share_one_memory() {
    let (stage, grown) = (Stage::new(), log(900, 5));
    let sizes = [900, 100, 500, 300, 700, 200];
    let all = || sizes.iter().fold(Server::start(), |server, size| grown.at(*size).served_by(server));
    let answer = |size| Reply::bytes(grown.at(size).answer(MODULE, VERSION));
    let servers = sizes.map(|size| all().serve(LOOKUP, answer(size)));
    thread::scope(|scope| {
        for server in &servers {
            scope.spawn(|| stage.proves(&grown, server));
        }
    });
    assert_eq!(stage.latest(), grown.note());
}
