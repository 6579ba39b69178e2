//! Errors of `mirror`.

use super::disk;
use crate::mirror::{Error, Kind};
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Unknown { name, kind } => format!("没有名为 {name:?} 的{}", Lang::Zh.mirror_kind(*kind)),
            Error::Ambiguous { url } => format!("无法判断 {url} 是发布文件镜像还是模块代理"),
            Error::Lies { name, .. } => format!("{name} 提供的内容不实，不会选用"),
            Error::Unusable { name: Some(name), .. } => format!("{name} 目前不可用"),
            Error::Unusable { name: None, .. } => "目前没有可用的镜像".to_owned(),
            Error::NothingToWatch { kind } => {
                format!("生效的设置中没有 gv 认识的{}，无可监视", Lang::Zh.mirror_kind(*kind))
            }
            Error::Overruled { key, project } => {
                let by = if *project { "项目" } else { "环境变量" };
                format!("生效的是{by}中的 {key}，gv mirror watch 不会改动它")
            }
            Error::Watched => "另一个 gv mirror watch 正在运行".to_owned(),
            Error::NothingToUndo => "gv mirror 没有做过可以撤销的改动".to_owned(),
            Error::ChangedSince { path, key } => {
                format!("{} 中的 {key} 之后又被改动，因此不予撤销", path.display())
            }
            Error::Moved { path } => format!("go 已不再读取 {}", path.display()),
            Error::Unfit { path } => format!("无法在 {} 的 [release] 中写入 mirrors", path.display()),
            Error::Memory { path } => format!("gv mirror 的记录文件 {} 已损坏", path.display()),
            Error::Settings(error) => error.zh(),
            Error::Store(error) => error.zh(),
            Error::Io { action, path, source } => disk::zh(action, path, source),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        let of = |command: &str, kind: Kind| vec![format!("gv mirror {command} --{}", kind.id())];
        match self {
            Error::Unknown { kind, .. } => of("ls", *kind),
            Error::Ambiguous { url } => vec![format!("gv mirror test {url} --goproxy")],
            Error::Lies { name, kind } => of(&format!("test {name}"), *kind),
            Error::Unusable { kind, .. } => of("test", *kind),
            Error::NothingToWatch { kind } => vec![format!("gv mirror use best --{}", kind.id())],
            Error::Overruled { key, .. } => vec![format!("gv env why {key}")],
            Error::Watched | Error::NothingToUndo => vec!["gv mirror ls".to_owned()],
            Error::ChangedSince { key, .. } if key == "mirrors" => vec!["gv mirror ls --release".to_owned()],
            Error::ChangedSince { key, .. } => vec![format!("gv env why {key}")],
            Error::Moved { .. } => vec!["gv env why GOPROXY".to_owned()],
            Error::Unfit { .. } => vec![lang.write_mirrors_yourself()],
            Error::Memory { path } => vec![lang.remove_the_record(&path.display().to_string())],
            Error::Settings(error) => error.hints(lang),
            Error::Store(error) => error.hints(lang),
            Error::Io { action, source, .. } => disk::hints(action, source, lang),
        }
    }

    fn code(&self) -> u8 {
        match self {
            Error::Unknown { .. } | Error::Ambiguous { .. } => code::USAGE,
            Error::Unusable { unreachable: true, .. } => code::NETWORK,
            Error::Settings(error) => error.code(),
            Error::Store(error) => error.code(),
            Error::Lies { .. }
            | Error::Unusable { .. }
            | Error::NothingToWatch { .. }
            | Error::Overruled { .. }
            | Error::Watched
            | Error::NothingToUndo
            | Error::ChangedSince { .. }
            | Error::Moved { .. }
            | Error::Unfit { .. }
            | Error::Memory { .. }
            | Error::Io { .. } => code::FAILED,
        }
    }
}

crate::ui::messages! {
    /// Nothing else helps.
    remove_the_record(path: &str) {
        en: "look at the settings (gv mirror ls), then remove {path}",
        zh: "查看当前设置（gv mirror ls），然后删除 {path}",
    }
    /// What gv cannot write into config.toml.
    write_mirrors_yourself() {
        en: "write it yourself: mirrors = [\"https://…\"] under [release] (docs/configuration.md)",
        zh: "请自行在 [release] 中写入：mirrors = [\"https://…\"]（见 docs/configuration.md）",
    }
}
