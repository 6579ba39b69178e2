//! What `gv doctor net` found, for people who need not know what the layers are called.

mod way;

use super::Told;
use crate::diagnose::net::{Finding, Layer, Problem};
use crate::ui::{Lang, date};

impl Lang {
    /// Puts a finding about the network into words.
    pub fn net_finding(self, finding: &Finding) -> Told {
        let targets = some(&finding.targets, self);
        match &finding.problem {
            Problem::Way(verdict) => way::way(verdict, &targets, self),
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
    net_layer_protocol() { en: "module proxy", zh: "模块代理" }
    net_layer_sumdb() { en: "checksum database", zh: "校验和数据库" }
    /// The first few, and how many there are besides.
    net_and_more(shown: &str, more: usize) { en: "{shown} and {more} more", zh: "{shown} 等（另有 {more} 个）" }
}
