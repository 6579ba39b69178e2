//! Encryption and certificates.

use super::ToldBy::{Measurement, Text};

super::catalogue! {
    /// Encryption and certificates.
    Tls {
        /// Cut off after the first message.
        Reset = "tls_reset" {
            summary: [
                "the connection to {target} was cut off while encryption was being agreed on",
                "与 {target} 的连接在协商加密时被切断",
            ],
            meaning: [
                "The connection stood. The first thing that is said over it, still readable on the way, is the host's name; and then it was cut off. A firewall that blocks hosts by name looks exactly so; a proxy or server that is overloaded can too.",
                "连接已经建立。随后发出的第一条消息中含有主机名，途中任何人都能看到；此后连接就被切断。按主机名封锁的防火墙正是这种表现；过载的代理或服务器也可能如此。",
            ],
            fix: [
                "Try once more. If it stays, gv compares the same address with and without the name, which decides it; a mirror or a proxy is the way around.",
                "先重试一次。如果依旧，gv 会对同一地址分别带与不带该主机名进行比较，从而得出结论；解决办法是使用镜像或代理。",
            ],
            rules_out: ["DNS gave an address and the address accepts connections.", "DNS 已给出地址，且该地址接受连接。"],
        }
        /// By the name of the host in it.
        SniBlocked = "sni_blocked" {
            summary: ["connections that name {target} are cut off on the way", "凡是指明 {target} 的连接都会在途中被切断"],
            meaning: [
                "The host's name is readable at the beginning of every encrypted connection, and a device on the way ends those that name this host.",
                "每个加密连接开头的主机名都是可见的，途中的设备会切断指明该主机的连接。",
            ],
            fix: ["Use a mirror that is reachable from here, or a proxy.", "请使用从这里可以访问的镜像，或使用代理。"],
        }
        /// No answer to the first message.
        Stall = "tls_stall" {
            summary: ["{target} accepted the connection and then said nothing", "{target} 接受了连接，之后没有任何回应"],
            meaning: [
                "The connection stood, go began to agree on encryption, and waited ten seconds for an answer. A device on the way that swallows such connections does that, and a proxy that cannot get out, and a server under load.",
                "连接已建立，go 开始协商加密，等了十秒没有回应。途中丢弃此类连接的设备、自身无法访问外网的代理，或负载过高的服务器都会这样。",
            ],
            fix: [
                "Try again; if it stays, gv measures it with and without the host's name, and through your proxy.",
                "请重试；如果依旧，gv 会分别带与不带主机名、以及经过您的代理进行测量。",
            ],
            rules_out: [
                "DNS gave an address and it accepts connections. The certificate was never seen.",
                "DNS 已给出地址，且该地址接受连接。尚未看到证书。",
            ],
        }
        /// No TLS there.
        NotTls = "tls_not_tls" {
            summary: ["{target} speaks plain HTTP where encryption was expected", "{target} 使用明文 HTTP，而不是预期的加密连接"],
            meaning: [
                "go expected an encrypted connection and got readable text. The address is http and was written as https (where GOPROXY names a host without a scheme, go puts https:// before it), the port is wrong, or a login page of the network has taken the place of the host.",
                "go 期望加密连接，收到的却是明文。可能是地址本为 http 却写成了 https（GOPROXY 中的主机不写协议时，go 会补上 https://），可能是端口有误，也可能是网络的登录页面顶替了该主机。",
            ],
            fix: [
                "gv measures what is spoken there, and says whether the entry of GOPROXY lacks its http://. Compare the scheme and the port with what the owner of the server says. If this is a public host, open any page in a browser: perhaps the network wants you to log in.",
                "gv 会测量那里实际使用的协议，并指出是否是 GOPROXY 中的该项缺少 http://。请与服务器的管理者核对协议和端口。如果是公共主机，请在浏览器中打开任意网页：网络可能要求登录。",
            ],
            rules_out: ["The address answers; no certificate is involved.", "该地址有应答；与证书无关。"],
        }
        /// No trusted authority has issued the certificate.
        Untrusted = "cert_untrusted" {
            summary: [
                "the certificate of {target} was not issued by an authority that this machine trusts",
                "{target} 的证书没有本机信任的机构担保",
            ],
            meaning: [
                "A certificate is a host's passport. This one was not issued by an authority on this machine's list. Six faults print these same words: a company or antivirus program that opens every connection; a forged address; a line in the hosts file; a server that leaves out a part of its chain; one with a self-signed certificate; a machine (or container) without a list.",
                "证书相当于主机的护照。这一份不是由本机信任名单中的机构签发的。有六种情况会输出同样的文字：公司或杀毒软件会解开所有连接；地址是伪造的；hosts 文件中有一行；服务器漏发了部分证书链；服务器为自己担保；本机（或容器）根本没有信任名单。",
            ],
            fix: [
                "Do not work around the check: it is what tells a forged host from the real one. gv shows who issued the certificate and says which of the six it is; for a company's certificate, add that to the system's list, or name its file in SSL_CERT_FILE.",
                "不要绕过检查：正是它能分辨真假主机。gv 会显示证书的签发者，并指出属于哪种情况；如果是公司的证书，请把它加入系统的信任名单，或用 SSL_CERT_FILE 指明其文件。",
            ],
            rules_out: ["The network carries data both ways; something answers at that address.", "网络双向可通；该地址上有服务作答。"],
        }
        /// The server has signed its certificate itself.
        SelfSigned = "cert_self_signed" {
            summary: ["{target} uses a self-signed certificate", "{target} 使用自签名证书"],
            meaning: [
                "A certificate is a host's passport, and this one was issued by the server that shows it: anyone can make one like it. Test servers and devices have such certificates, and so has a server that answers in the place of a host: at a forged address, at the address in an old line of the hosts file, or a login page.",
                "证书相当于主机的护照，而这一份由出示者自己签发：任何人都能制作。测试服务器和设备常用这种证书，冒充主机作答的一方也是如此：地址是伪造的、来自 hosts 文件中的旧记录，或是登录页面。",
            ],
            fix: [
                "If it is your own server, give it a certificate of your company's authority, or add this one to the system's list. Else do not trust it: gv says whether the address is the right one.",
                "如果是自己的服务器，请换用公司机构签发的证书，或把该证书加入系统的信任名单。否则不要信任它：gv 会指出地址是否正确。",
            ],
            rules_out: ["The network carries data both ways; something answers at that address.", "网络双向可通；该地址上有服务作答。"],
        }
        /// A company, or a program of this machine, looks into every connection.
        Inspection = "tls_inspection" {
            summary: [
                "a company's device or a program of this machine opens every encrypted connection",
                "公司的设备或本机的程序会解开所有加密连接",
            ],
            meaning: [
                "It shows a certificate of its own in place of the host's. That works only where its certificate is trusted.",
                "它用自己的证书代替主机的证书。只有信任其证书时才能正常工作。",
            ],
            fix: [
                "Ask the company's IT for its root certificate and add it to the system's list.",
                "请向公司 IT 索取其根证书，并加入系统的信任名单。",
            ],
        }
        /// The server leaves out a part of its chain.
        Incomplete = "cert_missing_intermediate" {
            summary: ["{target} does not send its whole chain of certificates", "{target} 没有发送完整的证书链"],
            meaning: ["Browsers fill such gaps by themselves, go does not.", "浏览器会自行补全，go 不会。"],
            fix: ["The owner of the server has to install the full chain.", "需由服务器的管理者安装完整的证书链。"],
        }
        /// This machine has no certificates to trust.
        NoRoots = "no_roots" {
            summary: ["this machine has no list of certificates to trust", "本机没有受信任证书的名单"],
            meaning: [
                "Without such a list no host can prove itself. Small container images come without one.",
                "没有这份名单，任何主机都无法证明自己。精简的容器镜像通常不带。",
            ],
            fix: [
                "Install the package ca-certificates; in a container of your own copy /etc/ssl/certs/ca-certificates.crt into it.",
                "请安装 ca-certificates 软件包；若是自制容器，请把 /etc/ssl/certs/ca-certificates.crt 复制进去。",
            ],
            rules_out: ["The server and the network are not at fault.", "与服务器和网络无关。"],
        }
        /// Its time is over.
        Expired = "cert_expired" {
            summary: ["the certificate of {target} is not valid today", "{target} 的证书今天不在有效期内"],
            meaning: [
                "Either the owner of the server did not renew it, or the clock of this machine is wrong. The text shows both times.",
                "可能是服务器管理者没有续期，也可能是本机时钟有误。原文中给出了这两个时间。",
            ],
            fix: [
                "Check this machine's date first. gv compares it with what other hosts say.",
                "请先检查本机的日期。gv 会与其他主机的时间比较。",
            ],
            rules_out: ["Somebody trusted has issued it; network and proxy work.", "网络和代理都能工作。"],
        }
        /// Its time has not come.
        NotYet = "cert_not_yet" {
            summary: ["the certificate of {target} begins to be valid only later", "{target} 的证书尚未生效"],
            meaning: [
                "Its owner has put it in place too early, or the clock of that machine was ahead when it was made.",
                "可能是管理者过早启用了它，也可能是签发时那台机器的时钟偏快。",
            ],
            fix: ["The owner of the server has to issue a new one.", "需由服务器的管理者重新签发。"],
        }
        /// This machine's clock is wrong.
        Clock = "clock" {
            summary: ["the clock of this machine is behind", "本机的时钟落后"],
            meaning: [
                "The certificate is said to begin only in the future. Certificates are not issued so: it is this machine's date that is wrong. That happens after a flat battery, in suspended virtual machines, and in WSL.",
                "证书的生效时间竟在将来。证书不会这样签发：是本机的日期错了。电池耗尽、虚拟机挂起或 WSL 休眠后常会如此。",
            ],
            fix: [
                "Set the clock: timedatectl set-ntp true, on Windows w32tm /resync, in WSL restart it with wsl --shutdown.",
                "请校准时钟：timedatectl set-ntp true；Windows 上用 w32tm /resync；WSL 请用 wsl --shutdown 重启。",
            ],
            rules_out: ["The server need not be at fault.", "未必是服务器的问题。"],
        }
        /// It is for another host.
        Name = "cert_name" {
            summary: ["what answers for {target} has a certificate for another host", "就 {target} 作答的主机出示的是其他主机的证书"],
            meaning: [
                "The passport is genuine, but belongs to another host. Either the address belongs to another host (forged DNS, an old line in the hosts file, a login page), or the server is called by a name it was not set up for.",
                "护照是真的，但属于别人。可能是地址属于另一台主机（DNS 被伪造、hosts 文件中的旧记录、登录页面），也可能是该服务器没有配置这个名称。",
            ],
            fix: [
                "Use the name that the certificate is for, if it is your own server; else let gv find where the wrong address comes from.",
                "如果是自己的服务器，请使用证书中的名称；否则让 gv 查明错误的地址从何而来。",
            ],
            rules_out: [
                "It is not this machine's list of certificates, and not the proxy's address.",
                "与本机的信任名单无关，也不是代理地址的问题。",
            ],
        }
        /// One that Go refuses for its form.
        Form = "cert_form" {
            summary: ["go refuses the certificate of {target} for its form", "go 因证书格式而拒绝 {target} 的证书"],
            meaning: [
                "The certificate is of a kind that newer Go no longer accepts: without names in the right field, with a broken number, or signed in an old way. Certificates that a company made by itself are often so.",
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
            summary: ["{target} only speaks versions of encryption that are too old", "{target} 只支持过旧的加密版本"],
            meaning: [
                "Go wants TLS 1.2 or newer. Old servers, and old devices that open connections on the way, have less.",
                "Go 要求 TLS 1.2 或更新的版本。旧服务器，以及途中解开连接的旧设备，达不到要求。",
            ],
            fix: ["The server, or the device in between, has to be updated.", "需要升级该服务器或途中的设备。"],
            rules_out: ["DNS and the connection work.", "DNS 和连接均正常。"],
        }
        /// The other side ended the handshake.
        Alert = "tls_failed" {
            summary: ["{target} broke off while encryption was being agreed on", "{target} 在协商加密时主动中止"],
            meaning: [
                "What is at that address answered that it does not want to go on: it does not know this host's name, or has no common way of encryption. So it may be the wrong server.",
                "该地址上的服务表示不愿继续：它不认识这个主机名，或没有共同的加密方式。因此它可能不是正确的服务器。",
            ],
            fix: ["gv shows which address that is, and what it answers to other names.", "gv 会显示该地址，以及它对其他名称的应答。"],
            rules_out: ["DNS and the connection work.", "DNS 和连接均正常。"],
        }
        /// It wants a certificate from us.
        ClientCertificate = "tls_client_cert" {
            summary: ["{target} wants a certificate from this machine", "{target} 要求本机出示证书"],
            meaning: [
                "The server lets in only machines that show a certificate of their own, and go shows none.",
                "该服务器只允许出示自身证书的机器访问，而 go 不会出示。",
            ],
            fix: [
                "Ask its owner for an address for go, or put a local proxy that shows the certificate in between.",
                "请向其管理者索取供 go 使用的地址，或在中间设置能够出示证书的本地代理。",
            ],
            told_by: Text,
        }
        /// Bytes were changed on the way.
        Corrupted = "tls_corrupted" {
            summary: ["data from {target} was changed on the way", "来自 {target} 的数据在途中被改动"],
            meaning: [
                "Encrypted data came that does not hold together: a broken device, driver or memory, or tampering on the way.",
                "收到的加密数据不完整：设备、驱动或内存有故障，或有人篡改。",
            ],
            fix: ["Try another network. If it goes on there, test this machine's memory.", "请换一个网络。如果依旧，请检测本机内存。"],
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
