//! What `gv doctor net` found, for people who need not know what the layers are called.

mod answer;
mod database;
mod settings;
mod way;

use super::Told;
use crate::diagnose::net::{Finding, Layer, Problem};
use crate::ui::{Lang, date};

impl Lang {
    /// Puts a finding about the network into words.
    pub fn net_finding(self, finding: &Finding) -> Told {
        let told = self.net_problem(finding);
        if finding.curable.is_empty() {
            return told;
        }
        let fix = told.fix.as_deref().map(|fix| self.net_or_hosts(fix));
        Told { fix, ..told }
    }

    fn net_problem(self, finding: &Finding) -> Told {
        let targets = some(&finding.targets, self);
        match &finding.problem {
            Problem::Setting(setting) => settings::setting(setting, self),
            Problem::BareEntry { entry } => settings::bare(entry, self),
            Problem::NotAdopted { variable, proxy, helps } => {
                let hit = some(finding.targets.get(1..).unwrap_or_default(), self);
                settings::not_adopted(variable, proxy, helps.then_some(&hit), self)
            }
            Problem::Proxy { broken, variable, proxy } => {
                settings::proxy(*broken, &settings::Named { variable, proxy }, &targets, self)
            }
            Problem::Way(verdict) => {
                let mut told = way::way(verdict, &targets, self);
                if let [first, _, ..] = &finding.targets[..] {
                    // What was seen was seen at the first of them.
                    let of_first = |line: &String| self.net_at_host(first, line);
                    told.evidence = told.evidence.iter().map(of_first).collect();
                }
                told
            }
            Problem::Answer { wrong, url, goes_on } => {
                answer::answer(wrong, &answer::Place { host: &targets, url, goes_on: *goes_on }, self)
            }
            Problem::SumdbUnreachable { .. }
            | Problem::SumdbProxyBroken { .. }
            | Problem::SumdbNonconforming { .. }
            | Problem::SumdbForged { .. }
            | Problem::ToolchainMissing { .. }
            | Problem::ChecksumMismatch { .. } => database::database(&finding.problem, &targets, self),
        }
    }

    /// A layer as a person would call it.
    pub fn net_layer(self, layer: Layer) -> String {
        match layer {
            Layer::Settings => self.net_layer_settings(),
            Layer::Proxy => self.net_layer_proxy(),
            Layer::Dns => "DNS".to_owned(),
            Layer::Tcp => "TCP".to_owned(),
            Layer::Tls => "TLS".to_owned(),
            Layer::Http => "HTTP".to_owned(),
            Layer::Protocol => self.net_layer_protocol(),
            Layer::Sumdb => self.net_layer_sumdb(),
        }
    }
}

/// The first few of many.
fn some(names: &[impl ToString], lang: Lang) -> String {
    const SHOWN: usize = 4;
    let shown: Vec<_> = names.iter().take(SHOWN).map(ToString::to_string).collect();
    let shown = shown.join(&lang.between());
    let more = names.len().saturating_sub(SHOWN);
    if more > 0 { lang.net_and_more(&shown, more) } else { shown }
}

/// A day of the calendar.
fn day(seconds: i64) -> String {
    date::day(u64::try_from(seconds).unwrap_or(0))
}

crate::ui::messages! {
    net_layer_settings() { en: "settings", zh: "设置" }
    net_layer_proxy() { en: "proxy", zh: "代理" }
    net_layer_protocol() { en: "modules", zh: "模块" }
    net_layer_sumdb() { en: "checksums", zh: "校验和" }
    net_or_hosts(fix: &str) {
        en: "{fix}. Or let the hosts file name addresses that were proven right just now (with --apply gv writes them, gv dns unfix --hosts takes them out again):",
        zh: "{fix}。也可以把刚刚验证无误的地址写入 hosts 文件（加上 --apply 由 gv 写入，之后用 gv dns unfix --hosts 撤销）：",
    }
    net_at_host(host: &str, what: &str) { en: "{host}: {what}", zh: "{host}：{what}" }
    /// The first few, and how many there are besides.
    net_and_more(shown: &str, more: usize) { en: "{shown} and {more} more", zh: "{shown} 等（另有 {more} 个）" }
}
