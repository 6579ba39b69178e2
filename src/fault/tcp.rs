//! Connections.

use super::ToldBy::Text;

super::catalogue! {
    /// Connections.
    Tcp {
        /// Nothing listens.
        Refused = "tcp_refused" {
            summary: ["{target} refused the connection", "{target} 拒绝连接"],
            meaning: [
                "The machine at that address answered at once that no program listens on this port. The server has stopped, the port is wrong, or a firewall answers in its place.",
                "该地址的机器立即答复：此端口上没有服务。可能是服务已停止、端口有误，或防火墙代为拒绝。",
            ],
            fix: [
                "Check the address and the port. For a public host that works elsewhere, gv checks whether the address is the right one.",
                "请检查地址和端口。如果是在别处可用的公共主机，让 gv 检查该地址是否正确。",
            ],
            rules_out: ["The name was resolved, and packets travel in both directions.", "名称已成功解析，网络往返也是通的。"],
        }
        /// No answer.
        Timeout = "tcp_timeout" {
            summary: ["the connection to {target} timed out", "连接 {target} 超时"],
            meaning: [
                "go has an address and tried to connect, but received no answer: the host is down, a firewall drops the packets, or this network requires a proxy that go does not know.",
                "go 已得到地址并发出连接请求，但没有任何回应：可能是主机已停机，可能是防火墙丢弃了数据包，也可能是必须经过代理才能访问外网而 go 不知道该代理。",
            ],
            fix: [
                "If you use a proxy, set HTTPS_PROXY, which go reads. Otherwise use a module mirror that is reachable from here: gv tests them.",
                "如果您使用代理，请设置 HTTPS_PROXY，go 会读取它。否则请使用从这里可以访问的模块镜像：gv 会进行测试。",
            ],
            rules_out: [
                "DNS returned an address. Certificates and modules were not tested.",
                "DNS 已返回地址。尚未检测证书和模块。",
            ],
        }
        /// Cut off.
        Reset = "tcp_reset" {
            summary: ["the connection to {target} was reset at the start", "与 {target} 的连接刚建立就被切断"],
            meaning: [
                "The connection was ended at once, by the server or by a device on the route that blocks it.",
                "连接立即被终止：可能是服务器自身，也可能是途中不允许访问的设备。",
            ],
            fix: [
                "Try again; if the error persists, gv measures at which step the connection ends.",
                "先重试一次；如果依旧，gv 会测量连接在哪一步被切断。",
            ],
            rules_out: ["The name was resolved, and the address answers.", "名称已成功解析，该地址有应答。"],
        }
        /// No way there.
        Unreachable = "tcp_unreachable" {
            summary: ["no route to {target} from here", "从这里无法到达 {target}"],
            meaning: [
                "A router or this machine reports that it has no route to that address. For an internal address of a company this usually means that the VPN is not connected.",
                "路由器或本机表示不知道如何到达该地址。对于公司内部地址，通常是没有连接 VPN。",
            ],
            fix: [
                "If the address is internal, connect the VPN; otherwise check the network.",
                "如果是内网地址，请连接 VPN；否则请检查网络。",
            ],
        }
        /// No way out at all.
        Offline = "offline" {
            summary: ["this machine has no network connection ({target})", "本机没有网络连接（{target}）"],
            meaning: [
                "The system has no route to any external address: the cable, Wi-Fi or VPN is disconnected, or this is a container or a build step without a network.",
                "系统不知道如何到达外部地址：网线、无线或 VPN 断开，或者这是没有网络的容器或构建步骤。",
            ],
            fix: [
                "Connect to a network. In a container or a sandboxed build, enable the network for the step, or fill the module cache beforehand (go mod download).",
                "请接入网络。若在容器或沙箱构建中，请为该步骤提供网络，或事先填充模块缓存（go mod download）。",
            ],
            rules_out: ["No server, mirror or certificate is at fault.", "与服务器、镜像和证书均无关。"],
        }
        /// IPv6 leads nowhere.
        Ipv6 = "ipv6_broken" {
            summary: ["go tried to reach {target} over IPv6, which does not work here", "通过 IPv6 访问 {target}，但此处 IPv6 不通"],
            meaning: [
                "DNS returned an IPv6 address, but IPv6 does not work on this machine. go also tries IPv4; the actual fault is that IPv4 failed too, or that the host has no IPv4 address.",
                "DNS 给出了 IPv6 地址，而本机没有可用的 IPv6。go 也会尝试 IPv4；真正的问题在于 IPv4 也失败了，或根本没有 IPv4 地址。",
            ],
            fix: [
                "gv tries each address of the host separately and reports which ones work.",
                "gv 会逐一尝试该主机的每个地址，并指出哪些可用。",
            ],
            told_by: Text,
        }
        /// A firewall or a sandbox of this machine.
        Forbidden = "tcp_forbidden" {
            summary: ["this machine does not permit the connection to {target}", "本机自身禁止连接 {target}"],
            meaning: [
                "The system did not permit the connection: a firewall or security program on this machine, or a sandbox (containers, Bazel, Nix and CI jobs use one), blocked it.",
                "系统不允许 go 建立该连接：原因可能是本机的防火墙或安全软件，也可能是沙箱（容器、Bazel、Nix 和 CI 任务都有）。",
            ],
            fix: [
                "Allow go (go.exe) in the firewall, or enable the network for the sandbox.",
                "请在防火墙中允许 go（go.exe），或为沙箱开放网络。",
            ],
            rules_out: ["The request did not leave this machine.", "请求尚未离开本机，与外部网络无关。"],
            told_by: Text,
        }
        /// Every address is blocked.
        IpBlocked = "ip_blocked" {
            summary: ["the addresses of {target} are blocked from here", "从这里无法访问 {target} 的任何地址"],
            meaning: [
                "The address is correct, but no connection can be made to it, while other hosts work.",
                "地址是正确的，但无法建立连接，而其他主机正常。",
            ],
            fix: ["Use a mirror that is reachable from here.", "请使用从这里可以访问的镜像。"],
        }
        /// No local port is left.
        NoPorts = "tcp_no_ports" {
            summary: ["this machine has no free port left for a connection to {target}", "本机已没有可用端口来连接 {target}"],
            meaning: ["Too many connections are open, or were just closed.", "打开的连接过多，或刚刚关闭了大量连接。"],
            fix: ["Wait a minute, or stop the program that opens them.", "请稍等片刻，或结束占用大量连接的程序。"],
            told_by: Text,
        }
    }
}
