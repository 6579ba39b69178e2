//! What to try after an error of a command.

use crate::commands::Error;
use crate::install::{WhyNot, of_lock};
use crate::lang::{Explain, Hint, Lang, say};
use crate::shell::Shell;
use crate::system::own_home;

/// The hints of an error: those of the module below where it is one of its errors.
pub(super) fn of(error: &Error, lang: Lang) -> Vec<Hint> {
    if let Error::Typed { verb, error } = error {
        return error.hints(lang).into_iter().map(|hint| in_words_of(verb, hint)).collect();
    }
    if let Some(inner) = error.inner() {
        return inner.hints(lang);
    }
    match error {
        Error::DefaultStays { version } => vec![Hint::command(format!("gv uninstall --force {version}"))],
        Error::Ambiguous { matching, .. } => {
            matching.iter().map(|version| Hint::command(format!("gv uninstall {version}"))).take(2).collect()
        }
        Error::NoneInstalled { .. } => vec![Hint::command("gv ls")],
        Error::NothingAsked { .. } | Error::NoSystemDefault => vec![Hint::command("gv use latest")],
        Error::AutoInstallOff { spec, why } => match why {
            WhyNot::Off | WhyNot::Administrators => vec![Hint::command(format!("gv install {spec}"))],
            WhyNot::Offline => {
                vec![Hint::command(Shell::USUAL.with("GV_OFFLINE", "0", &format!("gv install {spec}")))]
            }
            WhyNot::ReadOnly => own_home(lang),
        },
        Error::Asked { changes, .. } => changes.clone(),
        Error::LockDiffers { installed: false, .. } => vec![of_lock(lang)],
        Error::NotAsReleased { version, differences, .. } if differences.are_modes_only() => {
            vec![
                Hint::command("gv doctor toolchains"),
                Hint::command(format!("gv uninstall --force {version}")),
                Hint::command(format!("gv install {version}")),
            ]
        }
        Error::NotAsReleased { version, .. }
        | Error::LockDiffers { version, .. }
        | Error::LockUnknown { version, .. } => {
            vec![
                Hint::command(format!("gv uninstall --force {version}")),
                Hint::command(format!("gv install {version}")),
            ]
        }
        Error::From { .. } => vec![Hint::command("gv install 1.22 --from goproxy")],
        Error::SystemHere => vec![Hint::command("gv use system"), Hint::command("gv pin system")],
        Error::NoGoMod { .. } => vec![Hint::command("go mod init example.com/name")],
        Error::NoTool { goroot, .. } => {
            vec![Hint::command(format!("ls {}", Shell::USUAL.path(&goroot.join("bin"))))]
        }
        Error::NoSource { .. } => vec![Hint::command("gv import --dry-run")],
        Error::NotGoroot { .. } => {
            vec![Hint::words(say!(lang, "name the directory that has bin/go", "请指定包含 bin/go 的目录"))]
        }
        _ => of_settings_and_tools(error),
    }
}

/// What to try after an error about settings, links or tools.
fn of_settings_and_tools(error: &Error) -> Vec<Hint> {
    match error {
        Error::NotSetting { .. } => {
            vec![Hint::command("gv env set GOPROXY=https://proxy.golang.org,direct")]
        }
        Error::NoPreset { .. } => vec![Hint::command("gv env preset")],
        Error::PresetNeedsHosts => vec![Hint::command("gv env preset private git.example.com")],
        Error::PresetNeedsAddress => {
            vec![Hint::command("gv env preset team https://goproxy.example.com")]
        }
        Error::NoToolFolder => vec![Hint::command("gv doctor variables")],
        Error::NoToolNamed => {
            vec![Hint::command("gv tools rebuild --outdated -n"), Hint::command("gv tools")]
        }
        Error::NoSuchTool { .. } => vec![Hint::command("gv tools")],
        Error::PresetTakesNoHosts { name } => vec![Hint::command(format!("gv env preset {name}"))],
        Error::WholeHost { narrow, whole, .. } => vec![Hint::command(narrow), Hint::command(whole)],
        Error::Unconfirmed { command } => vec![Hint::command(format!("{command} --yes"))],
        Error::NoChange { .. } => vec![Hint::command("gv undo")],
        // The command is that of the package.
        Error::Packaged { command } => command.iter().map(Hint::words).collect(),
        Error::NotLinkName { .. } => vec![Hint::command("gv help link")],
        Error::LinkNoDefault { name } => {
            vec![Hint::command(format!("gv pin {name}")), Hint::command(format!("gv shell {name}"))]
        }
        Error::NoSpec => vec![Hint::command("gv help use")],
        _ => Vec::new(),
    }
}

/// The same hint with the command that was typed in place of `gv install`.
fn in_words_of(verb: &str, hint: Hint) -> Hint {
    match hint.text().strip_prefix("gv install ").filter(|_| hint.is_command()) {
        Some(spec) => Hint::command(format!("gv {verb} {spec}")),
        None => hint,
    }
}
