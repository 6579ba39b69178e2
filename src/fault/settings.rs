//! What is set and installed here, as far as the network depends on it.

use super::ToldBy::Measurement;

super::catalogue! {
    /// What is set and installed here.
    Settings {
        /// GOPROXY.
        Goproxy = "env_goproxy" {
            summary: ["GOPROXY is not valid", "GOPROXY 的写法有误"],
            meaning: [
                "It has to be a list of addresses with https:// or http:// (and direct or off at the end), without quotes. Quotes that were typed into go env -w or a Windows setting become part of the value.",
                "它应是以 https:// 或 http:// 开头的地址列表（末尾可为 direct 或 off），不带引号。在 go env -w 或 Windows 设置中输入的引号会成为值的一部分。",
            ],
            fix: [
                "Correct it where it is set, or restore the default: gv env unset --user GOPROXY.",
                "请查看它在哪里设置并加以改正，或恢复默认值：gv env unset --user GOPROXY。",
            ],
            rules_out: ["go did not use the network: it stopped earlier.", "没有访问网络：go 在此之前就停止了。"],
        }
        /// GOSUMDB.
        Gosumdb = "env_gosumdb" {
            summary: ["GOSUMDB is not valid", "GOSUMDB 的写法有误"],
            meaning: [
                "It names the checksum database; a name that go does not know needs its public key.",
                "它指定校验和数据库；go 不认识的名称需要附带公钥。",
            ],
            fix: [
                "Set it back to sum.golang.org (or sum.golang.google.cn, the same database): gv env unset --user GOSUMDB.",
                "请恢复为 sum.golang.org（或同一数据库的 sum.golang.google.cn）：gv env unset --user GOSUMDB。",
            ],
            rules_out: ["go did not use the network: it stopped earlier.", "没有访问网络：go 在此之前就停止了。"],
        }
        /// `HTTPS_PROXY` and its like.
        ProxyMalformed = "proxy_malformed" {
            summary: ["the address of the network proxy is not valid", "网络代理的地址有误"],
            meaning: [
                "HTTPS_PROXY or HTTP_PROXY is not in a form that go accepts: it has to be http://HOST:PORT, https:// or socks5://, without quotes or blanks.",
                "HTTPS_PROXY 或 HTTP_PROXY 的格式 go 不接受：应为 http://HOST:PORT、https:// 或 socks5://，不带引号和空格。",
            ],
            fix: [
                "Correct the variable; gv doctor proxy shows how go reads it.",
                "请改正该变量；用 gv doctor proxy 查看 go 如何读取它。",
            ],
            rules_out: [
                "go did not contact the target host.",
                "没有访问要下载的主机。",
            ],
        }
        /// `HTTP_PROXY`, in a CGI program.
        ProxyCgi = "env_proxy_cgi" {
            summary: [
                "go ignores HTTP_PROXY, because REQUEST_METHOD is set",
                "go 忽略 HTTP_PROXY，因为设置了 REQUEST_METHOD",
            ],
            meaning: [
                "go takes a process with REQUEST_METHOD for a CGI script, in which a visitor of the web server could have set HTTP_PROXY.",
                "设置了 REQUEST_METHOD 时，go 认为自己是 CGI 脚本，其中的 HTTP_PROXY 可能由网站访问者设置。",
            ],
            fix: [
                "Unset REQUEST_METHOD, or use HTTPS_PROXY with https addresses.",
                "请取消 REQUEST_METHOD，或对 https 地址使用 HTTPS_PROXY。",
            ],
        }
        /// Authorities of a file or folder take the place of the system's.
        OwnRoots = "own_roots" {
            summary: [
                "the authorities of SSL_CERT_FILE or SSL_CERT_DIR replace the system's",
                "SSL_CERT_FILE 或 SSL_CERT_DIR 取代了系统的信任名单",
            ],
            meaning: [
                "go trusts the certificates that these variables name, and no longer those of the system.",
                "go 只信任这些变量所指的证书，不再使用系统的信任名单。",
            ],
            fix: [
                "If public hosts are no longer trusted, add their authorities to that file, or remove the variable.",
                "如果公共主机因此不受信任，请把其签发机构加入该文件，或删除该变量。",
            ],
            told_by: Measurement,
        }
        /// It is not trusted without the checksum database.
        ToolchainNeedsDatabase = "toolchain_needs_sumdb" {
            summary: [
                "GOSUMDB is off, and go downloads no toolchain without it",
                "GOSUMDB 已被关闭，而 go 不会在没有它的情况下下载工具链",
            ],
            meaning: [
                "A toolchain is a program that runs here, so go accepts only what the checksum database has verified, whatever else is set.",
                "工具链是要在本机运行的程序，因此无论其他设置如何，go 只接受经校验和数据库校验的内容。",
            ],
            fix: [
                "Enable the database again: go env -u GOSUMDB, and remove GOSUMDB from the environment. If it cannot be reached, sum.golang.google.cn is the same database.",
                "请恢复使用校验和数据库：go env -u GOSUMDB，并从环境变量中删除 GOSUMDB。若无法访问，sum.golang.google.cn 是同一个数据库。",
            ],
        }
        /// It is not installed.
        NoGit = "missing_vcs" {
            summary: ["git is needed and not installed", "需要 git，但没有安装"],
            meaning: [
                "For modules that no mirror has (or for all, with GOPROXY=direct), go runs git or a similar program, which is not on PATH.",
                "镜像没有的模块（GOPROXY=direct 时则是全部）要由 go 通过 git 等程序获取，而 PATH 中找不到该程序。",
            ],
            fix: [
                "Install git, or use a module mirror; small container images come without it (apk add git, apt-get install git).",
                "请安装 git，或使用模块镜像；精简的容器镜像不带 git（apk add git、apt-get install git）。",
            ],
            rules_out: ["go did not use the network.", "尚未访问网络，与网络无关。"],
        }
    }
}
