//! `gv tools rebuild`: the same version of the same module again, with the Go here.

use super::Bench;
use crate::commands::args::{Offered, arguments, help};
use crate::commands::{Done, Error};
use crate::context::Context;
use crate::golang::escape;
use crate::lang::{Lang, code, say};
use crate::release::Platform;
use crate::system::process;
use crate::tools::{BuildInfo, Tool};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

arguments! {
    /// What `gv tools rebuild` takes.
    pub(super) struct Args = [
        "Build programs again with the Go here: the same version of the same module",
        "用当前的 Go 重新构建程序：同一模块的同一版本"
    ] {
        #[arg(value_name = "NAME", add = Offered::Built)]
        names: Vec<String> = ["Programs: gopls, staticcheck, ...", "程序名：gopls、staticcheck 等"],
        #[arg(long, conflicts_with = "names")]
        outdated: bool = [
            "Every program that was built with an older Go than the one here",
            "所有由早于当前版本的 Go 构建的程序"
        ],
        #[arg(long, short = 'n')]
        dry_run: bool = (help::dry_run),
    }
    examples {
        "gv tools rebuild gopls" = ["one program", "一个程序"],
        "gv tools rebuild --outdated" = ["every program that is older than the Go here", "所有早于当前 Go 的程序"],
    }
}

/// Why a program cannot be built again from what it says of itself.
enum Obstacle {
    NoModule,
    WorkingCopy,
    Replaced,
    OtherPlatform(String),
    OtherName(String),
}

pub(super) fn run(args: &Args, bench: &Bench, context: &Context) -> Done {
    let ui = &context.ui;
    let mut is_done = true;
    let chosen = chosen(args, bench)?;
    if chosen.is_empty() {
        ui.done(&say!(
            ui.lang,
            "no program was built with an older Go than the one here",
            "没有程序由早于当前版本的 Go 构建"
        ));
    }
    for tool in chosen {
        let command = match command(tool) {
            Ok(command) => command,
            Err(obstacle) => {
                let why = told(&obstacle, ui.lang);
                ui.warn(&say!(ui.lang, "{name}: {why}", "{name}：{why}", name = tool.name));
                is_done &= args.outdated;
                continue;
            }
        };
        if args.dry_run {
            ui.data(&format!("go {}", command.join(" ")));
            continue;
        }
        is_done &= built(tool, &command, context)?;
    }
    Ok(if is_done { 0 } else { code::FAILED })
}

fn chosen<'a>(args: &Args, bench: &'a Bench) -> Result<Vec<&'a Tool>, Error> {
    if !args.outdated && args.names.is_empty() {
        return Err(Error::NoToolNamed);
    }
    if args.outdated {
        return Ok(bench.tools.iter().filter(|tool| bench.is_older(tool)).collect());
    }
    let mut chosen = Vec::new();
    for name in &args.names {
        let known = bench.tools.iter().find(|tool| tool.name == *name);
        chosen.push(
            known.ok_or_else(|| Error::NoSuchTool { name: name.clone(), folder: bench.folder.clone() })?,
        );
    }
    Ok(chosen)
}

/// Whether it can be built again from what it says of itself.
pub(super) fn is_possible(tool: &Tool) -> bool {
    command(tool).is_ok()
}

/// The arguments of `go` that build it again.
fn command(tool: &Tool) -> Result<Vec<String>, Obstacle> {
    let info = &tool.info;
    let module = info.module.as_ref().ok_or(Obstacle::NoModule)?;
    if module.is_replaced {
        return Err(Obstacle::Replaced);
    }
    // What a file says becomes a part of a command.
    if escape::check_path(&module.path).is_err() || !is_below(&info.path, &module.path) {
        return Err(Obstacle::NoModule);
    }
    if !module.is_published() {
        return Err(Obstacle::WorkingCopy);
    }
    if let Some(other) = other_platform(info) {
        return Err(Obstacle::OtherPlatform(other));
    }
    if tool.usual_name() != tool.name {
        return Err(Obstacle::OtherName(tool.usual_name().to_owned()));
    }
    let mut words = vec!["install".to_owned()];
    words.extend(info.setting("-tags").map(|tags| format!("-tags={tags}")));
    words.push(format!("{}@{}", info.path, module.version));
    Ok(words)
}

/// Whether a package is one of a module, and nothing but a package.
fn is_below(package: &str, module: &str) -> bool {
    let rest = package.strip_prefix(module).unwrap_or("\n");
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~/+".contains(c);
    (rest.is_empty() || rest.starts_with('/')) && rest.chars().all(is_plain) && !rest.contains("..")
}

