//! Archives turned into trees. What is unpacked lies below one folder and nowhere else, and is no larger than a
//! toolchain: a hostile archive ends in an error.

mod arriving;
mod content;
#[cfg(test)]
mod crafted;
mod error;
mod gzip;
mod limits;
mod path;
mod pipe;
mod tar;
mod tar_gz;
mod tree;
mod zip;

pub use arriving::{Arrival, Arriving, arriving};
pub use content::{check, version_line};
pub use error::{Damage, Error, Found, Refusal};
pub use limits::Limits;
pub use pipe::{Chunks, chunks};
pub use tar_gz::tar_gz;
pub use zip::{END, MODULE_LIMIT, module, module_as_it_comes, module_hash, zip, zip_as_it_comes};
