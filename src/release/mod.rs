//! Which releases exist, and where their bytes are.

mod archive;
mod ask;
mod cache;
mod catalog;
pub mod database;
mod error;
pub mod index;
mod knowledge;
pub mod listing;
mod manifest;
mod module;
mod name;
mod near;
mod origin;
mod place;
mod plan;
mod platform;
pub mod table;
mod via;

pub use crate::fetch::Source;
pub use archive::{Archive, Format, Order, Release};
pub use catalog::{Catalog, Offer};
pub use error::Error;
pub use knowledge::{Basis, Note, in_words as age_in_words};
pub use manifest::Manifest;
pub use module::{Hop, Module, Modules};
pub use name::ArchiveName;
pub use near::Near;
pub use origin::Origin;
pub use place::{BadPlace, Place};
pub use plan::{Plan, Way};
pub use platform::{NotPlatform, Platform};
pub use via::Via;
