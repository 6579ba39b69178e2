//! What is set, and the proxies.

use super::Told;
use crate::diagnose::net::proxied::Broken;
use crate::diagnose::net::setting::{SYSTEM, Setting};
use crate::ui::{Lang, Report};

/// A proxy, and where it is set.
pub(super) struct Named<'a> {
    pub variable: &'a str,
    pub proxy: &'a str,
}

pub(super) fn setting(setting: &Setting, lang: Lang) -> Told {
    match setting {
        Setting::Goproxy(error) => Told::new(lang.net_goproxy())
            .seen(Report::of(error, lang).message)
            .fixed_by(lang.net_goproxy_fix()),
        Setting::NoFolder(path) => {
            Told::new(lang.net_no_folder(&path.display().to_string())).fixed_by(lang.net_no_folder_fix())
        }
        Setting::Gosumdb(error) => Told::new(lang.net_gosumdb())
            .seen(Report::of(error, lang).message)
            .fixed_by(lang.net_gosumdb_fix()),
        Setting::ToolchainNeedsDatabase => {
            Told::new(lang.net_needs_database()).fixed_by(lang.net_needs_database_fix())
        }
        Setting::ProxyMalformed(bad) => Told::new(lang.proxy_malformed(bad.variable))
            .seen(bad.reason.to_string())
            .fixed_by(lang.proxy_form()),
        Setting::NoGit => Told::new(lang.net_no_git()).fixed_by(lang.net_no_git_fix()),
        Setting::NoAuthorities => Told::new(lang.net_no_roots()).fixed_by(lang.net_no_roots_fix()),
        Setting::OwnAuthorities { variable, path } => {
            Told::new(lang.net_own_roots(variable)).seen(format!("{variable}={}", path.display()))
        }
    }
}

pub(super) fn bare(entry: &str, lang: Lang) -> Told {
    Told::new(lang.net_bare(entry)).fixed_by(lang.net_bare_fix(entry))
}

pub(super) fn not_adopted(variable: &str, proxy: &str, helped: Option<&String>, lang: Lang) -> Told {
    let summary =
        if variable == SYSTEM { lang.net_system_proxy(proxy) } else { lang.proxy_not_adopted(variable) };
    let told = Told::new(summary).seen(format!("{variable}={proxy}"));
    match helped {
        Some(hosts) => told.seen(lang.net_helped(hosts)).fixed_by(lang.net_adopt()),
        None => told.fixed_by(lang.net_adopt()),
    }
}

pub(super) fn proxy(broken: Broken, named: &Named<'_>, hosts: &str, lang: Lang) -> Told {
    let Named { variable, proxy } = named;
    let number = |status: Option<u16>| status.map_or_else(|| "–".to_owned(), |status| status.to_string());
    let told = match broken {
        Broken::Down => Told::new(lang.net_proxy_down(proxy)).fixed_by(lang.net_proxy_down_fix()),
        Broken::Auth => Told::new(lang.net_proxy_auth(proxy)).fixed_by(lang.net_proxy_auth_fix(variable)),
        Broken::Denied(status) => Told::new(lang.net_proxy_denied(proxy, hosts))
            .seen(lang.net_proxy_answer(&number(status)))
            .fixed_by(lang.net_proxy_denied_fix()),
        Broken::Upstream(status) => Told::new(lang.net_proxy_upstream(proxy, hosts))
            .seen(lang.net_proxy_answer(&number(status)))
            .fixed_by(lang.net_proxy_upstream_fix()),
        Broken::Scheme { wants_tls: false } => {
            Told::new(lang.net_proxy_plain(proxy)).fixed_by(lang.net_proxy_plain_fix())
        }
        Broken::Scheme { wants_tls: true } => {
            Told::new(lang.net_proxy_tls(proxy)).fixed_by(lang.net_proxy_tls_fix())
        }
        Broken::NotProxy => Told::new(lang.net_no_proxy(proxy)).fixed_by(lang.net_no_proxy_fix(variable)),
        Broken::Unproven => Told::new(lang.net_proxy_unproven(proxy)).fixed_by(lang.net_proxy_unproven_fix()),
    };
    told.seen(format!("{variable}={proxy}"))
}

