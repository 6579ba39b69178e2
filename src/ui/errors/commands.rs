//! Errors of `commands`: those of the modules below, passed on, and the few of the commands themselves.

use crate::commands::{Error, names};
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Error {
    /// The error of a module below, where it is one.
    fn inner(&self) -> Option<&dyn Explain> {
        Some(match self {
            Error::Version(error) => error,
            Error::Home(error) => error,
            Error::Config(error) => error,
            Error::Store(error) => error,
            Error::Release(error) => error,
            Error::Fetch(error) => error,
            Error::Install(error) => error,
            Error::Project(error) => error,
            Error::Settings(error) => error,
            Error::Shim(error) => error,
            Error::Setup(error) => error,
            Error::Shell(error) => error,
            Error::Git(error) => error,
            Error::Mirror(error) => error,
            Error::Resolve(error) => error,
            Error::Goproxy(error) => error,
            Error::Module(error) => error,
            Error::File { .. }
            | Error::DefaultStays { .. }
            | Error::Ambiguous { .. }
            | Error::NoneInstalled { .. }
            | Error::NothingAsked { .. }
            | Error::AutoInstallOff { .. }
            | Error::SystemHere
            | Error::From { .. }
            | Error::NotAsReleased { .. }
            | Error::NoGoMod { .. }
            | Error::NoTool { .. }
            | Error::NoSource { .. }
            | Error::Unconfirmed { .. }
            | Error::NotSetting { .. }
            | Error::NoPreset { .. }
            | Error::PresetNeedsHosts
            | Error::PresetTakesNoHosts { .. }
            | Error::CannotRun { .. } => return None,
        })
    }
}

impl Explain for Error {
    fn zh(&self) -> String {
        if let Some(inner) = self.inner() {
            return inner.zh();
        }
        match self {
            Error::File { action, path, source } => {
                format!("无法{} {}：{source}", super::verb(action), path.display())
            }
            Error::DefaultStays { version } => format!("go{version} 是默认工具链"),
            Error::Ambiguous { spec, matching } => {
                format!("{spec} 对应多个已安装的工具链：{}", names(matching))
            }
            Error::NoneInstalled { spec } => format!("没有已安装的工具链符合 {spec}"),
            Error::NothingAsked { dir } => format!("{} 没有要求任何 Go 版本", dir.display()),
            Error::AutoInstallOff { spec, offline: true } => {
                format!("go{spec} 尚未安装，而 gv 处于离线模式(GV_OFFLINE)")
            }
            Error::AutoInstallOff { spec, offline: false } => format!("go{spec} 尚未安装，而自动安装已关闭"),
            Error::NotAsReleased { version, authority, differences } => {
                let word = |word: &str| match word {
                    "changed" => "被修改",
                    "missing" => "缺少",
                    _ => "多出",
                };
                let files =
                    differences.named().take(10).map(|(how, file)| format!("\n  {}：{file}", word(how)));
                let more = differences.named().count().saturating_sub(10);
                let more = if more > 0 { format!("\n  另有 {more} 个") } else { String::new() };
                let authority = Lang::Zh.authority(authority);
                let files: String = files.collect();
                format!("go{version} 与发布的内容不符：{authority}证明的是其他文件{files}{more}")
            }
            Error::From { bad } => format!("--from {}，或 goproxy、mirror", super::release::place_zh(bad)),
            Error::SystemHere => "「system」指 PATH 上已有的 Go，无法由 gv 安装或设为默认".to_owned(),
            Error::NoGoMod { dir } => format!("{} 及其上级目录中没有 go.mod", dir.display()),
            Error::NoTool { tool, goroot } => format!("{} 中没有名为 {tool} 的程序", goroot.display()),
            Error::NoSource { text } => format!("没有名为 {text} 的版本管理器或目录"),
            Error::Unconfirmed { .. } => "需要确认，但标准输入不是终端".to_owned(),
            Error::NotSetting { text } => format!("{text:?} 不是设置，应形如 KEY=VALUE"),
            Error::NoPreset { name, known } => {
                format!("没有名为 {name:?} 的预设；可用的预设：{}", known.join("、"))
            }
            Error::PresetNeedsHosts => "预设 private 需要写明哪些主机是私有的".to_owned(),
            Error::PresetTakesNoHosts { name } => format!("预设 {name} 不接受主机名"),
            Error::CannotRun { program, source } => format!("无法运行 {program}：{source}"),
            _ => self.to_string(),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        if let Some(inner) = self.inner() {
            return inner.hints(lang);
        }
        match self {
            Error::DefaultStays { version } => vec![format!("gv uninstall --force {version}")],
            Error::Ambiguous { matching, .. } => {
                matching.iter().map(|version| format!("gv uninstall {version}")).take(2).collect()
            }
            Error::NoneInstalled { .. } => vec!["gv ls".to_owned()],
            Error::NothingAsked { .. } => vec!["gv use latest".to_owned()],
            Error::AutoInstallOff { spec, offline: true } => vec![format!("GV_OFFLINE=0 gv install {spec}")],
            Error::AutoInstallOff { spec, offline: false } => vec![format!("gv install {spec}")],
            Error::NotAsReleased { version, .. } => {
                vec![format!("gv uninstall --force {version}"), format!("gv install {version}")]
            }
            Error::From { .. } => vec!["gv install 1.22 --from goproxy".to_owned()],
            Error::SystemHere => vec!["gv pin system".to_owned(), "gv use latest".to_owned()],
            Error::NoGoMod { .. } => vec!["go mod init example.com/name".to_owned()],
            Error::NoTool { goroot, .. } => vec![format!("ls {}", goroot.join("bin").display())],
            Error::NoSource { .. } => vec!["gv import --dry-run".to_owned()],
            Error::NotSetting { .. } => vec!["gv env set GOPROXY=https://proxy.golang.org,direct".to_owned()],
            Error::NoPreset { .. } => vec!["gv env preset".to_owned()],
            Error::PresetNeedsHosts => vec!["gv env preset private git.example.com".to_owned()],
            Error::PresetTakesNoHosts { name } => vec![format!("gv env preset {name}")],
            Error::Unconfirmed { command } => vec![format!("{command} --yes")],
            _ => Vec::new(),
        }
    }

    fn code(&self) -> u8 {
        match self {
            Error::NothingAsked { .. }
            | Error::NoneInstalled { .. }
            | Error::AutoInstallOff { .. }
            | Error::NoTool { .. } => code::MISSING,
            Error::CannotRun { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
                code::NO_PROGRAM
            }
            Error::NotAsReleased { .. } => code::PROOF,
            Error::CannotRun { .. } => code::NOT_EXECUTABLE,
            Error::SystemHere
            | Error::From { .. }
            | Error::Ambiguous { .. }
            | Error::NoSource { .. }
            | Error::Unconfirmed { .. }
            | Error::NotSetting { .. }
            | Error::NoPreset { .. }
            | Error::PresetNeedsHosts
            | Error::PresetTakesNoHosts { .. } => code::USAGE,
            _ => self.inner().map_or(code::FAILED, Explain::code),
        }
    }
}
