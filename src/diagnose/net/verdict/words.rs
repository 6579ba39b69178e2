//! What a user reads of a fault on the way: the catalogue's sentence, what was seen, and what helps now that it was measured.

use super::{Verdict, Which};
use crate::diagnose::Description;
use crate::diagnose::net::words::{
    certificate_names, day, issued_by, log_in, operator, other_way, own_authority, some,
};
use crate::lang::{Lang, say};
use std::fmt::Display;
use std::net::IpAddr;

/// Hosts that are known to exist.
const PUBLIC: [&str; 11] = [
    "proxy.golang.org",
    "sum.golang.org",
    "sum.golang.google.cn",
    "go.dev",
    "golang.google.cn",
    "dl.google.com",
    "goproxy.cn",
    "goproxy.io",
    "mirrors.aliyun.com",
    "mirrors.hust.edu.cn",
    "mirrors.nju.edu.cn",
];
/// What so many hosts do at once, this network does.
const SEVERAL: usize = 3;

impl Verdict {
    /// The words, about these hosts.
    pub fn description(&self, hosts: &[String], lang: Lang) -> Description {
        let shown = some(hosts, lang);
        let summary = self.more_exact(hosts, &shown, lang);
        let mut described = match summary {
            Some(summary) => Description::new(summary),
            None => Description::of(self.fault(), &shown, lang),
        };
        described.evidence.extend(self.evidence(lang));
        // A proxy program that works needs no advice.
        if matches!(self, Self::ProxyTun { .. }) {
            described
        } else {
            described.fixed_by(self.fix(hosts, lang))
        }
    }

    /// A sentence that says more than the catalogue's.
    fn more_exact(&self, hosts: &[String], host: &str, lang: Lang) -> Option<String> {
        Some(match self {
            Self::TcpRefused { .. } if hosts.len() >= SEVERAL => say!(
                lang,
                "connections to unrelated hosts are refused, so this network refuses them: {host}",
                "到多个互不相关的主机的连接都被拒绝，因此是此网络在拒绝：{host}"
            ),
            Self::Clock { .. } => say!(
                lang,
                "the clock of this machine is wrong, so no certificate seems valid",
                "本机时钟不准，因此所有证书看起来都不在有效期内"
            ),
            Self::TlsInspection { hidden: false, .. } => say!(
                lang,
                "connections to {host} are intercepted (company proxy or antivirus) with a certificate that go does not trust",
                "到 {host} 的加密连接被拦截解密（公司代理或杀毒软件），而 go 不信任其证书"
            ),
            Self::TlsInspection { hidden: true, .. } => say!(
                lang,
                "connections to {host} are intercepted; the system trusts the certificate, but SSL_CERT_FILE or SSL_CERT_DIR makes go trust others",
                "到 {host} 的加密连接被拦截解密；系统信任其证书，但 SSL_CERT_FILE 或 SSL_CERT_DIR 使 go 改为信任其他机构"
            ),
            Self::NxdomainRewrite { completed: Some(_), .. } => say!(
                lang,
                "the search list of this machine turns {host} into another name before it is looked up",
                "本机的域名搜索列表会先把 {host} 补全为另一个域名再查询"
            ),
            Self::CertName { names, .. } if names.is_empty() => say!(
                lang,
                "the certificate of {host} has no names in the field that counts (SAN)",
                "{host} 的证书在有效字段（SAN）中没有任何名称"
            ),
            Self::CertExpired { since } => say!(
                lang,
                "the certificate of {host} expired on {day}",
                "{host} 的证书已于 {day} 过期",
                day = day(*since)
            ),
            Self::CertNotYet { before } => say!(
                lang,
                "the certificate of {host} is not valid before {day}",
                "{host} 的证书从 {day} 起才生效",
                day = day(*before)
            ),
            _ => return None,
        })
    }

