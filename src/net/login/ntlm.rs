//! The messages of `NTLMv2`, as a client writes and reads them (MS-NLMP). Older answers (LM, `NTLMv1`) are never sent: they give
//! the password away. Nothing is signed or sealed, for http has no use for that.

use super::Account;
use hmac::{Hmac, Mac};
use md4::{Digest, Md4};
use md5::Md5;
use ring::rand::{SecureRandom, SystemRandom};
use std::time::{SystemTime, UNIX_EPOCH};

const SIGNATURE: &[u8; 8] = b"NTLMSSP\0";

const UNICODE: u32 = 0x1;
const REQUEST_TARGET: u32 = 0x4;
const NTLM: u32 = 0x200;
const ALWAYS_SIGN: u32 = 0x8000;
const EXTENDED_SECURITY: u32 = 0x0008_0000;
const TARGET_INFO: u32 = 0x0080_0000;
const KEY_128: u32 = 0x2000_0000;
const KEY_56: u32 = 0x8000_0000;
const FLAGS: u32 = UNICODE | REQUEST_TARGET | NTLM | ALWAYS_SIGN | EXTENDED_SECURITY | KEY_128 | KEY_56;

/// Seconds from 1601, where Windows begins to count, to 1970.
const EPOCH: u64 = 11_644_473_600;
/// `MsvAvTimestamp`
const TIMESTAMP: u16 = 7;
/// `MsvAvEOL`
const END: u16 = 0;
/// The length of the last message's fixed part.
const FIXED: usize = 64;
/// No challenge of a proxy is longer.
const LONGEST: usize = 16 << 10;

/// The first message. It names neither the user nor this machine.
pub fn negotiate() -> Vec<u8> {
    let mut message = SIGNATURE.to_vec();
    message.extend(1_u32.to_le_bytes());
    message.extend(FLAGS.to_le_bytes());
    message.extend([0; 16]);
    message
}

/// The second message: what the other side sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    nonce: [u8; 8],
    flags: u32,
    /// What it says of itself, as it is to be sent back.
    target: Vec<u8>,
    /// Its time, where it says so.
    time: Option<[u8; 8]>,
}

impl Challenge {
    /// Reads one; `None` for bytes that are none.
    pub fn parse(message: &[u8]) -> Option<Self> {
        if message.len() > LONGEST || !message.starts_with(SIGNATURE) || number(message, 8)? != 2 {
            return None;
        }
        let flags = number(message, 20)?;
        let nonce = message.get(24..32)?.try_into().ok()?;
        // Old servers end here, or say something else.
        let target = if flags & TARGET_INFO == 0 { &[] } else { field(message, 40)? };
        Some(Self { nonce, flags, target: target.to_vec(), time: time_of(target) })
    }
}

/// The bytes that a field of 8 bytes (length, room, place) refers to.
fn field(message: &[u8], at: usize) -> Option<&[u8]> {
    let length = usize::from(u16::from_le_bytes(message.get(at..at + 2)?.try_into().ok()?));
    let place = usize::try_from(number(message, at + 4)?).ok()?;
    if length == 0 { Some(&[]) } else { message.get(place..place.checked_add(length)?) }
}

fn number(message: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(message.get(at..at + 4)?.try_into().ok()?))
}

/// The time in a list of attributes.
fn time_of(mut list: &[u8]) -> Option<[u8; 8]> {
    loop {
        let id = u16::from_le_bytes(list.get(..2)?.try_into().ok()?);
        let length = usize::from(u16::from_le_bytes(list.get(2..4)?.try_into().ok()?));
        let value = list.get(4..4 + length)?;
        match id {
            END => return None,
            TIMESTAMP => return value.try_into().ok(),
            _ => list = &list[4 + length..],
        }
    }
}

/// What the last message is made of.
pub struct Answer<'a> {
    account: &'a Account,
    nonce: [u8; 8],
    now: [u8; 8],
}

impl<'a> Answer<'a> {
    /// An answer with a nonce of its own; `None` where the system has no random numbers.
    pub fn new(account: &'a Account) -> Option<Self> {
        let mut nonce = [0; 8];
        SystemRandom::new().fill(&mut nonce).ok()?;
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = (since.as_secs() + EPOCH) * 10_000_000 + u64::from(since.subsec_nanos() / 100);
        Some(Self { account, nonce, now: now.to_le_bytes() })
    }

    /// The last message, in answer to a challenge.
    pub fn to(&self, challenge: &Challenge) -> Vec<u8> {
        let (domain, user) = split(&self.account.user);
        let key = key(user, domain, &self.account.password);
        let proof = self.proof(&key, challenge);
        let mut short = signed(&key, &[&challenge.nonce, &self.nonce]).to_vec();
        short.extend(self.nonce);
        // A server that says the time wants this one empty.
        if challenge.time.is_some() {
            short.fill(0);
        }
        let parts = [short, proof, wide(domain), wide(user), Vec::new(), Vec::new()];
        let mut message = SIGNATURE.to_vec();
        message.extend(3_u32.to_le_bytes());
        let mut place = FIXED;
        for part in &parts {
            let length = u16::try_from(part.len()).unwrap_or_default().to_le_bytes();
            message.extend(length);
            message.extend(length);
            message.extend(u32::try_from(place).unwrap_or_default().to_le_bytes());
            place += part.len();
        }
        message.extend((challenge.flags & FLAGS | UNICODE | NTLM).to_le_bytes());
        for part in &parts {
            message.extend(part);
        }
        message
    }

