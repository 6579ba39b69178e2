//! The network proxy.

use super::ToldBy::{Measurement, Text};

super::catalogue! {
    /// The network proxy.
    Proxy {
        /// Nothing listens there.
        Down = "proxy_down" {
            summary: ["the proxy that go is set to use is not running", "go 所设置的代理没有运行"],
            meaning: [
                "HTTPS_PROXY (or HTTP_PROXY) names a proxy, but no program accepts connections at its address. Usually the proxy program was closed, or now listens on another port.",
                "HTTPS_PROXY（或 HTTP_PROXY）指定了代理，但该地址上没有服务。最常见的是代理程序已关闭，或换了端口。",
            ],
            fix: [
                "Start the proxy program, correct its port in HTTPS_PROXY, or remove the variable if you need no proxy.",
                "请启动代理程序，或改正 HTTPS_PROXY 中的端口；若不需要代理，请删除该变量。",
            ],
            rules_out: [
                "The target host is not at fault: go did not contact it.",
                "与要访问的主机无关：go 尚未访问它。",
            ],
            in_container: [
                "In a container, 127.0.0.1 is the container itself, not the host machine. Use the host's address (host.docker.internal, or the bridge's such as 172.17.0.1) with a proxy that listens there, or build with --network host.",
                "在容器中，127.0.0.1 是容器自身，而不是宿主机。请使用宿主机的地址（host.docker.internal，或网桥地址如 172.17.0.1），并让代理在该地址监听；或用 --network host 构建。",
            ],
        }
        /// It does not answer.
        Timeout = "proxy_timeout" {
            summary: ["the proxy that go is set to use does not answer", "go 所设置的代理没有应答"],
            meaning: [
                "HTTPS_PROXY names a proxy, and no connection can be made to its address: its machine is off, or it belongs to a network that this machine is not connected to (office, VPN).",
                "HTTPS_PROXY 所指的代理地址连接不上：机器已关机，或它属于您当前不在的网络（办公室、VPN）。",
            ],
            fix: ["Connect to the proxy's network, or remove the variable here.", "请接入代理所在的网络，或在此处删除该变量。"],
            rules_out: ["The target host is not at fault.", "与要访问的主机无关。"],
            told_by: Text,
        }
        /// Its name is not found.
        Name = "proxy_dns" {
            summary: ["the host name of the proxy cannot be resolved", "无法解析代理的主机名"],
            meaning: [
                "HTTPS_PROXY names a proxy by a host name that DNS does not know here. Internal names resolve only in their network or VPN.",
                "HTTPS_PROXY 中代理的主机名在此处无法解析。内部名称只有在其网络或 VPN 中才能解析。",
            ],
            fix: ["Check its spelling, connect the VPN, or remove the variable.", "请检查拼写、连接 VPN，或删除该变量。"],
            rules_out: ["The target host is not at fault.", "与要访问的主机无关。"],
            told_by: Text,
        }
        /// It wants a user and a password.
        Auth = "proxy_auth" {
            summary: ["the proxy requires a user and a password", "代理要求用户名和密码"],
            meaning: [
                "The proxy answered with status 407: it serves only users who log in. go reads the user and the password only from the address of the proxy; it does not use the Windows login.",
                "代理答复（状态码 407）只允许已登录的用户访问外网。go 只从代理地址中读取用户名和密码，不会使用 Windows 登录凭据。",
            ],
            fix: [
                "Write http://USER:PASSWORD@HOST:PORT into HTTPS_PROXY (special characters as %40 and so on). A proxy that accepts only NTLM or Digest: gv relay on, then gv relay login; only Kerberos: a local proxy such as px.",
                "请在 HTTPS_PROXY 中写成 http://USER:PASSWORD@HOST:PORT（特殊字符写成 %40 等）。若代理只接受 NTLM 或 Digest：先 gv relay on，再 gv relay login；只接受 Kerberos：在本机使用 px 之类的代理。",
            ],
            rules_out: ["The proxy is running and reachable. go did not contact the target host.", "代理正在运行且可以到达。目标主机尚未被访问。"],
        }
        /// It forbids the host.
        Denied = "proxy_denied" {
            summary: ["the proxy refused to connect to {target}", "代理不允许 go 连接 {target}"],
            meaning: [
                "The proxy rejected the request for a connection. Companies often allow only certain hosts; for all others the proxy returns this answer, usually with a text of its own.",
                "代理拒绝了连接请求。公司往往只放行部分主机，其余的就会得到这种答复，文字由代理自定。",
            ],
            fix: [
                "Ask the proxy's administrator to allow the host, or use a module mirror that is allowed (often one of the company's own).",
                "请代理的管理者放行该主机，或使用被放行的模块镜像（通常是公司自己的）。",
            ],
            rules_out: [
                "The proxy is running and reachable. The DNS of this machine is not involved.",
                "代理正在运行且可以到达。与本机 DNS 无关。",
            ],
        }
        /// It cannot get out itself.
        Upstream = "proxy_upstream" {
            summary: ["the proxy could not reach {target}", "代理无法到达 {target}"],
            meaning: [
                "The proxy accepted the request, but could not reach the host: its own connection, its DNS or the selected node does not work, or the host is down.",
                "代理接受了请求，但它自己访问外网失败：它的线路、DNS 或所选节点不可用，或目标主机已停机。",
            ],
            fix: [
                "Choose another node in the proxy program, or inform its administrator. gv compares the connection through the proxy with a direct one.",
                "请在代理程序中更换节点，或告知其管理者。gv 会比较经代理与直连两种方式。",
            ],
            rules_out: ["The proxy is running and reachable from here.", "代理正在运行，且从这里可以到达。"],
        }
        /// TLS is spoken to a proxy without TLS.
        Scheme = "proxy_scheme" {
            summary: ["go uses TLS for a proxy that does not support it", "go 以 TLS 连接一个不使用 TLS 的代理"],
            meaning: [
                "HTTPS_PROXY begins with https://. The scheme is the protocol of the proxy itself, not that of the requests through it. Nearly all local proxies use http://.",
                "HTTPS_PROXY 以 https:// 开头，但它表示与代理自身通信的方式，而不是要访问的内容。几乎所有本机代理都使用 http://。",
            ],
            fix: [
                "Write http:// before the proxy's address: HTTPS_PROXY=http://127.0.0.1:7890.",
                "请把代理地址的开头改为 http://：HTTPS_PROXY=http://127.0.0.1:7890。",
            ],
            rules_out: ["The proxy is running; the target host and its certificate are not at fault.", "代理正在运行；与目标主机及其证书无关。"],
        }
        /// Its certificate does not hold.
        Certificate = "proxy_unproven" {
            summary: ["the proxy's own certificate is not trusted", "代理自身的证书不受信任"],
            meaning: [
                "The connection to the proxy uses TLS, and the proxy's certificate is not valid: this machine does not trust the authority that issued it, or it is for a name other than the one in HTTPS_PROXY.",
                "与代理之间使用 TLS，而其证书无法通过验证：签发机构不受本机信任，或证书上的名称与 HTTPS_PROXY 中的不同。",
            ],
            fix: [
                "Use the name in the certificate for HTTPS_PROXY; if the authority is your company's, add its certificate to the system's trust list.",
                "请在 HTTPS_PROXY 中使用证书上的名称；如果签发机构属于公司，请把其证书加入系统的信任名单。",
            ],
        }
        /// It cuts connections off.
        Reset = "proxy_reset" {
            summary: ["the proxy closed the connection", "代理切断了连接"],
            meaning: [
                "The proxy accepted the connection and closed it without an answer: it is not an HTTP proxy (the port may be its SOCKS port), it refuses this host, or its own connection failed.",
                "代理接受连接后未作答复就断开了：它可能不是 HTTP 代理（该端口也许是 SOCKS 端口），可能拒绝该主机，也可能是它自己的线路断了。",
            ],
            fix: [
                "Compare the port with the settings of the proxy program: write http:// for an HTTP port, socks5:// for a SOCKS port.",
                "请与代理程序核对端口：HTTP 端口写 http://，SOCKS 端口写 socks5://。",
            ],
            told_by: Text,
        }
        /// What answers there is not a proxy of that kind.
        NotProxy = "proxy_not_proxy" {
            summary: ["the server at the proxy's address is not a proxy of that type", "代理地址上作答的不是此类代理"],
            meaning: [
                "The address in HTTPS_PROXY begins with socks5://, but the server there uses another protocol. Proxy programs often have one port for HTTP and one for SOCKS.",
                "HTTPS_PROXY 中的地址以 socks5:// 开头，但那里使用的是其他协议。代理程序的 HTTP 端口与 SOCKS 端口往往不同。",
            ],
            fix: [
                "Compare the port with the settings of the proxy program; for its HTTP port write http://.",
                "请与代理程序核对端口；若是 HTTP 端口，请写 http://。",
            ],
            rules_out: [
                "A server runs at that address. The target host is not at fault.",
                "该地址上有程序在运行。与要访问的主机无关。",
            ],
        }
        /// It fails, or refuses, as a SOCKS proxy.
        Socks = "proxy_socks" {
            summary: ["the SOCKS proxy failed", "SOCKS 代理没有正常工作"],
            meaning: [
                "The address in HTTPS_PROXY begins with socks5://, and the proxy there closed the connection or refused the request.",
                "HTTPS_PROXY 中的地址以 socks5:// 开头，而那里的代理中途断开，或拒绝了请求。",
            ],
            fix: [
                "See the log of the proxy program for the reason. Choose another node there, or use its HTTP port with http://.",
                "请查看代理程序的日志以了解原因，并更换其中的节点，或改用其 HTTP 端口（以 http:// 开头）。",
            ],
            told_by: Text,
        }
        /// A program has another secret than the relay that runs.
        RelaySecret = "relay_secret" {
            summary: ["gv relay rejected the request: its secret is missing or old", "gv relay 拒绝了请求：缺少口令或口令已过期"],
            meaning: [
                "HTTPS_PROXY names gv's relay, with the secret of a relay that has ended or without one. The secret is new at each start of the relay; the shims and gv exec set the current one.",
                "HTTPS_PROXY 指向 gv relay，但其中的口令属于已结束的 relay，或没有口令。relay 每次启动都会更换口令，shim 与 gv exec 会设置当前的口令。",
            ],
            fix: [
                "Run the program through the shim or gv exec. In a terminal that has the lines of gv relay env, load them again.",
                "请通过 shim 或 gv exec 运行该程序；若终端中使用了 gv relay env 输出的变量，请重新加载。",
            ],
            rules_out: ["The relay runs. The proxies of your network were not contacted.", "relay 正在运行。尚未访问网络中的代理。"],
        }
        /// A proxy behind the relay wants a login that the relay does not have.
        RelayLogin = "relay_login" {
            summary: ["a proxy behind gv relay requires a login", "gv relay 的上游代理要求登录"],
            meaning: [
                "The relay reached the proxy of your network, and it requires a password that the relay does not have, or it refused the one that it has.",
                "relay 已连上网络中的代理，但代理要求密码而 relay 没有，或代理拒绝了 relay 提供的密码。",
            ],
            fix: [
                "Give the relay the password. It holds the password in memory only.",
                "请向 relay 提供密码；密码只保存在内存中。",
            ],
            rules_out: ["The relay and the proxy run. The target was not contacted yet.", "relay 与代理都在运行。目标主机尚未被访问。"],
        }
        /// No upstream of the relay made the connection.
        RelayUpstream = "relay_upstream" {
            summary: ["no upstream of gv relay connected to {target}", "gv relay 的上游代理都无法连接 {target}"],
            meaning: [
                "The relay tried every upstream that may carry this host. Its answer names each of them and what it did.",
                "relay 已尝试所有可用于该主机的上游代理；它的应答列出了每个上游代理及其原因。",
            ],
            fix: [
                "Check the state and the last fault of each upstream, and correct the one that should carry the host.",
                "请查看各上游代理的状态及最近一次故障，并修正应当用于该主机的那个。",
            ],
            rules_out: ["The relay runs and accepted the request.", "relay 正在运行，并接受了请求。"],
        }
        /// The relay does not carry this.
        RelayRefused = "relay_refused" {
            summary: ["gv relay does not forward this request", "gv relay 不转发此请求"],
            meaning: [
                "The relay refuses requests of web pages, and addresses of this machine, of its link and of cloud metadata unless a rule names them. A host that GOPRIVATE covers needs an upstream with private = true.",
                "relay 拒绝网页发出的请求；对于本机、链路本地和云元数据地址，除非有规则指明，否则也会拒绝。GOPRIVATE 涵盖的主机只能使用设有 private = true 的上游代理。",
            ],
            fix: [
                "If the host is meant to be reached, name it in a [[relay.rule]] of config.toml, then run gv relay on.",
                "若确需访问该主机，请在 config.toml 的 [[relay.rule]] 中指明，再运行 gv relay on。",
            ],
            rules_out: ["The proxies of your network were not contacted.", "尚未访问网络中的代理。"],
        }
        /// The relay carries as much as it may.
        RelayFull = "relay_full" {
            summary: ["gv relay has as many connections as it may have", "gv relay 的连接数已达上限"],
            meaning: [
                "The relay serves max_tunnels connections at a time (512 unless [relay] says otherwise), and all of them are in use.",
                "relay 同时最多服务 max_tunnels 个连接（[relay] 未设置时为 512），目前已全部占用。",
            ],
            fix: [
                "Close programs that keep connections open, or raise max_tunnels under [relay] in config.toml and run gv relay on.",
                "请关闭占用连接的程序，或在 config.toml 的 [relay] 中提高 max_tunnels 并运行 gv relay on。",
            ],
            rules_out: ["The relay runs. The target was not contacted.", "relay 正在运行。尚未访问目标主机。"],
        }
        /// What the relay was asked for is not something that a proxy is asked for.
        RelayRequest = "relay_request" {
            summary: ["a program sent gv relay a request that it does not understand", "程序向 gv relay 发送了它无法处理的请求"],
            meaning: [
                "The relay speaks CONNECT, http requests with a whole address and a body of at most 16 MiB, and SOCKS 5. Other requests reach it when its address is used as that of a web server or of a GOPROXY.",
                "relay 支持 CONNECT、带完整地址且正文不超过 16 MiB 的 http 请求，以及 SOCKS 5。若把它的地址当作 Web 服务器或 GOPROXY 使用，就会收到其他请求。",
            ],
            fix: [
                "Use the address as HTTP_PROXY and HTTPS_PROXY only.",
                "该地址只能用作 HTTP_PROXY 和 HTTPS_PROXY。",
            ],
        }
        /// It is set where `go` does not look.
        NotAdopted = "proxy_not_adopted" {
            summary: ["a proxy is set where go does not look", "代理设置在 go 不读取的地方"],
            meaning: [
                "go reads only HTTPS_PROXY and HTTP_PROXY, not ALL_PROXY or the proxy settings of Windows or macOS.",
                "go 只读取 HTTPS_PROXY 和 HTTP_PROXY，不读取 ALL_PROXY，也不读取 Windows 或 macOS 的系统代理。",
            ],
            fix: ["Set HTTPS_PROXY to this proxy.", "请用 HTTPS_PROXY 指定该代理。"],
        }
        /// A proxy of this machine answers for every name with addresses of its own, and works.
        Tun = "proxy_tun" {
            summary: [
                "a proxy on this machine gives {target} an address of its own, and works",
                "本机的代理用自己的地址代答 {target}，工作正常",
            ],
            meaning: [
                "A proxy program (TUN mode, fake-ip) gives every host an address in 198.18.0.0/15 and forwards the connections to it.",
                "代理程序（TUN 模式、fake-ip）给每个主机一个 198.18.0.0/15 内的地址，并转发发往那里的数据。",
            ],
            fix: ["No action is needed.", "无需处理。"],
            told_by: Measurement,
        }
        /// A local proxy that answers DNS with addresses of its own is not passing them on.
        TunBroken = "proxy_tun_broken" {
            summary: [
                "a local proxy gave {target} an address of its own, but does not forward connections to it",
                "本地代理为 {target} 分配了虚拟地址，但没有转发",
            ],
            meaning: [
                "Proxy programs on this machine or router (Clash, sing-box, Surge: fake-ip) assign addresses that begin with 198.18 or 198.19. The program should forward the connection, but does not.",
                "以 198.18 或 198.19 开头的地址是本机或路由器上的代理程序（Clash、sing-box、Surge 的 fake-ip 模式）分配的。该程序本应转发连接，却没有。",
            ],
            fix: [
                "Restart that program, choose another node in it, or turn off its fake-ip mode.",
                "请重启该程序、更换节点，或关闭其 fake-ip 模式。",
            ],
            rules_out: [
                "The network did not forge the DNS answer: the address comes from the proxy program.",
                "并非网络污染了 DNS：该地址来自代理程序。",
            ],
        }
    }
}
