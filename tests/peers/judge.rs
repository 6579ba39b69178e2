//! One network looked at: what `go` does, and whether gv says so.

use crate::client::{Client, Ran};
use crate::network::Network;
use crate::stage::Stage;
use serde_json::Value;
use std::fmt;

/// What a network came to.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that was judged")]
pub struct Outcome {
    name: &'static str,
    works: bool,
    /// Whether a real `go` makes of it what is written down.
    as_go: bool,
    /// Whether the first finding is right; where `go` works, whether nothing is called an error.
    told: bool,
    /// Whether `gv route --check` ends as `go` does.
    route: bool,
    /// Commands that were proposed, and whether `go` works after each.
    fixes: Vec<(String, bool)>,
    millis: f64,
    remarks: Vec<String>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.is_right() { "ok  " } else { "FAIL" };
        write!(f, "{mark} {} ({:.1} s)", self.name, self.millis / 1000.0)?;
        self.remarks.iter().try_for_each(|remark| write!(f, "\n       {remark}"))
    }
}

impl Outcome {
    fn is_right(&self) -> bool {
        self.as_go && self.told && self.route && self.fixes.iter().all(|fix| fix.1)
    }
}

/// Longer than `go` waits for a proxy.
const PATIENCE: u32 = 75;

/// Looks at a network with a `go`, where there is one, and with gv.
pub fn look(stage: &Stage, network: &Network) -> Outcome {
    let client = Client::of(stage, network);
    let mut outcome = Outcome {
        name: network.name,
        works: network.works,
        as_go: true,
        told: true,
        route: true,
        fixes: Vec::new(),
        millis: 0.0,
        remarks: Vec::new(),
    };
    let mut go = if network.cold { None } else { client.go("", PATIENCE) };
    let doctor = client.gv(&["doctor", "net", "--json"]);
    client.keep("doctor", &doctor);
    judge_log(stage, network, &mut outcome);
    if network.cold {
        go = client.go("", PATIENCE);
    }
    if let Some(go) = &go {
        client.keep("go", go);
        outcome.as_go = (go.code == Some(0)) == network.works;
        if !outcome.as_go {
            let last = go.said.lines().last().unwrap_or_default();
            outcome.remarks.push(format!("go itself [{:?}]: {last}", go.code));
        }
        judge_explained(&client, network, go, &mut outcome);
    }
    if std::env::var_os("GV_PEERS_OUT").is_some() {
        client.keep("text", &client.gv(&["doctor", "net"]));
        client.keep("install", &client.gv(&["install", "--from", "goproxy", "1.27.3"]));
    }
    let json: Value = serde_json::from_str(&doctor.printed)
        .unwrap_or_else(|error| panic!("{}: {error}: {}{}", network.name, doctor.printed, doctor.said));
    outcome.millis = json["millis"].as_f64().unwrap();
    assert!(outcome.millis < 15_500.0, "{}: {}", network.name, doctor.printed);
    judge_findings(network, &json, doctor.code, &mut outcome);
    judge_route(&client, network, &mut outcome);
    if go.is_some() {
        try_fixes(&client, network, &json, &mut outcome);
    }
    outcome
}

fn findings(json: &Value) -> impl Iterator<Item = (&str, &str)> {
    let all = json["findings"].as_array().unwrap().iter();
    all.map(|finding| (finding["id"].as_str().unwrap(), finding["level"].as_str().unwrap()))
}

fn judge_findings(network: &Network, json: &Value, code: Option<i32>, outcome: &mut Outcome) {
    let all: Vec<_> = findings(json).collect();
    if network.works {
        // What takes longer than gv looks at it may be said to.
        let calm = |level: &str| level == "info" || network.warned && level == "warning";
        let first = all.iter().find(|(_, level)| *level != "info").map(|(id, _)| *id);
        let named = first.is_none_or(|id| network.first.is_empty() || network.first.contains(&id));
        outcome.told &= code == Some(0) && named && all.iter().all(|(_, level)| calm(level));
    } else {
        // Whether something hangs for good cannot be told in 15 seconds.
        let grave = |level: &str| level == "error" || network.hangs && level == "warning";
        outcome.told = outcome.told
            && (code == Some(1) || network.hangs)
            && all.first().is_some_and(|(id, level)| network.first.contains(id) && grave(level));
    }
    let text = json["findings"].to_string();
    let missing = network.words.iter().find(|words| !text.contains(**words));
    let harmful = HARMFUL.iter().find(|words| network.name.starts_with("athens") && text.contains(**words));
    if missing.is_some() || harmful.is_some() {
        outcome.told = false;
        outcome.remarks.push(format!("doctor net lacks {missing:?}, has {harmful:?}: {text}"));
    }
    if !outcome.told {
        let told: Vec<_> = all.iter().map(|(id, level)| format!("{id} {level}")).collect();
        let expected = if network.works { "nothing wrong".to_owned() } else { network.first.join(" or ") };
        outcome.remarks.push(format!("doctor net [{code:?}]: {}; expected: {expected}", told.join(", ")));
    }
}

