//! `gv env trust [FILE] [--list] [--json]` and `gv env untrust [FILE]`

use super::{findings, notice};
use crate::commands::args::{arguments, help};
use crate::commands::{Done, Error};
use crate::context::Context;
use crate::effective::EffectiveEnv;
use crate::env::paths::shown;
use crate::lang::{Lang, code, say};
use crate::project::settings::{self, Entry, File, NAME, Settings, Standing, State, Trust};
use crate::system::directory::real;
use crate::ui::Tone;
use crate::ui::table;
use serde::Serialize;
use std::path::{Component, Path, PathBuf};

#[derive(Serialize)]
struct Listing {
    schema_version: u32,
    files: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    path: String,
    state: &'static str,
}

arguments! {
    /// What `gv env trust` takes.
    pub struct Args = [
        "Show a go.env that came with the code, and start using it",
        "显示随代码而来的 go.env，并让它生效"
    ] {
        #[arg(value_name = "FILE", conflicts_with = "list")]
        file: Option<PathBuf> = (help_file),
        #[arg(long, conflicts_with = "yes")]
        list: bool = ["List the trusted files, and whether they have changed", "列出已信任的文件及其是否改动"],
        #[arg(long, short)]
        yes: bool = (help::yes),
        #[arg(long, requires = "list")]
        json: bool = (help::json),
    }
}

arguments! {
    /// What `gv env untrust` takes.
    pub struct UntrustArgs = ["Stop using a go.env", "不再使用某个 go.env"] {
        #[arg(value_name = "FILE")]
        file: Option<PathBuf> = (help_file),
    }
}

fn help_file(lang: Lang) -> String {
    say!(
        lang,
        "A go.env; that of this directory's project if left out",
        "某个 go.env；省略时为当前目录所属项目的 go.env"
    )
}

/// Shows what a go.env says, asks on a terminal, and trusts exactly that.
pub fn trust(args: &Args, context: &Context) -> Done {
    if args.list {
        return list(context, args.json);
    }
    let (ui, lang) = (&context.ui, context.ui.lang);
    let here = EffectiveEnv::read(&context.env, &context.home);
    let settings = Settings::at(named(args.file.as_deref(), &here, context)?, &context.home);
    let path = shown(&settings.path, &context.env);
    let file = match settings.state {
        State::Refused(refusal) => return Err(settings::Error::Refused(refusal).into()),
        State::Empty(_) => {
            ui.done(&say!(
                lang,
                "{path} sets nothing: there is nothing to trust",
                "{path} 没有任何设置，无需信任"
            ));
            return Ok(0);
        }
        State::Trusted(file) | State::Untrusted(file) => file,
    };
    let is_known = Trust::of(&context.home).holds(&file);
    ui.say(&path);
    show(&file, context);
    if file.has_crlf() {
        ui.warn(&notice::has_crlf(lang));
    }
    findings::tell_of_file(&file, context);
    // What was read once is what was shown, and what is trusted. Where nobody can be asked, the command is the answer.
    let agreed = is_known
        || args.yes
        || ui
            .confirm(&say!(lang, "Trust {path} with this content?", "信任内容如上的 {path}？"))
            .unwrap_or(true);
    if !agreed {
        ui.say(&say!(lang, "{path} is not trusted", "未信任 {path}"));
        return Ok(code::FAILED);
    }
    Trust::of(&context.home).give(&file)?;
    ui.done(&say!(
        lang,
        "{path} is trusted as it is now; changed by one byte, it is not",
        "已信任 {path} 当前的内容；只要改动一个字节，信任即失效"
    ));
    Ok(0)
}

/// Trusts a go.env no more.
pub fn untrust(args: &UntrustArgs, context: &Context) -> Done {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let path = named(args.file.as_deref(), &EffectiveEnv::read(&context.env, &context.home), context)?;
    let was = Trust::of(&context.home).take(&path)?;
    let path = shown(&path, &context.env);
    if was {
        ui.done(&say!(lang, "{path} is no longer trusted", "已不再信任 {path}"));
    } else {
        ui.say(&say!(lang, "{path} was not trusted", "{path} 本来就未被信任"));
    }
    Ok(0)
}

/// The file that was typed (or the one in a folder that was), else the project's.
fn named(typed: Option<&Path>, here: &EffectiveEnv, context: &Context) -> Result<PathBuf, Error> {
    if let Some(typed) = typed {
        let path = context.env.cwd().join(typed);
        return Ok(without_dots(&if path.is_dir() { path.join(NAME) } else { path }));
    }
    let dir = here.survey.dir().to_owned();
    Ok(here.settings.as_ref().map(|settings| settings.path.clone()).ok_or(settings::Error::None { dir })?)
}

