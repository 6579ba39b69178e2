//! Zips, unpacked by all cores at once: those of releases and those of toolchain modules. All that a zip says of
//! itself is checked before the first file is made.

mod content;
mod date;
mod directory;
mod listing;
mod module;
mod release;
mod work;

pub use directory::END;
pub use module::{MODULE_LIMIT, file_in as module_file, hash as module_hash, module, module_as_it_comes};
pub use release::{zip, zip_as_it_comes};
