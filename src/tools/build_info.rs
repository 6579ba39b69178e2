//! What Go writes into the programs that it builds: `go version -m` shows it.

use super::image::Image;
use crate::golang::escape;
use crate::golang::semver::Semver;
use crate::version::Version;
use std::path::Path;

/// The build information of a program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BuildInfo {
    /// The Go that built it, as that calls itself: `go1.26.8`, `devel go1.28-abc`, `go1.22.3 X:boringcrypto`.
    pub go: String,
    /// The path of its main package; empty for a program that was built without modules.
    pub path: String,
    /// The module of that package.
    pub module: Option<Module>,
    /// Settings of the build, such as `GOOS` and `-tags`, in their order.
    pub settings: Vec<(String, String)>,
}

/// A module in build information.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// Its path.
    pub path: String,
    /// Its version; `(devel)` for one that was built from a working copy.
    pub version: String,
    /// Whether another module or a folder stood in its place.
    pub is_replaced: bool,
}

impl Module {
    /// Whether it is a version that others can have too: neither replaced nor a working copy.
    pub fn is_published(&self) -> bool {
        let is_version =
            Semver::parse(&self.version).is_some() && escape::check_version(&self.version).is_ok();
        is_version && !self.is_replaced && !self.version.ends_with("+dirty")
    }
}

impl BuildInfo {
    /// Reads it from a program, without running it; `None` where there is none.
    pub fn read(program: &Path) -> Option<Self> {
        let (go, modules) = Image::open(program)?.strings()?;
        Some(Self { go, ..Self::parse(&modules) })
    }

    /// The released Go that built it; `None` for one that was built from Go's own sources.
    pub fn version(&self) -> Option<Version> {
        Version::from_toolchain_name(self.go.split(' ').next()?).ok()
    }

    /// A setting of the build.
    pub fn setting(&self, key: &str) -> Option<&str> {
        self.settings.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// Lines that are not understood are passed over: a newer Go may write more.
    fn parse(text: &str) -> Self {
        let mut info = Self::default();
        let mut is_main = false;
        for line in text.lines() {
            let (word, rest) = line.split_once('\t').unwrap_or((line, ""));
            let mut columns = rest.split('\t');
            match word {
                "path" => rest.clone_into(&mut info.path),
                "mod" => {
                    let (path, version) = (columns.next().unwrap_or_default(), columns.next());
                    let (path, version) = (path.to_owned(), version.unwrap_or_default().to_owned());
                    info.module = Some(Module { path, version, is_replaced: false });
                }
                "=>" if is_main => {
                    if let Some(module) = &mut info.module {
                        module.is_replaced = true;
                    }
                }
                "build" => info.settings.extend(setting(rest)),
                _ => {}
            }
            is_main = word == "mod";
        }
        info
    }
}

/// `-tags=netgo`. What holds blanks or quotes is quoted as in Go; such a setting is read where it is plain JSON too.
fn setting(text: &str) -> Option<(String, String)> {
    let (key, value) = text.split_once('=')?;
    if key.starts_with(['"', '`']) {
        return None;
    }
    let value = match value.chars().next() {
        Some('"') => serde_json::from_str(value).ok()?,
        Some('`') => value.trim_matches('`').to_owned(),
        _ => value.to_owned(),
    };
    Some((key.to_owned(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_about_modules_is_read_as_go_writes_it() {
        let info = BuildInfo::parse(
            "path\tgolang.org/x/tools/gopls\nmod\tgolang.org/x/tools/gopls\tv0.20.0\th1:abc=\n\
             dep\tgolang.org/x/mod\tv0.27.0\n=>\t./mod\t\t\nbuild\t-tags=a,b\nbuild\t-ldflags=\"-X main.v=1 -s\"\n\
             build\t\"odd key\"=1\nbuild\tGOOS=linux\nnew\tthing\n",
        );
        assert_eq!(info.path, "golang.org/x/tools/gopls");
        let module = info.module.clone().unwrap();
        assert_eq!((module.version.as_str(), module.is_replaced), ("v0.20.0", false));
        assert_eq!(info.setting("-tags"), Some("a,b"));
        assert_eq!(info.setting("-ldflags"), Some("-X main.v=1 -s"));
        assert_eq!(info.setting("GOOS"), Some("linux"));
        assert_eq!(info.settings.len(), 3);
        assert!(BuildInfo::parse("mod\tm\tv1.0.0\n=>\t../m\t\n").module.unwrap().is_replaced);
        assert_eq!(BuildInfo::parse(""), BuildInfo::default());
    }

    #[test]
    fn only_a_released_go_has_a_version() {
        let version = |go: &str| {
            let info = BuildInfo { go: go.to_owned(), ..BuildInfo::default() };
            info.version().map(|version| version.to_string())
        };
        assert_eq!(version("go1.26.8").as_deref(), Some("1.26.8"));
        assert_eq!(version("go1.22.3 X:boringcrypto").as_deref(), Some("1.22.3"));
        assert_eq!(version("devel go1.28-abcdef Mon"), None);
    }
}
