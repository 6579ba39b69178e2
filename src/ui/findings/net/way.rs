//! The way to an endpoint.

use super::{Told, day, some};
use crate::diagnose::net::verdict::Verdict;
use crate::ui::Lang;

/// Hosts that are known to exist.
const PUBLIC: [&str; 5] = ["proxy.golang.org", "sum.golang.org", "go.dev", "dl.google.com", "goproxy.cn"];

pub(super) fn way(verdict: &Verdict, host: &str, lang: Lang) -> Told {
    match verdict {
        Verdict::ProxyTun { address } => {
            Told::new(lang.net_tun(host)).seen(lang.net_told(&address.to_string()))
        }
        Verdict::TunBroken { address } => Told::new(lang.net_tun_broken(host))
            .seen(lang.net_told(&address.to_string()))
            .fixed_by(lang.net_tun_fix()),
        Verdict::Clock { behind, bound } => {
            let seen = if *behind {
                lang.net_clock_behind(&day(*bound))
            } else {
                lang.net_clock_ahead(&day(*bound))
            };
            Told::new(lang.net_clock()).seen(seen).fixed_by(lang.net_clock_fix())
        }
        Verdict::TlsInspection { issuer } => Told::new(lang.net_inspection(host))
            .seen(lang.net_issued_by(issuer))
            .fixed_by(lang.net_inspection_fix(issuer)),
        Verdict::HostsOverride { line, address, by_gv, right } => {
            let told = Told::new(lang.net_hosts(host)).seen(lang.net_hosts_line(*line, &address.to_string()));
            let told = if right.is_empty() { told } else { told.seen(lang.net_right(&some(right, lang))) };
            told.fixed_by(match (by_gv, right.is_empty()) {
                (true, true) => lang.net_hosts_of_gv(),
                (true, false) => lang.net_hosts_renew(),
                (false, _) => lang.net_hosts_fix(*line),
            })
        }
        Verdict::CaptivePortal { leads_to } => {
            Told::new(lang.net_portal()).seen(lang.net_told(leads_to)).fixed_by(lang.net_portal_fix())
        }
        Verdict::Offline => Told::new(lang.net_offline()).fixed_by(lang.net_offline_fix()),
        _ => about_names(verdict, host, lang).unwrap_or_else(|| about_connections(verdict, host, lang)),
    }
}

fn about_names(verdict: &Verdict, host: &str, lang: Lang) -> Option<Told> {
    let resolver = || lang.net_other_resolver();
    Some(match verdict {
        Verdict::NxdomainRewrite { address } => Told::new(lang.net_rewrite(host))
            .seen(lang.net_rewritten(&address.to_string()))
            .fixed_by(resolver()),
        Verdict::DnsBogon { address } => {
            Told::new(lang.net_bogon(host)).seen(lang.net_told(&address.to_string())).fixed_by(resolver())
        }
        Verdict::DnsInjected { wrong, right } => Told::new(lang.net_injected(host))
            .seen(lang.net_wrong(&some(wrong, lang)))
            .seen(lang.net_right(&some(right, lang)))
            .fixed_by(lang.net_poisoned_fix()),
        Verdict::DnsPoisoned { wrong, right } => Told::new(lang.net_poisoned(host))
            .seen(lang.net_wrong(&some(wrong, lang)))
            .seen(lang.net_right(&some(right, lang)))
            .fixed_by(lang.net_poisoned_fix()),
        Verdict::DnsBlocked { right } => Told::new(lang.net_blocked(host))
            .seen(lang.net_right(&some(right, lang)))
            .fixed_by(lang.net_poisoned_fix()),
        Verdict::DnsNxdomain if PUBLIC.iter().any(|public| host.contains(public)) => {
            Told::new(lang.net_nxdomain(host)).fixed_by(lang.net_nxdomain_public_fix())
        }
        Verdict::DnsNxdomain => Told::new(lang.net_nxdomain(host)).fixed_by(lang.net_nxdomain_fix()),
        Verdict::DnsServfail { servers } => Told::new(lang.net_servfail(host))
            .seen(lang.net_servers(&some(servers, lang)))
            .fixed_by(resolver()),
        Verdict::DnsRefused { servers } => Told::new(lang.net_refuses(host))
            .seen(lang.net_servers(&some(servers, lang)))
            .fixed_by(resolver()),
        Verdict::DnsTimeout { servers } => Told::new(lang.net_dns_silent(host))
            .seen(lang.net_servers(&some(servers, lang)))
            .fixed_by(resolver()),
        _ => return None,
    })
}

