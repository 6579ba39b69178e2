//! Where new versions of gv are looked for.

use super::{Error, Identity};
use crate::config::Config;
use crate::env::Env;
use crate::release::{BadPlace, Place};

/// A source of releases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// Directories with the same content, over https or on this machine.
    Places(Vec<Place>),
    /// The user's GOPROXY.
    Modules,
}

/// The word for the user's GOPROXY.
pub const GOPROXY: &str = "goproxy";

impl Address {
    /// By `--from`, `GV_DOWNLOAD_BASE`, `[self] base`, and what is built in; the first that is set.
    pub fn of(from: &[String], env: &Env, config: &Config, identity: &Identity) -> Result<Self, Error> {
        let set = env.text("GV_DOWNLOAD_BASE").map(str::trim).filter(|base| !base.is_empty());
        let named: Vec<String> = if !from.is_empty() {
            from.to_vec()
        } else if let Some(base) = set {
            vec![base.to_owned()]
        } else if !config.own.base.is_empty() {
            config.own.base.clone()
        } else {
            identity.base.iter().cloned().collect()
        };
        match &named[..] {
            [] if identity.module.is_some() => Ok(Self::Modules),
            [] => Err(Error::NoSource),
            [word] if word == GOPROXY && identity.module.is_none() => Err(Error::NoModule),
            [word] if word == GOPROXY => Ok(Self::Modules),
            places => {
                let parse = |text: &String| Place::parse_authority(text);
                let places: Result<_, BadPlace> = places.iter().map(parse).collect();
                places.map(Self::Places).map_err(|bad| Error::Place { bad })
            }
        }
    }
}