/// What makes a proxy of modules fetch and keep, and was not asked for, is not there in its log.
fn judge_log(stage: &Stage, network: &Network, outcome: &mut Outcome) {
    let Some(name) = network.untouched else { return };
    let log = std::fs::read_to_string(stage.folder().join("log").join(name)).unwrap();
    let fetching = |line: &&str| [".info ", ".mod ", ".zip "].iter().any(|end| line.contains(end));
    let asked: Vec<_> = log.lines().filter(fetching).collect();
    if log.is_empty() || !asked.is_empty() {
        outcome.told = false;
        outcome.remarks.push(format!("the proxy was asked for: {asked:?}"));
    }
}

/// What `gv explain` says first of what `go` said.
fn judge_explained(client: &Client<'_>, network: &Network, go: &Ran, outcome: &mut Outcome) {
    if network.explained.is_empty() {
        return;
    }
    let explained = client.explained(&go.said);
    client.keep("explained", &explained);
    let json: Value = serde_json::from_str(&explained.printed).unwrap();
    let first = json["causes"][0]["id"].as_str().unwrap_or("none").to_owned();
    let fixes = json["causes"].as_array().unwrap().iter().map(|cause| cause["fix"]["command"].to_string());
    let harmful = fixes.into_iter().any(|fix| HARMFUL.iter().any(|words| fix.contains(words)));
    if !network.explained.contains(&first.as_str()) || harmful {
        outcome.told = false;
        outcome.remarks.push(format!("explain: {first}; expected: {}", network.explained.join(" or ")));
    }
}

/// What is never proposed where a company's own proxy is at fault: it goes round who approves, or takes a check off.
const HARMFUL: [&str; 6] =
    ["|direct", ",direct", "GOSUMDB=", "GONOSUMDB", "env preset private", "https://goproxy.cn"];

fn judge_route(client: &Client<'_>, network: &Network, outcome: &mut Outcome) {
    let route = client.gv(&["route", "--check", network.module]);
    client.keep("route", &route);
    outcome.route = (route.code == Some(0)) == network.works;
    if !outcome.route {
        let last = route.printed.lines().last().unwrap_or_default().to_owned();
        outcome.remarks.push(format!("route --check [{:?}]: {last} {}", route.code, route.said.trim()));
    }
}

/// Applies each command that is proposed to a machine of its own: after it `go` works.
fn try_fixes(client: &Client<'_>, network: &Network, json: &Value, outcome: &mut Outcome) {
    for finding in json["findings"].as_array().unwrap() {
        // What is no matter of `go` does not make it work.
        if !outcome.works && finding["level"] == "info" {
            continue;
        }
        for command in ["command", "other"].into_iter().filter_map(|key| finding["fix"][key].as_str()) {
            if outcome.fixes.iter().any(|fix| fix.0 == command) {
                continue;
            }
            let go = client.go(command, PATIENCE);
            let behind = |said: &str| network.behind.is_some_and(|words| said.contains(words));
            let worked = go.as_ref().is_some_and(|go| go.code == Some(0) || behind(&go.said));
            if let Some(go) = &go {
                client.keep("fix", go);
            }
            if !worked {
                let said = go.map(|go| go.said).unwrap_or_default();
                let last = said.lines().last().unwrap_or_default().to_owned();
                outcome.remarks.push(format!("after {command}: {last}"));
            }
            outcome.fixes.push((command.to_owned(), worked));
        }
    }
}

/// Says what all came to, and fails where that is less than is promised.
pub fn report(outcomes: &[Outcome]) {
    let count = |test: &dyn Fn(&Outcome) -> bool| outcomes.iter().filter(|it| test(it)).count();
    let (works, fails) = (count(&|it| it.works), count(&|it| !it.works));
    let (calm, right) = (count(&|it| it.works && it.told), count(&|it| !it.works && it.told));
    let route = count(&|it| it.route);
    let fixes: Vec<_> = outcomes.iter().flat_map(|it| &it.fixes).collect();
    let good = fixes.iter().filter(|fix| fix.1).count();
    let slowest = outcomes.iter().map(|it| it.millis).fold(0.0, f64::max) / 1000.0;
    eprintln!(
        "{} networks: go works in {works}, gv finds nothing wrong in {calm}; go fails in {fails}, the first finding is \
         right in {right}; route --check as go in {route}; fixes applied {}, go works after {good}; slowest {slowest:.1} s",
        outcomes.len(),
        fixes.len(),
    );
    assert!(
        outcomes.iter().all(|it| it.as_go),
        "go itself makes something else of a network than is written down"
    );
    assert_eq!(calm, works, "something is called wrong where go works");
    assert!(right * 100 >= fails * 95, "the first finding is right in {right} of {fails}");
    assert_eq!(route, outcomes.len(), "route --check is not as go");
    assert_eq!(good, fixes.len(), "a fix does not help");
}
