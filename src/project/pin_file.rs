//! A file that is called like a pin: whether it counts.
//!
//! It may have come with a clone, or been left by another user in a folder above the project. So it counts only where
//! it is a regular file that only the user, root or the owner of the project can have put there.

use super::names::Names;
use super::{checkout, text, toml_pin};
use crate::env::{Env, paths};
use crate::lang::{Lang, say};
use crate::system::{mount, private};
use std::ffi::OsStr;
use std::fs::Metadata;
use std::path::{Path, PathBuf};

/// The names of pins: of several in one folder, the first that names a Go version counts. Those of mise are in mise's
/// own order.
pub(super) const NAMES: [&str; 11] = [
    ".go-version",
    TOOLS,
    "mise.local.toml",
    ".mise.local.toml",
    "mise.toml",
    ".mise.toml",
    "mise/config.toml",
    ".mise/config.toml",
    ".config/mise.toml",
    ".config/mise/config.toml",
    PROTO,
];
/// The file of asdf and mise, for several languages.
const TOOLS: &str = ".tool-versions";
/// The file of proto.
const PROTO: &str = ".prototools";

/// How a pin file names its version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The first word.
    Plain,
    /// A line for each tool.
    Tools,
    /// TOML, in the table `tools`.
    Mise,
    /// TOML, before any table.
    Proto,
}

impl Form {
    /// The form of a file, by its name.
    pub fn of(path: &Path) -> Self {
        match path.file_name().and_then(OsStr::to_str) {
            Some(TOOLS) => Self::Tools,
            Some(PROTO) => Self::Proto,
            Some(_) if path.extension().is_some_and(|end| end == "toml") => Self::Mise,
            _ => Self::Plain,
        }
    }
}

/// A pin that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PinFile {
    /// As people call it.
    pub path: PathBuf,
    /// Where a link leads to; `None` where it is a file itself.
    pub target: Option<PathBuf>,
}

/// A file that is called like a pin and does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// The file.
    pub file: PathBuf,
    /// Why it does not count.
    pub why: Why,
}

/// Why a pin does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// A link that leads nowhere, or back to itself.
    LeadsNowhere,
    /// A folder, a pipe, a device, or a link to one.
    NotFile,
    /// A link to a file that is not the project's.
    LeadsOut {
        /// Where it leads to.
        target: PathBuf,
    },
    /// Every user of the machine may change it.
    WritableByAll,
    /// Every user of the machine may put files into its folder.
    FolderWritableByAll {
        /// The folder.
        folder: PathBuf,
    },
    /// It belongs to neither the user, root nor the owner of the project.
    OfAnother,
}

impl Why {
    /// Whether there is a file that can be read.
    fn is_readable(&self) -> bool {
        !matches!(self, Self::LeadsNowhere | Self::NotFile)
    }

    /// The word that scripts read.
    pub fn id(&self) -> &'static str {
        match self {
            Self::LeadsNowhere => "leads_nowhere",
            Self::NotFile => "not_a_file",
            Self::LeadsOut { .. } => "leads_out",
            Self::WritableByAll => "writable_by_all",
            Self::FolderWritableByAll { .. } => "folder_writable_by_all",
            Self::OfAnother => "of_another_user",
        }
    }
}

/// What decides whether a pin counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judge<'a> {
    /// The folder of go.work or go.mod, else the directory that is asked about.
    pub project: &'a Path,
    /// The user's home directory. People keep what lies there in other places, and links to it.
    pub home: Option<&'a Path>,
}

