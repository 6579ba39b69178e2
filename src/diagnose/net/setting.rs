//! Faults in the settings that can be seen before the first request.

use crate::diagnose::Description;
use crate::diagnose::proxy::malformed;
use crate::env::Env;
use crate::fault::{Fault, Settings, Tls};
use crate::goenv::GoEnv;
use crate::golang::proxy::{BadProxy, Proxies, Proxy};
use crate::golang::{database, goproxy, net_url};
use crate::lang::{Explain, Lang, say};
use crate::net::root_certs;
use crate::system::authorities;
use std::path::PathBuf;
use url::Url;

/// A setting that cannot work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// GOPROXY cannot be understood: every `go` command that needs a module fails.
    Goproxy(goproxy::Error),
    /// An entry of GOPROXY names no host, or one that no host is called.
    BadEntry {
        /// The host, as `go` reads it.
        host: String,
    },
    /// GOPROXY names a folder that is not there.
    NoFolder(PathBuf),
    /// GOSUMDB cannot be understood.
    Gosumdb(database::Error),
    /// GOSUMDB is off, and toolchains are not accepted without a database.
    ToolchainNeedsDatabase,
    /// A proxy variable cannot be understood, so that `go` passes over it.
    ProxyMalformed(BadProxy),
    /// `go` refuses `HTTP_PROXY` in the program of a web server, where a client can set it.
    Cgi,
    /// Modules are fetched from their repositories, and there is no git.
    NoGit,
    /// This machine trusts no authority at all.
    NoAuthorities,
    /// A file or a folder takes the place of one of the system's lists of authorities.
    OwnAuthorities {
        /// The variable that says so.
        variable: &'static str,
        /// The file or folder.
        path: PathBuf,
    },
}

impl Setting {
    /// Whether `go` takes something else for the proxy to an address.
    pub(super) fn misleads(&self, url: &Url) -> bool {
        let Self::ProxyMalformed(bad) = self else { return false };
        bad.taken_for.is_some() && bad.variable.to_ascii_lowercase() == format!("{}_proxy", url.scheme())
    }

    /// The fault of the catalogue that it is.
    pub fn fault(&self) -> Fault {
        match self {
            Self::Goproxy(_) | Self::BadEntry { .. } | Self::NoFolder(_) => Settings::Goproxy.into(),
            Self::Gosumdb(_) => Settings::Gosumdb.into(),
            Self::ToolchainNeedsDatabase => Settings::ToolchainNeedsDatabase.into(),
            Self::ProxyMalformed(_) => Settings::ProxyMalformed.into(),
            Self::Cgi => Settings::ProxyCgi.into(),
            Self::NoGit => Settings::NoGit.into(),
            Self::NoAuthorities => Tls::NoRoots.into(),
            Self::OwnAuthorities { .. } => Settings::OwnRoots.into(),
        }
    }
}

/// How the proxy is called that the system is set to, and that `go` does not read.
pub const SYSTEM: &str = "ProxyServer";

/// The authorities that the environment names.
pub(super) fn authorities(env: &Env) -> impl Iterator<Item = Setting> + '_ {
    root_certs::VARIABLES.into_iter().filter_map(|variable| {
        let path = env.get(variable)?.into();
        Some(Setting::OwnAuthorities { variable, path })
    })
}

/// A folder that is not there.
pub(super) fn folder(url: &Url) -> Option<Setting> {
    let path = (url.scheme() == "file").then(|| url.to_file_path().ok())??;
    (!path.is_dir()).then_some(Setting::NoFolder(path))
}

/// The entries of GOPROXY whose host cannot be one: there is none (`https:/host`), or another character than a comma or
/// `|` stands between two entries.
pub(super) fn bad_entries(value: &str) -> Vec<Setting> {
    let entries = value.split([',', '|']).map(str::trim).filter(|entry| entry.starts_with("http"));
    let hosts =
        entries.filter_map(|entry| net_url::parse(entry).ok()).filter(|parsed| !parsed.scheme.is_empty());
    let odd = |host: &String| {
        let usual = |c: char| c.is_alphanumeric() || "-._:[]%".contains(c);
        host.is_empty() || !host.chars().all(|c| usual(c) && !matches!(c, '，' | '；' | '、' | '｜'))
    };
    hosts.map(|parsed| parsed.host).filter(odd).map(|host| Setting::BadEntry { host }).collect()
}

/// Whether `go` may fetch another toolchain.
pub(super) fn switches_toolchains(go: &GoEnv) -> bool {
    let value = go.text("GOTOOLCHAIN");
    value.is_empty() || value == "auto" || value.ends_with("+auto")
}

/// The proxy for http, where `go` asks for nothing over http.
pub(super) fn of_http(env: &Env) -> Option<Proxy> {
    let somewhere = Url::parse("http://host.invalid/").ok()?;
    Proxies::of_go(env).0.for_url(&somewhere).cloned()
}

impl Setting {
    /// The words.
    pub fn description(&self, lang: Lang) -> Description {
        let mut described = match self.more_exact(lang) {
            Some(summary) => Description::new(summary),
            None => Description::of(self.fault(), "", lang),
        };
        described.evidence = self.evidence(lang);
        described.fix = self.fix(lang);
        described
    }

