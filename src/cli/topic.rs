//! Topics of `gv help` that are not commands.

use crate::commands::args::{Offered, arguments};
use crate::lang::code;
use crate::lang::{Lang, say};
use crate::ui::table;

/// A page of help about something that all commands share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// The variables that gv reads.
    Environment,
    /// What exit codes mean.
    ExitCodes,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Environment, Self::ExitCodes];

    /// The word to type.
    pub fn id(self) -> &'static str {
        match self {
            Self::Environment => "environment",
            Self::ExitCodes => "exit-codes",
        }
    }

    /// What it is about, in one line.
    pub fn about(self, lang: Lang) -> String {
        match self {
            Self::Environment => {
                say!(lang, "The environment variables that gv reads", "gv 读取的环境变量")
            }
            Self::ExitCodes => say!(lang, "What the exit codes mean", "退出码的含义"),
        }
    }

    /// The whole page.
    pub fn page(self, lang: Lang) -> String {
        let sections = match self {
            Self::Environment => {
                vec![
                    (say!(lang, "gv:", "gv："), settings(lang)),
                    (say!(lang, "Go:", "Go："), settings_of_go(lang)),
                    (say!(lang, "System:", "系统："), settings_of_system(lang)),
                ]
            }
            Self::ExitCodes => vec![(say!(lang, "Codes:", "退出码："), codes(lang))],
        };
        let mut page = self.about(lang);
        for (heading, rows) in sections {
            page.push_str("\n\n");
            page.push_str(&heading);
            let rows: Vec<_> = rows.into_iter().map(|(name, text)| vec![format!("  {name}"), text]).collect();
            for line in table::columns(&rows) {
                page.push('\n');
                page.push_str(&line);
            }
        }
        page
    }
}

type Row = (String, String);

fn row(name: &str, text: String) -> Row {
    (name.to_owned(), text)
}

fn settings(lang: Lang) -> Vec<Row> {
    vec![
        row(
            "GV_HOME",
            say!(
                lang,
                "where gv keeps everything: an absolute path (~/.gv)",
                "gv 存放所有文件的目录，须为绝对路径（默认 ~/.gv）"
            ),
        ),
        row(
            "GV_VERSION",
            say!(
                lang,
                "the version that go means, before every file: 1.22.3, 1.22, system",
                "go 使用的版本，优先于所有文件：1.22.3、1.22、system"
            ),
        ),
        row("GV_LANG", say!(lang, "the language of messages: en or zh", "界面语言：en 或 zh")),
        row("GV_OFFLINE", say!(lang, "1: never use the network", "1：不使用网络")),
        row(
            "GV_AUTO_INSTALL",
            say!(
                lang,
                "0: do not install a missing version on first use",
                "0：首次使用时不自动安装缺少的版本"
            ),
        ),
        row(
            "GV_ORIGIN",
            say!(
                lang,
                "the release list to trust, in place of go.dev: https://..., file:///...",
                "可信的版本列表来源，代替 go.dev：https://...、file:///..."
            ),
        ),
        row(
            "GV_PATTERN",
            say!(
                lang,
                "where the archives are below the origin: {{version}}/{{file}}",
                "安装包在发布源下的位置：{{version}}/{{file}}"
            ),
        ),
        row(
            "GV_SHARED",
            say!(
                lang,
                "shared stores, whose toolchains count as installed",
                "共享存储，其中的工具链视为已安装"
            ),
        ),
        row("GV_MIRRORS", say!(lang, "download mirrors, separated by commas", "下载镜像，以逗号分隔")),
        row(
            "GV_PREFER",
            say!(
                lang,
                "goproxy: download from the GOPROXY before the mirrors; only-goproxy: from it alone",
                "goproxy：先从 GOPROXY 下载，再使用镜像；only-goproxy：只使用它"
            ),
        ),
        row(
            "GV_PLATFORM",
            say!(
                lang,
                "install for another platform: linux-amd64, windows-arm64, ...",
                "为其他平台安装：linux-amd64、windows-arm64 等"
            ),
        ),
        row(
            "GV_VULNDB",
            say!(
                lang,
                "the vulnerability database, in place of vuln.go.dev: https://..., file:///...",
                "漏洞数据库，代替 vuln.go.dev：https://...、file:///..."
            ),
        ),
        row(
            "GV_DOWNLOAD_BASE",
            say!(
                lang,
                "where gv self update and the installers find gv: https://..., a directory, goproxy",
                "gv self update 与安装脚本获取 gv 的位置：https://...、目录、goproxy"
            ),
        ),
        row(
            "GV_DNS",
            say!(
                lang,
                "doh: resolve names over https for gv's own downloads",
                "doh：gv 自身的下载通过 https 解析域名"
            ),
        ),
        row(
            "GV_LOG",
            say!(
                lang,
                "1: show requests, redirects, retries and choices on stderr, as --verbose does",
                "1：在标准错误输出中显示请求、重定向、重试与选择，与 --verbose 相同"
            ),
        ),
        row(
            "GV_RELAY_SERVICE",
            say!(
                lang,
                "0: start gv relay without systemd or launchd",
                "0：启动 gv relay 时不使用 systemd 或 launchd"
            ),
        ),
        row(
            "GV_STALL_SECONDS",
            say!(
                lang,
                "how long to wait for a source that sends nothing (15)",
                "下载源无数据时的等待秒数（默认 15）"
            ),
        ),
    ]
}

