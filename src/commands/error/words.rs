//! The words of `commands::Error`: those of the modules below, passed on, and the few of the commands themselves.

use super::hints;
use crate::commands::{Error, names};
use crate::install::Differences;
use crate::lang::{Explain, Hint, Lang, between, code, displayed, say};
use crate::shim::why_not_started;

impl Error {
    /// The error of a module below, where it is one.
    pub(super) fn inner(&self) -> Option<&dyn Explain> {
        match self {
            Error::Version(error) => Some(error),
            Error::Home(error) => Some(error),
            Error::Config(error) => Some(error),
            Error::Store(error) => Some(error),
            Error::Release(error) => Some(error),
            Error::Fetch(error) => Some(error),
            Error::Install(error) => Some(error),
            Error::Project(error) => Some(error),
            Error::Settings(error) => Some(error),
            Error::Shim(error) => Some(error),
            Error::Setup(error) => Some(error),
            Error::Shell(error) => Some(error),
            Error::Git(error) => Some(error),
            Error::Mirror(error) => Some(error),
            Error::Deploy(error) => Some(error),
            Error::Ide(error) => Some(error),
            Error::Lock(error) => Some(error),
            Error::Advisories(error) => Some(error),
            Error::Resolve(error) => Some(error),
            Error::Relay(error) => Some(error),
            Error::Goproxy(error) => Some(error),
            Error::Module(error) => Some(error),
            Error::Update(error) => Some(error),
            Error::Exchange(error) => Some(error),
            Error::AskedBy { error, .. } | Error::Typed { error, .. } => Some(error.as_ref()),
            Error::File(_)
            | Error::LockDiffers { .. }
            | Error::LockUnknown { .. }
            | Error::DefaultStays { .. }
            | Error::NoSharedStore
            | Error::NoSystemDefault
            | Error::Ambiguous { .. }
            | Error::NoneInstalled { .. }
            | Error::NothingAsked { .. }
            | Error::AutoInstallOff { .. }
            | Error::SystemHere
            | Error::NoSpec
            | Error::NotGoroot { .. }
            | Error::NotLinkName { .. }
            | Error::LinkNoDefault { .. }
            | Error::From { .. }
            | Error::NotAsReleased { .. }
            | Error::NoGoMod { .. }
            | Error::NoTool { .. }
            | Error::NoSource { .. }
            | Error::Unconfirmed { .. }
            | Error::NotSetting { .. }
            | Error::NoPreset { .. }
            | Error::PresetNeedsHosts
            | Error::PresetNeedsAddress
            | Error::PresetTakesNoHosts { .. }
            | Error::WholeHost { .. }
            | Error::NoToolFolder
            | Error::NoToolNamed
            | Error::NoSuchTool { .. }
            | Error::Asked { .. }
            | Error::Packaged { .. }
            | Error::NoChange { .. }
            | Error::CannotRun { .. } => None,
        }
    }
}

/// Whether a program is not looked up in PATH.
fn is_path(program: &str) -> bool {
    program.contains(std::path::is_separator)
}

/// So many files are named in a message; `--json` has them all.
const NAMED: usize = 10;