fn about_connections(verdict: &Verdict, host: &str, lang: Lang) -> Told {
    let at = |address: &std::net::IpAddr| lang.net_at(&address.to_string());
    match verdict {
        Verdict::IpBlocked { addresses } => Told::new(lang.net_ip_blocked(host))
            .seen(lang.net_addresses(&some(addresses, lang)))
            .fixed_by(lang.net_other_way()),
        Verdict::TcpRefused { address } => {
            Told::new(lang.net_refused(host)).seen(at(address)).fixed_by(lang.net_refused_fix())
        }
        Verdict::TcpTimeout { address } => {
            Told::new(lang.net_silent(host)).seen(at(address)).fixed_by(lang.net_other_way())
        }
        Verdict::TcpReset { address } => {
            Told::new(lang.net_reset(host)).seen(at(address)).fixed_by(lang.net_other_way())
        }
        Verdict::TcpUnreachable { address } => {
            Told::new(lang.net_unreachable(host)).seen(at(address)).fixed_by(lang.net_unreachable_fix())
        }
        Verdict::SniBlocked { address } => Told::new(lang.net_sni(host))
            .seen(lang.net_sni_seen(&address.to_string()))
            .fixed_by(lang.net_other_way()),
        Verdict::TlsReset { address } => {
            Told::new(lang.net_tls_reset(host)).seen(at(address)).fixed_by(lang.net_other_way())
        }
        Verdict::TlsStall { address } => {
            Told::new(lang.net_tls_stall(host)).seen(at(address)).fixed_by(lang.net_other_way())
        }
        Verdict::TlsNotTls { address, http } => {
            let seen = if *http { lang.net_speaks_http() } else { lang.net_speaks_else() };
            Told::new(lang.net_not_tls(host)).seen(seen).seen(at(address)).fixed_by(lang.net_not_tls_fix())
        }
        Verdict::TlsVersion { address } => {
            Told::new(lang.net_old_tls(host)).seen(at(address)).fixed_by(lang.net_server_fix())
        }
        Verdict::TlsFailed { reason } => {
            Told::new(lang.net_tls_failed(host)).seen(reason.clone()).fixed_by(lang.net_server_fix())
        }
        _ => about_certificates(verdict, host, lang),
    }
}

fn about_certificates(verdict: &Verdict, host: &str, lang: Lang) -> Told {
    match verdict {
        Verdict::CertName { names } => Told::new(lang.net_cert_name(host))
            .seen(lang.net_cert_names(&some(names, lang)))
            .fixed_by(lang.net_cert_name_fix()),
        Verdict::CertExpired { since } => {
            Told::new(lang.net_cert_expired(host, &day(*since))).fixed_by(lang.net_server_fix())
        }
        Verdict::CertNotYet { before } => {
            Told::new(lang.net_cert_not_yet(host, &day(*before))).fixed_by(lang.net_server_fix())
        }
        Verdict::CertSelfSigned { subject } => Told::new(lang.net_cert_self(host))
            .seen(lang.net_issued_by(subject))
            .fixed_by(lang.net_cert_private_fix()),
        Verdict::CertMissingIntermediate { issuer } => Told::new(lang.net_cert_missing(host))
            .seen(lang.net_cert_missing_seen(issuer))
            .fixed_by(lang.net_cert_missing_fix()),
        Verdict::CertUntrusted { issuer } => Told::new(lang.net_cert_untrusted(host))
            .seen(lang.net_issued_by(issuer))
            .fixed_by(lang.net_cert_private_fix()),
        Verdict::Inconclusive { issuer } => Told::new(lang.net_inconclusive(host))
            .seen(lang.net_issued_by(issuer))
            .seen(lang.net_no_control())
            .fixed_by(lang.net_inconclusive_fix()),
        // Told above.
        _ => Told::new(host.to_owned()),
    }
}

