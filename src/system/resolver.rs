//! Whom the system asks for names, and where its hosts file is. Facts only.

use std::ffi::OsStr;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6};
use std::path::PathBuf;
use std::time::Duration;

/// More are not asked: the C library asks no more.
const MOST: usize = 3;

/// The servers that are asked for names, in their order; none where that cannot be known.
pub fn servers() -> Vec<SocketAddr> {
    named().into_iter().take(MOST).collect()
}

/// What resolv.conf says, as `go` reads it (`dnsconfig_unix.go`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conf {
    /// The servers, in their order.
    pub servers: Vec<SocketAddr>,
    /// What names are completed with.
    pub search: Vec<String>,
    /// How many dots a name has that is first asked as it is.
    pub ndots: usize,
    /// How often all servers are asked.
    pub attempts: usize,
    /// How long one is waited for.
    pub timeout: Duration,
}

impl Conf {
    /// Reads the text of a resolv.conf.
    #[cfg_attr(not(any(target_os = "linux", test)), expect(dead_code, reason = "the system is asked there"))]
    fn read(text: &str) -> Self {
        let mut conf = Self {
            servers: of_file(text),
            search: Vec::new(),
            ndots: 1,
            attempts: 2,
            timeout: Duration::from_secs(5),
        };
        for line in text.lines().filter(|line| !line.starts_with([';', '#'])) {
            let mut words = line.split_whitespace();
            match words.next() {
                Some("search") => {
                    conf.search = words.map(|word| word.trim_end_matches('.').to_owned()).collect();
                }
                Some("domain") => {
                    conf.search = words.take(1).map(|word| word.trim_end_matches('.').to_owned()).collect();
                }
                Some("options") => words.for_each(|option| conf.set(option)),
                _ => {}
            }
        }
        conf.search.retain(|domain| !domain.is_empty());
        conf.servers.truncate(MOST);
        if conf.servers.is_empty() {
            conf.servers = nobody();
        }
        conf
    }

    fn set(&mut self, option: &str) {
        let number = |text: &str| text.parse::<usize>().unwrap_or(0);
        match option.split_once(':') {
            Some(("ndots", value)) => self.ndots = number(value).min(15),
            Some(("timeout", value)) => self.timeout = Duration::from_secs(number(value).max(1) as u64),
            Some(("attempts", value)) => self.attempts = number(value).max(1),
            _ => {}
        }
    }

    /// The names that are asked for a host, in their order (`nameList`).
    pub fn names(&self, host: &str) -> Vec<String> {
        if let Some(absolute) = host.strip_suffix('.') {
            return vec![absolute.to_owned()];
        }
        let mut names: Vec<_> = self.search.iter().map(|domain| format!("{host}.{domain}")).collect();
        let first = host.matches('.').count() >= self.ndots;
        let place = if first { 0 } else { names.len() };
        names.insert(place, host.to_owned());
        names
    }
}

/// What `go` goes by here; `None` where it asks the system itself (macOS, Windows).
pub fn conf() -> Option<Conf> {
    #[cfg(target_os = "linux")]
    return Some(Conf::read(&std::fs::read_to_string("/etc/resolv.conf").unwrap_or_default()));
    #[cfg(not(target_os = "linux"))]
    None
}

/// Where no server is named, programs ask this machine, and so does `go` (`defaultNS`).
fn nobody() -> Vec<SocketAddr> {
    [IpAddr::from(Ipv4Addr::LOCALHOST), Ipv6Addr::LOCALHOST.into()]
        .map(|address| (address, 53).into())
        .to_vec()
}

#[cfg(unix)]
fn named() -> Vec<SocketAddr> {
    // macOS keeps this file for who reads it.
    let text = std::fs::read_to_string("/etc/resolv.conf").unwrap_or_default();
    let servers = of_file(&text);
    if servers.is_empty() { nobody() } else { servers }
}

#[cfg(windows)]
fn named() -> Vec<SocketAddr> {
    use ipconfig::{IfType, OperStatus};
    let adapters = ipconfig::get_adapters().unwrap_or_default();
    let up = adapters.iter().filter(|it| {
        it.oper_status() == OperStatus::IfOperStatusUp && it.if_type() != IfType::SoftwareLoopback
    });
    let servers = in_order(up.map(|it| Adapter {
        leads_out: !it.gateways().is_empty(),
        metric: it.ipv4_metric().min(it.ipv6_metric()),
        servers: it.dns_servers().to_vec(),
    }));
    servers.into_iter().map(|address| SocketAddr::new(address, 53)).collect()
}

/// What a network adapter of Windows is set to.
#[cfg(any(windows, test))]
struct Adapter {
    leads_out: bool,
    metric: u32,
    servers: Vec<IpAddr>,
}