    /// A sentence that says more than the catalogue's.
    fn more_exact(&self, lang: Lang) -> Option<String> {
        Some(match self {
            Self::BadEntry { host } if host.is_empty() => say!(
                lang,
                "an entry of GOPROXY has no host: two slashes follow https:",
                "GOPROXY 中有一项没有主机名：https: 之后应有两个斜杠"
            ),
            Self::BadEntry { host } => say!(
                lang,
                "go reads {host:?} in GOPROXY as the name of one host, and there cannot be such a host",
                "go 会把 GOPROXY 中的“{host}”当作一个主机名，而不可能有这样的主机"
            ),
            Self::NoFolder(path) => say!(
                lang,
                "GOPROXY names the directory {path}, which does not exist",
                "GOPROXY 指向的目录 {path} 不存在",
                path = path.display()
            ),
            Self::ProxyMalformed(bad) => malformed(bad.variable, lang),
            Self::OwnAuthorities { variable, .. } => say!(
                lang,
                "{variable} names authorities in place of the system's",
                "{variable} 指定了替代系统根证书的证书"
            ),
            Self::Goproxy(_)
            | Self::Gosumdb(_)
            | Self::ToolchainNeedsDatabase
            | Self::Cgi
            | Self::NoGit
            | Self::NoAuthorities => return None,
        })
    }

    fn evidence(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::Goproxy(error) => vec![error.message(lang)],
            Self::Gosumdb(error) => vec![error.message(lang)],
            Self::ProxyMalformed(bad) => vec![
                bad.reason.message(lang),
                match &bad.taken_for {
                    Some(host) => say!(
                        lang,
                        "go uses {host:?} as the host of the proxy, and every request over it fails",
                        "go 会把 {host:?} 当作代理主机，所有经过它的请求都会失败"
                    ),
                    None => say!(lang, "go ignores it and connects directly", "go 会忽略它并直接连接"),
                },
            ],
            Self::OwnAuthorities { variable, path } => {
                let effect = if authorities::FILES.is_empty() {
                    say!(
                        lang,
                        "go reads it from go1.27 on, and no longer those of the system",
                        "go1.27 起会读取它，且不再读取系统的根证书"
                    )
                } else if *variable == "SSL_CERT_FILE" {
                    say!(
                        lang,
                        "go reads this file and the system's directories of certificates, but not the system's bundle file",
                        "go 会读取该文件和系统的证书目录，但不再读取系统的证书包文件"
                    )
                } else {
                    say!(
                        lang,
                        "go reads this directory and the system's bundle file, but not the system's directories of certificates",
                        "go 会读取该目录和系统的证书包文件，但不再读取系统的证书目录"
                    )
                };
                vec![format!("{variable}={}", path.display()), effect]
            }
            Self::BadEntry { .. }
            | Self::NoFolder(_)
            | Self::ToolchainNeedsDatabase
            | Self::Cgi
            | Self::NoGit
            | Self::NoAuthorities => Vec::new(),
        }
    }

    fn fix(&self, lang: Lang) -> Option<String> {
        Some(match self {
            Self::BadEntry { host } if !host.is_empty() => say!(
                lang,
                "separate the entries of GOPROXY by a comma or by |, in half width; this shows where it is set:",
                "GOPROXY 的各项之间应使用半角逗号或 | 分隔；下面的命令可查看它在哪里设置："
            ),
            Self::Goproxy(_) | Self::BadEntry { .. } => say!(
                lang,
                "it has to look like https://goproxy.cn,direct, without quotes; this shows where it is set:",
                "应为以逗号分隔、不带引号的地址，例如 https://goproxy.cn,direct；下面的命令可查看它在哪里设置："
            ),
            Self::NoFolder(_) => say!(
                lang,
                "create the directory, or correct GOPROXY; this shows where it is set:",
                "请建立该目录或更正 GOPROXY；下面的命令可查看它在哪里设置："
            ),
            Self::Gosumdb(_) => say!(
                lang,
                "sum.golang.org, or sum.golang.google.cn in China; this shows where it is set:",
                "应为 sum.golang.org，国内可用 sum.golang.google.cn；下面的命令可查看它在哪里设置："
            ),
            Self::ToolchainNeedsDatabase => {
                say!(lang, "use the checksum database again", "恢复使用校验和数据库")
            }
            Self::ProxyMalformed(_) => say!(
                lang,
                "write it as http://user:password@host:port, without quotes and blanks; in user and password write # as %23, @ as %40, % as %25, \\ as %5C, ^ as %5E and a blank as %20",
                "请写成 http://USER:PASSWORD@HOST:PORT，不带引号和空格；用户名和密码中的 # 写成 %23，@ 写成 %40，% 写成 %25，\\ 写成 %5C，^ 写成 %5E，空格写成 %20"
            ),
            Self::Cgi => say!(
                lang,
                "remove REQUEST_METHOD from the environment of go:",
                "从 go 的环境变量中去掉 REQUEST_METHOD："
            ),
            Self::NoGit => say!(
                lang,
                "install git, or name a module proxy in GOPROXY",
                "请安装 git，或在 GOPROXY 中设置模块代理"
            ),
            Self::NoAuthorities => say!(
                lang,
                "install them (apk add ca-certificates, dnf install ca-certificates, …):",
                "请安装根证书（apk add ca-certificates、dnf install ca-certificates 等）："
            ),
            Self::OwnAuthorities { .. } => return None,
        })
    }
}
