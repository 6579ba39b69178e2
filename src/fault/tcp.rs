//! Connections.

use super::ToldBy::Text;

super::catalogue! {
    /// Connections.
    Tcp {
        /// Nothing listens.
        Refused = "tcp_refused" {
            summary: ["{target} was reached, but nothing accepts connections there", "已到达 {target}，但那里没有服务接受连接"],
            meaning: [
                "The machine at that address answered at once: nothing listens on this port. The server is stopped, the port is wrong, or a firewall answers in its place.",
                "该地址的机器立即答复：此端口上没有服务。可能是服务已停止、端口有误，或防火墙代为拒绝。",
            ],
            fix: [
                "Check the address and the port. If it is a public host that works elsewhere, let gv look whether the address is the right one.",
                "请检查地址和端口。如果是在别处可用的公共主机，让 gv 检查该地址是否正确。",
            ],
            rules_out: ["The name was found, and the network carries packets there and back.", "名称已成功解析，网络往返也是通的。"],
        }
        /// No answer.
        Timeout = "tcp_timeout" {
            summary: ["{target} did not answer within the time that go waits", "{target} 在 go 的等待时限内没有应答"],
            meaning: [
                "go has an address and sent its request to connect, and nothing came back: the host is down, a firewall drops the packets, or you can only get out through a proxy that go does not know of.",
                "go 已得到地址并发出连接请求，但没有任何回应：可能是主机已停机，可能是防火墙丢弃了数据包，也可能是必须经过代理才能访问外网而 go 不知道该代理。",
            ],
            fix: [
                "If you use a proxy, go must see it in HTTPS_PROXY. If not, a module mirror that is reachable from here helps: gv tests them.",
                "如果您使用代理，必须让 go 能从 HTTPS_PROXY 看到它。如果不用代理，可换用从这里可以访问的模块镜像：gv 会进行测试。",
            ],
            rules_out: [
                "DNS gave an address. Nothing was said about certificates or modules yet.",
                "DNS 已给出地址。证书和模块方面的情况尚不得而知。",
            ],
        }
        /// Cut off.
        Reset = "tcp_reset" {
            summary: ["the connection to {target} was cut off as it began", "与 {target} 的连接刚建立就被切断"],
            meaning: [
                "Somebody ended the connection at once: the server itself, or a device on the way that does not want you there.",
                "连接立即被终止：可能是服务器自身，也可能是途中不允许访问的设备。",
            ],
            fix: [
                "Try again once; if it stays, gv measures at which step it is cut off.",
                "先重试一次；如果依旧，gv 会测量连接在哪一步被切断。",
            ],
            rules_out: ["The name was found and the address answers.", "名称已成功解析，该地址有应答。"],
        }
        /// No way there.
        Unreachable = "tcp_unreachable" {
            summary: ["no route to {target} from here", "从这里无法到达 {target}"],
            meaning: [
                "A router, or this machine, says that it knows no way to that address. For an address of a company that mostly means that the VPN is off.",
                "路由器或本机表示不知道如何到达该地址。对于公司内部地址，通常是没有连接 VPN。",
            ],
            fix: [
                "Connect the VPN if it is an inner address; else check the network.",
                "如果是内网地址，请连接 VPN；否则请检查网络。",
            ],
        }
        /// No way out at all.
        Offline = "offline" {
            summary: ["this machine has no way out to the network ({target})", "本机没有通向外网的线路（{target}）"],
            meaning: [
                "The system knows no way to any outer address: cable, Wi-Fi or VPN are down, or this is a container or a build step without network.",
                "系统不知道如何到达外部地址：网线、无线或 VPN 断开，或者这是没有网络的容器或构建步骤。",
            ],
            fix: [
                "Connect to a network. In a container or a sandboxed build, give the step a network, or fill the module cache before (go mod download).",
                "请接入网络。若在容器或沙箱构建中，请为该步骤提供网络，或事先填充模块缓存（go mod download）。",
            ],
            rules_out: ["No server, mirror or certificate is at fault.", "与服务器、镜像和证书均无关。"],
        }
        /// IPv6 leads nowhere.
        Ipv6 = "ipv6_broken" {
            summary: ["{target} was tried over IPv6, which leads nowhere here", "通过 IPv6 访问 {target}，但此处 IPv6 不通"],
            meaning: [
                "DNS gave an IPv6 address and this machine has no working IPv6. go tries IPv4 as well; that it failed too, or was not offered, is the real fault.",
                "DNS 给出了 IPv6 地址，而本机没有可用的 IPv6。go 也会尝试 IPv4；真正的问题在于 IPv4 也失败了，或根本没有 IPv4 地址。",
            ],
            fix: [
                "gv tries every address of the host by itself and says which ones work.",
                "gv 会逐一尝试该主机的每个地址，并指出哪些可用。",
            ],
            told_by: Text,
        }
        /// A firewall or a sandbox of this machine.
        Forbidden = "tcp_forbidden" {
            summary: ["this machine itself forbids the connection to {target}", "本机自身禁止连接 {target}"],
            meaning: [
                "The system did not let go open the connection: a firewall or security program of this machine, or a sandbox (containers, Bazel, Nix and CI jobs have such).",
                "系统不允许 go 建立该连接：原因可能是本机的防火墙或安全软件，也可能是沙箱（容器、Bazel、Nix 和 CI 任务都有）。",
            ],
            fix: [
                "Allow go.exe or go in the firewall, or give the sandbox a network.",
                "请在防火墙中允许 go（go.exe），或为沙箱开放网络。",
            ],
            rules_out: ["The network outside was not even asked.", "请求尚未离开本机，与外部网络无关。"],
            told_by: Text,
        }
        /// Every address is blocked.
        IpBlocked = "ip_blocked" {
            summary: ["the addresses of {target} are blocked from here", "从这里无法访问 {target} 的任何地址"],
            meaning: [
                "The right address was asked and no connection comes about, while other hosts work.",
                "地址是正确的，但无法建立连接，而其他主机正常。",
            ],
            fix: ["Use a mirror that is reachable from here.", "请使用从这里可以访问的镜像。"],
        }
        /// No local port is left.
        NoPorts = "tcp_no_ports" {
            summary: ["this machine has no free port left for a connection to {target}", "本机已没有可用端口来连接 {target}"],
            meaning: ["Too many connections are open, or were just closed.", "打开的连接过多，或刚刚关闭了大量连接。"],
            fix: ["Wait a minute, or end the program that opens so many.", "请稍等片刻，或结束占用大量连接的程序。"],
            told_by: Text,
        }
    }
}