    /// What was seen.
    fn evidence(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::ProxyTun { address } | Self::TunBroken { address } | Self::DnsBogon { address } => {
                vec![resolves_to(address, lang)]
            }
            Self::CaptivePortal { leads_to } => vec![resolves_to(leads_to, lang)],
            Self::Clock { behind: true, bound } => vec![say!(
                lang,
                "a certificate is valid from {day} on, which seems to be in the future",
                "某证书从 {day} 起生效，而按本机时间尚未到来",
                day = day(*bound)
            )],
            Self::Clock { behind: false, bound } => vec![say!(
                lang,
                "a certificate is valid until {day}, which seems to be in the past",
                "某证书有效至 {day}，而按本机时间已经过去",
                day = day(*bound)
            )],
            Self::TlsInspection { issuer, .. }
            | Self::RootsHidden { issuer }
            | Self::CertUntrusted { issuer }
            | Self::Inconclusive { issuer }
            | Self::CertSelfSigned { subject: issuer } => vec![issued_by(issuer, lang)],
            Self::HostsOverride { line, address, right, .. } => {
                let line = say!(lang, "line {line}: {address}", "第 {line} 行：{address}");
                [line].into_iter().chain(proven(right, lang)).collect()
            }
            Self::NxdomainRewrite { address, completed: Some(name) } => {
                vec![say!(lang, "{name} has the address {address}", "{name} 的地址是 {address}")]
            }
            Self::NxdomainRewrite { address, completed: None } => vec![say!(
                lang,
                "names that cannot exist resolve to {address}, and so does this one",
                "不可能存在的域名会得到 {address}，此域名也是"
            )],
            Self::DnsInjected { wrong, right } | Self::DnsPoisoned { wrong, right } => {
                let wrong = say!(
                    lang,
                    "resolves to {addresses} here, which does not present a certificate of that host",
                    "本机得到的是 {addresses}，而那里没有出示该主机的证书",
                    addresses = some(wrong, lang)
                );
                [wrong].into_iter().chain(proven(right, lang)).collect()
            }
            Self::DnsBlocked { right } => proven(right, lang).into_iter().collect(),
            Self::DnsServfail { servers } | Self::DnsRefused { servers } | Self::DnsTimeout { servers } => {
                vec![say!(
                    lang,
                    "DNS server: {servers}",
                    "DNS 服务器：{servers}",
                    servers = some(servers, lang)
                )]
            }
            Self::IpBlocked { addresses } => {
                vec![say!(
                    lang,
                    "tried: {addresses}",
                    "已尝试：{addresses}",
                    addresses = some(addresses, lang)
                )]
            }
            Self::TcpRefused { address }
            | Self::TcpReset { address }
            | Self::TcpUnreachable { address }
            | Self::TlsVersion { address } => at(address, lang).into_iter().collect(),
            Self::TcpTimeout { address, elsewhere } => {
                at(address, lang).into_iter().chain(answers_elsewhere(elsewhere, lang)).collect()
            }
            Self::SniBlocked { address } => vec![say!(
                lang,
                "{address} answers a connection with another name, and a connection with this name is cut off",
                "在 {address}，以其他域名发起的连接有应答，以此域名发起的则被切断"
            )],
            Self::TlsReset { address, which } | Self::TlsStall { address, which } => {
                at(address, lang).into_iter().chain(which.seen(lang)).collect()
            }
            Self::TlsNotTls { address, http } => {
                let answer = if *http {
                    say!(lang, "it responds in plain http", "对方用普通 http 应答")
                } else {
                    say!(lang, "it responds in another protocol", "对方用其他协议应答")
                };
                [answer].into_iter().chain(at(address, lang)).collect()
            }
            Self::TlsFailed { reason } => vec![reason.clone()],
            Self::CertName { names, subject } if names.is_empty() => vec![say!(
                lang,
                "{subject:?} is in the common name, which go does not read",
                "“{subject}”写在通用名中，不会被 go 读取"
            )],
            Self::CertName { names, .. } => vec![certificate_names(names, lang)],
            Self::CertMissingIntermediate { issuer } => {
                vec![say!(lang, "missing: the certificate of {issuer}", "缺少：{issuer} 的证书")]
            }
            Self::DnsNxdomain | Self::Offline | Self::CertExpired { .. } | Self::CertNotYet { .. } => {
                Vec::new()
            }
        }
    }

    /// What helps.
    fn fix(&self, hosts: &[String], lang: Lang) -> String {
        match self {
            Self::ProxyTun { .. } | Self::TunBroken { .. } => say!(
                lang,
                "look into that program: is its node reachable, does a rule block this host? DNS is not forged here",
                "请检查该程序：节点是否可用，是否有规则拦截了该主机？这里的 DNS 并未被伪造"
            ),
            Self::Clock { .. } => say!(lang, "set the clock", "校准系统时间"),
            Self::TlsInspection { issuer, hidden: false } => say!(
                lang,
                "if your company does that, ask its IT for the certificate of {issuer:?} as ca.crt and let this machine trust it; otherwise use another network",
                "如果这是公司的安排，请向 IT 部门索取“{issuer}”的证书（ca.crt）并让本机信任它；否则请换一个网络"
            ),
            Self::TlsInspection { hidden: true, .. } | Self::RootsHidden { .. } => say!(
                lang,
                "let go read the system's authorities again (or add the missing certificate to that file):",
                "让 go 重新读取系统的根证书（或把缺少的证书加入该文件）："
            ),
            Self::HostsOverride { by_gv: true, right, .. } if right.is_empty() => say!(
                lang,
                "gv wrote that line when the address was right; remove gv's lines again",
                "这一行由 gv 写入，当时地址是正确的；请撤销 gv 写入的内容"
            ),
            Self::HostsOverride { by_gv: true, .. } => say!(
                lang,
                "gv wrote that line when the address was right; let it write the one that is right now",
                "这一行由 gv 写入，当时地址是正确的；请让 gv 改写为现在正确的地址"
            ),
            Self::HostsOverride { line, .. } => {
                say!(lang, "remove line {line} from the hosts file", "从 hosts 文件中删除第 {line} 行")
            }
            Self::CaptivePortal { .. } => log_in(lang),
            Self::Offline => say!(lang, "check the cable, the Wi-Fi or the VPN", "请检查网线、Wi-Fi 或 VPN"),
            Self::NxdomainRewrite { completed: Some(_), .. } => say!(
                lang,
                "set ndots:1 in the options of resolv.conf (in Kubernetes, dnsConfig of the pod), or remove the wildcard from that domain",
                "请在 resolv.conf 的 options 中设置 ndots:1（Kubernetes 中为 Pod 的 dnsConfig），或去掉该域的通配符解析"
            ),
            Self::NxdomainRewrite { completed: None, .. }
            | Self::DnsBogon { .. }
            | Self::DnsServfail { .. }
            | Self::DnsRefused { .. }
            | Self::DnsTimeout { .. } => say!(
                lang,
                "use another DNS server in the network settings; in a company, ask the network's administrator",
                "请在网络设置中改用其他 DNS 服务器；在公司中请联系网络管理员"
            ),
            Self::DnsInjected { .. } | Self::DnsPoisoned { .. } | Self::DnsBlocked { .. } => say!(
                lang,
                "use mirrors that are reachable from here, or a proxy; another DNS server may not help, because answers can be forged on the way",
                "请改用本地可达的镜像，或使用代理；更换 DNS 服务器未必有效，因为应答可能在途中被伪造"
            ),
            Self::DnsNxdomain if hosts.iter().all(|host| PUBLIC.contains(&host.as_str())) => say!(
                lang,
                "it exists: this DNS server knows only names of its own network, or blocks others. In a company, set HTTPS_PROXY to its proxy or GOPROXY to its module proxy; elsewhere, use another DNS server in the network settings",
                "该域名确实存在：此 DNS 服务器只认识本网络的域名，或屏蔽了其他域名。在公司中请把 HTTPS_PROXY 设为公司的代理，或把 GOPROXY 设为公司的模块代理；在其他地方请在网络设置中改用其他 DNS 服务器"
            ),
            Self::DnsNxdomain => say!(
                lang,
                "check the spelling; names of your company are known only inside its network (VPN)",
                "请检查拼写；公司内部的域名只有在内网（VPN）中才能解析"
            ),
            Self::TcpRefused { .. } if hosts.len() >= SEVERAL => say!(
                lang,
                "in a company, set HTTPS_PROXY to its proxy; in a hotel or a guest network, log in with a browser first",
                "在公司中请把 HTTPS_PROXY 设为公司的代理；在酒店或访客网络中请先用浏览器登录"
            ),
            Self::TcpRefused { .. } => {
                say!(lang, "is the port right, and is the server running?", "端口是否正确，服务是否在运行？")
            }
            Self::TcpUnreachable { .. } => say!(
                lang,
                "check the VPN, and whether this network has IPv6 if the address is one",
                "请检查 VPN；如果是 IPv6 地址，请确认此网络支持 IPv6"
            ),
            Self::IpBlocked { .. }
            | Self::TcpTimeout { .. }
            | Self::TcpReset { .. }
            | Self::SniBlocked { .. } => other_way(lang),
            Self::TlsReset { which, .. } | Self::TlsStall { which, .. } => which.fix(lang),
            Self::TlsNotTls { .. } => {
                say!(lang, "the address needs http:// or another port", "该地址应使用 http://，或换一个端口")
            }
            Self::TlsVersion { .. }
            | Self::TlsFailed { .. }
            | Self::CertExpired { .. }
            | Self::CertNotYet { .. } => operator(lang),
            Self::CertName { names, .. } if names.is_empty() => say!(
                lang,
                "ask the operator of that server for a certificate with a subject alternative name",
                "请让该服务器的管理者换用带有 SAN 的证书"
            ),
            Self::CertName { .. } => say!(
                lang,
                "check the address; if it is right, the operator of that server has to correct the certificate",
                "请检查地址；如果地址无误，需要由该服务器的管理者修复"
            ),
            Self::CertSelfSigned { .. } | Self::CertUntrusted { .. } => own_authority(lang),
            Self::CertMissingIntermediate { .. } => say!(
                lang,
                "the operator of that server has to send the whole chain (fullchain.pem); browsers download the missing part, go does not",
                "需要由服务器管理者配置完整的证书链（fullchain.pem）；浏览器会自行补齐，go 不会"
            ),
            Self::Inconclusive { .. } => say!(
                lang,
                "no independent DNS service could be reached; try again from another network (a phone's, for example), and compare",
                "无法连接任何独立的 DNS 服务；请换一个网络（例如手机热点）再试，并比较结果"
            ),
        }
    }
}

