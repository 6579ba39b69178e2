//! `gv` alone: where you stand.

use super::{Done, obtain, r#use};
use crate::context::Context;
use crate::shim::{self, Wanted};
use crate::store::Store;
use crate::ui::paths::{place, shown};
use crate::ui::{Report, table};

/// Shows what `go` means here, the default, what is installed, and what PATH lacks.
pub fn run(context: &Context) -> Done {
    let (ui, store) = (&context.ui, Store::of(&context.home));
    let installed = obtain::versions(&store)?;
    ui.data(&format!("gv {}", env!("CARGO_PKG_VERSION")));
    let default =
        store.default_version()?.map_or_else(|| ui.lang.no_default(), |version| version.toolchain_name());
    let count = installed.len().to_string();
    let rows = [
        (ui.lang.label_here(), here(context, &store)),
        (ui.lang.label_default(), default),
        (ui.lang.label_installed(), count),
        (ui.lang.label_home(), shown(context.home.root(), &context.env)),
    ];
    for line in table::columns(&rows.map(|(label, value)| vec![format!("  {label}"), value])) {
        ui.data(&line);
    }
    if installed.is_empty() {
        ui.say(&ui.lang.first_steps());
    }
    r#use::tell_path(context);
    ui.say(&ui.lang.see_help());
    Ok(0)
}

fn here(context: &Context, store: &Store) -> String {
    let lang = context.ui.lang;
    let choice = match shim::choose(context.env.cwd(), &context.env, store) {
        Ok(choice) => choice,
        Err(error) => return Report::of(&error, lang).message,
    };
    let what = match &choice.wanted {
        Wanted::Toolchain(toolchain) => toolchain.version.toolchain_name(),
        Wanted::Missing(spec) => lang.missing_here(spec),
        Wanted::System(path) => shown(path, &context.env),
        Wanted::Nothing => return lang.no_default(),
    };
    match choice.place() {
        Some((file, line)) => format!("{what}   {}", place(file, line, &context.env)),
        None => what,
    }
}

crate::ui::messages! {
    missing_here(spec: &crate::version::Spec) { en: "go{spec} (not installed yet)", zh: "go{spec}（尚未安装）" }
}
