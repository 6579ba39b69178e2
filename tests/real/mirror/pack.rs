//! Packs a toolchain again as the release archives are: below `go/`, with the modes they have. The same input
//! gives the same bytes.

use super::folder::Wanted;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A zip that holds a toolchain.
pub struct Packed<'a> {
    pub zip: &'a Path,
    /// What stands before each path of the toolchain; other entries are none of it.
    pub prefix: &'a str,
    /// Paths that are no part of the toolchain all the same.
    pub left_out: &'a [&'a str],
}

type Zip = ZipArchive<BufReader<File>>;

/// Writes the archive to `into`.
pub fn pack(packed: &Packed<'_>, wanted: &Wanted, into: &Path) -> Result<(), String> {
    let open = || -> io::Result<Zip> {
        ZipArchive::new(BufReader::new(File::open(packed.zip)?)).map_err(io::Error::other)
    };
    let mut zip = open().map_err(|error| format!("not a usable zip: {error}"))?;
    let files = packed.files(&zip);
    if !files.iter().any(|file| file.path == "VERSION") {
        return Err("it holds no toolchain".to_owned());
    }
    let out = File::create(into).map_err(|error| error.to_string())?;
    let written =
        if wanted.is_zip() { to_zip(&mut zip, &files, out) } else { to_tar_gz(&mut zip, &files, out) };
    written.map_err(|error| format!("cannot pack it: {error}"))
}

/// One file of a toolchain.
struct Member {
    /// Below GOROOT.
    path: String,
    /// In the zip.
    name: String,
}

impl Packed<'_> {
    /// The files of the toolchain, sorted.
    fn files(&self, zip: &Zip) -> Vec<Member> {
        let member = |name: &str| {
            let path = name.strip_prefix(self.prefix)?;
            let is_file = !path.is_empty() && !path.ends_with('/');
            (is_file && !self.left_out.contains(&path))
                .then(|| Member { path: as_released(path), name: name.to_owned() })
        };
        let mut files: Vec<_> = zip.file_names().flatten().filter_map(|name| member(&name)).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }
}

/// A module may hold no other module, so its zip has each `go.mod` under another name.
fn as_released(path: &str) -> String {
    match path.strip_suffix("_go.mod") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("{folder}go.mod"),
        _ => path.to_owned(),
    }
}

/// The modes are lost on the way; `go` restores them by the path too.
fn mode(path: &str) -> u32 {
    let name = path.rsplit('/').next().unwrap_or(path);
    let script = [".bash", ".sh", ".pl", ".rc"].iter().any(|end| name.ends_with(end));
    let runner = name.starts_with("go_") && name.ends_with("_exec");
    let program = path.starts_with("bin/") || path.starts_with("pkg/tool/");
    if program || script || runner { 0o755 } else { 0o644 }
}

fn to_tar_gz(zip: &mut Zip, files: &[Member], out: File) -> io::Result<()> {
    let mut tar = tar::Builder::new(GzEncoder::new(BufWriter::new(out), Compression::new(6)));
    for file in files {
        let mut content = zip.by_name(&file.name).map_err(io::Error::other)?;
        let mut header = tar::Header::new_ustar();
        header.set_size(content.size());
        header.set_mode(mode(&file.path));
        header.set_mtime(1_700_000_000);
        tar.append_data(&mut header, format!("go/{}", file.path), &mut content)?;
    }
    tar.into_inner()?.finish()?.flush()
}

fn to_zip(zip: &mut Zip, files: &[Member], out: File) -> io::Result<()> {
    let mut packed = ZipWriter::new(BufWriter::new(out));
    for file in files {
        let mut content = zip.by_name(&file.name).map_err(io::Error::other)?;
        let options = SimpleFileOptions::default()
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(mode(&file.path));
        packed.start_file(format!("go/{}", file.path), options).map_err(io::Error::other)?;
        io::copy(&mut content, &mut packed)?;
    }
    packed.finish().map_err(io::Error::other)?.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn module(folder: &Path) -> std::path::PathBuf {
        let path = folder.join("module.zip");
        let mut zip = ZipWriter::new(File::create(&path).unwrap());
        for name in ["VERSION", "src/_go.mod", "bin/go", "src/make.bash", "go.mod", "src/my_go.mod"] {
            zip.start_file(format!("m@v1/{name}"), SimpleFileOptions::default()).unwrap();
            zip.write_all(name.as_bytes()).unwrap();
        }
        zip.start_file("elsewhere/x", SimpleFileOptions::default()).unwrap();
        zip.finish().unwrap();
        path
    }

    fn packed(platform: &str) -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let source = Packed { zip: &module(folder.path()), prefix: "m@v1/", left_out: &["go.mod"] };
        let out = folder.path().join("out");
        pack(&source, &Wanted::all("1.22.3", platform).unwrap()[0], &out).unwrap();
        std::fs::read(out).unwrap()
    }

    #[test]
    fn a_module_becomes_a_release_again() {
        let archive = packed("linux-amd64");
        let mut tar = tar::Archive::new(flate2::read::GzDecoder::new(archive.as_slice()));
        let mut seen = Vec::new();
        for entry in tar.entries().unwrap() {
            let mut entry = entry.unwrap();
            let mut content = String::new();
            entry.read_to_string(&mut content).unwrap();
            let path = entry.path().unwrap().display().to_string();
            seen.push((path, entry.header().mode().unwrap(), content));
        }
        let seen: Vec<_> =
            seen.iter().map(|(path, mode, text)| (path.as_str(), *mode, text.as_str())).collect();
        assert_eq!(
            seen,
            [
                ("go/VERSION", 0o644, "VERSION"),
                ("go/bin/go", 0o755, "bin/go"),
                ("go/src/go.mod", 0o644, "src/_go.mod"),
                ("go/src/make.bash", 0o755, "src/make.bash"),
                ("go/src/my_go.mod", 0o644, "src/my_go.mod"),
            ]
        );
    }

    #[test]
    fn the_same_input_gives_the_same_bytes() {
        for platform in ["linux-amd64", "windows-amd64"] {
            assert_eq!(packed(platform), packed(platform));
        }
    }
}