fn settings_of_go(lang: Lang) -> Vec<Row> {
    vec![
        row(
            "GOTOOLCHAIN",
            say!(
                lang,
                "decides as it does for go: local, auto, go1.22.3, ...",
                "与 go 中的含义相同：local、auto、go1.22.3 等"
            ),
        ),
        row(
            "GOPROXY",
            say!(
                lang,
                "where toolchains are downloaded from when the mirrors fail",
                "镜像失败时下载工具链的来源"
            ),
        ),
        row(
            "GOSUMDB",
            say!(
                lang,
                "the checksum database that verifies them; off: they are not installed",
                "用于校验的校验和数据库；off 表示不从 GOPROXY 安装"
            ),
        ),
        row(
            "GOAUTH, NETRC",
            say!(
                lang,
                "logins for the GOPROXY, sent over https only",
                "GOPROXY 的登录信息，只通过 https 发送"
            ),
        ),
        row(
            "GOENV",
            say!(
                lang,
                "the file of go env -w, whose settings count as go counts them",
                "go env -w 写入的文件，其中的设置与 go 中同样有效"
            ),
        ),
        row("GOWORK", say!(lang, "which go.work counts; off: none", "使用哪个 go.work；off 表示不使用")),
        row("GO111MODULE", say!(lang, "off: go.mod and go.work do not count", "off：忽略 go.mod 与 go.work")),
    ]
}

fn settings_of_system(lang: Lang) -> Vec<Row> {
    vec![
        row(
            "HTTPS_PROXY, HTTP_PROXY, NO_PROXY",
            say!(
                lang,
                "the proxy for gv's own downloads, read as Go reads them",
                "gv 自身下载使用的代理，规则与 Go 相同"
            ),
        ),
        row("ALL_PROXY", say!(lang, "the proxy where none of those is set", "未设置上述变量时使用的代理")),
        row(
            "SSL_CERT_FILE, SSL_CERT_DIR",
            say!(lang, "certificates to trust (Linux)", "信任的证书（Linux）"),
        ),
        row("NO_COLOR", say!(lang, "any value: no colours", "任意值：不使用颜色")),
        row(
            "CI",
            say!(lang, "any value: print progress as lines of a log", "任意值：以日志行的形式输出进度"),
        ),
    ]
}

fn codes(lang: Lang) -> Vec<Row> {
    let row = |code: u8, text| row(&code.to_string(), text);
    vec![
        row(0, say!(lang, "done", "完成")),
        row(code::FAILED, say!(lang, "a problem was found, or the work failed", "发现问题，或执行失败")),
        row(code::USAGE, say!(lang, "the command line is not valid", "命令行有误")),
        row(code::NETWORK, say!(lang, "the network failed", "网络故障")),
        row(code::PROOF, say!(lang, "verification failed", "校验失败")),
        row(code::MISSING, say!(lang, "not installed, or no such version", "未安装，或没有这个版本")),
        row(
            code::NOT_EXECUTABLE,
            say!(lang, "gv exec: the program may not be run", "gv exec：没有执行该程序的权限"),
        ),
        row(code::NO_PROGRAM, say!(lang, "gv exec: there is no such program", "gv exec：没有该程序")),
    ]
}

arguments! {
    /// What `gv help` takes.
    pub struct Args = ["Show the help of a command, or about a topic", "显示命令或主题的帮助"] {
        #[arg(value_name = "COMMAND|TOPIC", add = Offered::Commands)]
        pub(super) words: Vec<String> = (help_words),
    }
    examples {
        "gv help install" = ["what install takes", "install 的参数"],
        "gv help env set" = ["what env set takes", "env set 的参数"],
        "gv help environment" = ["the variables that gv reads", "gv 读取的环境变量"],
    }
}

fn help_words(lang: Lang) -> String {
    let topics = Topic::ALL.map(Topic::id).join(", ");
    say!(lang, "A command, or a topic: {topics}", "命令或主题：{topics}")
}
