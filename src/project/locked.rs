//! `.go-version.lock`: the hashes of a pinned toolchain, a line for each platform and kind of hash. It can only refuse what
//! an authority has verified, so that it needs no trust.

use super::text;
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::release::Platform;
use crate::verify::{H1, Required, Sha256};
use crate::version::Version;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The name of the file, which lies beside the pin.
pub const LOCK: &str = ".go-version.lock";
/// No lock is larger.
const LIMIT: u64 = 1 << 20;
const HEAD: &str = "# Hashes of the pinned Go, written by: gv pin --hash\n";

/// The lock of a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// The file.
    pub file: PathBuf,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A hash of one archive, or of one module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is of.
    pub version: Version,
    /// What that runs on.
    pub platform: Platform,
    /// The hash.
    pub hash: Value,
    /// Where it stands, counted from 1.
    pub number: usize,
}

/// A hash as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// `sha256:` and 64 hexadecimal digits.
    Sha256(Sha256),
    /// `h1:` and base64.
    H1(H1),
}

/// A lock that cannot be used, or that does not list what is needed.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// The file cannot be read or written.
    File(#[from] super::Error),
    /// A line that is none of a lock.
    Malformed {
        /// The file.
        file: PathBuf,
        /// The line, counted from 1.
        line: usize,
    },
    /// It lists other versions than the one that the directory asks for.
    NoVersion {
        /// The file.
        file: PathBuf,
        /// The version.
        version: Box<Version>,
    },
    /// It lists the version for other platforms.
    NoPlatform {
        /// The file.
        file: PathBuf,
        /// The version.
        version: Box<Version>,
        /// The platform.
        platform: Platform,
    },
}

impl Lock {
    /// The nearest lock from a directory upwards.
    pub fn above(dir: &Path) -> Result<Option<Self>, LockError> {
        let files = dir.ancestors().filter(|folder| folder.is_absolute()).map(|folder| folder.join(LOCK));
        let Some(file) = files.into_iter().find(|file| text::is_file(file)) else { return Ok(None) };
        Self::read(file).map(Some)
    }

    /// Reads one.
    pub fn read(file: PathBuf) -> Result<Self, LockError> {
        let bytes = text::read(&file, LIMIT)?;
        let content = text::decode(&bytes);
        let content = content.strip_prefix(text::BOM).unwrap_or(&content);
        let mut lines = Vec::new();
        for (place, line) in String::from_utf8_lossy(content).lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let number = place + 1;
            match Line::parse(line, number) {
                Some(parsed) => lines.push(parsed),
                // A line of a later gv may require more: what is not understood is not passed over.
                None => return Err(LockError::Malformed { file, line: number }),
            }
        }
        Ok(Self { file, lines })
    }

    /// The platforms that it lists, each once, in order.
    pub fn platforms(&self) -> Vec<Platform> {
        let mut platforms: Vec<Platform> = Vec::new();
        for line in &self.lines {
            if !platforms.contains(&line.platform) {
                platforms.push(line.platform.clone());
            }
        }
        platforms
    }

    /// What it requires of a version for a platform; `None` where it does not list the version at all.
    pub fn required(&self, version: &Version, platform: &Platform) -> Result<Option<Required>, LockError> {
        let of_version: Vec<_> = self.lines.iter().filter(|line| line.version == *version).collect();
        let fitting: Vec<_> = of_version.iter().filter(|line| line.platform == *platform).collect();
        let Some(first) = fitting.first() else {
            if of_version.is_empty() {
                return Ok(None);
            }
            return Err(LockError::NoPlatform {
                file: self.file.clone(),
                version: Box::new(version.clone()),
                platform: platform.clone(),
            });
        };
        let mut required =
            Required { sha256: None, h1: None, place: format!("{}:{}", self.file.display(), first.number) };
        for line in fitting {
            match line.hash {
                Value::Sha256(value) => required.sha256 = Some(value),
                Value::H1(value) => required.h1 = Some(value),
            }
        }
        Ok(Some(required))
    }

    /// The error of a directory that asks for a version which its lock does not list.
    pub fn without(&self, version: &Version) -> LockError {
        LockError::NoVersion { file: self.file.clone(), version: Box::new(version.clone()) }
    }
}

impl Line {
    fn parse(line: &str, number: usize) -> Option<Self> {
        let mut words = line.split_whitespace();
        let version = Version::from_toolchain_name(words.next()?).ok()?;
        let platform = words.next()?.parse().ok()?;
        let hash = words.next()?;
        let hash = match hash.strip_prefix("sha256:") {
            Some(digits) => Value::Sha256(digits.parse().ok()?),
            None => Value::H1(hash.parse().ok()?),
        };
        words.next().is_none().then_some(Self { version, platform, hash, number })
    }
}

