//! Which fault it is. A pure function from what was observed to a verdict, the first that holds: answers of DNS differ by
//! resolver, so difference proves nothing, and a forged address may even accept ways. What decides is a validated
//! handshake with the answered address.

use super::verdict::{Verdict, Which};
use crate::diagnose::Confidence;
use crate::probe::HostsFile;
use crate::probe::address::Tag;
use crate::probe::attempt::Attempt;
use crate::probe::connection::Direct;
use crate::probe::dns::{Code, Names, NoAnswer, Server};
use crate::probe::tls::{BySystem, Doubt, Fault as Tls};
use crate::probe::{Certificate, tcp};
use std::net::IpAddr;

/// What is known beside one endpoint.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// What came of the controls.
    pub controls: &'a [Attempt],
    /// What the resolvers say of a name that cannot be.
    pub invalid: &'a Names,
    /// The hosts file.
    pub hosts: &'a HostsFile,
    /// The ways to all endpoints, this one among them.
    pub all: &'a [&'a Direct],
}

/// A verdict, and how sure it is.
pub type Judgement = (Verdict, Confidence);

/// What is at fault with a way, if anything is. [`Verdict::ProxyTun`] is no fault.
pub fn of_way(way: &Direct, around: &Around<'_>) -> Option<Judgement> {
    let seen = Evidence::of(way, around);
    if let Some(good) = way.good() {
        let fake = Tag::of(good) == Tag::FakeIp;
        return fake.then_some((Verdict::ProxyTun { address: good }, Confidence::High));
    }
    seen.tun()
        .or_else(|| seen.clock())
        .or_else(|| seen.hidden())
        .or_else(|| seen.inspection())
        .or_else(|| seen.hosts())
        .or_else(|| seen.rewritten())
        .or_else(|| seen.offline())
        .or_else(|| seen.forged())
        .or_else(|| seen.unresolved())
        .or_else(|| seen.unconnected())
        .or_else(|| seen.handshake_fault())
}

/// One way and what is around it.
struct Evidence<'a> {
    way: &'a Direct,
    around: &'a Around<'a>,
    /// What this machine's programs are told; all addresses where the host is one itself.
    told: Vec<IpAddr>,
}

impl<'a> Evidence<'a> {
    fn of(way: &'a Direct, around: &'a Around<'a>) -> Self {
        let mut told = way.told();
        // An address of a family that this machine has no route for is evidence of nothing, where there is another one.
        let no_route = |address: &IpAddr| {
            let reached = way.reached.iter().find(|reached| reached.address == *address);
            reached.is_some_and(|reached| reached.tcp == Err(tcp::Fault::Unreachable))
        };
        if told.iter().any(|address| !no_route(address)) {
            told.retain(|address| !no_route(address));
        }
        Self { way, around, told }
    }