/// The same file, shown as people would. Only the folder is resolved: the file itself may be no link.
fn without_dots(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|_| path.components().any(|part| part == Component::ParentDir));
    match (folder.and_then(|folder| real(folder).ok()), path.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => path.components().collect(),
    }
}

/// Each setting with what it does.
fn show(file: &File, context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    for Entry { key, value, line } in file.entries() {
        ui.say(&format!("  {line}: {key}={value}"));
        if value.is_empty() {
            continue;
        }
        if *key == "GOAUTH" && runs_programs(value) {
            ui.warn(&say!(
                lang,
                "GOAUTH RUNS A PROGRAM of the project's choice whenever go fetches a module: {value}",
                "注意：每当 go 获取模块时，GOAUTH 都会运行项目指定的程序：{value}"
            ));
        } else {
            ui.say(&format!("     {}", effect(key, value, lang)));
        }
    }
}

/// Whether GOAUTH names a command; `git DIR` runs git, and what the folder's settings name.
fn runs_programs(goauth: &str) -> bool {
    goauth.split(';').map(str::trim).any(|command| !matches!(command, "" | "off" | "netrc"))
}

fn list(context: &Context, json: bool) -> Done {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let known = Trust::of(&context.home).list()?;
    if json {
        let row =
            |one: &settings::Known| Row { path: one.path.display().to_string(), state: id(one.standing) };
        ui.json(&Listing { schema_version: 1, files: known.iter().map(row).collect() });
        return Ok(0);
    }
    if known.is_empty() {
        ui.say(&say!(lang, "no go.env is trusted", "没有信任任何 go.env"));
    }
    let rows: Vec<_> = known
        .iter()
        .map(|one| {
            let (tone, note) = match one.standing {
                Standing::InForce => (Tone::Good, say!(lang, "trusted", "已信任")),
                Standing::Changed => {
                    (Tone::Notice, say!(lang, "changed since, and not trusted", "之后有改动，未被信任"))
                }
                Standing::Gone => (Tone::Faint, say!(lang, "no longer there", "已不存在")),
            };
            vec![shown(&one.path, &context.env), ui.tinted(tone, &note)]
        })
        .collect();
    for line in table::columns(&rows) {
        ui.data(&line);
    }
    Ok(0)
}

fn id(standing: Standing) -> &'static str {
    match standing {
        Standing::InForce => "in_force",
        Standing::Changed => "changed",
        Standing::Gone => "gone",
    }
}

/// What a setting of a go.env does.
fn effect(key: &str, value: &str, lang: Lang) -> String {
    match key {
        "GOPROXY" if value == "off" => say!(lang, "go downloads no module", "go 不获取任何模块"),
        "GOPROXY" if value == "direct" => {
            say!(lang, "modules are downloaded from their own hosts", "直接从各模块的主机获取")
        }
        "GOPROXY" => say!(lang, "modules are downloaded from there", "从这里获取模块"),
        "GOSUMDB" if value == "off" => {
            say!(
                lang,
                "modules that are not in go.sum yet are not verified",
                "go.sum 中还没有的内容没有任何校验"
            )
        }
        "GOSUMDB" => {
            say!(
                lang,
                "modules that are not in go.sum yet are verified there",
                "由它校验 go.sum 中还没有的内容"
            )
        }
        "GOPRIVATE" => say!(
            lang,
            "matching modules are downloaded from their own hosts and are not verified",
            "匹配的模块直接从其主机获取，且没有任何校验"
        ),
        "GONOPROXY" => {
            say!(lang, "matching modules are downloaded from their own hosts", "匹配的模块直接从其主机获取")
        }
        "GONOSUMDB" => say!(lang, "matching modules are not verified", "匹配的模块没有任何校验"),
        "GOINSECURE" => say!(
            lang,
            "matching modules may be downloaded over plain http, or with any certificate",
            "匹配的模块可以通过明文 http 或使用任意证书传输"
        ),
        "GOVCS" => say!(lang, "these programs may download modules", "允许用这些程序获取模块"),
        "GOAUTH" => say!(lang, "how go authenticates to hosts", "go 向主机证明身份的方式"),
        _ => say!(lang, "which toolchain go may switch to", "go 可以切换到哪个工具链"),
    }
}