crate::ui::messages! {
    net_goproxy() { en: "go cannot understand GOPROXY, so every command that needs a module fails", zh: "go 无法理解 GOPROXY，因此所有需要模块的命令都会失败" }
    net_goproxy_fix() { en: "it has to look like https://goproxy.cn,direct, without quotes; this says where it is set:", zh: "应是以逗号分隔的地址，例如 https://goproxy.cn 之后再写 direct，不带引号；下面的命令可查看它在哪里设置：" }
    net_no_folder(path: &str) { en: "GOPROXY names the folder {path}, which is not there", zh: "GOPROXY 指向的目录 {path} 不存在" }
    net_no_folder_fix() { en: "make the folder, or correct GOPROXY; this says where it is set:", zh: "请建立该目录或更正 GOPROXY；下面的命令可查看它在哪里设置：" }
    net_gosumdb() { en: "go cannot understand GOSUMDB, so nothing new can be verified", zh: "go 无法理解 GOSUMDB，因此无法验证任何新模块" }
    net_gosumdb_fix() { en: "sum.golang.org, or sum.golang.google.cn in China; this says where it is set:", zh: "应为 sum.golang.org，国内可用 sum.golang.google.cn；下面的命令可查看它在哪里设置：" }
    net_needs_database() {
        en: "GOSUMDB=off keeps go from fetching toolchains: it believes none without the checksum database (\"toolchain not available\")",
        zh: "GOSUMDB=off 使 go 无法下载工具链：没有校验和数据库，它不信任任何工具链（“toolchain not available”）",
    }
    net_needs_database_fix() { en: "let the database be asked again", zh: "恢复使用校验和数据库" }
    net_no_git() { en: "modules are fetched from their repositories here, and there is no git", zh: "此处直接从代码仓库获取模块，但没有安装 git" }
    net_no_git_fix() { en: "install git, or name a module proxy in GOPROXY", zh: "请安装 git，或在 GOPROXY 中设置模块代理" }
    net_no_roots() {
        en: "this machine has no certificates of authorities, so no https server can be believed (a bare container, perhaps)",
        zh: "本机没有任何证书颁发机构的根证书，因此无法信任任何 https 服务器（可能是精简的容器）",
    }
    net_no_roots_fix() { en: "install them (apk add ca-certificates, dnf install ca-certificates, …):", zh: "请安装根证书（apk add ca-certificates、dnf install ca-certificates 等）：" }
    net_own_roots(variable: &str) {
        en: "{variable} replaces the authorities of the system, for gv here and for go (on Windows and macOS from go1.27 on)",
        zh: "{variable} 取代了系统的根证书，gv 和 go 都会使用它（在 Windows 和 macOS 上自 go1.27 起）",
    }
    net_bare(entry: &str) { en: "GOPROXY names {entry} without http:// or https://, so go speaks https to it; it speaks plain http", zh: "GOPROXY 中的 {entry} 没有写 http:// 或 https://，go 会以 https 访问，而它只支持普通 http" }
    net_bare_fix(entry: &str) { en: "write http://{entry} in GOPROXY; this says where it is set:", zh: "在 GOPROXY 中写成 http://{entry}；下面的命令可查看它在哪里设置：" }
    net_system_proxy(proxy: &str) { en: "the system is set to the proxy {proxy}, which go does not read: it asks directly", zh: "系统设置了代理 {proxy}，但 go 不读取它，会直接连接" }
    net_helped(hosts: &str) { en: "through it, what fails directly can be reached: {hosts}", zh: "直接连接失败的主机，经此代理可以访问：{hosts}" }
    net_adopt() { en: "let go use it", zh: "让 go 使用它" }

    net_proxy_answer(status: &str) { en: "the proxy's answer: {status}", zh: "代理的应答：{status}" }
    net_proxy_down(proxy: &str) { en: "the proxy {proxy} does not answer", zh: "代理 {proxy} 没有应答" }
    net_proxy_down_fix() { en: "start that proxy program, correct its port, or go without:", zh: "请启动该代理程序、更正端口，或不使用代理：" }
    net_proxy_auth(proxy: &str) { en: "the proxy {proxy} wants a user and a password, or does not accept these", zh: "代理 {proxy} 要求用户名和密码，或不接受当前的用户名和密码" }
    net_proxy_auth_fix(variable: &str) {
        en: "write them into {variable}: http://user:password@host:port (with %40 for an @ in the password)",
        zh: "写入 {variable}，形如 http://USER:PASSWORD@HOST:PORT（密码中的 @ 写成 %40）",
    }
    net_proxy_denied(proxy: &str, hosts: &str) { en: "the proxy {proxy} does not allow {hosts}", zh: "代理 {proxy} 不允许访问 {hosts}" }
    net_proxy_denied_fix() { en: "ask whoever runs the proxy to allow that host, or use a mirror that it allows", zh: "请让代理的管理者放行该主机，或使用其允许的镜像" }
    net_proxy_upstream(proxy: &str, hosts: &str) { en: "the proxy {proxy} answers, and cannot reach {hosts} itself", zh: "代理 {proxy} 有应答，但它自己无法访问 {hosts}" }
    net_proxy_upstream_fix() { en: "choose another node in the proxy program, or ask whoever runs it", zh: "请在代理程序中更换节点，或联系代理的管理者" }
    net_proxy_plain(proxy: &str) { en: "{proxy} is spoken to over TLS, and speaks plain http", zh: "以 TLS 连接 {proxy}，而该代理只支持普通 http" }
    net_proxy_plain_fix() { en: "the scheme is that of the proxy, not of what is fetched: http://", zh: "协议应是代理自身的，而不是目标的：http://" }
    net_proxy_tls(proxy: &str) { en: "{proxy} is spoken to in plain http, and wants TLS", zh: "以普通 http 连接 {proxy}，而该代理要求 TLS" }
    net_proxy_tls_fix() { en: "the proxy's scheme has to be https://", zh: "代理的协议应为 https://" }
    net_no_proxy(proxy: &str) { en: "what answers at {proxy} is no such proxy", zh: "{proxy} 处应答的不是此类代理" }
    net_no_proxy_fix(variable: &str) { en: "check the port and the scheme (http:// or socks5://) in {variable}, or go without:", zh: "请检查 {variable} 中的端口和协议（http:// 或 socks5://），或不使用代理：" }
    net_proxy_unproven(proxy: &str) { en: "the proxy {proxy} cannot prove that it is who it should be", zh: "代理 {proxy} 无法证明自己的身份" }
    net_proxy_unproven_fix() { en: "if it is your company's, ask for the certificate of its authority and let this machine trust it", zh: "如果它是公司的代理，请索取其签发机构的证书并让本机信任它" }
}