    fn reached(&self, address: IpAddr) -> Option<&'a Attempt> {
        self.way.reached.iter().find(|reached| reached.address == address)
    }

    fn attempts(&self) -> impl Iterator<Item = &'a Attempt> {
        self.told.iter().filter_map(|address| self.reached(*address))
    }

    /// Addresses that others name, that this machine is not told, and that pass.
    fn right(&self) -> Vec<IpAddr> {
        let others = self.way.names.of_controls().into_iter().filter(|address| !self.told.contains(address));
        others.filter(|address| self.reached(*address).is_some_and(Attempt::is_good)).collect()
    }

    fn certificates(&self) -> impl Iterator<Item = &'a Certificate> {
        self.attempts().filter_map(Attempt::certificate)
    }

    fn is_control_good(&self) -> bool {
        self.around.controls.iter().any(Attempt::is_good)
    }

    fn tun(&self) -> Option<Judgement> {
        let address = self.told.iter().copied().find(|address| Tag::of(*address) == Tag::FakeIp)?;
        Some((Verdict::TunBroken { address }, Confidence::High))
    }

    /// Out of date everywhere, in the same direction, at two hosts or more.
    fn clock(&self) -> Option<Judgement> {
        let own =
            self.attempts().find_map(|reached| Some((out_of_date(reached)?, reached.certificate()?)))?;
        let behind = own.0 == Doubt::NotYet;
        let ways = self.around.all.iter().map(|way| way.reached.iter().collect::<Vec<_>>());
        let controls = self.around.controls.iter().map(|control| vec![control]);
        let shaken = ways.chain(controls).filter(|hosts| hosts.iter().any(|it| it.certificate().is_some()));
        let judged: Vec<bool> =
            shaken.map(|host| host.iter().any(|it| out_of_date(it) == Some(own.0.clone()))).collect();
        let bound = if behind { own.1.not_before } else { own.1.not_after };
        let everywhere = judged.len() > 1 && judged.iter().all(|bad| *bad);
        everywhere.then_some((Verdict::Clock { behind, bound }, Confidence::High))
    }

    /// The system trusts the chain, and variables keep its authorities away.
    fn hidden(&self) -> Option<Judgement> {
        let shaken =
            self.attempts().find_map(|reached| reached.tls.as_ref().filter(|it| it.by_system.is_some()))?;
        let issuer = shaken.chain.first()?.issuer.clone();
        Some(match shaken.by_system? {
            BySystem::Directly => (Verdict::TlsInspection { issuer, hidden: true }, Confidence::High),
            BySystem::Between => (Verdict::RootsHidden { issuer }, Confidence::High),
        })
    }

    /// The same private issuer here and at a control.
    fn inspection(&self) -> Option<Judgement> {
        let untrusted = |reached: &Attempt| doubt(reached) == Some(&Doubt::Issuer);
        let controls: Vec<_> = self.around.controls.iter().filter(|control| untrusted(control)).collect();
        let own = self.attempts().filter(|reached| untrusted(reached)).filter_map(Attempt::certificate);
        let same = |own: &&Certificate| {
            controls.iter().filter_map(|control| control.certificate()).any(|other| own.shares_issuer(other))
        };
        let found = own.into_iter().find(same)?;
        Some((Verdict::TlsInspection { issuer: found.issuer.clone(), hidden: false }, Confidence::High))
    }

    /// A line with another address, unless it may be right: what shows a certificate there.
    fn hosts(&self) -> Option<Judgement> {
        let (line, address) = self.way.names.hosts_line.filter(|(_, address)| self.told.contains(address))?;
        let right = self.right();
        let sure = if right.is_empty() { Confidence::Medium } else { Confidence::High };
        let by_gv = self.around.hosts.is_gvs(line);
        let meant = right.is_empty() && !by_gv && self.certificates().next().is_some();
        (!meant).then_some((Verdict::HostsOverride { line, address, by_gv, right }, sure))
    }

    /// This name is given what names that do not exist are given.
    fn rewritten(&self) -> Option<Judgement> {
        if self.way.is_literal() {
            return None;
        }
        if let Some(name) = &self.way.names.completed
            && let Some(address) = self.told.first().copied()
            && self.way.names.of_resolvers().iter().any(|other| !self.told.contains(other))
        {
            // Asked for as it is, it has another address: the search list has made another host of it.
            let completed = Some(name.clone());
            return Some((Verdict::NxdomainRewrite { address, completed }, Confidence::High));
        }
        let made_up = [self.around.invalid.of_system(), self.around.invalid.of_resolvers()].concat();
        let address = self.told.iter().copied().find(|address| made_up.contains(address))?;
        let several = self.around.all.iter().filter(|way| !way.names.asked.is_empty()).count() > 1;
        let all = self.around.all.iter().all(|way| {
            let told = way.names.of_system();
            told.is_empty() || told.iter().any(|address| made_up.contains(address))
        });
        Some(if several && all && !self.is_control_good() {
            (Verdict::CaptivePortal { leads_to: address.to_string() }, Confidence::Medium)
        } else {
            let completed = self.way.names.completed.clone();
            (Verdict::NxdomainRewrite { address, completed }, Confidence::High)
        })
    }

    /// Nothing answered: no resolver, no address, no control.
    fn offline(&self) -> Option<Judgement> {
        let answered = |reached: &Attempt| {
            !matches!(reached.tcp, Err(tcp::Fault::Timeout | tcp::Fault::Unreachable | tcp::Fault::Other(_)))
        };
        let named = |names: &Names| names.answers(|server| *server != Server::System).next().is_some();
        let ways = self.around.all;
        let any = ways.iter().any(|way| named(&way.names) || way.reached.iter().any(answered))
            || self.around.controls.iter().any(answered)
            || named(self.around.invalid);
        let compared = !self.around.controls.is_empty() || ways.len() > 1;
        (!any && compared).then_some((Verdict::Offline, Confidence::Medium))
    }

    /// What the system says is wrong, and what others say is right.
    fn forged(&self) -> Option<Judgement> {
        if self.way.is_literal() {
            return None;
        }
        let right = self.right();
        let bogon = self.told.iter().copied().find(|address| Tag::of(*address) == Tag::Bogon);
        let nobodys = |address: IpAddr| address.is_loopback() || address.is_unspecified();
        if let Some(address) = bogon.filter(|address| nobodys(*address) || !right.is_empty()) {
            return Some((Verdict::DnsBogon { address }, Confidence::High));
        }
        if right.is_empty() {
            return None;
        }
        if self.told.is_empty() {
            // A resolver that answers nothing at all is broken and not made to.
            let known = |server: &Server| matches!(server, Server::Udp(_));
            let unknown = !self.way.names.asked.iter().any(|asked| known(&asked.server));
            let sure = if unknown { Confidence::Medium } else { Confidence::High };
            let alive = unknown || named_by_resolvers(self.around.invalid);
            return alive.then_some((Verdict::DnsBlocked { right }, sure));
        }
        let wrong = self.told.clone();
        let shown = self.attempts().any(|reached| reached.certificate().is_some());
        let silent = self.attempts().all(|reached| reached.tcp == Err(tcp::Fault::Timeout));
        if silent && !shown && !self.looks_forged() {
            // It may be a part of the same host that is down.
            return None;
        }
        let sure = if shown { Confidence::High } else { Confidence::Medium };
        Some(if conflict(&self.way.names) {
            (Verdict::DnsInjected { wrong, right }, sure)
        } else {
            (Verdict::DnsPoisoned { wrong, right }, sure)
        })
    }

    /// Whether an answer has what true ones do not have.
    fn looks_forged(&self) -> bool {
        let names = &self.way.names;
        let told = [names.of_system(), names.of_resolvers()].concat();
        conflict(names)
            || told.into_iter().any(|address| matches!(Tag::of(address), Tag::Teredo | Tag::Decoy))
    }

    /// There is no address.
    fn unresolved(&self) -> Option<Judgement> {
        if !self.told.is_empty() {
            return None;
        }
        let names = &self.way.names;
        let by = |wanted: &dyn Fn(&Result<Vec<_>, NoAnswer>) -> bool| -> Vec<String> {
            let asked = names.asked.iter().filter(|asked| wanted(&asked.said));
            asked.filter_map(|asked| resolver(&asked.server)).collect()
        };
        let said = |code: Code| {
            by(&|said| {
                said.as_ref().is_ok_and(|answers: &Vec<crate::probe::dns::Answer>| {
                    answers.iter().any(|answer| answer.code == code)
                })
            })
        };
        let (refused, failed) = (said(Code::Refused), said(Code::ServFail));
        let (missing, empty) = (said(Code::NxDomain), said(Code::NoError));
        let silent = by(&|said| said.is_err());
        let system_silent = names.asked.iter().any(|asked| asked.said == Err(NoAnswer::Timeout));
        let verdict = if !missing.is_empty() || !empty.is_empty() {
            Verdict::DnsNxdomain
        } else if !failed.is_empty() {
            Verdict::DnsServfail { servers: failed }
        } else if !refused.is_empty() {
            Verdict::DnsRefused { servers: refused }
        } else if !silent.is_empty() || system_silent {
            Verdict::DnsTimeout { servers: silent }
        } else {
            return Some((Verdict::DnsNxdomain, Confidence::Medium));
        };
        Some((verdict, Confidence::High))
    }

    /// No address accepts a connection.
    fn unconnected(&self) -> Option<Judgement> {
        let told: Vec<_> = self.attempts().collect();
        let first = told.first()?;
        if told.iter().any(|reached| reached.tcp.is_ok()) {
            return None;
        }
        let timeout = |reached: &&Attempt| reached.tcp == Err(tcp::Fault::Timeout);
        let routed = |reached: &&Attempt| reached.tcp != Err(tcp::Fault::Unreachable);
        let tried: Vec<_> = self.way.reached.iter().filter(routed).collect();
        let addresses: Vec<_> = tried.iter().map(|reached| reached.address).collect();
        if addresses.len() > 1 && tried.iter().all(timeout) && self.is_control_good() {
            return Some((Verdict::IpBlocked { addresses }, Confidence::Medium));
        }
        let told = told.iter().find(|reached| !timeout(reached)).unwrap_or(first);
        let address = told.address;
        let verdict = match &told.tcp {
            Err(tcp::Fault::Refused) => Verdict::TcpRefused { address },
            Err(tcp::Fault::Reset) => Verdict::TcpReset { address },
            Err(tcp::Fault::Timeout) => Verdict::TcpTimeout { address, elsewhere: self.right() },
            Err(tcp::Fault::Unreachable | tcp::Fault::Other(_)) | Ok(()) => {
                Verdict::TcpUnreachable { address }
            }
        };
        Some((verdict, Confidence::High))
    }

    /// A connection, and no handshake.
    fn handshake_fault(&self) -> Option<Judgement> {
        let reached = self.attempts().find(|reached| reached.tls.is_some())?;
        let address = reached.address;
        let fault = reached.tls.as_ref()?.result.as_ref().err()?;
        if reached.cut_at_once == Some(true) {
            return Some((Verdict::TcpReset { address }, Confidence::High));
        }
        let again = reached.again_answered == Some(true);
        if reached.other_sni_answered == Some(true) && !again {
            let confirmed = self.way.names.of_controls().contains(&address);
            let sure = if confirmed { Confidence::High } else { Confidence::Medium };
            return Some((Verdict::SniBlocked { address }, sure));
        }
        let which = match reached.short_answered {
            _ if again => Which::Some,
            Some(true) => Which::Long,
            _ => Which::All,
        };
        let verdict = match fault {
            Tls::Reset | Tls::Closed => Verdict::TlsReset { address, which },
            Tls::Stall => Verdict::TlsStall { address, which },
            Tls::NotTls { http } => Verdict::TlsNotTls { address, http: *http },
            Tls::Version => Verdict::TlsVersion { address },
            Tls::Other(reason) => Verdict::TlsFailed { reason: reason.clone() },
            Tls::Certificate(doubt) => return self.doubted(doubt, reached),
        };
        Some((verdict, Confidence::High))
    }

    /// A certificate that is not trusted.
    fn doubted(&self, doubt: &Doubt, reached: &Attempt) -> Option<Judgement> {
        let chain = &reached.tls.as_ref()?.chain;
        let own = self.certificates().next()?;
        let verdict = match doubt {
            Doubt::Expired => Verdict::CertExpired { since: own.not_after },
            Doubt::NotYet => Verdict::CertNotYet { before: own.not_before },
            Doubt::Name => Verdict::CertName { names: own.names.clone(), subject: own.subject.clone() },
            Doubt::Issuer => by_chain(chain)?,
            Doubt::Other(reason) => Verdict::TlsFailed { reason: reason.clone() },
        };
        let of_public_authority = matches!(verdict, Verdict::CertMissingIntermediate { .. });
        let about_identity = matches!(doubt, Doubt::Name | Doubt::Issuer) && !of_public_authority;
        let named = !self.way.names.asked.is_empty() && self.way.names.hosts_line.is_none();
        if about_identity && named && !self.is_control_good() {
            let issuer = own.issuer.clone();
            return Some((Verdict::Inconclusive { issuer }, Confidence::Low));
        }
        // The name may have been resolved wrongly, where nobody else was asked for it.
        let guessed = about_identity && named && !self.way.names.is_compared();
        Some((verdict, if guessed { Confidence::Medium } else { Confidence::High }))
    }
}

