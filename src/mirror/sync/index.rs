//! The lists of a mirror: `index.json` in the form of go.dev's, the hash beside each archive, and the list of modules.
//! They name what lies there proven, and nothing else.

use super::folder::{Folder, module_file, module_list, side_file};
use super::memory::Memory;
use crate::golang::toolchain::{self, ModuleVersion};
use crate::mirror::Error;
use crate::release::ArchiveName;
use crate::version::Version;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Release {
    version: String,
    stable: bool,
    files: Vec<File>,
}

#[derive(Serialize)]
struct File {
    filename: String,
    os: String,
    arch: String,
    version: String,
    sha256: String,
    size: u64,
    kind: &'static str,
}

/// The archives that a mirror has, by their names.
pub fn archives(memory: &Memory) -> Vec<(ArchiveName, String, u64)> {
    let of = |(path, known): (&String, &super::Known)| {
        let name = ArchiveName::parse(path)?;
        Some((name, known.hash.strip_prefix("SHA-256 ")?.to_owned(), known.size()))
    };
    memory.files.iter().filter_map(of).collect()
}

/// The modules that a mirror has, by their versions, oldest first.
pub fn modules(memory: &Memory) -> Vec<ModuleVersion> {
    let of = |path: &String| ModuleVersion::of_file(path.rsplit_once('/')?.1);
    let mut modules: Vec<ModuleVersion> = memory.files.keys().filter_map(of).collect();
    modules.sort_by(|a, b| (a.version(), a.os(), a.arch()).cmp(&(b.version(), b.os(), b.arch())));
    modules
}

/// Writes all lists, and says how many were not as they are now.
pub fn write(folder: &Folder, memory: &Memory) -> Result<usize, Error> {
    let mut written = 0;
    let mut put = |path: &str, bytes: &[u8]| folder.write(path, bytes).map(|new| written += usize::from(new));
    let archives = archives(memory);
    for (name, sha256, _) in &archives {
        put(&side_file(&name.text), sha256.as_bytes())?;
    }
    let modules = modules(memory);
    for module in &modules {
        let version = module.to_string();
        put(&module_file(&version, "mod"), format!("module {}\n", toolchain::MODULE).as_bytes())?;
        put(&module_file(&version, "info"), json!({ "Version": version }).to_string().as_bytes())?;
    }
    if !modules.is_empty() || folder.file(&module_list()).exists() {
        let list: String = modules.iter().flat_map(|module| [module.to_string(), "\n".to_owned()]).collect();
        put(&module_list(), list.as_bytes())?;
    }
    put("index.json", &index(archives))?;
    Ok(written)
}

fn index(archives: Vec<(ArchiveName, String, u64)>) -> Vec<u8> {
    let mut releases: BTreeMap<Version, Vec<File>> = BTreeMap::new();
    for (name, sha256, size) in archives {
        let file = File {
            os: name.platform.os.clone(),
            arch: name.platform.arch.clone(),
            version: name.version.toolchain_name(),
            filename: name.text,
            sha256,
            size,
            kind: "archive",
        };
        releases.entry(name.version).or_default().push(file);
    }
    let listed: Vec<Release> = releases
        .into_iter()
        .rev()
        .map(|(version, files)| Release {
            stable: !version.is_prerelease(),
            version: version.toolchain_name(),
            files,
        })
        .collect();
    let mut bytes = serde_json::to_vec_pretty(&listed).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
