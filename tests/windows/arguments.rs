//! Arguments arrive through the shim as they were given, whatever is in them.

use crate::home_with;
use crate::support::{Sandbox, started};
use std::ffi::OsString;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::os::windows::ffi::{OsStrExt, OsStringExt};
use std::path::Path;

/// Letters by chance, the same for the same seed.
struct Chance(u64);

impl Chance {
    fn up_to(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    /// What shells and parsers trip over, more often than other letters; now and then half a pair.
    fn argument(&mut self) -> OsString {
        const PIECES: [&str; 24] = [
            " ", "\t", "\"", "\"\"", "\\", "\\\\", "\\\"", "%", "%PATH%", "^", "&", "|", "<", ">", "!", "'",
            "*", "?", "-", "/", "@", "\n", "目录", "😀",
        ];
        let mut units: Vec<u16> = Vec::new();
        for _ in 0..self.up_to(9) {
            match self.up_to(8) {
                0 => units.push(0xd800 + u16::try_from(self.up_to(0x800)).unwrap()),
                1..=3 => units.extend("aZ0.".encode_utf16().skip(self.up_to(4)).take(1)),
                _ => units.extend(PIECES[self.up_to(PIECES.len())].encode_utf16()),
            }
        }
        OsString::from_wide(&units)
    }
}

/// `GV_TEST_SEED=N` for the vectors of an earlier run.
#[test]
fn five_hundred_vectors_by_chance() {
    let sandbox = home_with(&["1.22.3"]);
    let go = sandbox.gv_home().join("shims/go.exe");
    let given = std::env::var("GV_TEST_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = given.unwrap_or_else(|| RandomState::new().hash_one(0) | 1);
    eprintln!("GV_TEST_SEED={seed}");
    let mut chance = Chance(seed);
    let vectors: Vec<Vec<OsString>> =
        (0..500).map(|_| (0..=chance.up_to(6)).map(|_| chance.argument()).collect()).collect();
    // What a few at once give is waited for no longer than one by one.
    std::thread::scope(|scope| {
        for part in vectors.chunks(125) {
            scope.spawn(|| part.iter().for_each(|args| arrives(&sandbox, &go, args)));
        }
    });
}

#[track_caller]
fn arrives(sandbox: &Sandbox, go: &Path, args: &[OsString]) {
    let mut command = sandbox.at("").command(go);
    command.arg("utf16").args(args);
    let output = started(|| {
        let output = command.output()?;
        // It may be the shim's own start that Wine gives up.
        let given_up = String::from_utf8_lossy(&output.stderr).contains("os error 1359");
        if given_up { Err(io::Error::from_raw_os_error(1359)) } else { Ok(output) }
    });
    let output = output.unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let digits =
        |arg: &OsString| arg.encode_wide().map(|unit| format!("{unit:04x}")).collect::<Vec<_>>().concat();
    let expected: Vec<String> = args.iter().map(digits).collect();
    assert_eq!(shown.lines().collect::<Vec<_>>(), expected, "{args:?}: {}: {said}", output.status);
}
