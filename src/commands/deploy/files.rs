//! `gv deploy compose|systemd|kubernetes DIR`

use super::common::Common;
use crate::commands::Done;
use crate::commands::args::arguments;
use crate::commands::change::confirmed;
use crate::context::Context;
use crate::deploy::{self, Change, Error, Kind};
use crate::env::paths::shown;
use crate::lang::say;
use crate::shell::Shell;
use std::path::{Path, PathBuf};

arguments! {
    /// What `gv deploy compose` takes.
    pub struct Compose = ["Write the files for docker compose", "生成 docker compose 的文件"] {
        #[arg(value_name = "DIR")]
        pub dir: PathBuf = ["Where to write them", "写入的目录"],
        #[command(flatten)]
        pub common: Common = {Common},
    }
    examples {
        "gv deploy compose goproxy --host goproxy.example.com --private git.example.com" =
            ["one Athens instance that stores modules on a disk", "一个 Athens，存储在磁盘上"],
    }
}

arguments! {
    /// What `gv deploy systemd` takes.
    pub struct Systemd = ["Write systemd units for one machine", "生成单机部署的 systemd 单元"] {
        #[arg(value_name = "DIR")]
        pub dir: PathBuf = ["Where to write them", "写入的目录"],
        #[command(flatten)]
        pub common: Common = {Common},
    }
}

arguments! {
    /// What `gv deploy kubernetes` takes.
    pub struct Kubernetes = ["Write manifests for Kubernetes (kustomize)", "生成 Kubernetes 清单（kustomize）"] {
        #[arg(value_name = "DIR")]
        pub dir: PathBuf = ["Where to write them", "写入的目录"],
        #[command(flatten)]
        pub common: Common = {Common},
    }
    examples {
        "gv deploy kubernetes k8s --host goproxy.example.com --replicas 3 --s3-bucket modules" =
            ["three Athens instances with an object store", "三个 Athens，使用对象存储"],
    }
}

/// Shows what would be written, and writes it.
pub fn run(kind: Kind, dir: &Path, common: &Common, context: &Context) -> Done {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let settings = common.settings(kind);
    settings.check().map_err(Error::from)?;
    let files = deploy::files(&settings);
    let folder = context.env.cwd().join(dir);
    let changes = deploy::compare(&folder, &files)?;
    for (file, change) in files.iter().zip(&changes) {
        let path = shown(&folder.join(file.name), &context.env);
        match change {
            Change::Same => {}
            Change::New => ui.say(&say!(lang, "new: {path}", "新文件：{path}")),
            Change::Differs(lines) => {
                ui.say(&path);
                for line in lines {
                    ui.say(line);
                }
            }
        }
    }
    if changes.iter().all(|change| *change == Change::Same) {
        ui.done(&say!(lang, "the files are as they would be written", "文件已是最新，无需改动"));
        return Ok(0);
    }
    if common.dry_run {
        return Ok(0);
    }
    let overwrites = changes.iter().any(|change| matches!(change, Change::Differs(_)));
    let question = say!(lang, "Overwrite the files that differ?", "覆盖内容不同的文件？");
    let command = as_typed();
    if overwrites && !confirmed(common.yes, &question, &command, context)? {
        return Ok(0);
    }
    let written = deploy::write(&folder, &files, &changes)?;
    ui.done(&say!(
        lang,
        "{count} files written   {path}",
        "已写入 {count} 个文件   {path}",
        count = written.len(),
        path = shown(&folder, &context.env)
    ));
    tell_next(kind, &folder, common, context);
    Ok(0)
}

/// The command that was typed, to be typed again.
fn as_typed() -> String {
    let words = std::env::args_os().skip(1).map(|word| Shell::USUAL.word(&word));
    let words: Vec<String> = words.collect();
    format!("gv {}", words.join(" "))
}

/// What has to be there beside the files, and the commands that start it. They are for the machine that will run it.
fn tell_next(kind: Kind, folder: &Path, common: &Common, context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let settings = common.settings(kind);
    let (certificate, key) = (&settings.tls_certificate, &settings.tls_key);
    match kind {
        Kind::Kubernetes => ui.say(&say!(
            lang,
            "the cluster needs the TLS secret {certificate} in the namespace {namespace}",
            "集群的命名空间 {namespace} 中须有 TLS secret {certificate}",
            namespace = settings.namespace
        )),
        Kind::Compose | Kind::Systemd => ui.say(&say!(
            lang,
            "it needs the certificate chain {certificate} and its key {key}",
            "需要证书链 {certificate} 及其私钥 {key}"
        )),
    }
    let folder = Shell::USUAL.path(folder);
    let start = match kind {
        Kind::Compose => format!("cd {folder} && docker compose up -d"),
        Kind::Systemd => format!("cd {folder} && sudo sh install.sh"),
        Kind::Kubernetes => format!("kubectl apply -k {folder}"),
    };
    let check = format!("gv deploy check {}", common.address());
    ui.say(&say!(lang, "where it will run: {start}", "在部署的机器上运行：{start}"));
    ui.say(&say!(lang, "then: {check}", "然后：{check}"));
}
