//! `gv` alone: where you stand.

use super::{Done, asked, choice, ensure, r#use};
use crate::context::Context;
use crate::env::paths::shown;
use crate::lang::{Lang, say};
use crate::shim::{self, Wanted};
use crate::store::Store;
use crate::ui::{Report, table};
use crate::version::Version;

/// Shows what `go` means here, the default, what is installed, and what PATH lacks.
pub fn run(context: &Context) -> Done {
    let (ui, store) = (&context.ui, Store::of(&context.home));
    let installed = ensure::versions(&store)?;
    ui.data(&format!("gv {}", env!("CARGO_PKG_VERSION")));
    let default = store.default_version()?.map(|version| version.toolchain_name());
    let default = default.or_else(|| system_default(context)).unwrap_or_else(|| none(ui.lang));
    let count = installed.len().to_string();
    let rows = [
        (say!(ui.lang, "here", "当前目录"), here(context, &store)),
        (say!(ui.lang, "default", "默认"), default),
        (say!(ui.lang, "installed", "已安装"), count),
        (say!(ui.lang, "home", "主目录"), shown(context.home.root(), &context.env)),
    ];
    for line in table::columns(&rows.map(|(label, value)| vec![format!("  {label}"), value])) {
        ui.data(&line);
    }
    if installed.is_empty() {
        ui.say(&say!(
            ui.lang,
            "nothing is installed yet. Begin with: gv use latest",
            "尚未安装任何工具链。可先执行：gv use latest"
        ));
    }
    r#use::tell_path(context);
    ui.say(&say!(ui.lang, "gv help lists every command", "gv help 列出全部命令"));
    Ok(0)
}

fn here(context: &Context, store: &Store) -> String {
    let lang = context.ui.lang;
    let choice = match shim::choose(context.env.cwd(), &context.env, store) {
        Ok(choice) => {
            choice::tell_passed_over(&choice, context);
            choice
        }
        Err(error) => return Report::of(&error, lang).message,
    };
    let what = match &choice.wanted {
        Wanted::Toolchain(toolchain) => toolchain.version.toolchain_name(),
        Wanted::Missing(spec) => {
            say!(lang, "{go} (not installed yet)", "{go}（尚未安装）", go = spec.spoken())
        }
        Wanted::System(path) => system(choice.wanted.version(), &shown(path, &context.env)),
        Wanted::Program { path, named } => format!("{} {}", named.name, shown(path, &context.env)),
        Wanted::Nothing => return none(lang),
    };
    match choice.source.as_ref().and_then(|source| asked::asker(source, context)) {
        Some(asker) => format!("{what}   {asker}"),
        None => what,
    }
}

/// The Go further down PATH, which stands in for a default.
fn system_default(context: &Context) -> Option<String> {
    let go = shim::system_go(&context.env, &context.home)?;
    Some(format!("system   {}", system(shim::version_of(&go), &shown(&go, &context.env))))
}

/// A Go that is not gv's, with its version where that is known.
fn system(version: Option<Version>, path: &str) -> String {
    version.map_or_else(|| path.to_owned(), |version| format!("{} {path}", version.toolchain_name()))
}

fn none(lang: Lang) -> String {
    say!(lang, "none", "无")
}