/// The servers of all adapters, those first that Windows prefers: of what leads out, then of the least metric.
#[cfg(any(windows, test))]
fn in_order(adapters: impl Iterator<Item = Adapter>) -> Vec<IpAddr> {
    let mut adapters: Vec<_> = adapters.collect();
    adapters.sort_by_key(|it| (!it.leads_out, it.metric));
    let mut servers = Vec::new();
    for server in adapters.into_iter().flat_map(|it| it.servers) {
        if !is_placeholder(server) && !servers.contains(&server) {
            servers.push(server);
        }
    }
    servers
}

/// What Windows fills in where an adapter has no server: `fec0:0:0:ffff::1` to `3`. No server answers there.
#[cfg(any(windows, test))]
fn is_placeholder(address: IpAddr) -> bool {
    matches!(address, IpAddr::V6(v6) if v6.segments()[..7] == [0xfec0, 0, 0, 0xffff, 0, 0, 0])
}

/// The `nameserver` lines of a resolv.conf. An address of one link names it: `fe80::1%eth0`.
fn of_file(text: &str) -> Vec<SocketAddr> {
    let server = |line: &str| {
        let mut words = line.split_whitespace();
        (words.next()? == "nameserver").then(|| address(words.next()?))?
    };
    text.lines().filter_map(server).collect()
}

fn address(text: &str) -> Option<SocketAddr> {
    let Some((address, zone)) = text.split_once('%') else {
        return Some((text.parse::<IpAddr>().ok()?, 53).into());
    };
    let index =
        zone.parse().ok().or_else(|| index_of(zone, &std::fs::read_to_string("/proc/net/if_inet6").ok()?));
    Some(SocketAddrV6::new(address.parse().ok()?, 53, 0, index?).into())
}

/// The number of a network adapter by its name: `fe80…1 02 40 20 80 eth0`, the second in base 16.
fn index_of(name: &str, table: &str) -> Option<u32> {
    let line = table
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .find(|it| it.last() == Some(&name))?;
    u32::from_str_radix(line.get(1)?, 16).ok()
}

/// Where the hosts file is; on Windows below what `SYSTEMROOT` names.
pub fn hosts_file(system_root: Option<&OsStr>) -> PathBuf {
    if cfg!(windows) {
        let root = system_root.map_or_else(|| PathBuf::from(r"C:\Windows"), PathBuf::from);
        root.join(r"System32\drivers\etc\hosts")
    } else {
        "/etc/hosts".into()
    }
}

/// The command that opens the hosts file, a word of a shell, at a line.
pub fn hosts_command(file: &str, line: usize) -> String {
    if cfg!(windows) { format!("notepad {file}") } else { format!("sudo vi +{line} {file}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adapters_are_asked_in_the_order_of_windows() {
        let adapter = |leads_out, metric, servers: &[&str]| Adapter {
            leads_out,
            metric,
            servers: servers.iter().map(|text| text.parse().unwrap()).collect(),
        };
        let adapters = [
            adapter(false, 5, &["fec0:0:0:ffff::1", "fec0:0:0:ffff::2", "10.9.9.9"]),
            adapter(true, 50, &["192.168.1.1", "223.5.5.5"]),
            adapter(true, 25, &["223.5.5.5", "fd00::53"]),
        ];
        let order: Vec<_> = in_order(adapters.into_iter()).iter().map(ToString::to_string).collect();
        assert_eq!(order, ["223.5.5.5", "fd00::53", "192.168.1.1", "10.9.9.9"]);
    }

    #[test]
    fn a_resolv_conf_names_servers() {
        let text = "# nameserver 9.9.9.9\nsearch corp.example\nnameserver 10.0.0.1\n nameserver\t::1 \nnameserver x\n";
        assert_eq!(of_file(text), ["10.0.0.1:53".parse().unwrap(), "[::1]:53".parse().unwrap()]);
        let table = "fe8000000000000000fc00fffe000001 1c 40 20 80     eth0\n";
        assert_eq!((index_of("eth0", table), index_of("eth1", table)), (Some(28), None));
        assert_eq!(of_file("nameserver fe80::1%7\n")[0].to_string(), "[fe80::1%7]:53");
    }

    #[test]
    fn a_resolv_conf_is_read_as_go_reads_it() {
        let conf =
            Conf::read("search team.example corp.example.\noptions ndots:5 timeout:0 attempts:3 edns0\n");
        assert_eq!((conf.ndots, conf.attempts, conf.timeout), (5, 3, Duration::from_secs(1)));
        assert_eq!(conf.servers, nobody());
        assert_eq!(conf.names("go.dev"), ["go.dev.team.example", "go.dev.corp.example", "go.dev"]);
        assert_eq!(conf.names("go.dev."), ["go.dev"]);
        assert_eq!(Conf::read("").names("go.dev"), ["go.dev"]);
    }
}
