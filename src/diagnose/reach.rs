//! Hosts that gv does not wait for at present, because their packets vanished while another host answered.

use super::{Finding, Machine};
use crate::lang::{between, say};
use crate::release::Reach;

pub(super) fn check(machine: &Machine<'_>) -> Option<Finding> {
    let lang = machine.lang;
    let hosts = Reach::of(machine.home, machine.env).silent();
    let minutes = hosts.iter().map(|(_, age)| age.as_secs() / 60).max()?;
    let names: Vec<&str> = hosts.iter().map(|(host, _)| host.as_str()).collect();
    let summary = say!(
        lang,
        "some hosts did not answer on this network while others did; gv does not wait for them for 4 hours",
        "此网络中有主机没有响应，而其他主机有响应；gv 在 4 小时内不再等待它们"
    );
    let seen = say!(
        lang,
        "{hosts} (seen {minutes} min ago)",
        "{hosts}（{minutes} 分钟前观察到）",
        hosts = names.join(&between(lang))
    );
    Some(Finding::info("hosts_silent", names[0], summary).seen(seen).by("gv ls-remote --refresh"))
}
