//! What the working directory asks for.

use super::{Teller, Told};
use crate::diagnose::problem::Directory;
use crate::ui::{Explain, Report};

pub(super) fn directory(problem: &Directory, say: &Teller<'_>) -> Told {
    let lang = say.lang;
    let who = |place: &Option<(std::path::PathBuf, usize)>| {
        place.as_ref().map_or_else(|| "GV_VERSION".to_owned(), |place| say.place(place))
    };
    match problem {
        Directory::Unreadable { error } => {
            let told = Told::new(Report::of(error, lang).message);
            // The hints end with words where the command does not say it all.
            match error.hints(lang).pop() {
                Some(words) => told.fixed_by(words),
                None => told,
            }
        }
        Directory::BelowFloor { version, pin, floor, least } => {
            Told::new(lang.pin_wins(&format!("go{version}"), &who(pin), &format!("go{least}")))
                .seen(format!("{}: {version}", who(pin)))
                .seen(format!("{}: {least}", say.place(floor)))
        }
        Directory::NotInstalled { spec, place } => {
            Told::new(lang.asked_and_missing(&who(place), &format!("go{spec}"))).seen(lang.nobody_installs())
        }
        Directory::NotYetInstalled { spec, place } => {
            Told::new(lang.asked_and_missing(&who(place), &format!("go{spec}"))).seen(lang.first_installs())
        }
        Directory::NoSystemGo => Told::new(lang.no_system_go()),
    }
}

crate::ui::messages! {
    pin_wins(version: &str, who: &str, least: &str) {
        en: "{who} says {version}, below the {least} that is asked for: it wins, and go refuses what needs more",
        zh: "{who} 指定 {version}，低于要求的 {least}：以它为准，需要更高版本的操作会被 go 拒绝",
    }
    asked_and_missing(who: &str, name: &str) { en: "{who} asks for {name}, which is not installed", zh: "{who} 要求 {name}，但尚未安装" }
    nobody_installs() { en: "automatic installation is off, or gv is offline", zh: "自动安装已关闭，或 gv 处于离线模式" }
    first_installs() { en: "the first go command here installs it", zh: "在此首次运行 go 时会自动安装" }
    no_system_go() { en: "`system` is asked for, but PATH has no Go besides gv's", zh: "要求使用 system，但 PATH 上除 gv 外没有其他 Go" }
}