/// The files that differ, a line each.
fn differing(differences: &Differences, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for (word, file) in differences.named().take(NAMED) {
        lines.push(match word {
            "changed" => say!(lang, "  {word}: {file}", "  被修改：{file}"),
            "missing" => say!(lang, "  {word}: {file}", "  缺少：{file}"),
            "added" => say!(lang, "  {word}: {file}", "  多出：{file}"),
            _ => say!(lang, "  {word}: {file}", "  没有可执行权限：{file}"),
        });
    }
    let more = differences.named().count().saturating_sub(NAMED);
    if more > 0 {
        lines.push(say!(lang, "  and {more} more", "  另有 {more} 个"));
    }
    lines
}

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Version(error) => error.message(lang),
            Self::Home(error) => error.message(lang),
            Self::Config(error) => error.message(lang),
            Self::Store(error) => error.message(lang),
            Self::Release(error) => error.message(lang),
            Self::Fetch(error) => error.message(lang),
            Self::Install(error) => error.message(lang),
            Self::Project(error) => error.message(lang),
            Self::Settings(error) => error.message(lang),
            Self::Shim(error) => error.message(lang),
            Self::Setup(error) => error.message(lang),
            Self::Shell(error) => error.message(lang),
            Self::Git(error) => error.message(lang),
            Self::Mirror(error) => error.message(lang),
            Self::Deploy(error) => error.message(lang),
            Self::Ide(error) => error.message(lang),
            Self::Lock(error) => error.message(lang),
            Self::LockDiffers { version, not, .. } => say!(
                lang,
                "go{version} is not the one that this directory requires: {why}",
                "go{version} 与此目录的要求不符：{why}",
                why = not.message(lang)
            ),
            Self::LockUnknown { version, place } => say!(
                lang,
                "{place} requires a hash of go{version}, and the installed one was imported without",
                "{place} 要求 go{version} 的哈希，而已安装的工具链是导入的，没有哈希记录"
            ),
            Self::Advisories(error) => error.message(lang),
            Self::Resolve(error) => error.message(lang),
            Self::Relay(error) => error.message(lang),
            Self::Goproxy(error) => error.message(lang),
            Self::Module(error) => error.message(lang),
            Self::Update(error) => error.message(lang),
            Self::Exchange(error) => error.message(lang),
            Self::NoChange { id } => {
                say!(lang, "gv undo does not list a change {id:?}", "gv undo 的列表中没有 {id:?}")
            }
            Self::Packaged { .. } => say!(
                lang,
                "this gv came with a package, and the package manager updates it",
                "此 gv 由软件包安装，应由包管理器更新"
            ),
            Self::Typed { error, .. } => error.message(lang),
            Self::File(error) => error.message(lang),
            Self::NoSharedStore => say!(
                lang,
                "no shared store is set: set GV_SHARED, or shared under [store] in config.toml",
                "未设置共享存储：可用 GV_SHARED，或 config.toml 中 [store] 的 shared 指定"
            ),
            Self::DefaultStays { version } => {
                say!(lang, "go{version} is the default toolchain", "go{version} 是默认工具链")
            }
            Self::NoSystemDefault => {
                say!(lang, "PATH has no Go besides gv's shims", "PATH 上除了 gv 的 shim 之外没有 Go")
            }
            Self::Ambiguous { spec, matching } => say!(
                lang,
                "{spec} matches several installed toolchains: {names}",
                "{spec} 对应多个已安装的工具链：{names}",
                names = names(matching, lang)
            ),
            Self::NoneInstalled { spec } => {
                say!(lang, "no installed toolchain matches {spec}", "没有已安装的工具链符合 {spec}")
            }
            Self::NothingAsked { dir } => say!(
                lang,
                "nothing in {dir} asks for a Go version",
                "{dir} 没有要求任何 Go 版本",
                dir = dir.display()
            ),
            Self::AutoInstallOff { spec, why } => say!(
                lang,
                "{go} is not installed, and {why}",
                "{go} 尚未安装，而{why}",
                go = spec.spoken(),
                why = why.message(lang)
            ),
            Self::NotAsReleased { version, differences, .. } if differences.are_modes_only() => say!(
                lang,
                "go{version} is not as released: the contents of its files are, but some of its programs are not executable",
                "go{version} 与发布的内容不符：文件内容一致，但部分程序没有可执行权限"
            ),
            Self::NotAsReleased { version, authority, .. } => say!(
                lang,
                "go{version} is not as released: its files differ from those of {authority}",
                "go{version} 与发布的内容不符：其文件与{authority}不一致",
                authority = authority.message(lang)
            ),
            Self::From { bad } => say!(
                lang,
                "--from {bad}, `goproxy` or `mirror`",
                "--from {bad}，或 goproxy、mirror",
                bad = bad.message(lang)
            ),
            Self::NotGoroot { path } => say!(
                lang,
                "{path} is not the GOROOT of a Go that runs here: its bin/go does not report a version",
                "{path} 不是可在本机运行的 Go 的 GOROOT：bin/go 未报告版本",
                path = path.display()
            ),
            Self::NotLinkName { name, release } => say!(
                lang,
                "{name:?} is not a valid name for this Go: letters, digits, `.`, `_`, `-` after {release}-",
                "{name:?} 不能作为此 Go 的名称：应为 {release}- 加字母、数字、.、_ 或 -"
            ),
            Self::LinkNoDefault { name } => say!(
                lang,
                "{name} is a Go of your own, which is not verified; it cannot be the default",
                "{name} 是您自己的 Go，未经校验，不能设为默认工具链"
            ),
            Self::NoSpec => say!(lang, "missing argument: <SPEC>", "缺少参数：<SPEC>"),
            Self::SystemHere => say!(
                lang,
                "`system` is the Go that PATH already has; gv cannot install it",
                "system 指 PATH 上已有的 Go，无法由 gv 安装"
            ),
            Self::NoGoMod { dir } => say!(
                lang,
                "there is no go.mod in {dir} or above",
                "{dir} 及其上级目录中没有 go.mod",
                dir = dir.display()
            ),
            Self::NoTool { tool, goroot } => say!(
                lang,
                "{goroot} has no program named {tool}",
                "{goroot} 中没有名为 {tool} 的程序",
                goroot = goroot.display()
            ),
            Self::NoSource { text } => say!(
                lang,
                "there is neither a version manager nor a directory named {text}",
                "没有名为 {text} 的版本管理器或目录"
            ),
            Self::Unconfirmed { .. } => say!(
                lang,
                "this needs a confirmation, and standard input is not a terminal",
                "需要确认，但标准输入不是终端"
            ),
            Self::NotSetting { text } => say!(
                lang,
                "{text:?} is not a setting; it has to look like KEY=VALUE",
                "{text:?} 不是设置，应形如 KEY=VALUE"
            ),
            Self::NoPreset { name, known } => say!(
                lang,
                "there is no preset {name:?}; there are {known}",
                "没有名为 {name:?} 的预设；可用的预设：{known}",
                known = known.join(&between(lang))
            ),
            Self::PresetNeedsHosts => say!(
                lang,
                "the preset private needs the hosts that are private",
                "预设 private 需要写明哪些主机是私有的"
            ),
            Self::PresetNeedsAddress => say!(
                lang,
                "the preset team needs the address of the team's proxy",
                "预设 team 需要团队代理的地址"
            ),
            Self::PresetTakesNoHosts { name } => {
                say!(lang, "the preset {name} takes no hosts", "预设 {name} 不接受主机名")
            }
            Self::Asked { place, spec, error, .. } => say!(
                lang,
                "{place} asks for {go}: {error}",
                "{place} 要求 {go}：{error}",
                go = spec.spoken(),
                error = error.message(lang)
            ),
            Self::AskedBy { place, spec, error } => say!(
                lang,
                "{place} asks for {go}: {error}",
                "{place} 要求 {go}：{error}",
                go = spec.spoken(),
                error = error.message(lang)
            ),
            Self::WholeHost { host, .. } => say!(
                lang,
                "{host} is shared by many owners: this would cover the modules of all of them",
                "{host} 由众多所有者共用：此操作会覆盖该主机上所有人的模块"
            ),
            Self::CannotRun { program, unfit: None, source }
                if source.kind() == std::io::ErrorKind::NotFound && !is_path(program) =>
            {
                say!(lang, "PATH has no program {program}", "PATH 中没有程序 {program}")
            }
            Self::CannotRun { program, unfit, source } => say!(
                lang,
                "cannot run {program}: {why}",
                "无法运行 {program}：{why}",
                why = why_not_started(*unfit, source, lang)
            ),
            Self::NoToolFolder => say!(
                lang,
                "GOBIN and GOPATH name no absolute path, so go install has no folder to write to",
                "GOBIN 与 GOPATH 都不是绝对路径，go install 没有可写入的目录"
            ),
            Self::NoToolNamed => say!(
                lang,
                "name the programs to rebuild, or use --outdated for those that an older Go built",
                "请指定要重新构建的程序，或使用 --outdated 选择所有由较早的 Go 构建的程序"
            ),
            Self::NoSuchTool { name, folder } => say!(
                lang,
                "{folder} has no program {name:?} that Go built",
                "{folder} 中没有由 Go 构建的程序 {name:?}",
                folder = folder.display().to_string()
            ),
        }
    }

    fn details(&self, lang: Lang) -> Vec<String> {
        if let Some(inner) = self.inner() {
            return inner.details(lang);
        }
        match self {
            Error::NotAsReleased { differences, .. } => differing(differences, lang),
            _ => Vec::new(),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        hints::of(self, lang)
    }

    fn code(&self) -> u8 {
        match self {
            Error::NothingAsked { .. }
            | Error::NoneInstalled { .. }
            | Error::AutoInstallOff { .. }
            | Error::Asked { .. }
            | Error::NoTool { .. }
            | Error::NoSystemDefault
            | Error::NoChange { .. }
            | Error::NoSuchTool { .. } => code::MISSING,
            Error::CannotRun { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
                code::NO_PROGRAM
            }
            Error::NotAsReleased { .. } | Error::LockDiffers { .. } | Error::LockUnknown { .. } => {
                code::PROOF
            }
            Error::CannotRun { .. } => code::NOT_EXECUTABLE,
            Error::SystemHere
            | Error::NoSpec
            | Error::NotLinkName { .. }
            | Error::LinkNoDefault { .. }
            | Error::From { .. }
            | Error::Ambiguous { .. }
            | Error::NoSource { .. }
            | Error::Unconfirmed { .. }
            | Error::NotSetting { .. }
            | Error::NoPreset { .. }
            | Error::PresetNeedsHosts
            | Error::PresetNeedsAddress
            | Error::PresetTakesNoHosts { .. }
            | Error::NoToolNamed
            | Error::WholeHost { .. } => code::USAGE,
            _ => self.inner().map_or(code::FAILED, Explain::code),
        }
    }
}