crate::ui::messages! {
    net_told(address: &str) { en: "this machine is told {address}", zh: "本机得到的是 {address}" }
    net_at(address: &str) { en: "at {address}", zh: "地址 {address}" }
    net_addresses(addresses: &str) { en: "tried: {addresses}", zh: "已尝试：{addresses}" }
    net_servers(servers: &str) { en: "DNS server: {servers}", zh: "DNS 服务器：{servers}" }
    net_issued_by(issuer: &str) { en: "vouched for by: {issuer}", zh: "证书签发者：{issuer}" }
    net_wrong(addresses: &str) { en: "this machine is told {addresses}: what answers there is not that host", zh: "本机得到的是 {addresses}：那里应答的不是该主机" }
    net_right(addresses: &str) { en: "{addresses} is right: the host proves itself there", zh: "正确的是 {addresses}：该主机在那里证明了自己的身份" }

    net_tun(host: &str) {
        en: "a proxy program on this machine (TUN mode, fake-ip) carries {host}, and works",
        zh: "本机的代理程序（TUN 模式、fake-ip）正在转发 {host}，工作正常",
    }
    net_tun_broken(host: &str) {
        en: "a proxy program on this machine (TUN mode, fake-ip) takes over {host}, and does not get through",
        zh: "本机的代理程序（TUN 模式、fake-ip）接管了 {host}，但无法连通",
    }
    net_tun_fix() {
        en: "look into that program: is its node reachable, does a rule block this host? Nobody is forging DNS here",
        zh: "请检查该程序：节点是否可用，是否有规则拦截了该主机？这里并没有人伪造 DNS",
    }
    net_clock() { en: "the clock of this machine is wrong, so every certificate seems out of date", zh: "本机时钟不准，因此所有证书看起来都不在有效期内" }
    net_clock_behind(day: &str) { en: "a certificate is valid from {day} on, and that seems to lie ahead", zh: "某证书从 {day} 起生效，而按本机时间尚未到来" }
    net_clock_ahead(day: &str) { en: "a certificate is valid until {day}, and that seems to be over", zh: "某证书有效至 {day}，而按本机时间已经过去" }
    net_clock_fix() { en: "set the clock", zh: "校准系统时间" }
    net_inspection(host: &str) {
        en: "somebody on this network opens encrypted connections (a company proxy, an antivirus), and go does not trust him: {host}",
        zh: "网络中有设备或软件在解开加密连接（公司代理、杀毒软件等），而 go 不信任它：{host}",
    }
    net_inspection_fix(issuer: &str) {
        en: "if that is your company's doing, ask its IT for the certificate of {issuer:?} as ca.crt and let this machine trust it; if it is not, use another network",
        zh: "如果这是公司的安排，请向 IT 部门索取“{issuer}”的证书（ca.crt）并让本机信任它；否则请换一个网络",
    }
    net_hosts(host: &str) { en: "a line of the hosts file sends {host} to a wrong address", zh: "hosts 文件中的一行把 {host} 指向了错误的地址" }
    net_hosts_line(line: usize, address: &str) { en: "line {line}: {address}", zh: "第 {line} 行：{address}" }
    net_hosts_fix(line: usize) { en: "take line {line} out of the hosts file", zh: "从 hosts 文件中删除第 {line} 行" }
    net_hosts_of_gv() { en: "gv wrote that line when the address was right; take its lines out again", zh: "这一行由 gv 写入，当时地址是正确的；请撤销 gv 写入的内容" }
    net_hosts_renew() { en: "gv wrote that line when the address was right; let it write the one that is right now", zh: "这一行由 gv 写入，当时地址是正确的；请让 gv 改写为现在正确的地址" }
    net_portal() { en: "this network wants you to log in first (a hotel, an airport, a guest network)", zh: "此网络要求先登录（酒店、机场、访客网络等）" }
    net_portal_fix() { en: "open any page in a browser, log in, and try again", zh: "用浏览器打开任意网页完成登录后再试" }
    net_offline() { en: "this machine is offline: nothing answers at all", zh: "本机未联网：没有任何应答" }
    net_offline_fix() { en: "check the cable, the Wi-Fi or the VPN", zh: "请检查网线、Wi-Fi 或 VPN" }

    net_other_resolver() {
        en: "use another DNS server in the network settings (223.5.5.5, 1.1.1.1, or your company's)",
        zh: "在网络设置中改用其他 DNS 服务器（223.5.5.5、1.1.1.1 或公司的 DNS）",
    }
    net_rewrite(host: &str) {
        en: "DNS has no address for {host}, and leads it to an advertising page instead of saying so",
        zh: "DNS 没有 {host} 的地址，却没有如实回答，而是指向了广告页面",
    }
    net_rewritten(address: &str) { en: "names that cannot exist lead to {address}, and so does this one", zh: "不可能存在的域名会得到 {address}，此域名也是" }
    net_bogon(host: &str) { en: "DNS gives {host} an address that is nobody's: a filter keeps this host away", zh: "DNS 给 {host} 的地址不属于任何人：有过滤规则屏蔽了该主机" }
    net_injected(host: &str) { en: "somebody on the way forges DNS answers for {host}: a false one comes before the true one", zh: "有人在途中伪造 {host} 的 DNS 应答：假应答先于真应答到达" }
    net_poisoned(host: &str) { en: "DNS gives a false address for {host} (DNS poisoning)", zh: "DNS 给出了 {host} 的错误地址（DNS 污染）" }
    net_poisoned_fix() {
        en: "use mirrors that are reachable from here, or a proxy; another DNS server may not help, as answers can be forged on the way",
        zh: "请改用本地可达的镜像，或使用代理；更换 DNS 服务器未必有效，因为应答可能在途中被伪造",
    }
    net_blocked(host: &str) { en: "DNS withholds the address of {host}, and answers for other names", zh: "DNS 不给出 {host} 的地址，而对其他域名正常应答" }
    net_nxdomain(host: &str) { en: "DNS says that there is no such host: {host}", zh: "DNS 称不存在该主机：{host}" }
    net_nxdomain_public_fix() {
        en: "it exists: this DNS server knows only names of its own network, or keeps others away. Use another one in the network settings (223.5.5.5, 1.1.1.1), or your company's proxy",
        zh: "该主机确实存在：此 DNS 服务器只认识本网络的域名，或屏蔽了其他域名。请在网络设置中改用其他 DNS（223.5.5.5、1.1.1.1），或使用公司的代理",
    }
    net_nxdomain_fix() { en: "check the spelling; a name of your company's is known only inside of its network (VPN)", zh: "请检查拼写；公司内部的域名只有在内网（VPN）中才能解析" }
    net_servfail(host: &str) { en: "the DNS server fails: it has no answer for {host}", zh: "DNS 服务器出错：无法解析 {host}" }
    net_refuses(host: &str) { en: "the DNS server refuses to answer: {host}", zh: "DNS 服务器拒绝应答：{host}" }
    net_dns_silent(host: &str) { en: "the DNS server does not answer: {host}", zh: "DNS 服务器没有应答：{host}" }

    net_other_way() { en: "use a mirror that is reachable from here, or a proxy", zh: "请改用本地可达的镜像，或使用代理" }
    net_ip_blocked(host: &str) { en: "no address of {host} can be reached from this network, and other hosts can", zh: "此网络无法到达 {host} 的任何地址，而其他主机可以到达" }
    net_refused(host: &str) { en: "nobody listens at {host}", zh: "{host} 的端口没有程序监听" }
    net_refused_fix() { en: "is the port right, and does the server run?", zh: "端口是否正确，服务是否在运行？" }
    net_silent(host: &str) { en: "{host} does not answer", zh: "{host} 没有应答" }
    net_reset(host: &str) { en: "connections to {host} are cut as soon as they are made", zh: "到 {host} 的连接一建立就被切断" }
    net_unreachable(host: &str) { en: "there is no way from this machine to the network of {host}", zh: "本机没有通往 {host} 所在网络的路由" }
    net_unreachable_fix() { en: "check the VPN, and whether this network has IPv6 if the address is one", zh: "请检查 VPN；如果是 IPv6 地址，请确认此网络支持 IPv6" }
    net_sni(host: &str) { en: "somebody on the way cuts connections because {host} is named in them", zh: "有人在途中切断了写明 {host} 的连接" }
    net_sni_seen(address: &str) {
        en: "at {address} a connection in another name is answered, one in this name is cut",
        zh: "在 {address}，以其他域名发起的连接有应答，以此域名发起的则被切断",
    }
    net_tls_reset(host: &str) { en: "connections to {host} are cut before they are encrypted", zh: "到 {host} 的连接在加密之前被切断" }
    net_tls_stall(host: &str) { en: "{host} takes the connection and then says nothing", zh: "{host} 接受了连接，随后毫无应答" }
    net_not_tls(host: &str) { en: "{host} does not speak https there", zh: "{host} 的该端口不支持 https" }
    net_speaks_http() { en: "it answers in plain http", zh: "对方用普通 http 应答" }
    net_speaks_else() { en: "it answers in something else", zh: "对方用其他协议应答" }
    net_not_tls_fix() { en: "the address wants http:// or another port", zh: "该地址应使用 http://，或换一个端口" }
    net_old_tls(host: &str) { en: "{host} knows only versions of TLS that are too old to be safe", zh: "{host} 只支持过时的、不安全的 TLS 版本" }
    net_tls_failed(host: &str) { en: "no encrypted connection to {host} comes to be", zh: "无法与 {host} 建立加密连接" }
    net_server_fix() { en: "whoever runs that server has to mend it; until then use another mirror", zh: "需要由该服务器的管理者修复；在此之前请使用其他镜像" }
    net_cert_name(host: &str) { en: "what answers for {host} proves to be somebody else", zh: "以 {host} 之名应答的，经证书证明是另一主机" }
    net_cert_names(names: &str) { en: "its certificate is for {names}", zh: "其证书属于 {names}" }
    net_cert_name_fix() { en: "check the address; if it is right, whoever runs that server has to mend it", zh: "请检查地址；如果地址无误，需要由该服务器的管理者修复" }
    net_cert_expired(host: &str, day: &str) { en: "the certificate of {host} expired on {day}", zh: "{host} 的证书已于 {day} 过期" }
    net_cert_not_yet(host: &str, day: &str) { en: "the certificate of {host} is valid from {day} on only", zh: "{host} 的证书从 {day} 起才生效" }
    net_cert_self(host: &str) { en: "nobody but {host} itself says that it is {host}", zh: "除 {host} 自己之外，没有人证明它就是 {host}（自签名证书）" }
    net_cert_missing(host: &str) { en: "{host} does not send all of its proof: a certificate in between is missing", zh: "{host} 没有发送完整的证书链：缺少中间证书" }
    net_cert_missing_seen(issuer: &str) { en: "missing: the certificate of {issuer}", zh: "缺少：{issuer} 的证书" }
    net_cert_missing_fix() {
        en: "whoever runs that server has to send the whole chain (fullchain.pem); browsers fetch the missing part, go does not",
        zh: "需要由服务器管理者配置完整的证书链（fullchain.pem）；浏览器会自行补齐，go 不会",
    }
    net_cert_untrusted(host: &str) { en: "an authority that this machine does not know vouches for {host}", zh: "为 {host} 签发证书的机构不受本机信任" }
    net_cert_private_fix() {
        en: "if it is your company's server, ask for the certificate of its authority as ca.crt and let this machine trust it",
        zh: "如果这是公司的服务器，请索取其签发机构的证书（ca.crt）并让本机信任它",
    }
    net_inconclusive(host: &str) { en: "what answers for {host} cannot prove that it is {host}", zh: "以 {host} 之名应答的一方无法证明自己就是 {host}" }
    net_no_control() {
        en: "no independent DNS service could be reached, so it cannot be told whether DNS or the server is to blame",
        zh: "无法连接任何独立的 DNS 服务，因此无法判断问题在 DNS 还是在服务器",
    }
    net_inconclusive_fix() { en: "try again from another network (a phone's, say), and compare", zh: "请换一个网络（例如手机热点）再试，并比较结果" }
}