impl Which {
    /// Which of the attempts failed, where it was not all of them.
    fn seen(self, lang: Lang) -> Option<String> {
        match self {
            Self::All => None,
            Self::Some => Some(say!(
                lang,
                "it sometimes works when tried again, whatever the name",
                "重试时有时能成功，与域名无关"
            )),
            Self::Long => Some(say!(
                lang,
                "a short first message is answered; one as long as go's (1.5 KB, with a post-quantum key) is not",
                "较短的首个报文有应答，而与 go 一样长的（1.5 KB，含后量子密钥）没有"
            )),
        }
    }

    fn fix(self, lang: Lang) -> String {
        match self {
            Self::All => other_way(lang),
            Self::Some => say!(
                lang,
                "one of several servers or lines is broken: try again, tell its operator, or use another mirror",
                "多台服务器或线路中有一台出了故障：请重试、告知其管理者，或换用其他镜像"
            ),
            Self::Long => say!(
                lang,
                "a device on the way drops long messages or packets: GODEBUG=tlsmlkem=0 makes the message short; a smaller MTU of the network adapter (1280) makes the packets short",
                "途中的设备丢弃了较长的报文或数据包：GODEBUG=tlsmlkem=0 可缩短报文，减小网卡的 MTU（1280）可缩小数据包"
            ),
        }
    }
}

