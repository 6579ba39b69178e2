//! `gv __run NAME -- ARGS…`: what gv-shim starts when it cannot start a toolchain itself.

use super::args::arguments;
use super::choice::tell_passed_over;
use super::env::notice;
use super::{Done, Error, asked, ensure, exec};
use crate::config;
use crate::context::Context;
use crate::install::why_not;
use crate::lang::say;
use crate::project::settings::is_shown_to_somebody;
use crate::shim::{self, Call, Choice, Invocation, Launcher, Wanted};
use crate::store::Store;
use crate::ui::Report;
use crate::version::Spec;
use std::ffi::OsString;

arguments! {
    /// What `gv __run` takes.
    pub struct Args {
        #[arg(long)]
        notice: bool = _,
        name: OsString = _,
        #[arg(num_args = 0.., trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<OsString> = _,
    }
}

/// Chooses again, installs what is missing where that is allowed, and starts the tool. With `--notice` it first says
/// that the project's go.env is not obeyed: the shim has made sure that it is time to.
pub fn run(args: &Args, context: &Context) -> Done {
    let store = Store::of(&context.home);
    let invocation = Invocation::read(&args.name, &args.rest, &context.env)?;
    if let Some((spec, rest)) = shim::plus(&args.rest).filter(|_| invocation.is_choosing()) {
        return exec::go(spec, rest, context);
    }
    let mut call = Call::read(&invocation, &context.env, &store)?;
    if let Some(settings) = call.settings.as_ref().filter(|_| args.notice) {
        notice::tell(settings, context);
    }
    if is_shown_to_somebody(&context.env) {
        tell_passed_over(&call.choice, context);
    }
    context.permit().choice(&call.choice).map_err(shim::Error::from)?;
    match &call.choice.wanted {
        Wanted::Missing(spec) => {
            install(spec, &call.choice, context)?;
            call = Call::read(&invocation, &context.env, &store)?;
        }
        Wanted::Nothing => return Err(call.choice.nothing_of(&store).into()),
        Wanted::Toolchain(_) | Wanted::System(_) | Wanted::Program { .. } => {}
    }
    context.permit().choice(&call.choice).map_err(shim::Error::from)?;
    if call.choice.way == Launcher::Nowhere {
        ensure::make_ready(context);
        call = Call::read(&invocation, &context.env, &store)?;
    }
    if let Err(error) = config::variables::check(&context.env)
        && is_shown_to_somebody(&context.env)
    {
        context.ui.warn(&Report::of(&error, context.ui.lang).message);
    }
    shim::renew_editor(&call.choice, &context.env, &store);
    shim::proxy::hand_to_go(&context.config, &context.env);
    let code = shim::launch(&call, &args.rest, &context.env, &exec::relay(context))?;
    Ok(shim::exit_code(code))
}

/// Installs what is missing, and says who asks for it: the user has typed `go`.
fn install(spec: &Spec, choice: &Choice, context: &Context) -> Result<(), Error> {
    // What is to be installed by settings needs all of them to be read.
    config::variables::check(&context.env)?;
    let place = choice.source.as_ref().and_then(|source| asked::asker(source, context));
    if why_not(&context.config, &Store::of(&context.home)).is_none() {
        let (lang, go) = (context.ui.lang, spec.spoken());
        context.ui.say(&match &place {
            Some(place) => {
                say!(lang, "installing {go}, which {place} asks for", "正在安装 {go}（{place} 要求）")
            }
            None => say!(lang, "installing {go}", "正在安装 {go}"),
        });
    }
    let Err(error) = exec::missing(context, spec) else { return Ok(()) };
    Err(asked::by(error, choice, spec, context))
}