/// Why a chain is not trusted.
fn by_chain(chain: &[Certificate]) -> Option<Verdict> {
    let own = chain.first()?;
    if own.is_self_signed() {
        return Some(Verdict::CertSelfSigned { subject: own.subject.clone() });
    }
    let last = chain.iter().fold(own, |last, next| if last.is_issued_by(next) { next } else { last });
    let issuer = last.issuer.clone();
    Some(if !last.is_self_signed() && last.names_issuer_address {
        Verdict::CertMissingIntermediate { issuer }
    } else {
        Verdict::CertUntrusted { issuer }
    })
}

fn doubt(reached: &Attempt) -> Option<&Doubt> {
    reached.tls.as_ref()?.doubt()
}

fn out_of_date(reached: &Attempt) -> Option<Doubt> {
    doubt(reached).filter(|doubt| matches!(doubt, Doubt::Expired | Doubt::NotYet)).cloned()
}

/// Whether a resolver of the system answers at all.
fn named_by_resolvers(names: &Names) -> bool {
    let answers = names.answers(|server| matches!(server, Server::Udp(_) | Server::Tcp(_)));
    answers.into_iter().any(|answer| matches!(answer.code, Code::NoError | Code::NxDomain))
}

/// Whether one question got two answers that contradict each other.
fn conflict(names: &Names) -> bool {
    names.asked.iter().filter(|asked| matches!(asked.server, Server::Udp(_))).any(|asked| {
        let answers = asked.said.as_deref().unwrap_or_default();
        answers.iter().enumerate().any(|(index, one)| {
            answers[index + 1..].iter().any(|other| {
                let shared = one.addresses.iter().any(|address| other.addresses.contains(address));
                let both_empty = one.addresses.is_empty() && other.addresses.is_empty();
                one.question == other.question && !shared && !(both_empty && one.code == other.code)
            })
        })
    })
}

fn resolver(server: &Server) -> Option<String> {
    match server {
        Server::Udp(address) => Some(address.ip().to_string()),
        Server::System | Server::Tcp(_) | Server::Control(_) => None,
    }
}
