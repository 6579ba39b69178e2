//! `gv env import system [KEY…] [--yes] [--dry-run]`

use super::change;
use crate::commands::args::{Offered, arguments, help};
use crate::commands::{Done, Error};
use crate::context::Context;
use crate::env::paths::shown;
use crate::goenv::{Carried, carried};
use crate::lang::say;
use crate::project::settings::{Edit, Target};
use crate::shim;
use crate::store::Store;
use crate::urls::masked;
use std::path::{Path, PathBuf};

arguments! {
    /// What `gv env import` takes.
    pub struct Args = [
        "Keep the settings that the system Go has in its own go.env",
        "保留系统的 Go 在其 go.env 中的设置"
    ] {
        #[arg(value_name = "FROM", value_parser = ["system"])]
        from: String = ["system: the Go on PATH that is not gv's", "system：PATH 上不是由 gv 安装的 Go"],
        #[arg(value_name = "KEY", add = Offered::Keys)]
        keys: Vec<String> = ["Only these settings", "只保留这些设置"],
        #[arg(long, short = 'n')]
        dry_run: bool = (help::dry_run),
        #[arg(long, short)]
        yes: bool = (help::yes),
    }
    examples {
        "gv env import system" = ["into the file of go env -w, after asking", "询问后写入 go env -w 的文件"],
    }
}

/// The settings of the system Go that are out of force where another Go runs.
pub struct Left {
    /// Its `$GOROOT/go.env`.
    pub file: PathBuf,
    /// What is out of force.
    pub settings: Vec<Carried>,
}

impl Left {
    /// Compares it with the Go of a GOROOT. `None` where there is no system Go.
    pub fn find(context: &Context, here: Option<&Path>) -> Option<Self> {
        let go = shim::system_go(&context.env, &context.home)?;
        let root = shim::root_of(&go)?;
        let settings = carried(&context.env, &root, here);
        Some(Self { file: root.join("go.env"), settings })
    }

    /// Takes out what turns a check off, and says so. Whether there was any of it.
    fn without_unchecked(&mut self, context: &Context) -> bool {
        let (ui, lang, file) = (&context.ui, context.ui.lang, shown(&self.file, &context.env));
        let before = self.settings.len();
        for Carried { key, value, .. } in self.settings.extract_if(.., |setting| setting.turns_checks_off()) {
            ui.warn(&say!(
                lang,
                "{file} has {key}={value}, which turns a check off for every module; gv does not keep it unless you name it",
                "{file} 中的 {key}={value} 会对所有模块关闭校验；除非指明该设置，否则 gv 不会保留它",
                value = masked(key, &value)
            ));
        }
        self.settings.len() < before
    }
}

/// Writes them into the user's own file, after showing what changes.
pub fn run(args: &Args, context: &Context) -> Done {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let here = shim::choose(context.env.cwd(), &context.env, &Store::of(&context.home)).ok();
    let gvs = here.filter(|choice| !matches!(choice.wanted, shim::Wanted::System(_)));
    let root = gvs.and_then(|choice| choice.wanted.goroot());
    let Some(mut left) = Left::find(context, root.as_deref()) else {
        return Err(Error::NoSystemDefault);
    };
    let file = shown(&left.file, &context.env);
    let mut skips = false;
    if args.keys.is_empty() {
        skips = left.without_unchecked(context);
    } else {
        left.settings.retain(|setting| args.keys.iter().any(|key| key == setting.key));
    }
    if left.settings.is_empty() {
        if skips {
            return Ok(0);
        }
        ui.done(&say!(
            lang,
            "every setting of {file} is in force with gv's Go too",
            "{file} 中的设置在 gv 的 Go 中同样有效"
        ));
        return Ok(0);
    }
    let values: Vec<_> =
        left.settings.iter().map(|setting| (setting.key.to_owned(), Some(setting.value.clone()))).collect();
    let plan = change::write(&Edit { values: values.clone(), dry: true }, Target::User, context)?;
    let target = shown(&plan.file, &context.env);
    ui.say(&format!("{file} → {target}"));
    for carried in &left.settings {
        let Carried { key, value, .. } = carried;
        ui.say(&say!(
            lang,
            "+ {key}={value}   (now: {instead})",
            "+ {key}={value}   （目前：{instead}）",
            value = masked(key, value),
            instead = carried.instead_shown(lang)
        ));
    }
    if args.dry_run {
        return Ok(0);
    }
    if !args.yes {
        match ui.confirm(&say!(lang, "Write this to {target}?", "写入 {target}？")) {
            Some(true) => {}
            Some(false) => return Ok(0),
            None => return Err(Error::Unconfirmed { command: "gv env import system".to_owned() }),
        }
    }
    let edited = change::write(&Edit { values, dry: false }, Target::User, context)?;
    change::tell(&edited, Target::User, context);
    Ok(0)
}