fn resolves_to(address: impl Display, lang: Lang) -> String {
    say!(lang, "resolves to {address} here", "本机得到的是 {address}")
}

/// Addresses at which the host presented its certificate.
fn proven(addresses: &[IpAddr], lang: Lang) -> Option<String> {
    let is_known = !addresses.is_empty();
    is_known.then(|| {
        say!(
            lang,
            "{addresses} is right: the host presents its certificate there",
            "正确的是 {addresses}：该主机在那里出示了自己的证书",
            addresses = some(addresses, lang)
        )
    })
}

/// The address that was tried; behind a proxy it is not known.
fn at(address: &IpAddr, lang: Lang) -> Option<String> {
    let is_known = !address.is_unspecified();
    is_known.then(|| say!(lang, "at {address}", "地址 {address}"))
}

fn answers_elsewhere(addresses: &[IpAddr], lang: Lang) -> Option<String> {
    let is_known = !addresses.is_empty();
    is_known.then(|| {
        say!(
            lang,
            "other DNS services name {addresses}, where the host responds: DNS here is wrong, or this address of the host is down",
            "其他 DNS 服务给出 {addresses}，该主机在那里有应答：可能此处的 DNS 有误，也可能该主机的这个地址出了故障",
            addresses = some(addresses, lang)
        )
    })
}