impl Judge<'_> {
    /// The pins of a folder that count, the first first. What is passed over is added to `passed`.
    pub fn pins_in(&self, folder: &Path, names: &Names, passed: &mut Vec<PassedOver>) -> Vec<PinFile> {
        let mut pins = Vec::new();
        for name in NAMES.into_iter().filter(|name| names.may_have(name)) {
            let path = folder.join(name);
            // What cannot be looked at is not there, as it is for Go.
            let Ok(meta) = path.symlink_metadata() else { continue };
            let place = path.parent().unwrap_or(folder);
            // In the user's own folder these are the settings of mise for every directory.
            if place != folder
                && (self.home == Some(folder) || place.canonicalize().ok() != real(folder, name))
            {
                continue;
            }
            match self.judge(&path, place, &meta) {
                Ok(target) => pins.push(PinFile { path, target }),
                // The settings of others that name no Go version are nothing to tell; whether one that cannot be read
                // names one is not known.
                Err(why) if Form::of(&path) != Form::Mise || !why.is_readable() || names_go(&path) => {
                    passed.push(PassedOver { file: path, why });
                }
                Err(_) => {}
            }
        }
        pins
    }

    /// Where a pin that counts leads to, if it is a link.
    fn judge(&self, path: &Path, folder: &Path, meta: &Metadata) -> Result<Option<PathBuf>, Why> {
        if meta.is_file() {
            self.check_owner(meta, folder)?;
            return Ok(None);
        }
        if !meta.is_symlink() {
            return Err(Why::NotFile);
        }
        let end = path.metadata().map_err(|_| Why::LeadsNowhere)?;
        if !end.is_file() {
            return Err(Why::NotFile);
        }
        let target = path.canonicalize().map_err(|_| Why::LeadsNowhere)?;
        if !self.may_lead_to(&target, folder) {
            return Err(Why::LeadsOut { target });
        }
        self.check_owner(meta, folder)?;
        self.check_owner(&end, target.parent().unwrap_or(folder))?;
        Ok(Some(target))
    }

    fn may_lead_to(&self, target: &Path, folder: &Path) -> bool {
        if self.home == Some(folder) {
            return true;
        }
        let Ok(folder) = folder.canonicalize() else { return false };
        let Ok(project) = self.project.canonicalize() else { return false };
        let checkout = checkout::top_of(&folder);
        target.starts_with(&folder)
            || checkout.is_some_and(|top| target.starts_with(top))
            || (folder.starts_with(&project) && target.starts_with(&project))
    }

    fn check_owner(&self, meta: &Metadata, folder: &Path) -> Result<(), Why> {
        if private::is_of_another(meta, Some(self.project)) {
            return Err(Why::OfAnother);
        }
        // The mode of a link says nothing.
        let open = !meta.is_symlink() && private::is_writable_by_all(meta);
        let open_folder = folder.metadata().is_ok_and(|meta| private::is_writable_by_all(&meta));
        if !(open || open_folder) || !mount::keeps_modes(folder) {
            return Ok(());
        }
        if open_folder {
            Err(Why::FolderWritableByAll { folder: folder.to_owned() })
        } else {
            Err(Why::WritableByAll)
        }
    }
}

/// The folder that a name's file lies in where no link leads out of `folder`.
fn real(folder: &Path, name: &str) -> Option<PathBuf> {
    Some(folder.canonicalize().ok()?.join(Path::new(name).parent()?))
}

fn names_go(path: &Path) -> bool {
    let text = text::read(path, LIMIT).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.is_some_and(|text| !toml_pin::versions(&text, true).is_empty())
}

/// No such file is larger.
const LIMIT: u64 = 1 << 20;

impl PassedOver {
    /// The one line about a pin that does not count.
    pub fn message(&self, env: &Env, lang: Lang) -> String {
        let (file, why) = (paths::shown(&self.file, env), self.why.message(lang));
        say!(lang, "{file} is ignored: {why}", "已忽略 {file}：{why}")
    }
}

impl Why {
    /// Why a pin does not count.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::LeadsNowhere => say!(lang, "it is a broken link", "它是指向不存在目标的链接"),
            Self::NotFile => say!(lang, "it is not a regular file", "它不是普通文件"),
            Self::LeadsOut { target } => say!(
                lang,
                "it is a link that leaves the project, to {target}",
                "它是指向项目之外的链接：{target}",
                target = target.display()
            ),
            Self::WritableByAll => {
                say!(lang, "every user of this machine may change it", "本机所有用户都可以修改它")
            }
            Self::FolderWritableByAll { folder } => say!(
                lang,
                "every user of this machine may write to {folder}",
                "本机所有用户都可以写入 {folder}",
                folder = folder.display()
            ),
            Self::OfAnother => say!(lang, "it belongs to another user", "它属于其他用户"),
        }
    }
}
