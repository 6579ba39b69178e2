//! Names to addresses.

use super::ToldBy::{Measurement, Text};

super::catalogue! {
    /// Names to addresses.
    Dns {
        /// The name does not exist, says DNS.
        NoSuchName = "dns_nxdomain" {
            summary: ["DNS says that {target} does not exist", "DNS 称 {target} 不存在"],
            meaning: [
                "go asks a DNS server for the address of a host before it connects. The server answered that the name does not exist. Either the name is misspelled, or this network returns false answers, or its DNS server knows only internal names.",
                "go 连接主机之前，要先向 DNS 服务器查询其地址。服务器答复该名称不存在。可能是主机名写错了，可能是所在网络返回了虚假应答，也可能是该 DNS 服务器只认识内部名称。",
            ],
            fix: [
                "Check the spelling first. gv then queries several DNS servers and compares their answers; it also detects a proxy that should be used for this host but is not. An internal name of your company resolves only in its network: connect the VPN.",
                "先检查拼写，再让 gv 向多个 DNS 服务器查询并比较结果；它还会检查该主机是否本应经过代理却没有。公司内部的名称只在内网可以解析：请连接 VPN。",
            ],
            rules_out: [
                "A DNS server answered, so this machine has a network connection. go used no proxy for this host: with a proxy, go does not resolve the name itself.",
                "有 DNS 服务器作答，说明本机已接入网络。访问该主机没有使用代理：若使用代理，go 不会自己解析主机名。",
            ],
        }
        /// SERVFAIL, which `go` tells like REFUSED.
        ServerFailed = "dns_servfail" {
            summary: ["the DNS server could not resolve {target}", "DNS 服务器无法解析 {target}"],
            meaning: [
                "The DNS server answered that it failed, or that it does not serve this machine; go prints the same message for both.",
                "已连上 DNS 服务器，但它表示处理失败或拒绝服务；这两种情况 go 输出的文字相同。",
            ],
            fix: [
                "Try again. If the error persists, gv queries the DNS servers of this machine one by one and compares them with public ones.",
                "先重试一次。如果仍然失败，让 gv 逐个询问本机配置的 DNS 服务器，并与公共服务器比较。",
            ],
            rules_out: [
                "The name may be correct: the server did not answer that it does not exist.",
                "未必是主机名有误：服务器并没有说它不存在。",
            ],
        }
        /// REFUSED.
        Refused = "dns_refused" {
            summary: ["the DNS server refuses to resolve {target}", "DNS 服务器拒绝解析 {target}"],
            meaning: [
                "The DNS server serves only certain clients or names, and this query is not one of them.",
                "该 DNS 服务器只为特定的客户端或名称提供服务，而当前请求不在其中。",
            ],
            fix: [
                "Use the DNS servers of this network, or public ones. gv shows which of them answer.",
                "请使用所在网络的 DNS 服务器或公共 DNS。gv 会显示哪些能够作答。",
            ],
        }
        /// No answer.
        Timeout = "dns_timeout" {
            summary: ["no DNS server answered for {target}", "没有 DNS 服务器就 {target} 作答"],
            meaning: [
                "go queried the address of the host and received no answer in time: the network is down, the configured DNS server is wrong or no longer reachable (often after a VPN was disconnected), or something drops the queries for this name.",
                "go 查询主机地址，但在限时内无人应答：可能是网络不通，可能是 DNS 服务器有误或已失效（例如刚断开 VPN），也可能是对该名称的查询在途中被丢弃。",
            ],
            fix: [
                "Check whether other names resolve. gv queries each DNS server in several ways and reports which of these it is.",
                "先看其他名称能否解析。gv 会用多种方式询问每个 DNS 服务器，并判断属于哪种情况。",
            ],
            rules_out: [
                "go stopped at this step: the host and its certificate were not tested.",
                "go 停在了这一步：尚未检测主机及其证书。",
            ],
        }
        /// Nothing listens where the resolver should be.
        ResolverDown = "dns_resolver_down" {
            summary: [
                "no DNS server runs at the address that this machine uses, so {target} cannot be resolved",
                "本机所配置的 DNS 地址上没有服务，无法解析 {target}",
            ],
            meaning: [
                "No DNS server runs at the configured address (from /etc/resolv.conf or the system). The address is often 127.0.0.1 or 127.0.0.53, and the local program that should listen there has stopped.",
                "系统（如 /etc/resolv.conf）所设的 DNS 地址上没有运行 DNS 服务。该地址通常是 127.0.0.1 或 127.0.0.53，而应在那里监听的本地程序已经停止。",
            ],
            fix: [
                "Start that program again (systemd-resolved, dnsmasq, a local proxy), or set another DNS server.",
                "请重新启动该程序（systemd-resolved、dnsmasq 或本地代理），或改用其他 DNS 服务器。",
            ],
            rules_out: [
                "go did not contact the host.",
                "尚未访问目标主机。",
            ],
            told_by: Text,
        }
        /// The name exists and has no address.
        NoAddress = "dns_no_address" {
            summary: ["{target} exists, but has no address", "{target} 存在，但没有地址"],
            meaning: [
                "DNS knows the name but has no IPv4 or IPv6 address for it. This is normal for a name that only receives mail; a filter that removes addresses has the same effect.",
                "DNS 知道该名称，但没有它的 IPv4 或 IPv6 地址。只用于收邮件的域名，或地址被过滤掉时，会出现这种情况。",
            ],
            fix: ["Check the name; gv compares the answers of other DNS servers.", "请检查名称；gv 会比较其他 DNS 服务器的结果。"],
            told_by: Text,
        }
        /// The system says to try again.
        Temporary = "dns_temporary" {
            summary: ["this system cannot resolve {target} at the moment", "系统暂时无法解析 {target}"],
            meaning: [
                "The system's resolver gave up: its DNS servers did not answer, or answered that they failed. In a container this usually means that DNS does not work at all.",
                "系统的解析器已放弃：DNS 服务器没有应答，或应答失败。在容器内，这通常表示根本没有可用的 DNS。",
            ],
            fix: [
                "Check whether other names resolve here. For a container, set a DNS server (--dns) or use the host's network.",
                "看看其他名称在此处能否解析。若在容器中，请为其指定 DNS 服务器（--dns）或使用宿主机网络。",
            ],
            told_by: Text,
        }
        /// An answer that is not DNS.
        Malformed = "dns_malformed" {
            summary: ["the answer for {target} is not valid DNS", "{target} 的应答不是有效的 DNS 报文"],
            meaning: [
                "The answer cannot be parsed. Home routers and filters that rewrite answers cause this.",
                "收到了无法解读的应答。家用路由器或改写应答的过滤设备会这样。",
            ],
            fix: [
                "Use a DNS server other than the router's. gv shows which servers return valid answers.",
                "请改用路由器以外的 DNS 服务器。gv 会显示哪些服务器应答正常。",
            ],
            told_by: Text,
        }
        /// An answer that no public name has: 0.0.0.0, loopback.
        Bogon = "dns_bogon" {
            summary: [
                "DNS returned an address of this machine for {target}",
                "DNS 为 {target} 给出了指向本机的地址",
            ],
            meaning: [
                "No public host has the address 0.0.0.0 or 127.0.0.1. A filter (Pi-hole, AdGuard, parental controls, a company's DNS) returns such addresses for names that it blocks; a line in the hosts file or a forged answer can do the same.",
                "公网主机不会使用 0.0.0.0 或 127.0.0.1。过滤软件（Pi-hole、AdGuard、家长控制、公司 DNS）会对被屏蔽的名称这样作答，hosts 文件也可能如此，伪造的应答同样是这个样子。",
            ],
            fix: [
                "Look for this name in the hosts file and in the filter. gv reports which DNS server returns that address, and whether another server returns the right one.",
                "请检查 hosts 文件和过滤软件中是否有该名称。gv 会指出是哪个 DNS 服务器给出了该地址，以及其他服务器是否正确。",
            ],
        }
        /// Forged.
        Poisoned = "dns_poisoned" {
            summary: ["DNS returns a forged address for {target}", "{target} 的 DNS 应答是伪造的"],
            meaning: [
                "The address does not belong to the host: the server there cannot present the host's certificate.",
                "该名称指向的地址不属于该主机：对方无法出示该主机的证书。",
            ],
            fix: [
                "gv verifies this with a TLS connection to every address, and then suggests a workaround.",
                "gv 会对每个地址建立带证书验证的连接来确认，然后给出解决办法。",
            ],
        }
        /// Forged on the way, the true answer coming second.
        Injected = "dns_injected" {
            summary: ["a forged DNS answer for {target} arrives before the real one", "途中有人抢在 DNS 之前就 {target} 作答"],
            meaning: [
                "One query receives two different answers, and the first, a forged one, is used.",
                "同一个查询收到两个不同的应答，伪造的那个先到而被采用。",
            ],
            fix: ["gv waits for the second answer and shows both.", "gv 会继续等待第二个应答，并同时显示两者。"],
        }
        /// Kept from being answered.
        Blocked = "dns_blocked" {
            summary: ["the DNS of this network blocks {target}", "所在网络的 DNS 屏蔽了 {target}"],
            meaning: ["The name exists according to other DNS servers; this one denies it.", "其他 DNS 服务器表明该名称存在，而这里的 DNS 否认其存在。"],
            fix: ["gv compares the answers with those of DNS servers outside this network.", "gv 会与本网络之外的 DNS 服务器比较。"],
        }
        /// A line of the hosts file.
        HostsOverride = "hosts_override" {
            summary: ["a line in the hosts file sets the address of {target}", "hosts 文件中有一行为 {target} 指定了地址"],
            meaning: [
                "The system reads the hosts file before it queries DNS. An old line there can contain an address that is no longer correct.",
                "系统先查 hosts 文件再查 DNS。很久以前写下的一行，其中的地址可能早已失效。",
            ],
            fix: [
                "Look for the name in /etc/hosts (Windows: C:\\Windows\\System32\\drivers\\etc\\hosts) and remove the line.",
                "请在 /etc/hosts（Windows 上为 C:\\Windows\\System32\\drivers\\etc\\hosts）中查找该名称并删除那一行。",
            ],
        }
        /// Names that do not exist get an address.
        Rewrite = "nxdomain_rewrite" {
            summary: [
                "DNS returns the same address for {target} as for names that do not exist",
                "DNS 为 {target} 返回的地址，与它为不存在的名称返回的相同",
            ],
            meaning: [
                "For a name that does not exist, this DNS server returns the address of a page of its provider.",
                "对于不存在的名称，该 DNS 服务器会返回运营商页面的地址。",
            ],
            fix: [
                "Use another DNS server in the network settings, or your company's.",
                "请在网络设置中改用其他 DNS 服务器，或公司的 DNS。",
            ],
            told_by: Measurement,
        }
    }
}
