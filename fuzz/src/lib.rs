//! What the fuzz targets share: a relay without a network, a fenced folder to write in, ways to look at what was unpacked, a log and
//! its signer, and repairs that
//! bring a mutated archive past its checksums.

pub mod gzip;
pub mod log;
pub mod relay;
pub mod tar;
pub mod told;
pub mod tree;
pub mod yard;
pub mod zip;
