//! One thing that is wrong on the network, as data.

use super::answer::{Lack, Request, Wrong};
use super::proxied::Broken;
use super::setting::{SYSTEM, Setting};
use super::verdict::Verdict;
use super::words::{requested, returned, some};
use crate::diagnose::proxy::ignored_by_go;
use crate::diagnose::{Confidence, Description, Level};
use crate::fault::{Fault, Layer, Protocol, Proxy, Settings, Sumdb};
use crate::golang::route::Route;
use crate::lang::{Lang, say};
use crate::verify::H1;
use std::borrow::Cow;

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// What is set cannot work.
    Setting(Setting),
    /// An entry of GOPROXY without a scheme leads to a port where no TLS is spoken.
    BareEntry {
        /// The entry.
        entry: String,
    },
    /// A proxy is set where `go` does not look for one.
    NotAdopted {
        /// Where it is set.
        variable: &'static str,
        /// The proxy, without credentials.
        proxy: String,
        /// Whether what fails gets through with it.
        helps: bool,
    },
    /// `NO_PROXY` sends `go` past a proxy, and what fails so gets through with it.
    GonePast {
        /// The proxy, without credentials.
        proxy: String,
    },
    /// Hosts that only gv has releases from.
    Releases {
        /// What is wrong with the first of them.
        why: Box<Problem>,
        /// Whether gv has nowhere else to go to: neither to other hosts nor to GOPROXY.
        nowhere: bool,
        /// Whether GOPROXY has toolchains, which the checksum database verifies.
        from_goproxy: bool,
    },
    /// The proxy.
    Proxy {
        /// What is wrong with it.
        broken: Broken,
        /// Where it is set.
        variable: &'static str,
        /// The proxy, without credentials.
        proxy: String,
    },
    /// The way to an endpoint.
    Way(Verdict),
    /// An answer.
    Answer {
        /// What is wrong with it.
        wrong: Wrong,
        /// What was asked for, without credentials.
        url: String,
        /// Whether `go` goes on to the next proxy of GOPROXY.
        goes_on: bool,
        /// What is known of what the proxy says is not there.
        lack: Lack,
    },
    /// The checksum database cannot be reached, and no proxy passes it on.
    SumdbUnreachable {
        /// Its name.
        name: String,
        /// What is wrong on the way to it.
        why: Option<Verdict>,
        /// The status it answered with, where it did.
        status: Option<u16>,
    },
    /// A proxy says that it passes the database on, or says nothing that can be understood, and it does not.
    SumdbProxyBroken {
        /// The status it answered with.
        status: Option<u16>,
        /// What was asked for.
        url: String,
    },
    /// What comes in place of the database's answer is none.
    SumdbNonconforming {
        /// What was asked.
        url: String,
    },
    /// What comes in place of the database's answer is forged.
    SumdbForged {
        /// What was asked.
        url: String,
        /// Why it is not valid.
        reason: String,
    },
    /// No proxy has the toolchains.
    ToolchainMissing {
        /// Whether gv has them from elsewhere.
        elsewhere: bool,
    },
    /// A hash is not the one that the database has.
    ChecksumMismatch {
        /// Of which module and version.
        module: String,
        /// Whether it is a line of go.sum; else what a proxy serves.
        in_go_sum: bool,
        /// The hash there.
        found: H1,
        /// The hash that the database has.
        expected: H1,
    },
}

/// A problem, and what it hits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub problem: Problem,
    /// The endpoints, as they are shown.
    pub targets: Vec<String>,
    /// How bad.
    pub level: Level,
    /// How sure.
    pub confidence: Confidence,
    /// The command that makes it right, where one does.
    pub command: Option<String>,
    /// Another one that does.
    pub other: Option<String>,
    /// Whether a user stands in the address of the proxy that it is about.
    pub has_login: bool,
    /// The hosts for which `gv dns fix` has an address, as it takes them.
    pub curable: Vec<String>,
}

impl Finding {
    pub(super) fn new(problem: Problem, target: impl Into<String>, level: Level) -> Self {
        let targets = vec![target.into()];
        Self {
            problem,
            targets,
            level,
            confidence: Confidence::High,
            command: None,
            other: None,
            has_login: false,
            curable: Vec::new(),
        }
    }

    /// Whether it says that a module's bytes are others than those that were recorded.
    pub(super) fn is_mismatch_of(&self, route: &Route) -> bool {
        let own = format!("{}@{}", route.module, route.version.as_deref().unwrap_or_default());
        matches!(&self.problem, Problem::ChecksumMismatch { module, .. } if *module == own)
    }

