//! `gv mirror pack DIR FILE`, `gv mirror unpack FILE DIR [--sha256 HEX]`

use crate::commands::Done;
use crate::commands::args::{Expected, arguments, help};
use crate::context::Context;
use crate::effective::EffectiveEnv;
use crate::env::paths::shown;
use crate::lang::say;
use crate::mirror::pack::{self, Vouched};
use crate::mirror::sync::Folder;
use crate::release;
use crate::ui::size;
use crate::verify::Sha256;
use serde::Serialize;
use std::path::PathBuf;

arguments! {
    /// What `gv mirror pack` takes.
    pub struct PackArgs = [
        "Pack a mirror into one file, to carry it to a network without internet access",
        "将镜像打包成一个文件，以便带入无法访问互联网的网络"
    ] {
        #[arg(value_name = "DIR")]
        dir: PathBuf = ["The mirror", "镜像目录"],
        #[arg(value_name = "FILE")]
        file: PathBuf = ["The file to write; its SHA-256 is written beside it", "要写入的文件；其 SHA-256 写在旁边"],
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv mirror pack /srv/go /media/disk/go.tar" = ["pack a mirror", "打包镜像"],
    }
}

arguments! {
    /// What `gv mirror unpack` takes.
    pub struct UnpackArgs = [
        "Unpack a mirror into a new directory or an existing mirror, and verify it",
        "解开打包的镜像（或并入现有镜像），并进行校验"
    ] {
        #[arg(value_name = "FILE")]
        file: PathBuf = ["The packed mirror", "打包的镜像文件"],
        #[arg(value_name = "DIR")]
        dir: PathBuf = ["The directory of the mirror", "镜像目录"],
        #[arg(long, value_name = "HEX", value_parser = sha256)]
        sha256: Option<Sha256> = [
            "The SHA-256 that gv mirror pack printed; another file is refused",
            "gv mirror pack 输出的 SHA-256；不一致则拒绝"
        ],
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv mirror unpack /media/disk/go.tar /srv/go" = ["make it a mirror again", "还原为镜像"],
    }
}

fn sha256(text: &str) -> Result<Sha256, Expected> {
    text.parse().map_err(|_| Expected(|lang| say!(lang, "64 hexadecimal digits", "64 位十六进制数")))
}

#[derive(Serialize)]
struct Packed {
    schema_version: u32,
    file: String,
    files: usize,
    bytes: u64,
    sha256: String,
}

#[derive(Serialize)]
struct Unpacked {
    schema_version: u32,
    folder: String,
    sha256: String,
    files: Vec<File>,
}

#[derive(Serialize)]
struct File {
    path: String,
    proof: &'static str,
}

/// Packs a mirror, and says what the pack's hash is.
pub fn pack(args: &PackArgs, context: &Context) -> Done {
    let (cwd, ui) = (context.env.cwd(), &context.ui);
    let file = cwd.join(&args.file);
    let packed = pack::pack(&Folder::at(cwd.join(&args.dir)), &file)?;
    pack::write_hash(&file, packed.sha256)?;
    if args.json {
        ui.json(&Packed {
            schema_version: 1,
            file: file.display().to_string(),
            files: packed.files,
            bytes: packed.bytes,
            sha256: packed.sha256.to_string(),
        });
        return Ok(0);
    }
    ui.done(&say!(
        ui.lang,
        "{count} files, {size}   {path}",
        "{count} 个文件，{size}   {path}",
        count = packed.files,
        size = size::shown(packed.bytes),
        path = shown(&file, &context.env)
    ));
    ui.data(&format!("SHA-256 {}", packed.sha256));
    Ok(0)
}

/// Unpacks a mirror, and reports the authority for each file.
pub fn unpack(args: &UnpackArgs, context: &Context) -> Done {
    let (cwd, ui) = (context.env.cwd(), &context.ui);
    let folder = Folder::at(cwd.join(&args.dir));
    let go = EffectiveEnv::read(&context.env, &context.home).go;
    let database = go.database().map_err(release::Error::GoSumDb)?;
    let unpacked = pack::unpack(&cwd.join(&args.file), &folder, args.sha256, &database)?;
    if args.json {
        let file = |(path, by): &(String, Vouched)| File { path: path.clone(), proof: by.id() };
        ui.json(&Unpacked {
            schema_version: 1,
            folder: folder.root().display().to_string(),
            sha256: unpacked.sha256.to_string(),
            files: unpacked.files.iter().map(file).collect(),
        });
        return Ok(0);
    }
    let by = |vouched| unpacked.files.iter().filter(|(_, by)| *by == vouched).count();
    ui.done(&say!(
        ui.lang,
        "archives and modules: {count}   {path}",
        "{count} 个归档与模块   {path}",
        count = unpacked.files.len(),
        path = shown(folder.root(), &context.env)
    ));
    ui.say(&say!(
        ui.lang,
        "{manifest} verified against the built-in release list, {database} against the checksum database",
        "{manifest} 个与内置版本列表一致，{database} 个与校验和数据库一致",
        manifest = by(Vouched::Manifest),
        database = by(Vouched::Database)
    ));
    let only = by(Vouched::Pack);
    if only > 0 && args.sha256.is_none() {
        ui.warn(&say!(
            ui.lang,
            "{only} are verified by the pack alone: compare its SHA-256 with the one that gv mirror pack printed: {sha256}",
            "{only} 个仅由包自身校验：请将其 SHA-256 与 gv mirror pack 输出的值比对：{sha256}",
            sha256 = unpacked.sha256
        ));
    }
    Ok(0)
}
