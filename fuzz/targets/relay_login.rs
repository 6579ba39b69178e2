//! What a proxy sends to be logged in to: the first line of the input is the method and the target, the second a header
//! of challenges, the rest a second message of NTLM. No answer holds the password, unless Basic alone was offered.
#![no_main]

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use gv::net::login::ntlm::{self, Answer};
use gv::net::login::{Account, Challenge, Dialog, Step};
use libfuzzer_sys::fuzz_target;

const PASSWORD: &str = "pA55w0rd-of-ann";

fn account() -> Account {
    Account { user: r"CORP\ann".to_owned(), password: PASSWORD.to_owned() }
}

/// Whether a message shows the password, as bytes or as UTF-16.
fn shows(message: &[u8]) -> bool {
    let wide: Vec<u8> = PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let has = |part: &[u8]| message.windows(part.len()).any(|window| window == part);
    has(PASSWORD.as_bytes()) || has(&wide)
}

fuzz_target!(|input: &[u8]| {
    // What the proxy said itself, an answer may repeat.
    if shows(input) {
        return;
    }
    let mut parts = input.splitn(3, |byte| *byte == b'\n');
    let mut line = || String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let (target, header) = (line(), line());
    let message = parts.next().unwrap_or_default();
    for challenge in Challenge::all(&header) {
        assert!(header.contains(challenge.whole) && challenge.whole.ends_with(challenge.text));
    }
    let mut dialog = Dialog::new(account());
    let round = format!("NTLM {}", BASE64_STANDARD.encode(message));
    for offered in [&header, &round, &header] {
        let Step::Send(value) = dialog.answer([offered.as_str()], "CONNECT", &target) else { continue };
        let (scheme, text) = value.split_once(' ').unwrap();
        let bytes = BASE64_STANDARD.decode(text).unwrap_or_else(|_| text.as_bytes().to_vec());
        assert_eq!(shows(&bytes), scheme == "Basic", "{value}");
    }
    let account = account();
    let Some(challenge) = ntlm::Challenge::parse(message) else { return };
    let answer = Answer::new(&account).unwrap().to(&challenge);
    assert!(answer.starts_with(b"NTLMSSP\0\x03\0\0\0") && !shows(&answer));
    // Every field lies in the message.
    for at in [12, 20, 28, 36, 44, 52] {
        let length = usize::from(u16::from_le_bytes([answer[at], answer[at + 1]]));
        let place = u32::from_le_bytes(answer[at + 4..at + 8].try_into().unwrap()) as usize;
        assert!(place + length <= answer.len(), "{at}: {place} + {length} of {}", answer.len());
    }
});