    /// Less sure than seen.
    #[must_use]
    pub(super) fn sure(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// The fault of the catalogue that it is.
    pub fn fault(&self) -> Fault {
        match &self.problem {
            Problem::Setting(setting) => setting.fault(),
            Problem::BareEntry { .. } => Settings::Goproxy.into(),
            Problem::NotAdopted { .. } | Problem::GonePast { .. } => Proxy::NotAdopted.into(),
            Problem::Releases { .. } => Protocol::Releases.into(),
            Problem::Proxy { broken, .. } => broken.fault(),
            Problem::Way(verdict) => verdict.fault(),
            Problem::Answer { wrong, .. } => wrong.fault(),
            Problem::SumdbUnreachable { .. } => Sumdb::Unreachable.into(),
            Problem::SumdbProxyBroken { .. } => Sumdb::ProxyBroken.into(),
            Problem::SumdbNonconforming { .. } => Sumdb::Nonconforming.into(),
            Problem::SumdbForged { .. } => Sumdb::Forged.into(),
            Problem::ToolchainMissing { .. } => Protocol::ToolchainMissing.into(),
            Problem::ChecksumMismatch { .. } => Sumdb::Mismatch.into(),
        }
    }

    /// The id; `docs/doctor-net.md` lists all.
    pub fn id(&self) -> Cow<'static, str> {
        match &self.problem {
            Problem::Answer { wrong, .. } => wrong.id(),
            _ => Cow::Borrowed(self.fault().id()),
        }
    }

    /// The layer that is at fault.
    pub fn layer(&self) -> Layer {
        self.fault().layer()
    }
}

impl Finding {
    /// The words.
    pub fn description(&self, lang: Lang) -> Description {
        let mut described = self.of_problem(lang);
        if !self.curable.is_empty()
            && let Some(fix) = &described.fix
        {
            described.fix = Some(say!(
                lang,
                "{fix}. Or let the hosts file name addresses that were verified just now (with --apply gv writes them, gv dns unfix --hosts removes them again):",
                "{fix}。也可以把刚刚验证无误的地址写入 hosts 文件（加上 --apply 由 gv 写入，之后用 gv dns unfix --hosts 撤销）："
            ));
        }
        described
    }

    fn of_problem(&self, lang: Lang) -> Description {
        let targets = some(&self.targets, lang);
        match &self.problem {
            Problem::Setting(setting) => setting.description(lang),
            Problem::BareEntry { entry } => Description::new(say!(
                lang,
                "GOPROXY names {entry} without http:// or https://, so go uses https; it speaks plain http",
                "GOPROXY 中的 {entry} 没有写 http:// 或 https://，go 会以 https 访问，而它只支持普通 http"
            ))
            .fixed_by(say!(
                lang,
                "write http://{entry} in GOPROXY; this shows where it is set:",
                "在 GOPROXY 中写成 http://{entry}；下面的命令可查看它在哪里设置："
            )),
            Problem::NotAdopted { variable, proxy, helps } => self.not_adopted(variable, proxy, *helps, lang),
            Problem::GonePast { proxy } => Description::new(say!(
                lang,
                "NO_PROXY makes go bypass the proxy {proxy}, and only through it can these be reached: {hosts}",
                "NO_PROXY 让 go 绕过代理 {proxy}，而以下主机只能经该代理访问：{hosts}",
                hosts = some(self.hit(), lang)
            ))
            .fixed_by(say!(
                lang,
                "remove those hosts from NO_PROXY; to try it in this terminal:",
                "从 NO_PROXY 中去掉这些主机；可先在此终端中试一试："
            )),
            Problem::Releases { why, nowhere, from_goproxy } => {
                let first = self.targets.first().cloned().into_iter().collect();
                let why = Self { problem: (**why).clone(), targets: first, ..self.clone() };
                let mut described = Description::of(self.fault(), &targets, lang);
                described.evidence.push(why.of_problem(lang).summary);
                described.fix = other_releases(*nowhere, *from_goproxy, lang);
                described
            }
            Problem::Proxy { broken, variable, proxy } => {
                broken.description((variable, proxy), self.has_login, &self.targets, lang)
            }
            Problem::Way(verdict) => {
                let mut described = verdict.description(&self.targets, lang);
                if let [first, _, ..] = &self.targets[..] {
                    // What was seen was seen at the first of them.
                    for line in &mut described.evidence {
                        *line = say!(lang, "{first}: {line}", "{first}：{line}");
                    }
                }
                described
            }
            Problem::Answer { wrong, url, goes_on, lack } => {
                let request = Request { host: &targets, url, goes_on: *goes_on, lack };
                wrong.description(request, lang)
            }
            Problem::SumdbUnreachable { why, status, .. } => {
                let mut described = Description::of(self.fault(), &targets, lang);
                described.evidence.extend(why.as_ref().map(|why| why.description(&self.targets, lang).summary));
                described.evidence.extend(status.map(|status| returned(status, lang)));
                described.fixed_by(say!(
                    lang,
                    "use a GOPROXY that forwards the database, or ask the operator of this one to forward it (/sumdb/); the same database has an address in China too; do not switch verification off",
                    "改用会转发该数据库的 GOPROXY，或请该代理的管理者转发（/sumdb/）；同一数据库也有国内地址；不要关闭校验"
                ))
            }
            Problem::SumdbProxyBroken { status, url } => {
                let mut described =
                    Description::of(self.fault(), &targets, lang).seen(requested(url, lang));
                described.evidence.extend(status.map(|status| returned(status, lang)));
                described.fixed_by(past_the_proxy(lang))
            }
            Problem::SumdbNonconforming { url } => Description::of(self.fault(), &targets, lang)
                .seen(requested(url, lang))
                .fixed_by(past_the_proxy(lang)),
            Problem::SumdbForged { url, reason } => Description::of(self.fault(), &targets, lang)
                .seen(requested(url, lang))
                .seen(reason.clone())
                .fixed_by(say!(
                    lang,
                    "do not install anything from there; use another GOPROXY, and tell the operator of this one",
                    "不要从那里安装任何内容；请换用其他 GOPROXY，并告知该代理的管理者"
                )),
            Problem::ToolchainMissing { elsewhere } => Description::of(self.fault(), &targets, lang)
                .seen(requested("golang.org/toolchain", lang))
                .fixed_by(if *elsewhere {
                    say!(
                        lang,
                        "install versions with gv install, or ask the operator of that proxy to serve golang.org/toolchain",
                        "用 gv install 安装所需版本，或请该代理的管理者提供 golang.org/toolchain"
                    )
                } else {
                    say!(
                        lang,
                        "ask the operator of that proxy to serve golang.org/toolchain",
                        "请该代理的管理者提供 golang.org/toolchain"
                    )
                }),
            Problem::ChecksumMismatch { module, in_go_sum, found, expected } => {
                mismatch(module, *in_go_sum, &targets, lang)
                    .seen(say!(lang, "there: {found}", "该处：{found}"))
                    .seen(say!(lang, "database: {expected}", "数据库：{expected}"))
            }
        }
    }

