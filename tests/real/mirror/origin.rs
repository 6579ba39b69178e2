//! The origin that gv itself would ask, by gv's own means: index, proof, mirrors and all.

use super::folder::{Folder, Wanted};
use super::prepare::{LIMIT, Place};
use gv::config::Config;
use gv::env::Env;
use gv::fetch::{Download, Silent, Stopped, Timeouts, client};
use gv::home::Home;
use gv::lang::Lang;
use gv::release::{Catalog, Note, Origin as Authority};
use gv::verify::Digest;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::Instant;

pub struct Origin {
    env: Env,
    home: Home,
}

impl Origin {
    /// With a home of the folder's own, for the index.
    pub fn new(folder: &Folder, env: &Env) -> Self {
        Self { env: env.clone(), home: Home::at(folder.cache()) }
    }

    fn config(&self) -> Result<Config, String> {
        Config::load(&self.home, &self.env).map_err(|error| error.to_string())
    }

    fn catalog(&self, refresh: bool) -> Result<Catalog, String> {
        Catalog::open(&self.config()?, &self.env, &self.home, refresh).map_err(|error| error.to_string())
    }
}

impl Place for Origin {
    fn name(&self) -> String {
        let authority = self.config().and_then(|c| Authority::configured(&c).map_err(|e| e.to_string()));
        format!("the origin {}", authority.map_or_else(|_| "(none)".to_owned(), |a| a.name().to_owned()))
    }

    fn answers(&self) -> Result<(), String> {
        let catalog = self.catalog(true)?;
        catalog.published().map_err(|error| error.to_string())?;
        match catalog.notes() {
            [] => Ok(()),
            // What is known then is gv's own built-in list, or an old index.
            [Note::NotAsked { cause, .. }, ..] => Err(cause.to_string()),
            [note @ Note::Unlisted { .. }, ..] => Err(note.message(Lang::En)),
            [Note::Offline { .. } | Note::ListTooLong { .. }, ..] => Err("GV_OFFLINE is set".to_owned()),
        }
    }

    fn take(&self, wanted: &Wanted, into: &Path, _: &Path) -> Result<(), String> {
        let order = self.catalog(false)?.order_for(&wanted.version, &wanted.platform);
        let order = order.map_err(|error| error.to_string())?;
        let partial = self.home.cache().join(format!("{}.partial", wanted.file_name()));
        let client = client(&self.env).map_err(|error| error.to_string())?;
        let download = Download {
            client: &client,
            sources: &order.sources,
            partial: &partial,
            keep_all: false,
            ahead: None,
            size: order.archive.size,
            longest: 2 << 30,
            magic: if wanted.is_zip() { b"PK" } else { b"\x1f\x8b" },
            several: false,
            overtaken: None,
            timeouts: Timeouts::default(),
            progress: &Silent,
        };
        let (mut file, mut digest) = (File::create(into).map_err(|e| e.to_string())?, Digest::new());
        let until = Instant::now() + LIMIT;
        let fetched = download.run(&mut |bytes| {
            digest.update(&bytes);
            let in_time = Instant::now() < until;
            if in_time && file.write_all(&bytes).is_ok() { Ok(()) } else { Err(Stopped) }
        });
        fetched.map_err(|error| error.to_string())?;
        // Used, or wrong: in neither case of use to the next run.
        let _ = fs::remove_file(&partial);
        order.expected.prove(digest.finish()).map(drop).map_err(|error| error.to_string())
    }
}
