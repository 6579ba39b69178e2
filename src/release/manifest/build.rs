//! Packs the manifest's text into the blob that `manifest` reads, and passes on what the build says of gv's own releases.

mod pack;

use std::path::Path;
use std::{env, fs};

const TEXT: &str = "src/release/manifest/archives.txt";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    let packed = pack::pack(&fs::read_to_string(TEXT)?).map_err(|what| format!("{TEXT}, {what}"))?;
    fs::write(Path::new(&out).join("manifest.bin"), packed)?;
    for input in [TEXT, "src/release/manifest/build.rs", "src/release/manifest/pack.rs"] {
        println!("cargo::rerun-if-changed={input}");
    }
    release()?;
    Ok(())
}

/// What `update::Identity` holds: the target, and the variables of the build. A key that cannot be read would be a build
/// that accepts no release, and that nobody notices.
fn release() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rustc-env=GV_TARGET={}", env::var("TARGET")?);
    for name in [
        "GV_RELEASE_KEY",
        "GV_RELEASE_MODULE",
        "GV_RELEASE_BASE",
        "GV_UPDATE_COMMAND",
        "GV_COMMIT",
        "GV_COMMIT_DATE",
    ] {
        println!("cargo::rerun-if-env-changed={name}");
    }
    let keys = env::var("GV_RELEASE_KEY").unwrap_or_default();
    for key in keys.split([',', ' ', '\n']).filter(|key| !key.is_empty()) {
        // 42 bytes: `Ed`, the number of the key, the key.
        let plain = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte));
        if key.len() != 56 || !key.starts_with("RW") || !plain {
            return Err(format!("GV_RELEASE_KEY: {key} is not the second line of a minisign.pub").into());
        }
    }
    Ok(())
}