    /// `NTLMv2_RESPONSE`
    fn proof(&self, key: &[u8; 16], challenge: &Challenge) -> Vec<u8> {
        let mut blob = vec![1, 1, 0, 0, 0, 0, 0, 0];
        blob.extend(challenge.time.unwrap_or(self.now));
        blob.extend(self.nonce);
        blob.extend([0; 4]);
        blob.extend(&challenge.target);
        blob.extend([0; 4]);
        let mut proof = signed(key, &[&challenge.nonce, &blob]).to_vec();
        proof.extend(blob);
        proof
    }
}

/// `CORP\ann` is a domain and a user; `ann@corp.example` and `ann` are users.
fn split(user: &str) -> (&str, &str) {
    user.split_once('\\').unwrap_or(("", user))
}

/// `NTOWFv2`
fn key(user: &str, domain: &str, password: &str) -> [u8; 16] {
    let hash: [u8; 16] = Md4::digest(wide(password)).into();
    signed(&hash, &[&wide(&user.to_uppercase()), &wide(domain)])
}

fn signed(key: &[u8; 16], parts: &[&[u8]]) -> [u8; 16] {
    // A key of 16 bytes is one block of MD5.
    let mut block = [0; 64];
    block[..16].copy_from_slice(key);
    let mut mac = Hmac::<Md5>::new(&block.into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bytes(hex: &str) -> Vec<u8> {
        let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
        let pairs = digits.chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
        pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
    }

    /// The attributes of MS-NLMP, 4.2.4.
    fn target() -> Vec<u8> {
        bytes("02000c0044006f006d00610069006e0001000c0053006500720076006500720000000000")
    }

    fn challenge(target: &[u8]) -> Vec<u8> {
        let mut message = SIGNATURE.to_vec();
        message.extend(2_u32.to_le_bytes());
        message.extend([0; 8]);
        message.extend((FLAGS | TARGET_INFO).to_le_bytes());
        message.extend(bytes("0123456789abcdef"));
        message.extend([0; 8]);
        let length = u16::try_from(target.len()).unwrap().to_le_bytes();
        message.extend(length);
        message.extend(length);
        message.extend(48_u32.to_le_bytes());
        message.extend(target);
        message
    }

    #[test]
    fn the_answer_is_that_of_the_specification() {
        let account = Account { user: r"Domain\User".to_owned(), password: "Password".to_owned() };
        let answer = Answer { account: &account, nonce: [0xaa; 8], now: [0; 8] };
        let key = key("User", "Domain", "Password");
        assert_eq!(key.to_vec(), bytes("0c868a403bfd7a93a3001ef22ef02e3f"));
        let challenge = Challenge::parse(&challenge(&target())).unwrap();
        let proof = answer.proof(&key, &challenge);
        assert_eq!(proof[..16].to_vec(), bytes("68cd0ab851e51c96aabc927bebef6a1c"));
        let message = answer.to(&challenge);
        assert_eq!(
            field(&message, 12).unwrap().to_vec(),
            bytes("86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa")
        );
        assert_eq!(field(&message, 20).unwrap(), proof);
        assert_eq!(field(&message, 28).unwrap(), wide("Domain"));
        assert_eq!(field(&message, 36).unwrap(), wide("User"));
    }

    #[test]
    fn the_time_of_the_server_counts() {
        let account = Account { user: "u".to_owned(), password: "p".to_owned() };
        let answer = Answer::new(&account).unwrap();
        let timed = [&[7, 0, 8, 0], &[9; 8][..], &[0; 4]].concat();
        let challenge = Challenge::parse(&challenge(&timed)).unwrap();
        assert_eq!(challenge.time, Some([9; 8]));
        let message = answer.to(&challenge);
        assert_eq!(field(&message, 20).unwrap()[24..32], [9; 8]);
        assert_eq!(field(&message, 12).unwrap(), [0; 24]);
    }

    #[test]
    fn an_old_server_names_no_target() {
        // Squid's helper puts the name of the target where others say where their attributes are.
        let mut old = challenge(b"TARGET");
        old[20..24].copy_from_slice(&FLAGS.to_le_bytes());
        for end in [40, old.len()] {
            assert_eq!(Challenge::parse(&old[..end]).unwrap().target, Vec::<u8>::new());
        }
        for bad in [&b"NTLMSSP"[..], b"", &challenge(&[])[..31], &negotiate()] {
            assert_eq!(Challenge::parse(bad), None);
        }
    }

    proptest! {
        #[test]
        fn any_message_is_read_or_refused(mut tail in prop::collection::vec(any::<u8>(), 0..90)) {
            let mut message = SIGNATURE.to_vec();
            message.extend(2_u32.to_le_bytes());
            message.append(&mut tail);
            let account = Account { user: "u".to_owned(), password: "p".to_owned() };
            if let Some(challenge) = Challenge::parse(&message) {
                Answer::new(&account).unwrap().to(&challenge);
            }
        }
    }
}
