//! The relay's SOCKS 5: the answers are those of RFC 1928 and 1929, and a client without the secret hears nothing behind
//! the refusal of its login. `$SECRET` in the input stands for the secret. Its one upstream listens nowhere.
#![no_main]

use gv_fuzz::relay::{trial, with_secret};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|rest: &[u8]| {
    let said = [&[5], rest].concat();
    let knows = with_secret(&said);
    let answer = trial().answer(&knows);
    match answer.as_slice() {
        [] | [5, 0xff] | [5, 2] | [5, 2, 1, 0 | 1] => {}
        [5, 2, 1, 0, 5, code, 0, 1, 0, 0, 0, 0, 0, 0] => assert!((1..=8).contains(code), "{code}"),
        other => panic!("{other:?}"),
    }
    if knows == said {
        assert!(answer.len() < 4 || answer[3] == 1, "{answer:?}");
    }
});
