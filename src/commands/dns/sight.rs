//! The hosts that are meant, and what is seen of them.

use crate::commands::Error;
use crate::commands::env::Here;
use crate::context::Context;
use crate::fetch;
use crate::golang::proxy::Proxies;
use crate::probe::{Budget, World};
use crate::project::settings::Held;
use crate::release::Origin;
use crate::resolve::{self, Host, Looked};
use clap::ArgMatches;

/// What is seen.
pub struct Sight {
    /// The world it is seen in.
    pub world: World,
    /// The hosts that no proxy is gone through for.
    pub looked: Vec<Looked>,
    /// The others, and the variable that names the proxy.
    pub left_out: Vec<(Host, &'static str)>,
}

impl Sight {
    /// Looks at the hosts that were typed, or those that are asked on this machine, and at these too.
    pub fn of(args: &ArgMatches, context: &Context, more: &[String]) -> Result<Self, Error> {
        let mut hosts = hosts(args, context)?;
        // A block is not the user's word for word: what stands in it is read like anything else.
        for host in more.iter().filter_map(|name| Host::parse(name).ok()) {
            if hosts.iter().all(|known| known.name != host.name) {
                hosts.push(host);
            }
        }
        let (hosts, left_out) = not_proxied(hosts, context);
        let world = World::of(&context.env, &context.config)?;
        let budget = Budget::of(world.patience.whole);
        let looked = fetch::run(resolve::look(&world, &hosts, budget));
        Ok(Self { world, looked, left_out })
    }
}

fn hosts(args: &ArgMatches, context: &Context) -> Result<Vec<Host>, Error> {
    let typed = args.try_get_many::<String>("host").ok().flatten();
    let typed: Vec<_> = typed.into_iter().flatten().collect();
    if typed.is_empty() {
        return Ok(resolve::asked(&Here::read(context).go, &Origin::configured(&context.config)?));
    }
    Ok(typed
        .into_iter()
        .map(|text| Host::parse(text))
        .collect::<Result<_, _>>()
        .map_err(resolve::Error::from)?)
}

/// Those that `go` goes to itself, and those that it goes to through a proxy: it is the proxy that looks up their names.
fn not_proxied(hosts: Vec<Host>, context: &Context) -> (Vec<Host>, Vec<(Host, &'static str)>) {
    let env = Held::read(&context.env).taken_from(&context.env).without(["ALL_PROXY", "all_proxy"]);
    // A variable that is malformed, `go` passes over.
    let proxies = Proxies::from_env(&env).unwrap_or_default();
    let proxy = |host: &Host| host.url().and_then(|url| proxies.for_url(&url).map(|proxy| proxy.variable));
    let (mut own, mut left_out) = (Vec::new(), Vec::new());
    for host in hosts {
        match proxy(&host) {
            Some(variable) => {
                context.ui.say(&context.ui.lang.dns_proxied(&host.name, variable));
                left_out.push((host, variable));
            }
            None => own.push(host),
        }
    }
    (own, left_out)
}
