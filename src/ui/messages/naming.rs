//! Names and addresses: what `gv dns` says.

use crate::resolve::Layer;
use crate::ui::Lang;

impl Lang {
    /// Where the way to a host ends.
    pub fn dns_layer(self, layer: Layer) -> String {
        match layer {
            Layer::Names => self.dns_no_address(),
            Layer::Tcp => self.dns_no_connection(),
            Layer::Tls => self.dns_no_handshake(),
        }
    }
}

crate::ui::messages! {
    dns_no_address() { en: "nobody knows an address", zh: "无法得到任何地址" }
    dns_no_connection() { en: "no address can be connected to", zh: "所有地址都无法连接" }
    dns_no_handshake() { en: "at no address is the certificate believed", zh: "所有地址的证书都不可信" }

    dns_proxied(host: &str, variable: &str) {
        en: "{host}: go goes through the proxy of {variable}, which looks the name up: nothing to do here",
        zh: "{host}：go 会通过 {variable} 指定的代理访问，由代理解析名称，此处无需处理",
    }
    dns_well() {
        en: "the system's addresses pass TLS: nothing is needed (--force prints lines all the same)",
        zh: "系统给出的地址通过了 TLS 验证，无需修复（--force 仍会输出地址行）",
    }
    dns_failed(host: &str, layer: &str) {
        en: "{host}: {layer}, so there is no line for it (gv doctor net {host} says more)",
        zh: "{host}：{layer}，因此没有写入它（详情见 gv doctor net {host}）",
    }
    dns_shadow(line: usize, file: &str, host: &str) {
        en: "line {line} of {file} names {host} too and counts first: take it out",
        zh: "{file} 第 {line} 行也写有 {host}，并且优先生效：请删除该行",
    }
    dns_system() { en: "system", zh: "系统" }
    dns_hosts_line(line: usize) { en: "hosts file, line {line}", zh: "hosts 文件第 {line} 行" }
    dns_silent() { en: "no answer in time", zh: "超时未应答" }
    dns_unreached() { en: "cannot be reached", zh: "无法连接" }
    dns_no_name() { en: "no such name", zh: "没有这个名称" }
    dns_empty() { en: "no address", zh: "没有地址" }
    dns_well_checked() { en: "the system's addresses pass TLS", zh: "系统给出的地址通过了 TLS 验证" }
    dns_bad(hosts: &str) {
        en: "no address of the system's passes TLS: {hosts}",
        zh: "系统给出的地址都没有通过 TLS 验证：{hosts}",
    }
    dns_next(command: &str) { en: "next: {command}", zh: "下一步：{command}" }
    dns_ask() { en: "Write this?", zh: "要这样写入吗？" }
    dns_written(file: &str) { en: "written into {file}", zh: "已写入 {file}" }
    dns_undo_with(command: &str) {
        en: "addresses change: when DNS works again, {command} takes them out",
        zh: "地址可能变化：DNS 恢复正常后，请用 {command} 将其删除",
    }
    dns_no_block(file: &str) { en: "{file} holds nothing of gv dns", zh: "{file} 中没有 gv dns 写入的内容" }
    dns_undone(file: &str) { en: "{file} is as it was before", zh: "{file} 已恢复原状" }
    dns_restart(command: &str) { en: "dnsmasq reads it after: {command}", zh: "执行 {command} 后 dnsmasq 才会读取" }
    dns_put_it(file: &str) {
        en: "these lines belong into {file} (--apply shows the change and makes it); addresses change, so take them out when DNS works again",
        zh: "请将以上各行写入 {file}（--apply 会先显示改动再写入）；地址可能变化，DNS 恢复正常后请将其删除",
    }
}
