//! Names to addresses.

use super::ToldBy::{Measurement, Text};

super::catalogue! {
    /// Names to addresses.
    Dns {
        /// The name does not exist, says DNS.
        NoSuchName = "dns_nxdomain" {
            summary: ["DNS says that {target} does not exist", "DNS 称 {target} 不存在"],
            meaning: [
                "Before go can connect to a host it asks a DNS server for the host's address, as one looks up a number in a phone book. The server answered: no such name. Either the name is misspelt, or the network you are in answers falsely, or knows only names of its own.",
                "go 连接主机之前，要先向 DNS 服务器查询它的地址，如同查电话簿。服务器答复：没有这个名字。可能是主机名写错了，可能是所在网络给出了虚假应答，也可能是它只认识内部的名字。",
            ],
            fix: [
                "Check the spelling first. Then let gv ask several DNS servers and compare what they say; it also sees whether a proxy is meant to be used for this host and is not. A name of your company is known only in its network: connect the VPN.",
                "先检查拼写，再让 gv 向多个 DNS 服务器查询并比较结果；它还会检查该主机是否本应经过代理却没有。公司内部的名称只在内网可以解析：请连接 VPN。",
            ],
            rules_out: [
                "A DNS server answered, so this machine is on a network. No proxy was used for this host: behind one, go would not look the name up itself.",
                "有 DNS 服务器作答，说明本机已接入网络。访问该主机没有使用代理：若使用代理，go 不会自己解析主机名。",
            ],
        }
        /// SERVFAIL, which `go` tells like REFUSED.
        ServerFailed = "dns_servfail" {
            summary: ["the DNS server could not answer for {target}", "DNS 服务器无法解析 {target}"],
            meaning: [
                "The DNS server was reached and said that it failed, or that it does not serve you; go prints the same words for both.",
                "已连上 DNS 服务器，但它表示处理失败或拒绝服务；这两种情况 go 输出的文字相同。",
            ],
            fix: [
                "Try again once. If it stays, let gv ask the DNS servers of this machine one by one and compare them with public ones.",
                "先重试一次。如果仍然失败，让 gv 逐个询问本机配置的 DNS 服务器，并与公共服务器比较。",
            ],
            rules_out: [
                "The name need not be wrong: the server did not say that it does not exist.",
                "未必是主机名有误：服务器并没有说它不存在。",
            ],
        }
        /// REFUSED.
        Refused = "dns_refused" {
            summary: ["the DNS server refuses to answer for {target}", "DNS 服务器拒绝解析 {target}"],
            meaning: [
                "The DNS server answers only for certain clients or names, and this request is not among them.",
                "该 DNS 服务器只为特定的客户端或名称提供服务，而当前请求不在其中。",
            ],
            fix: [
                "Use the DNS servers of the network you are in, or public ones. gv shows which of them answer.",
                "请使用所在网络的 DNS 服务器或公共 DNS。gv 会显示哪些能够作答。",
            ],
        }
        /// No answer.
        Timeout = "dns_timeout" {
            summary: ["no DNS server answered for {target}", "没有 DNS 服务器就 {target} 作答"],
            meaning: [
                "go asked for the address of the host and got no answer in time: the network is down, the DNS server is wrong or gone (a VPN that was left is a usual reason), or questions for this name are dropped on the way.",
                "go 查询主机地址，但在限时内无人应答：可能是网络不通，可能是 DNS 服务器有误或已失效（例如刚断开 VPN），也可能是对该名称的查询在途中被丢弃。",
            ],
            fix: [
                "Look whether other names work. gv asks each DNS server by several ways and says which of these it is.",
                "先看其他名称能否解析。gv 会用多种方式询问每个 DNS 服务器，并判断属于哪种情况。",
            ],
            rules_out: [
                "go came no further than this: nothing is known yet of the host itself, nor of its certificate.",
                "go 到此为止：主机本身及其证书的情况尚不得而知。",
            ],
        }
        /// Nothing listens where the resolver should be.
        ResolverDown = "dns_resolver_down" {
            summary: [
                "nothing answers at this machine's DNS address, asked for {target}",
                "本机所配置的 DNS 地址上没有服务，无法解析 {target}",
            ],
            meaning: [
                "The address that is set as the DNS server (in /etc/resolv.conf, or by the system) has no DNS server running. Often it is 127.0.0.1 or 127.0.0.53, and the local program that should listen there has stopped.",
                "系统（如 /etc/resolv.conf）所设的 DNS 地址上没有运行 DNS 服务。该地址通常是 127.0.0.1 或 127.0.0.53，而应在那里监听的本地程序已经停止。",
            ],
            fix: [
                "Start that program again (systemd-resolved, dnsmasq, a local proxy), or set another DNS server.",
                "请重新启动该程序（systemd-resolved、dnsmasq 或本地代理），或改用其他 DNS 服务器。",
            ],
            rules_out: [
                "The host itself was not asked yet.",
                "尚未访问目标主机。",
            ],
            told_by: Text,
        }
        /// The name exists and has no address.
        NoAddress = "dns_no_address" {
            summary: ["{target} exists, but has no address", "{target} 存在，但没有地址"],
            meaning: [
                "DNS knows the name and has no IPv4 or IPv6 address for it. That is so for a name that only carries mail, and where a filter removes addresses.",
                "DNS 知道该名称，但没有它的 IPv4 或 IPv6 地址。只用于收邮件的域名，或地址被过滤掉时，会出现这种情况。",
            ],
            fix: ["Check the name; gv compares what other DNS servers have for it.", "请检查名称；gv 会比较其他 DNS 服务器的结果。"],
            told_by: Text,
        }
        /// The system says to try again.
        Temporary = "dns_temporary" {
            summary: ["this system could not look {target} up just now", "系统暂时无法解析 {target}"],
            meaning: [
                "The system's own lookup gave up: its DNS servers did not answer, or answered that they failed. Inside a container this mostly means that it has no working DNS at all.",
                "系统自身的解析放弃了：DNS 服务器没有应答，或应答失败。在容器内，这通常表示根本没有可用的 DNS。",
            ],
            fix: [
                "Look whether other names work here. In a container, give it a DNS server (--dns) or the network of the host.",
                "看看其他名称在此处能否解析。若在容器中，请为其指定 DNS 服务器（--dns）或使用宿主机网络。",
            ],
            told_by: Text,
        }
        /// An answer that is not DNS.
        Malformed = "dns_malformed" {
            summary: ["what answered for {target} does not speak DNS properly", "就 {target} 作答的服务没有正确遵循 DNS 协议"],
            meaning: [
                "An answer came that cannot be read. Home routers and filters that rewrite answers do that.",
                "收到了无法解读的应答。家用路由器或改写应答的过滤设备会这样。",
            ],
            fix: [
                "Use another DNS server than the router's. gv shows which ones answer properly.",
                "请改用路由器以外的 DNS 服务器。gv 会显示哪些服务器应答正常。",
            ],
            told_by: Text,
        }
        /// An answer that no public name has: 0.0.0.0, loopback.
        Bogon = "dns_bogon" {
            summary: [
                "DNS gave an address for {target} that leads to this machine itself",
                "DNS 为 {target} 给出了指向本机的地址",
            ],
            meaning: [
                "No public host has the address 0.0.0.0 or 127.0.0.1. A filter (Pi-hole, AdGuard, a parental control, a company's DNS) answers so for names it blocks, a hosts file can say so, and forged answers look like that too.",
                "公网主机不会使用 0.0.0.0 或 127.0.0.1。过滤软件（Pi-hole、AdGuard、家长控制、公司 DNS）会对被屏蔽的名称这样作答，hosts 文件也可能如此，伪造的应答同样是这个样子。",
            ],
            fix: [
                "Look into the hosts file and the filter for this name. gv says which DNS server gives that address, and whether another one is right.",
                "请检查 hosts 文件和过滤软件中是否有该名称。gv 会指出是哪个 DNS 服务器给出了该地址，以及其他服务器是否正确。",
            ],
        }
        /// Forged.
        Poisoned = "dns_poisoned" {
            summary: ["DNS gives a forged address for {target}", "{target} 的 DNS 应答是伪造的"],
            meaning: [
                "The address that the name leads to is not the host's own: the server there cannot show the host's certificate.",
                "该名称指向的地址不属于该主机：对方无法出示该主机的证书。",
            ],
            fix: [
                "gv proves it by a connection with certificate to every address, and then names the way around.",
                "gv 会对每个地址建立带证书验证的连接来确认，然后给出解决办法。",
            ],
        }
        /// Forged on the way, the true answer coming second.
        Injected = "dns_injected" {
            summary: ["a forged DNS answer for {target} arrives before the real one", "途中有人抢在 DNS 之前就 {target} 作答"],
            meaning: [
                "Two different answers come to one question, and the first, which is forged, wins.",
                "同一个查询收到两个不同的应答，伪造的那个先到而被采用。",
            ],
            fix: ["gv keeps the question open for the second answer and shows both.", "gv 会继续等待第二个应答，并同时显示两者。"],
        }
        /// Kept from being answered.
        Blocked = "dns_blocked" {
            summary: ["the DNS of this network keeps {target} from being found", "所在网络的 DNS 屏蔽了 {target}"],
            meaning: ["The name exists elsewhere and is denied here.", "该名称在别处存在，在这里却被否认。"],
            fix: ["gv compares with DNS servers outside of this network.", "gv 会与本网络之外的 DNS 服务器比较。"],
        }
        /// A line of the hosts file.
        HostsOverride = "hosts_override" {
            summary: ["a line in the hosts file gives {target} an address of its own", "hosts 文件中有一行为 {target} 指定了地址"],
            meaning: [
                "The hosts file is asked before DNS. An old line there can hold an address that is no longer right.",
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
                "DNS gives {target} the address that it gives to names that cannot exist",
                "DNS 为 {target} 给出的地址，与它为不可能存在的名称给出的相同",
            ],
            meaning: [
                "Instead of saying that a name does not exist, this DNS server leads it to a page of its provider.",
                "该 DNS 服务器不如实回答名称不存在，而是把它指向运营商的页面。",
            ],
            fix: [
                "Use another DNS server in the network settings, or your company's.",
                "请在网络设置中改用其他 DNS 服务器，或公司的 DNS。",
            ],
            told_by: Measurement,
        }
    }
}
