//! The toolchains that are judged, and the command that takes a better one in the place of each.

use crate::advisories::Outlook;
use crate::commands::{Error, choice};
use crate::context::Context;
use crate::release::{Catalog, Manifest};
use crate::shim::{self, Choice, Source, Wanted};
use crate::store::{Store, Toolchain};
use crate::ui::Report;
use crate::version::{Spec, Version};
use std::path::{Path, PathBuf};

/// One toolchain.
pub(super) struct Subject {
    pub version: Version,
    /// Its GOROOT; `None` where it is not installed.
    pub path: Option<PathBuf>,
    pub is_default: bool,
    /// Who asks for it in the working directory, where `go` means it there.
    pub here: Option<Source>,
    /// Whether it was installed without gv.
    pub is_system: bool,
}

/// Those that were named; else all that are installed, and what `go` means in the working directory. With them, the
/// worst exit code of those that were named and are not known: they keep no other from being judged.
pub(super) fn gather(
    specs: &[Spec],
    context: &Context,
    catalog: &Catalog,
) -> Result<(Vec<Subject>, u8), Error> {
    let store = Store::of(&context.home);
    let installed = store.list()?;
    let default = store.default_version()?;
    let here = match choice::choose(context) {
        Ok(choice) => Some(choice),
        Err(error) if specs.is_empty() => {
            context.ui.caution(&Report::of(&error, context.ui.lang));
            None
        }
        Err(_) => None,
    };
    let gatherer = Gatherer { installed: &installed, default: default.as_ref(), here: here.as_ref() };
    let mut subjects = Vec::new();
    if specs.is_empty() {
        let path = |toolchain: &Toolchain| Some(toolchain.path.clone());
        subjects.extend(installed.iter().map(|it| gatherer.subject(it.version.clone(), path(it))));
        subjects.extend(gatherer.asked_for(catalog)?.filter(|it| !gatherer.has(&it.version) || it.is_system));
        if subjects.is_empty() {
            return Err(Error::NothingAsked { dir: context.env.cwd().to_owned() });
        }
    }
    let mut worst = 0;
    for spec in specs {
        let subject = match gatherer.named(spec, context, catalog) {
            Ok(subject) => subject,
            Err(error) if specs.len() == 1 => return Err(error),
            Err(error) => {
                let report = Report::of(&error, context.ui.lang);
                context.ui.error(&report);
                worst = worst.max(report.code);
                continue;
            }
        };
        if !subjects.iter().any(|known: &Subject| known.version == subject.version) {
            subjects.push(subject);
        }
    }
    Ok((subjects, worst))
}

struct Gatherer<'a> {
    installed: &'a [Toolchain],
    default: Option<&'a Version>,
    here: Option<&'a Choice>,
}

impl Gatherer<'_> {
    fn has(&self, version: &Version) -> bool {
        self.installed.iter().any(|toolchain| toolchain.version == *version)
    }

    fn subject(&self, version: Version, path: Option<PathBuf>) -> Subject {
        let is_here = |choice: &&Choice| match &choice.wanted {
            Wanted::Toolchain(toolchain) => toolchain.version == version,
            Wanted::Missing(spec) => path.is_none() && spec.newest([&version]).is_some(),
            Wanted::System(_) | Wanted::Program { .. } | Wanted::Nothing => false,
        };
        let here = self.here.filter(is_here).and_then(|choice| choice.source.clone());
        Subject { is_default: self.default == Some(&version), version, path, here, is_system: false }
    }

    /// What `go` means in the working directory, where that is not one of the store.
    fn asked_for(&self, catalog: &Catalog) -> Result<impl Iterator<Item = Subject> + use<>, Error> {
        let subject = match self.here.map(|choice| &choice.wanted) {
            Some(Wanted::Missing(spec)) => Some(self.subject(catalog.resolve(spec)?, None)),
            Some(Wanted::System(go)) => self.system(go),
            _ => None,
        };
        Ok(subject.into_iter())
    }

    fn system(&self, go: &Path) -> Option<Subject> {
        let here = self.here.and_then(|choice| choice.source.clone());
        let version = shim::version_of(go)?;
        Some(Subject { version, path: Some(go.to_owned()), is_default: false, here, is_system: true })
    }

    /// The newest installed one that a spec means, else the newest published one.
    fn named(&self, spec: &Spec, context: &Context, catalog: &Catalog) -> Result<Subject, Error> {
        if *spec == Spec::System {
            let go = shim::system_go(&context.env, &context.home).ok_or(Error::NoSystemDefault)?;
            return self.system(&go).ok_or(Error::NoSystemDefault);
        }
        let versions = self.installed.iter().map(|toolchain| &toolchain.version);
        // The reports concern every release there is, whatever an origin of one's own publishes.
        let manifest = Manifest::built_in();
        let published = spec.exact().and_then(|version| manifest.find(version));
        let version = match spec.newest(versions).or(published) {
            Some(version) => version.clone(),
            None => catalog.resolve(spec).map_err(|error| Error::from(error).typed("audit"))?,
        };
        let toolchain = self.installed.iter().find(|toolchain| toolchain.version == version);
        Ok(self.subject(version, toolchain.map(|toolchain| toolchain.path.clone())))
    }
}

impl Subject {
    /// The command that takes a better toolchain in its place.
    pub fn command(&self, outlook: &Outlook, store: &Store) -> Option<String> {
        let better = outlook.better(&self.version)?;
        let command = match &self.here {
            Some(Source::Pin(_)) => format!("gv pin {better}"),
            Some(Source::Floor(_)) => format!("gv pin {better} --mod"),
            _ if self.is_default || self.is_system => format!("gv use {better}"),
            _ if self.path.is_some() && store.find(&better).is_some() => {
                format!("gv uninstall {}", self.version)
            }
            _ => format!("gv install {better}"),
        };
        Some(command)
    }

    /// The file and the line that ask for it.
    pub fn place(&self) -> Option<(&Path, usize)> {
        self.here.as_ref().and_then(Source::place)
    }
}
