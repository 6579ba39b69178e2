//! The packed form of the manifest, made while gv is built. Two lines of text, then one record an archive:
//!
//! ```text
//! aix-ppc64 darwin-amd64 …        the platforms
//! 1.27.0:41 1.27rc3:41 …          the versions, newest first, with the number of their archives
//! u8 platform · u32 size, little-endian, 0 where unknown · 32 bytes SHA-256
//! ```

/// Packs the lines of `archives.txt`. The error says which line cannot be packed, and why.
pub fn pack(text: &str) -> Result<Vec<u8>, String> {
    let mut packed = Packed::default();
    for (index, line) in text.lines().enumerate() {
        packed.add(line).map_err(|what| format!("line {}: {what}: {line}", index + 1))?;
    }
    let versions: Vec<_> =
        packed.versions.iter().map(|(version, count)| format!("{version}:{count}")).collect();
    let head = format!("{}\n{}\n", packed.platforms.join(" "), versions.join(" "));
    Ok([head.into_bytes(), packed.records].concat())
}

#[derive(Default)]
struct Packed {
    platforms: Vec<String>,
    versions: Vec<(String, usize)>,
    records: Vec<u8>,
}

impl Packed {
    fn add(&mut self, line: &str) -> Result<(), &'static str> {
        let [name, sha256, size] = line.split(' ').collect::<Vec<_>>()[..] else {
            return Err("not three columns");
        };
        let (version, platform) = take_apart(name).ok_or("a name that follows no pattern")?;
        let platform = self.platform(platform)?;
        let size: u32 = if size == "-" { 0 } else { size.parse().map_err(|_| "no size")? };
        self.records.push(platform);
        self.records.extend(size.to_le_bytes());
        self.records.extend(hash(sha256).ok_or("no SHA-256")?);
        match self.versions.iter().position(|(known, _)| known == version) {
            None => self.versions.push((version.to_owned(), 1)),
            Some(last) if last + 1 == self.versions.len() => self.versions[last].1 += 1,
            Some(_) => return Err("the lines of its release do not stand together"),
        }
        Ok(())
    }

    fn platform(&mut self, name: &str) -> Result<u8, &'static str> {
        let known = self.platforms.iter().position(|platform| platform == name);
        let index = known.unwrap_or_else(|| {
            self.platforms.push(name.to_owned());
            self.platforms.len() - 1
        });
        u8::try_from(index).map_err(|_| "more platforms than a byte counts")
    }
}

/// Names are not packed but made again from version and platform, so only the regular ones can stand here.
fn take_apart(name: &str) -> Option<(&str, &str)> {
    let stem = name.strip_prefix("go")?;
    let (stem, zip) = match stem.strip_suffix(".zip") {
        Some(stem) => (stem, true),
        None => (stem.strip_suffix(".tar.gz")?, false),
    };
    let (version, platform) = stem.rsplit_once('.')?;
    let words = platform.split('-').filter(|word| !word.is_empty()).count() == 2;
    (words && platform.matches('-').count() == 1 && platform.starts_with("windows-") == zip)
        .then_some((version, platform))
}

fn hash(text: &str) -> Option<[u8; 32]> {
    let mut value = [0; 32];
    if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    for (byte, pair) in value.iter_mut().zip(0..) {
        *byte = u8::from_str_radix(&text[pair * 2..pair * 2 + 2], 16).ok()?;
    }
    Some(value)
}
