//! Encryption and certificates.

use super::ToldBy::{Measurement, Text};

super::catalogue! {
    /// Encryption and certificates.
    Tls {
        /// Cut off after the first message.
        Reset = "tls_reset" {
            summary: [
                "the connection to {target} was cut off during the TLS handshake",
                "与 {target} 的连接在 TLS 握手时被切断",
            ],
            meaning: [
                "The connection was established. The first message over it contains the host's name in clear text, and then the connection was cut off. A firewall that blocks hosts by name does exactly this; an overloaded proxy or server can do it too.",
                "连接已经建立。随后发出的第一条消息中含有主机名，途中任何人都能看到；此后连接就被切断。按主机名封锁的防火墙正是这种表现；过载的代理或服务器也可能如此。",
            ],
            fix: [
                "Try again. If the error persists, gv compares connections to the same address with and without the name, which shows whether the name is blocked; a mirror or a proxy is the workaround.",
                "先重试一次。如果依旧，gv 会对同一地址分别带与不带该主机名进行比较，从而得出结论；解决办法是使用镜像或代理。",
            ],
            rules_out: ["DNS returned an address, and it accepts connections.", "DNS 已给出地址，且该地址接受连接。"],
        }
        /// By the name of the host in it.
        SniBlocked = "sni_blocked" {
            summary: ["connections that name {target} are cut off on the route", "凡是指明 {target} 的连接都会在途中被切断"],
            meaning: [
                "The host's name is visible at the start of every TLS connection, and a device on the route closes those that name this host.",
                "每个加密连接开头的主机名都是可见的，途中的设备会切断指明该主机的连接。",
            ],
            fix: ["Use a mirror that is reachable from here, or a proxy.", "请使用从这里可以访问的镜像，或使用代理。"],
        }
        /// No answer to the first message.
        Stall = "tls_stall" {
            summary: ["{target} accepted the connection and then sent nothing", "{target} 接受了连接，之后没有任何回应"],
            meaning: [
                "The connection was established, go started the TLS handshake and waited ten seconds for an answer. A device on the route that drops such connections, a proxy that cannot reach the Internet, or an overloaded server causes this.",
                "连接已建立，go 开始协商加密，等了十秒没有回应。途中丢弃此类连接的设备、自身无法访问外网的代理，或负载过高的服务器都会这样。",
            ],
            fix: [
                "Try again; if the error persists, gv measures connections with and without the host's name, and through your proxy.",
                "请重试；如果依旧，gv 会分别带与不带主机名、以及经过您的代理进行测量。",
            ],
            rules_out: [
                "DNS returned an address, and it accepts connections. The certificate was not tested.",
                "DNS 已给出地址，且该地址接受连接。尚未看到证书。",
            ],
        }
        /// No TLS there.
        NotTls = "tls_not_tls" {
            summary: ["{target} answered with plain HTTP instead of TLS", "{target} 返回明文 HTTP，而不是 TLS"],
            meaning: [
                "go expected TLS and received plain text. Either the address uses http but was written with https (go adds https:// to a host without a scheme in GOPROXY), or the port is wrong, or the login page of a network answers in place of the host.",
                "go 期望加密连接，收到的却是明文。可能是地址本为 http 却写成了 https（GOPROXY 中的主机不写协议时，go 会补上 https://），可能是端口有误，也可能是网络的登录页面顶替了该主机。",
            ],
            fix: [
                "gv measures which protocol the server uses, and reports whether the entry in GOPROXY lacks http://. Check the scheme and the port with the owner of the server. If this is a public host, open any page in a browser: the network may require a login.",
                "gv 会测量那里实际使用的协议，并指出是否是 GOPROXY 中的该项缺少 http://。请与服务器的管理者核对协议和端口。如果是公共主机，请在浏览器中打开任意网页：网络可能要求登录。",
            ],
            rules_out: ["The address answers; no certificate is involved.", "该地址有应答；与证书无关。"],
        }
        /// No trusted authority has issued the certificate.
        Untrusted = "cert_untrusted" {
            summary: [
                "the certificate of {target} was not issued by an authority that this machine trusts",
                "{target} 的证书不是由本机信任的机构签发的",
            ],
            meaning: [
                "The authority that issued this certificate is not on this machine's trust list. Six faults print this message: a company's device or an antivirus program that intercepts every connection; a forged address; a line in the hosts file; a server that omits part of its chain; a self-signed certificate; a machine (or container) without a trust list.",
                "签发该证书的机构不在本机的信任名单中。有六种情况会输出同样的文字：公司设备或杀毒软件拦截所有连接；地址是伪造的；hosts 文件中有一行；服务器漏发了部分证书链；证书是自签名的；本机（或容器）没有信任名单。",
            ],
            fix: [
                "Do not disable the check: it distinguishes a forged host from the real one. gv shows who issued the certificate and reports which of the six it is; add a company's certificate to the system's trust list, or name its file in SSL_CERT_FILE.",
                "不要绕过检查：正是它能分辨真假主机。gv 会显示证书的签发者，并指出属于哪种情况；如果是公司的证书，请把它加入系统的信任名单，或用 SSL_CERT_FILE 指明其文件。",
            ],
            rules_out: ["The network works in both directions; a server answers at that address.", "网络双向可通；该地址上有服务作答。"],
        }
        /// The server has signed its certificate itself.
        SelfSigned = "cert_self_signed" {
            summary: ["{target} uses a self-signed certificate", "{target} 使用自签名证书"],
            meaning: [
                "The server that presents this certificate also issued it, so anyone can make one like it. Test servers and devices use such certificates, and so does a server that answers in place of the real host: at a forged address, at an address in an old line of the hosts file, or as a login page.",
                "该证书由出示它的服务器自己签发，任何人都能制作。测试服务器和设备常用这种证书，冒充主机作答的服务器也是如此：地址是伪造的、来自 hosts 文件中的旧记录，或是登录页面。",
            ],
            fix: [
                "If this is your own server, install a certificate of your company's authority on it, or add this certificate to the system's trust list. Otherwise do not trust it: gv reports whether the address is the right one.",
                "如果是自己的服务器，请换用公司机构签发的证书，或把该证书加入系统的信任名单。否则不要信任它：gv 会指出地址是否正确。",
            ],
            rules_out: ["The network works in both directions; a server answers at that address.", "网络双向可通；该地址上有服务作答。"],
        }
        /// A company, or a program of this machine, looks into every connection.
        Inspection = "tls_inspection" {
            summary: [
                "a company's device or a program on this machine intercepts every TLS connection",
                "公司的设备或本机的程序会拦截所有 TLS 连接",
            ],
            meaning: [
                "It presents its own certificate in place of the host's. This works only on machines that trust its certificate.",
                "它用自己的证书代替主机的证书。只有信任其证书时才能正常工作。",
            ],
            fix: [
                "Ask your company's IT department for its root certificate and add it to the system's trust list.",
                "请向公司 IT 索取其根证书，并加入系统的信任名单。",
            ],
        }
        /// The server leaves out a part of its chain.
        Incomplete = "cert_missing_intermediate" {
            summary: ["{target} does not send its complete certificate chain", "{target} 没有发送完整的证书链"],
            meaning: ["Browsers obtain the missing certificates themselves; go does not.", "浏览器会自行补全，go 不会。"],
            fix: ["The owner of the server has to install the full chain.", "需由服务器的管理者安装完整的证书链。"],
        }
        /// This machine has no certificates to trust.
        NoRoots = "no_roots" {
            summary: ["this machine has no list of trusted certificates", "本机没有受信任证书的名单"],
            meaning: [
                "Without this list, go cannot verify any host. Minimal container images do not include it.",
                "没有这份名单，go 无法验证任何主机。精简的容器镜像通常不带。",
            ],
            fix: [
                "Install the package ca-certificates; in a container image of your own, copy /etc/ssl/certs/ca-certificates.crt into it.",
                "请安装 ca-certificates 软件包；若是自制容器，请把 /etc/ssl/certs/ca-certificates.crt 复制进去。",
            ],
            rules_out: ["The server and the network are not at fault.", "与服务器和网络无关。"],
        }
        /// Its time is over.
        Expired = "cert_expired" {
            summary: ["the certificate of {target} is not valid today", "{target} 的证书今天不在有效期内"],
            meaning: [
                "Either the owner of the server did not renew it, or the clock of this machine is wrong. The message shows both times.",
                "可能是服务器管理者没有续期，也可能是本机时钟有误。原文中给出了这两个时间。",
            ],
            fix: [
                "Check this machine's date first. gv compares it with the date of other hosts.",
                "请先检查本机的日期。gv 会与其他主机的时间比较。",
            ],
            rules_out: ["A trusted authority issued it; the network and the proxy work.", "证书由受信任的机构签发；网络和代理均正常。"],
        }
        /// Its time has not come.
        NotYet = "cert_not_yet" {
            summary: ["the certificate of {target} is not valid yet", "{target} 的证书尚未生效"],
            meaning: [
                "Its owner installed it too early, or the clock of the machine that issued it was ahead.",
                "可能是管理者过早启用了它，也可能是签发时那台机器的时钟偏快。",
            ],
            fix: ["The owner of the server has to issue a new one.", "需由服务器的管理者重新签发。"],
        }
        /// This machine's clock is wrong.
        Clock = "clock" {
            summary: ["the clock of this machine is behind", "本机的时钟落后"],
            meaning: [
                "The certificate becomes valid in the future. Certificates are not issued that way: the date of this machine is wrong. This happens after a flat battery, in suspended virtual machines, and in WSL.",
                "证书的生效时间竟在将来。证书不会这样签发：是本机的日期错了。电池耗尽、虚拟机挂起或 WSL 休眠后常会如此。",
            ],
            fix: [
                "Set the clock: timedatectl set-ntp true, on Windows w32tm /resync, in WSL restart it with wsl --shutdown.",
                "请校准时钟：timedatectl set-ntp true；Windows 上用 w32tm /resync；WSL 请用 wsl --shutdown 重启。",
            ],
            rules_out: ["The server may not be at fault.", "未必是服务器的问题。"],
        }
        /// It is for another host.
        Name = "cert_name" {
            summary: ["the server that answers for {target} has a certificate for another host", "{target} 处的服务器出示的是其他主机的证书"],
            meaning: [
                "The certificate is genuine, but belongs to another host. Either the address belongs to that host (forged DNS, an old line in the hosts file, a login page), or the server is not set up for this name.",
                "证书是真的，但属于另一台主机。可能是地址属于那台主机（DNS 被伪造、hosts 文件中的旧记录、登录页面），也可能是该服务器没有配置这个名称。",
            ],
            fix: [
                "If this is your own server, use the name in the certificate; otherwise gv finds out where the wrong address comes from.",
                "如果是自己的服务器，请使用证书中的名称；否则让 gv 查明错误的地址从何而来。",
            ],
            rules_out: [
                "This machine's trust list and the address of the proxy are not at fault.",
                "与本机的信任名单无关，也不是代理地址的问题。",
            ],
        }
        /// One that Go refuses for its form.
        Form = "cert_form" {
            summary: ["go rejects the format of the certificate of {target}", "go 因证书格式而拒绝 {target} 的证书"],
            meaning: [
                "Newer Go versions no longer accept this type of certificate: the names are in the wrong field, the serial number is invalid, or the signature algorithm is obsolete. Certificates that a company issues itself are often like this.",
                "证书属于新版 Go 不再接受的类型：名称不在正确的字段中、序列号有误，或采用了过时的签名方式。企业自制的证书常常如此。",
            ],
            fix: [
                "The owner of the server has to issue a new one, with the host's name as Subject Alternative Name.",
                "需由服务器的管理者重新签发，并把主机名写入 Subject Alternative Name。",
            ],
            rules_out: ["Network, DNS and proxy work.", "网络、DNS 和代理均正常。"],
            told_by: Text,
        }
        /// Too old a version of TLS.
        Version = "tls_version" {
            summary: ["{target} supports only TLS versions that are too old", "{target} 只支持过旧的 TLS 版本"],
            meaning: [
                "Go requires TLS 1.2 or newer. Old servers, and old devices that intercept connections, support only earlier versions.",
                "Go 要求 TLS 1.2 或更新的版本。旧服务器，以及途中拦截连接的旧设备，达不到要求。",
            ],
            fix: ["The server, or the device in between, has to be updated.", "需要升级该服务器或途中的设备。"],
            rules_out: ["DNS and the connection work.", "DNS 和连接均正常。"],
        }
        /// The other side ended the handshake.
        Alert = "tls_failed" {
            summary: ["{target} ended the TLS handshake", "{target} 中止了 TLS 握手"],
            meaning: [
                "The server at that address ended the handshake with an alert: it does not know this host's name, or supports no common cipher. It may be the wrong server.",
                "该地址上的服务器以告警中止了握手：它不认识这个主机名，或没有共同的加密算法。它可能不是正确的服务器。",
            ],
            fix: ["gv shows which address that is, and how it answers to other names.", "gv 会显示该地址，以及它对其他名称的应答。"],
            rules_out: ["DNS and the connection work.", "DNS 和连接均正常。"],
        }
        /// It wants a certificate from us.
        ClientCertificate = "tls_client_cert" {
            summary: ["{target} requires a client certificate", "{target} 要求客户端证书"],
            meaning: [
                "The server accepts only machines that present a certificate of their own, and go presents none.",
                "该服务器只允许出示自身证书的机器访问，而 go 不会出示。",
            ],
            fix: [
                "Ask its owner for an address that go can use, or run a local proxy that presents the certificate.",
                "请向其管理者索取供 go 使用的地址，或在中间设置能够出示证书的本地代理。",
            ],
            told_by: Text,
        }
        /// Bytes were changed on the way.
        Corrupted = "tls_corrupted" {
            summary: ["data from {target} was corrupted in transit", "来自 {target} 的数据在途中被改动"],
            meaning: [
                "Encrypted data failed the integrity check: a device, driver or memory is faulty, or the data was tampered with in transit.",
                "加密数据未通过完整性校验：设备、驱动或内存有故障，或数据在途中被篡改。",
            ],
            fix: ["Try another network. If the error persists there, test this machine's memory.", "请换一个网络。如果依旧，请检测本机内存。"],
            told_by: Text,
        }
        /// The certificate is refused, and nothing that is known to be good could be reached to compare.
        Inconclusive = "inconclusive" {
            summary: [
                "{target} cannot prove its identity, and there was nothing to compare it with",
                "{target} 无法证明自己的身份，且没有可供比较的对象",
            ],
            meaning: [
                "The certificate is not trusted here, and no independent DNS resolver could be reached, so gv cannot tell a forged address from a server with such a certificate.",
                "证书在此处不受信任，又无法连接独立的 DNS 解析服务，因此无法区分是地址被伪造，还是服务器的证书如此。",
            ],
            fix: ["Try again from another network (a phone's, say), and compare.", "请换一个网络（例如手机热点）再试，并比较结果。"],
            told_by: Measurement,
        }
    }
}