    /// The targets without the proxy, which is the first.
    fn hit(&self) -> &[String] {
        self.targets.get(1..).unwrap_or_default()
    }

    fn not_adopted(&self, variable: &str, proxy: &str, helps: bool, lang: Lang) -> Description {
        let summary = if variable == SYSTEM {
            say!(
                lang,
                "the system is set to the proxy {proxy}, which go does not read: it connects directly",
                "系统设置了代理 {proxy}，但 go 不读取它，会直接连接"
            )
        } else {
            ignored_by_go(variable, lang)
        };
        let mut described = Description::new(summary).seen(format!("{variable}={proxy}"));
        if helps {
            described = described.seen(say!(
                lang,
                "hosts that fail directly can be reached through it: {hosts}",
                "直接连接失败的主机，经此代理可以访问：{hosts}",
                hosts = some(self.hit(), lang)
            ));
        }
        described.fixed_by(say!(lang, "let go use it", "让 go 使用它"))
    }
}

/// Where else releases may come from.
fn other_releases(nowhere: bool, from_goproxy: bool, lang: Lang) -> Option<String> {
    if from_goproxy {
        Some(say!(
            lang,
            "go works without them, and GOPROXY has toolchains that the checksum database verifies:",
            "go 不需要它们；GOPROXY 提供工具链，并可由校验和数据库校验："
        ))
    } else if nowhere {
        Some(say!(
            lang,
            "go works without them; for gv install, name an origin or mirrors of your own ([release] origin or mirrors) or use another network",
            "go 不需要它们；要使用 gv install，请配置自己的来源（[release] 下的 origin 或 mirrors）或更换网络"
        ))
    } else {
        None
    }
}

fn past_the_proxy(lang: Lang) -> String {
    say!(
        lang,
        "ask the operator of that proxy to repair /sumdb/, or query the database directly; do not switch verification off",
        "请该代理的管理者修复 /sumdb/，或绕过它直接访问数据库；不要关闭校验"
    )
}

fn mismatch(module: &str, in_go_sum: bool, host: &str, lang: Lang) -> Description {
    if in_go_sum {
        Description::new(say!(
            lang,
            "go.sum has a wrong hash of {module}: the checksum database has another one",
            "go.sum 中 {module} 的哈希有误：与校验和数据库不一致"
        ))
        .fixed_by(say!(
            lang,
            "find out who wrote that line and why, before anything else; do not switch verification off",
            "请先查明是谁、为何写下这一行；不要关闭校验"
        ))
    } else {
        Description::new(say!(
            lang,
            "{host} serves another {module} than the checksum database has recorded",
            "{host} 提供的 {module} 与校验和数据库的记录不同"
        ))
        .fixed_by(say!(
            lang,
            "use another GOPROXY, and tell the operator of this one; do not switch verification off",
            "请换用其他 GOPROXY，并告知该代理的管理者；不要关闭校验"
        ))
    }
}
