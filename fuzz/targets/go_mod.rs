//! go.mod and go.work: what is read is read again after the toolchain line is set, no other line changes, and a file
//! that Go would refuse is left as it is. The first line of the input is the version that is set.
#![no_main]

use gv::project::{Error, Floor, set_toolchain};
use gv::version::Version;
use gv_fuzz::told;
use gv_fuzz::yard::Yard;
use libfuzzer_sys::fuzz_target;
use std::fs;
use std::sync::LazyLock;

static YARD: LazyLock<Yard> = LazyLock::new(|| Yard::new("go_mod"));

fuzz_target!(|data: &[u8]| {
    let Some(end) = data.iter().position(|&byte| byte == b'\n') else { return };
    let (first, content) = (&data[..end], &data[end + 1..]);
    let wanted = std::str::from_utf8(first).ok().and_then(|text| text.parse::<Version>().ok());
    let wanted = wanted.unwrap_or_else(|| "1.99.9".parse().unwrap());
    let file = YARD.file(content);
    let floor = Floor::read(&file);
    if let Err(error) = &floor {
        told::printable(error);
    }
    let result = set_toolchain(&file, &wanted);
    YARD.assert_untouched();
    let written = fs::read(&file).unwrap();
    match result {
        Ok(line) => {
            assert!(floor.is_ok());
            let set = Floor::read(&file).unwrap().unwrap();
            assert_eq!(
                (set.text.clone(), set.line),
                (format!("toolchain {}", wanted.toolchain_name()), line)
            );
            assert_eq!(set.version(), Some(&wanted));
            others_stay(content, &written);
            assert_eq!(set_toolchain(&file, &wanted).unwrap(), line);
            assert_eq!(fs::read(&file).unwrap(), written, "a second time changes nothing");
        }
        Err(error) => {
            told::printable(&error);
            match error {
                // The floor is read as Go selects a toolchain: by lines, past what its parser refuses afterwards.
                Error::Syntax { .. } => {}
                Error::BelowGoLine { .. } => assert!(floor.is_ok()),
                Error::BeyondGoMod { .. } => assert_ne!(wanted.major(), 1),
                other => panic!("{other:?}"),
            }
            assert_eq!(written, content);
        }
    }
});

/// Every line that is not the toolchain's is there still, in its order.
fn others_stay(before: &[u8], after: &[u8]) {
    let mut left = after.split(|&byte| byte == b'\n');
    let text = before.strip_prefix(b"\xef\xbb\xbf").unwrap_or(before);
    let lines = text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    for line in lines.filter(|line| !line.starts_with(b"toolchain")) {
        assert!(
            left.any(|kept| kept.trim_ascii().ends_with(line)),
            "{:?} is gone from {:?}",
            String::from_utf8_lossy(line),
            String::from_utf8_lossy(after)
        );
    }
}
