//! Archives turned into trees. What is unpacked lies below one folder and nowhere else, and is no larger than a
//! toolchain: a hostile archive ends in an error.

mod content;
mod error;
mod growing_file;
mod gzip;
#[cfg(test)]
mod hostile_archives;
mod limits;
mod names;
mod path;
mod pipe;
mod tar;
mod tar_gz;
mod tree;
mod zip;

pub use content::{check, version_line};
pub use error::{Damage, Error, Found, Refusal};
pub use growing_file::{Arrival, GrowingFile, growing_file};
pub use limits::Limits;
pub use pipe::{Chunks, chunks};
pub use tar_gz::tar_gz;
pub use zip::{
    END, MODULE_LIMIT, module, module_as_it_comes, module_file, module_hash, zip, zip_as_it_comes,
};