fn other_platform(info: &BuildInfo) -> Option<String> {
    let host = Platform::host();
    let (os, arch) = (info.setting("GOOS")?, info.setting("GOARCH")?);
    if os == host.os && arch == host.goarch() { None } else { Some(format!("{os}/{arch}")) }
}

/// Runs `go install` by the shim, which chooses the Go of this directory and its settings.
fn built(tool: &Tool, words: &[String], context: &Context) -> Result<bool, Error> {
    let ui = &context.ui;
    ui.say(&format!("go {}", words.join(" ")));
    let shim = context.home.shims().join("go").with_extension(std::env::consts::EXE_EXTENSION);
    let program = if shim.is_file() { shim } else { PathBuf::from("go") };
    let cannot_run =
        |source| Error::CannotRun { program: program.display().to_string(), unfit: None, source };
    let arguments: Vec<OsString> = words.iter().map(OsString::from).collect();
    let status = Command::new(&program).args(&arguments).status().map_err(cannot_run)?;
    let name = &tool.name;
    if process::code(status) != 0 {
        ui.warn(&say!(ui.lang, "{name} was not rebuilt", "{name} 未能重新构建"));
        return Ok(false);
    }
    let (before, after) = (&tool.info.go, BuildInfo::read(&tool.file).unwrap_or_default().go);
    if *before == after {
        ui.say(&say!(ui.lang, "{name} is built with {after}, as before", "{name} 仍由 {after} 构建"));
        return Ok(true);
    }
    ui.done(&say!(
        ui.lang,
        "{name} is now built with {after} (was {before})",
        "{name} 现由 {after} 构建（原为 {before}）"
    ));
    Ok(true)
}

fn told(obstacle: &Obstacle, lang: Lang) -> String {
    match obstacle {
        Obstacle::NoModule => {
            say!(lang, "the file does not say which module it was built from", "文件没有记录它由哪个模块构建")
        }
        Obstacle::WorkingCopy => say!(
            lang,
            "built from a working copy: run go install there",
            "由本地源码构建：请在源码目录执行 go install"
        ),
        Obstacle::Replaced => say!(
            lang,
            "built with its module replaced (a replace line), which go install MODULE@VERSION cannot do",
            "构建时模块被 replace 替换，go install 模块@版本 无法做到"
        ),
        Obstacle::OtherPlatform(platform) => {
            say!(lang, "built for {platform}, not for this machine", "为 {platform} 构建，不是本机的程序")
        }
        Obstacle::OtherName(name) => say!(
            lang,
            "go install would name it {name}: the file was renamed",
            "go install 生成的名称是 {name}：此文件改过名"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::Module;

    fn tool(name: &str, package: &str, module: &str, version: &str) -> Tool {
        let module = Module { path: module.to_owned(), version: version.to_owned(), is_replaced: false };
        let info = BuildInfo {
            go: "go1.26.8".to_owned(),
            path: package.to_owned(),
            module: Some(module),
            settings: Vec::new(),
        };
        Tool { name: name.to_owned(), file: PathBuf::from(name), info }
    }

    #[test]
    fn the_command_names_the_package_and_the_version() {
        let words = |tool: &Tool| command(tool).ok().map(|words| words.join(" "));
        let mut gopls = tool("gopls", "golang.org/x/tools/gopls", "golang.org/x/tools/gopls", "v0.20.0");
        assert_eq!(words(&gopls).as_deref(), Some("install golang.org/x/tools/gopls@v0.20.0"));
        gopls.info.settings.push(("-tags".to_owned(), "netgo".to_owned()));
        assert_eq!(words(&gopls).as_deref(), Some("install -tags=netgo golang.org/x/tools/gopls@v0.20.0"));
        let major = tool("lint", "example.com/lint/v2", "example.com/lint/v2", "v2.1.0");
        assert_eq!(words(&major).as_deref(), Some("install example.com/lint/v2@v2.1.0"));
    }

    #[test]
    fn what_a_file_says_is_never_more_than_a_package_and_a_version() {
        for (package, module, version) in [
            ("example.com/x/../y", "example.com/x", "v1.0.0"),
            ("example.com/x -toolexec=evil", "example.com/x", "v1.0.0"),
            ("-toolexec=evil", "-toolexec=evil", "v1.0.0"),
            ("example.com/x", "example.com/x", "v1.0.0;rm"),
            ("example.com/x", "example.com/x", "(devel)"),
            ("example.com/x", "example.com/x", "v1.0.0+dirty"),
            ("example.com/y", "example.com/x", "v1.0.0"),
        ] {
            assert!(command(&tool("x", package, module, version)).is_err(), "{package} {module} {version}");
        }
    }
}
