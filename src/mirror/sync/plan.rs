//! What a mirror is to hold: a file for each release, platform and form, and how each is obtained and verified.

use super::folder::{Folder, module_file};
use super::memory::Known;
use super::selection;
use super::{About, Parts};
use crate::mirror::Error;
use crate::release::{self, Catalog, Module, Order, Platform};
use crate::version::{Spec, Version};
use std::path::PathBuf;

/// All that a mirror is to hold.
#[derive(Debug)]
pub struct Plan {
    /// The files, newest release first.
    pub files: Vec<Planned>,
    /// What there is not.
    pub lacks: Vec<Lacks>,
    /// Why some cannot be obtained; the others are not affected.
    pub failures: Vec<Error>,
}

/// One file.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The release.
    pub version: Version,
    /// The platform.
    pub platform: Platform,
    /// Its path below the mirror.
    pub path: String,
    /// How it is obtained.
    pub item: Item,
}

/// How a file is obtained.
#[derive(Debug, Clone)]
pub enum Item {
    /// As an archive, whose hash is known beforehand.
    Archive(Box<Order>),
    /// As a module, whose hash the checksum database has.
    Module(Box<Module>),
}

/// In which form a release is mirrored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// An archive of the release.
    Archive,
    /// The module of it.
    Module,
}

/// A release that has no archive for a platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacks {
    /// The release.
    pub version: Version,
    /// The platform.
    pub platform: Platform,
}

impl Plan {
    /// What these wishes come to.
    pub fn of(about: &About, specs: &[Spec], catalog: &Catalog) -> Result<Self, Error> {
        let published: Vec<Version> = catalog.published()?.into_iter().map(|offer| offer.version).collect();
        let versions = selection::select(specs, &published, about.keep)
            .map_err(|spec| Error::NotPublished { spec, origin: catalog.list_name() })?;
        let (mut files, mut lacks, mut failures) = (Vec::new(), Vec::new(), Vec::new());
        for version in &versions {
            for platform in &about.platforms {
                let of =
                    |path, item| Planned { version: version.clone(), platform: platform.clone(), path, item };
                if about.parts.archives {
                    match catalog.order_for(version, platform) {
                        Ok(order) => {
                            files.push(of(order.archive.file_name.clone(), Item::Archive(Box::new(order))));
                        }
                        Err(release::Error::NoArchive { .. }) => {
                            lacks.push(Lacks { version: version.clone(), platform: platform.clone() });
                            // Then there is no module either.
                            continue;
                        }
                        Err(error @ (release::Error::Unproven { .. } | release::Error::NotKnown { .. })) => {
                            failures.push(error.into());
                        }
                        Err(error) => return Err(error.into()),
                    }
                }
                if let Some(module) = module(catalog, about.parts, version, platform)? {
                    let path = module_file(&module.name().to_string(), "zip");
                    files.push(of(path, Item::Module(Box::new(module))));
                }
            }
        }
        Ok(Self { files, lacks, failures })
    }
}

/// The module of a release; `None` for those from before there were any.
fn module(
    catalog: &Catalog,
    parts: Parts,
    version: &Version,
    platform: &Platform,
) -> Result<Option<Module>, Error> {
    if !parts.modules {
        return Ok(None);
    }
    match catalog.modules()?.module(version, platform) {
        Ok(module) => Ok(Some(module)),
        Err(release::Error::NoModule { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

impl Planned {
    /// In which form the release is mirrored.
    pub fn kind(&self) -> Form {
        match self.item {
            Item::Archive(_) => Form::Archive,
            Item::Module(_) => Form::Module,
        }
    }

    /// The name of the file.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Whether a file that was proven before is still the one that is wanted.
    pub fn is_kept(&self, known: Option<&Known>) -> bool {
        match (&self.item, known) {
            (_, None) => false,
            (Item::Archive(order), Some(known)) => known.hash == order.expected.hash.to_string(),
            // What the checksum database has once said of a version never changes.
            (Item::Module(_), Some(known)) => known.hash.starts_with("h1:"),
        }
    }

    /// Where an archive is kept while it comes; the name of a module's part is not known before its hash is.
    pub fn partial(&self, folder: &Folder) -> Option<PathBuf> {
        match &self.item {
            Item::Archive(order) => Some(folder.partial(&self.path, &order.expected.hash)),
            Item::Module(_) => Some(folder.file(".gv-mirror").join(format!("{}.", self.name()))),
        }
    }
}
