//! Whatever the one who answers makes up: nothing of it is believed.

use super::stage::{LOOKUP, MODULE, Stage, VERSION, log, zip};
use crate::support::database::{Database, text_of};
use crate::support::reply::Reply;
use crate::support::server::Server;
use gv::verify::Sha256;
use gv::verify::sumdb::tree::Tree;

/// The log, its lookup answered so.
fn answering(log: &Database, answer: &str) -> Server {
    log.served_by(Server::start()).serve(LOOKUP, Reply::bytes(answer))
}

#[test]
fn an_honest_log_proves_a_record_wherever_it_stands() {
    for size in [1, 2, 3, 255, 256, 257, 600] {
        for place in [0, size / 2, size - 1] {
            let log = log(size, place);
            Stage::new().proves(&log, &log.served_by(Server::start()));
        }
    }
}

#[test]
fn another_key() {
    let log = log(300, 5);
    let said = Stage::new().refuses(&Database::new(2).key(), &log.served_by(Server::start()));
    assert!(said.contains("not signed with the known key"), "{said}");
}

#[test]
fn the_right_key_and_a_wrong_signature() {
    let log = log(300, 5);
    // Signed is a tree of one record more or less, or a root that is not the log's.
    let signature = log.note().lines().last().unwrap().to_owned();
    for tree in [Tree { size: 299, ..log.tree() }, Tree { root: Sha256([3; 32]), ..log.tree() }] {
        let note = format!("{}\n{signature}\n", text_of(&tree));
        let answer = format!("5\n{}\n{note}", log.text(MODULE, VERSION));
        let said = Stage::new().refuses(&log.key(), &answering(&log, &answer));
        assert!(said.contains("signature is forged"), "{said}");
    }
}

#[test]
fn two_signatures_one_of_them_bad() {
    let log = log(300, 5);
    let good = log.note();
    let signature = good.lines().last().unwrap();
    let bad = log.sign("something else\n").lines().last().unwrap().to_owned();
    for note in [format!("{good}{bad}\n"), good.replace(signature, &format!("{bad}\n{signature}"))] {
        let answer = format!("5\n{}\n{note}", log.text(MODULE, VERSION));
        let said = Stage::new().refuses(&log.key(), &answering(&log, &answer));
        assert!(said.contains("signature is forged"), "{said}");
    }
}

#[test]
fn a_lookup_of_another_module() {
    let log = log(300, 5);
    let said =
        Stage::new().refuses(&log.key(), &answering(&log, &log.answer("example.com/before/m3", "v1.0.0")));
    assert!(said.contains("does not contain the hashes of example.com/Tool@v1.2.3"), "{said}");
}

#[test]
fn a_record_of_another_place_with_a_valid_proof() {
    let log = log(300, 5);
    // The text of the one, the number of the other.
    for id in [0, 6, 299] {
        let answer = format!("{id}\n{}\n{}", log.text(MODULE, VERSION), log.note());
        let said = Stage::new().refuses(&log.key(), &answering(&log, &answer));
        assert!(said.contains(&format!("record {id} of the log differs")), "{said}");
    }
}

#[test]
fn hash_lines_around_the_record_that_no_proof_covers() {
    let log = log(300, 5);
    let forged = format!("{MODULE} {VERSION} {}\n", gv::verify::H1([9; 32]));
    let (text, note) = (log.text(MODULE, VERSION), log.note());
    // In front of it and behind it: then it is another record. After the blank line: then it is no note.
    for answer in [
        format!("5\n{forged}{text}\n{note}"),
        format!("5\n{text}{forged}\n{note}"),
        format!("5\n{text}\n{forged}{note}"),
    ] {
        Stage::new().refuses(&log.key(), &answering(&log, &answer));
    }
    // A true record of another module, and the wanted lines where nobody looks: behind the signatures.
    let answer = format!("{}{forged}", log.answer("example.com/before/m3", "v1.0.0"));
    Stage::new().cannot_use(&log.key(), &answering(&log, &answer));
    // In front of all.
    let answer = format!("{forged}{}", log.answer("example.com/before/m3", "v1.0.0"));
    Stage::new().cannot_use(&log.key(), &answering(&log, &answer));
    // Even what the key has signed below the tree is no part of the log.
    let id = log.id("example.com/before/m3", "v1.0.0");
    let signed = log.sign(&(text_of(&log.tree()) + &forged));
    let answer = format!("{id}\n{}\n{signed}", log.text("example.com/before/m3", "v1.0.0"));
    let said = Stage::new().refuses(&log.key(), &answering(&log, &answer));
    assert!(said.contains("does not contain the hashes"), "{said}");
}

