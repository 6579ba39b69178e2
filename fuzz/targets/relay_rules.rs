//! `[relay]` of config.toml: the first line of the input is GOPRIVATE, the second a target, the rest the file. The first
//! rule that covers the host decides, and a private host takes only upstreams that may carry it.
#![no_main]

use gv::config::Config;
use gv::env::Env;
use gv::golang::pattern::Patterns;
use gv::home::Home;
use gv::relay::{Plan, Target};
use gv_fuzz::relay::folder;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut lines = text.splitn(3, '\n');
    let (private, target, file) = (
        lines.next().unwrap_or_default(),
        lines.next().unwrap_or_default(),
        lines.next().unwrap_or_default(),
    );
    let variables = [("GOENV", "off"), ("GOPRIVATE", private)];
    let env = Env::from_vars(variables.map(|(name, value)| (name.into(), value.into())));
    std::fs::write(folder().join("config.toml"), file).unwrap();
    let Ok(config) = Config::load(&Home::at(folder()), &env) else { return };
    let (Ok(plan), Ok(again)) = (Plan::read(&config, &env, &[]), Plan::read(&config, &env, &[])) else {
        return;
    };
    assert_eq!(plan.hash(&config), again.hash(&config));
    for upstream in &plan.upstreams {
        if let Some(account) = upstream.account.as_ref().filter(|account| account.password.len() > 8) {
            assert!(!upstream.shown().contains(&account.password));
        }
    }
    let Some(target) = Target::parse(target) else { return };
    assert_eq!(Target::parse(&target.to_string()), Some(target.clone()));
    let route = plan.route(&target);
    let covering = config.relay.rule.iter().find_map(|rule| {
        Some((Patterns::parse(&rule.hosts).covering(&target.host)?.text().to_owned(), rule.via.clone()))
    });
    assert_eq!(route.is_private, Patterns::parse(private).covering(&target.host).is_some());
    let named: Vec<_> = route.via.iter().map(|place| plan.upstreams[*place].name.clone()).collect();
    assert!(!route.is_private || route.via.iter().all(|place| plan.upstreams[*place].private));
    match covering {
        Some((pattern, via)) => {
            assert_eq!(route.rule, pattern);
            assert!(named.iter().all(|name| via.contains(name)));
            assert_eq!(route.is_narrowed, named.len() < via.len());
        }
        None => assert_eq!(route.rule, "*"),
    }
});
