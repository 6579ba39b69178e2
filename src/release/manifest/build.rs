//! Packs the manifest's text into the blob that `manifest` reads.

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
    Ok(())
}