/// The text of a lock with these hashes.
pub fn render(lines: &[(Version, Platform, Value)]) -> String {
    let mut written = HEAD.to_owned();
    for (version, platform, hash) in lines {
        let hash = match hash {
            Value::Sha256(value) => format!("sha256:{value}"),
            Value::H1(value) => value.to_string(),
        };
        let _ = writeln!(written, "{} {platform} {hash}", version.toolchain_name());
    }
    written
}

/// Writes a lock into a folder. A link is refused, as for a pin.
pub fn write_lock(folder: &Path, content: &str) -> Result<PathBuf, LockError> {
    let file = folder.join(LOCK);
    text::replace(&file, content.as_bytes())?;
    Ok(file)
}

/// Removes the lock of a folder; `None` where there is none.
pub fn remove_lock(folder: &Path) -> Result<Option<PathBuf>, LockError> {
    let file = folder.join(LOCK);
    if !text::is_file(&file) {
        return Ok(None);
    }
    text::refuse_link(&file)?;
    text::remove(&file)?;
    Ok(Some(file))
}

displayed!(LockError);

impl Explain for LockError {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::File(error) => error.message(lang),
            Self::Malformed { file, line } => say!(
                lang,
                "{file}:{line} is not a line of a lock: go1.22.3 linux-amd64 sha256:…",
                "{file}:{line} 不是锁文件的行，应形如：go1.22.3 linux-amd64 sha256:…",
                file = file.display().to_string()
            ),
            Self::NoVersion { file, version } => say!(
                lang,
                "this directory asks for go{version}, which {file} does not list",
                "此目录要求 go{version}，但 {file} 中没有该版本",
                file = file.display().to_string()
            ),
            Self::NoPlatform { file, version, platform } => say!(
                lang,
                "{file} lists go{version} for other platforms than {platform}",
                "{file} 列出了 go{version}，但不包括平台 {platform}",
                file = file.display().to_string()
            ),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::File(error) => error.hints(lang),
            Self::Malformed { .. } => Vec::new(),
            Self::NoVersion { .. } => vec![Hint::command("gv pin --hash")],
            Self::NoPlatform { platform, .. } => {
                vec![Hint::command(format!("gv pin --hash --platform {platform}"))]
            }
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::File(error) => error.code(),
            Self::Malformed { .. } => code::FAILED,
            Self::NoVersion { .. } | Self::NoPlatform { .. } => code::PROOF,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn platform(text: &str) -> Platform {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_written_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let version: Version = "1.22.3".parse().unwrap();
        let (one, other) = (platform("linux-amd64"), platform("windows-arm64"));
        let lines = [
            (version.clone(), one.clone(), Value::Sha256(Sha256([1; 32]))),
            (version.clone(), one.clone(), Value::H1(H1([2; 32]))),
            (version.clone(), other.clone(), Value::Sha256(Sha256([3; 32]))),
        ];
        write_lock(dir.path(), &render(&lines)).unwrap();
        fs::create_dir_all(dir.path().join("a/b")).unwrap();
        let lock = Lock::above(&dir.path().join("a/b")).unwrap().unwrap();
        assert_eq!(lock.platforms(), [one.clone(), other.clone()]);
        let required = lock.required(&version, &one).unwrap().unwrap();
        assert_eq!((required.sha256, required.h1), (Some(Sha256([1; 32])), Some(H1([2; 32]))));
        assert!(required.check(Sha256([1; 32]).into()).is_ok());
        assert!(required.check(Sha256([9; 32]).into()).is_err());
        let required = lock.required(&version, &other).unwrap().unwrap();
        assert!(required.check(H1([2; 32]).into()).is_err());
        assert!(lock.required(&version, &platform("darwin-arm64")).is_err());
        assert_eq!(lock.required(&"1.22.4".parse().unwrap(), &one).unwrap(), None);
    }

    #[test]
    fn a_line_that_is_not_understood_is_not_passed_over() {
        let dir = tempfile::tempdir().unwrap();
        for line in [
            "go1.22.3 linux-amd64",
            "go1.22.3 linux-amd64 sha256:12",
            "go1.22.3 linux-amd64 md5:12",
            "1.22.3 linux-amd64 h1:x",
            "go1.22.3 linux h1:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=",
            "go1.22.3 linux-amd64 h1:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI= more",
        ] {
            fs::write(dir.path().join(LOCK), format!("\u{feff}# x\r\n\r\n{line}\r\n")).unwrap();
            let error = Lock::above(dir.path()).unwrap_err();
            assert!(matches!(error, LockError::Malformed { line: 3, .. }), "{line}: {error}");
        }
    }
}
