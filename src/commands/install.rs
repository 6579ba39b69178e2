//! `gv install [SPEC…]`

use super::args::{Offered, arguments, help};
use super::difference::Before;
use super::ensure::Extent;
use super::{Done, Error, as_root, asked, choice, ensure};
use crate::config::usual_shared_store;
use crate::context::Context;
use crate::env::paths::shown;
use crate::home::Home;
use crate::lang::say;
use crate::release::Preference;
use crate::shim::{Choice, Wanted};
use crate::version::Spec;

arguments! {
    /// What `gv install` takes.
    pub struct Args = ["Install toolchains", "安装工具链"] {
        #[arg(value_name = "SPEC", add = Offered::Published)]
        specs: Vec<Spec> = [
            "Versions: 1.22.3, 1.22, latest, ...; the version that this directory asks for if left out",
            "版本：1.22.3、1.22、latest 等；省略时安装当前目录所要求的版本"
        ],
        #[arg(long, value_name = "SOURCE")]
        from: Option<String> = [
            "Where to download from: goproxy, mirror, or the address of one; verification stays the same",
            "下载来源：goproxy、mirror 或某个地址；校验方式不变"
        ],
        #[arg(long)]
        slim: bool = [
            "Leave out api, doc, misc and test, which building needs nothing of; gv install VERSION completes it",
            "不安装 api、doc、misc 与 test（编译不需要它们）；可用 gv install VERSION 补全"
        ],
        #[arg(long)]
        shared: bool = [
            "Into the shared store (GV_SHARED, or shared under [store] in config.toml), for all users",
            "安装到共享存储（GV_SHARED，或 config.toml 中 [store] 的 shared），供所有用户使用"
        ],
        #[arg(long)]
        refresh: bool = (help::refresh),
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv install" = ["the version that this directory asks for", "当前目录所要求的版本"],
        "gv install 1.22" = ["the newest patch of Go 1.22", "Go 1.22 的最新补丁版本"],
        "gv install 1.21.13 latest" = ["two versions", "两个版本"],
        "sudo gv install 1.22 --shared" = ["for all users of this machine", "供此计算机的所有用户使用"],
        "gv install 1.22 --slim" = ["for an image", "用于镜像"],
        "gv install 1.22 --from goproxy" = ["download from your GOPROXY", "从您的 GOPROXY 下载"],
    }
}

/// Installs every spec given, or what the working directory asks for.
pub fn run(args: &Args, context: &Context) -> Done {
    let shared = if args.shared { Some(shared(context)?) } else { None };
    let context = shared.as_ref().unwrap_or(context);
    let before = Before::of(args.json, context)?;
    Before::tell(before, install(args, context)?, context)
}

fn install(args: &Args, context: &Context) -> Done {
    as_root::caution(context);
    let via = match &args.from {
        Some(from) => Preference::parse(from).map_err(|bad| Error::From { bad })?,
        None => Preference::configured(&context.config)?,
    };
    let or_slim = |extent| if args.slim { Extent::Slim } else { extent };
    if args.specs.is_empty() {
        let choice = choice::choose(context)?;
        if let Wanted::System(go) = &choice.wanted {
            let (lang, path) = (context.ui.lang, shown(go, &context.env));
            context.ui.say(&say!(
                lang,
                "the Go on PATH is what this directory asks for: nothing is to be installed   {path}",
                "此目录要求的就是 PATH 上的 Go，无需安装   {path}"
            ));
            return Ok(0);
        }
        let spec = asked_by(&choice, context)?;
        let done = ensure::obtain_via(context, &spec, args.refresh, &via, or_slim(Extent::AsIs));
        done.map_err(|error| asked::told(error, &choice, &spec, context))?;
    }
    match args.specs.as_slice() {
        [] => Ok(0),
        [spec] => ensure::obtain_via(context, spec, args.refresh, &via, or_slim(Extent::Whole)).map(|_| 0),
        specs => {
            let all = ensure::obtain_all(context, specs, args.refresh, &via, or_slim(Extent::Whole));
            all.map(|(_, code)| code)
        }
    }
}

/// The same for the first shared store; where none is set, for the usual one of this system.
fn shared(context: &Context) -> Result<Context, Error> {
    let place = context.home.shared().next().or_else(|| Some(Home::at(usual_shared_store()?)));
    let home = place.ok_or(Error::NoSharedStore)?;
    Ok(Context { home, ..context.clone() })
}

fn asked_by(choice: &Choice, context: &Context) -> Result<Spec, Error> {
    match &choice.wanted {
        Wanted::Missing(spec) => Ok(spec.clone()),
        Wanted::Toolchain(toolchain) => Ok(Spec::Exact(toolchain.version.clone())),
        Wanted::System(_) | Wanted::Program { .. } | Wanted::Nothing => {
            Err(Error::NothingAsked { dir: context.env.cwd().to_owned() })
        }
    }
}
