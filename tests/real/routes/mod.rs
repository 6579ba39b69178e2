//! What gv says of the way of a module, held against what the `go` command does: the very list of the unit tests, each
//! line with a `go` that has a pretended internet around it and programs in place of git and its like, which only note
//! how they were called.

#[path = "../../net/lab/authority.rs"]
#[expect(dead_code, reason = "what only the lab of `gv doctor net` needs")]
mod authority;
mod expected;
mod internet;
mod traveller;

use crate::stage::Stage;
use expected::{Case, Checksum, Lead, cases};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use traveller::{Journey, Traveller};

/// Go's answer to a module path that it does not even look for.
const NO_PATH: [&str; 3] = ["malformed module path", "invalid module path", "not a module path"];

#[test]
fn routes_are_those_that_go_takes() {
    let Some(traveller) = traveller() else { return };
    let compared = AtomicUsize::new(0);
    let wrong = in_turn(&cases(), |case| {
        let mut wrong = Vec::new();
        for (status, what) in [(404, "nobody has it"), (500, "everybody fails")] {
            let journey = traveller.asks(case, status);
            compared.fetch_add(1, Ordering::Relaxed);
            wrong.extend(
                differs(case, &journey, status == 404).map(|why| format!("{what}: {why}\n{journey}")),
            );
        }
        if let Some(journey) = traveller.downloads(case) {
            compared.fetch_add(1, Ordering::Relaxed);
            wrong
                .extend(differs_in_checksum(case, &journey).map(|why| format!("download: {why}\n{journey}")));
        }
        wrong.into_iter().map(|why| format!("{case}\n  {why}")).collect()
    });
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    let compared = compared.into_inner();
    println!("{compared} journeys of go compared");
    assert!(compared >= 200, "only {compared} were compared");
}

#[test]
fn patterns_cover_what_they_cover_for_go() {
    const CASES: [(&str, &str, Option<&str>); 96] = include!("../../../src/golang/pattern/cases.in");
    let Some(traveller) = traveller() else { return };
    let compared = AtomicUsize::new(0);
    let wrong = in_turn(&CASES, |(list, module, expected)| {
        let set = [("GONOPROXY", *list), ("GOPROXY", "https://proxy.example")];
        let journey = traveller.lists(&set, &format!("{module}@v1.0.0"), 404);
        let asked = journey.asked.iter().any(|url| url.starts_with("https://proxy.example/"));
        if NO_PATH.iter().any(|text| journey.said.contains(text)) && journey.asked.is_empty() {
            return Vec::new();
        }
        compared.fetch_add(1, Ordering::Relaxed);
        let same = asked == expected.is_none();
        if same { Vec::new() } else { vec![format!("{list:?} over {module:?}: {expected:?}\n{journey}")] }
    });
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    let compared = compared.into_inner();
    println!("{compared} journeys of go compared");
    assert!(compared >= 70, "only {compared} were compared");
}

fn traveller() -> Option<Traveller> {
    let stage = Stage::set()?;
    let newest = stage.versions()[0].clone();
    stage.install(&[&newest]);
    let go = stage.goroot(&newest).join("bin").join(format!("go{}", std::env::consts::EXE_SUFFIX));
    Some(Traveller::new(stage, go))
}

/// Does all of them, a few at once: what they have to say.
fn in_turn<C: Sync>(cases: &[C], check: impl Fn(&C) -> Vec<String> + Sync) -> Vec<String> {
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let said = check(case);
                    wrong.lock().unwrap().extend(said);
                }
            });
        }
    });
    wrong.into_inner().unwrap()
}

/// Where a journey is not the one that was said, if nobody had the module (`missing`) or everybody failed.
fn differs(case: &Case, journey: &Journey, missing: bool) -> Option<String> {
    let (proxies, direct) = case.way(missing);
    let asked = journey.proxies(case);
    if asked != proxies {
        return Some(format!("proxies {proxies:?} were said, {asked:?} were asked"));
    }
    let expected = if direct { &case.lead } else { &Lead::None };
    let holds = match expected {
        Lead::None | Lead::Impossible => !journey.went_directly(),
        Lead::Refused => !journey.ran_a_tool() && journey.said.contains("GOVCS disallows"),
        Lead::Discovery => journey.discovered(case) && !journey.ran_a_tool(),
        Lead::Repository { tool, url } => journey.ran(tool, url),
    };
    (!holds).then(|| format!("{expected:?} was said"))
}

fn differs_in_checksum(case: &Case, journey: &Journey) -> Option<String> {
    let (proxied, direct) = (journey.looked_up_through_a_proxy(), journey.looked_up_directly());
    let holds = match &case.checksum {
        Checksum::Through(name) => journey.looked_up_as(name) && direct.is_empty(),
        Checksum::Directly(_) => proxied.is_empty() && !direct.is_empty(),
        Checksum::Unasked => proxied.is_empty() && direct.is_empty() && journey.succeeded,
        Checksum::Fails => proxied.is_empty() && direct.is_empty() && !journey.succeeded,
    };
    (!holds).then(|| format!("{:?} was said", case.checksum))
}
