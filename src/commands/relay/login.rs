//! `gv relay login [UPSTREAM] [--user NAME] [--stdin]`

use crate::commands::Done;
use crate::commands::args::arguments;
use crate::context::Context;
use crate::lang::say;
use crate::relay::{self, Error, LoginOrder};

arguments! {
    /// What `gv relay login` takes.
    pub struct Args = [
        "Give the relay a password, which it holds in memory until it ends",
        "向 relay 提供密码；密码只保存在内存中，直到 relay 结束"
    ] {
        #[arg(value_name = "UPSTREAM")]
        upstream: Option<String> = ["The upstream (the only one, or the one that wants a login)", "上游代理（默认唯一的，或要求登录的那个）"],
        #[arg(long, value_name = "NAME")]
        user: Option<String> = ["The user: ann, DOMAIN\\ann, ann@domain.example", "用户名：ann、DOMAIN\\ann、ann@domain.example"],
        #[arg(long)]
        stdin: bool = ["Read the password from standard input, one line", "从标准输入读取一行密码"],
    }
}

/// Asks for the password, and hands it to the relay.
pub fn run(args: &Args, context: &Context) -> Done {
    let session = super::running(context)?;
    let status = relay::status_of(&session)?;
    let upstream = status.proxy(args.upstream.as_deref())?.name.clone();
    let plan = relay::Plan::read(&context.config, &context.env, &[]).ok();
    let known = plan.and_then(|plan| plan.upstreams.into_iter().find(|it| it.name == upstream)?.user);
    let user = match args.user.clone().or(known) {
        Some(user) => user,
        None if args.stdin => return Err(Error::NoUser { name: upstream }.into()),
        None => {
            let question = say!(context.ui.lang, "user for {upstream}: ", "{upstream} 的用户名：");
            context.ui.ask(&question, false).ok_or(Error::NoUser { name: upstream.clone() })?
        }
    };
    let password = if args.stdin {
        first_line()
    } else {
        let question = say!(context.ui.lang, "password of {user}: ", "{user} 的密码：");
        context.ui.ask(&question, true)
    };
    let password = password.filter(|it| !it.is_empty()).ok_or(Error::NoPassword)?;
    relay::log_in(&session, &LoginOrder { upstream: upstream.clone(), user: user.clone(), password })?;
    context.ui.done(&say!(
        context.ui.lang,
        "the relay logs in to {upstream} as {user}; it holds the password in memory until it ends",
        "relay 将以 {user} 登录 {upstream}；密码只保存在内存中，直到 relay 结束"
    ));
    Ok(0)
}

fn first_line() -> Option<String> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).ok()?;
    Some(line.trim_end_matches(['\r', '\n']).to_owned())
}