#[test]
fn a_record_that_lacks_the_version_or_has_it_twice() {
    for text in [
        "example.com/Tool v1.2.4 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n".to_owned(),
        format!("{MODULE} {VERSION} {}\n", zip()),
        format!("{MODULE} {VERSION} {z}\n{MODULE} {VERSION} {z}\n{MODULE} {VERSION}/go.mod {z}\n", z = zip()),
        format!("{MODULE} {VERSION} h1:short\n{MODULE} {VERSION}/go.mod {}\n", zip()),
    ] {
        let log = Database::new(1).with_others(40, "x").with_text(MODULE, VERSION, &text);
        let said = Stage::new().refuses(&log.key(), &log.served_by(Server::start()));
        assert!(said.contains("does not contain the hashes"), "{said}");
    }
}

#[test]
fn an_empty_answer_or_one_of_something_else() {
    let log = log(300, 5);
    for answer in ["", "\n", "5\n", "<!DOCTYPE html><html>log in</html>", "5\n\n\n", &log.note()] {
        let said = Stage::new().cannot_use(&log.key(), &answering(&log, answer));
        assert!(said.contains("not a record of a checksum database"), "{said}");
    }
    let cut = log.answer(MODULE, VERSION);
    let said = Stage::new().cannot_use(&log.key(), &answering(&log, &cut[..cut.len() - 9]));
    assert!(said.contains("it is not a signed note"), "{said}");
}

#[test]
fn a_number_beyond_the_log() {
    let log = log(300, 5);
    for id in ["300", "301", "4611686018427387904", "18446744073709551615"] {
        let answer = format!("{id}\n{}\n{}", log.text(MODULE, VERSION), log.note());
        let said = Stage::new().refuses(&log.key(), &answering(&log, &answer));
        assert!(said.contains("does not contain this position"), "{said}");
    }
}

#[test]
fn a_forged_tile_of_any_level() {
    // Sizes at which the tiles of the tree's edge and those above the record coincide, and others.
    for (size, place) in [(300, 5), (300, 290), (257, 256), (512, 5), (513, 512), (600, 300)] {
        let log = log(size, place);
        let honest = log.served_by(Server::start());
        Stage::new().proves(&log, &honest);
        let asked: Vec<_> = honest.requests().into_iter().map(|it| it.path).collect();
        let tiles = log.tiles();
        for path in asked.iter().filter(|path| path.starts_with("/tile/")) {
            let bytes = tiles[&path[1..]].clone();
            for position in [0, bytes.len() - 1] {
                let forged = Reply::bytes(bytes.clone()).flipped_bit(position);
                let server = log.served_by(Server::start()).serve(path, forged);
                let said = Stage::new().refuses(&log.key(), &server);
                assert!(said.contains("is inconsistent"), "{path} of {size}: {said}");
            }
        }
    }
}

#[test]
fn partial_and_whole_tiles_mixed() {
    let log = log(300, 290);
    let edge = "tile/8/0/001.p/44";
    let bytes = log.tiles()[edge].clone();
    for wrong in [bytes[32..].to_vec(), [&bytes[..], &[0; 32]].concat(), Vec::new(), bytes[..7].to_vec()] {
        let server = log.served_by(Server::start()).serve(&format!("/{edge}"), Reply::bytes(wrong));
        Stage::new().cannot_use(&log.key(), &server);
    }
    // As long as it has to be, and another: its own end, and the beginning of the tile before.
    let whole = log.tiles()["tile/8/0/000"].clone();
    for wrong in [[&bytes[32..], &bytes[..32]].concat(), whole[..bytes.len()].to_vec()] {
        let server = log.served_by(Server::start()).serve(&format!("/{edge}"), Reply::bytes(wrong));
        Stage::new().refuses(&log.key(), &server);
    }
    // The whole tile, as the log has it when it has grown, serves in place of the part.
    let grown = self::log(600, 290);
    let whole = grown.tiles()["tile/8/0/001"].clone();
    for status in [404, 403, 500] {
        let server = log.served_by(Server::start()).serve(&format!("/{edge}"), Reply::status(status));
        Stage::new().proves(&log, &server.serve("/tile/8/0/001", Reply::bytes(whole.clone())));
    }
    // Another log's whole tile does not.
    let other = Database::new(1).with_others(600, "other").tiles()["tile/8/0/001"].clone();
    let server = log.served_by(Server::start()).serve(&format!("/{edge}"), Reply::status(404));
    Stage::new().refuses(&log.key(), &server.serve("/tile/8/0/001", Reply::bytes(other)));
}
