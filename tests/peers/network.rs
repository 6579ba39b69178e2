//! What is known of a network before anybody looks at it.

/// A network, and what `go` makes of it.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that is known of a network")]
pub struct Network {
    pub name: &'static str,
    /// What is set. `PROXY` stands for the address of the machine with the proxies, `FILES` for the folder with the
    /// suite's certificates.
    pub set: Vec<(&'static str, &'static str)>,
    /// Whether `go` gets the module.
    pub works: bool,
    /// Whether `go` waits for longer than a minute.
    pub hangs: bool,
    /// The findings of which the first has to be one; those that may stand there where `go` works.
    pub first: &'static [&'static str],
    /// Whether the suite's authority alone is in the system's store, or the company's too.
    pub trusts_company: bool,
    /// Lines of the hosts file.
    pub hosts: &'static str,
    /// The resolver's address.
    pub resolver: &'static str,
    /// Whether hosts outside are reached without a proxy.
    pub is_open: bool,
    /// Programs that run on this machine, started so.
    pub runs: &'static [&'static [&'static str]],
    /// A `.netrc`.
    pub netrc: &'static str,
    /// Whether there may be a warning: of what is slow, or of what `go` gets past.
    pub warned: bool,
    /// What `go` says once the first fault is mended, where there is a second one behind it.
    pub behind: Option<&'static str>,
    /// The module that the project requires and `go` gets.
    pub module: &'static str,
    /// What `gv explain` has to say first of `go`'s output, where that is judged.
    pub explained: &'static [&'static str],
    /// Words that stand in what doctor tells.
    pub words: &'static [&'static str],
    /// Whether gv runs where no project is.
    pub outside: bool,
    /// Whether gv is the first who asks: its log of requests, by its name, has nothing in it that makes a proxy fetch.
    pub untouched: Option<&'static str>,
    /// Whether gv looks before `go` has made the proxy fetch what is asked for.
    pub cold: bool,
    /// Whether it is of the fixed sample.
    pub sample: bool,
}

/// The module that is fetched where nothing else is said.
pub const MODULE: &str = "rsc.io/quote@v1.5.2";
/// The resolver that knows the company's names.
pub const RESOLVER: &str = "10.77.0.1";
/// One that says nothing.
pub const SILENT: &str = "10.77.0.3";

fn network(name: &'static str, works: bool, first: &'static [&'static str]) -> Network {
    Network {
        name,
        set: Vec::new(),
        works,
        hangs: false,
        first,
        trusts_company: false,
        hosts: "127.0.0.1 localhost\n",
        resolver: RESOLVER,
        is_open: false,
        runs: &[],
        netrc: "",
        warned: false,
        behind: None,
        module: MODULE,
        explained: &[],
        words: &[],
        outside: false,
        untouched: None,
        cold: false,
        sample: false,
    }
}

/// One in which `go` works, and nothing is wrong.
pub fn works(name: &'static str) -> Network {
    network(name, true, &[])
}

/// One in which `go` fails, for this reason.
pub fn fails(name: &'static str, first: &'static [&'static str]) -> Network {
    network(name, false, first)
}

impl Network {
    /// With `HTTPS_PROXY`.
    pub fn proxy(self, value: &'static str) -> Self {
        self.with("HTTPS_PROXY", value)
    }

    pub fn with(mut self, variable: &'static str, value: &'static str) -> Self {
        self.set.push((variable, value));
        self
    }

    /// With the company's authority in the system's store.
    pub fn trusting(mut self) -> Self {
        self.trusts_company = true;
        self
    }

    pub fn warned(mut self) -> Self {
        self.warned = true;
        self
    }

    pub fn before(mut self, words: &'static str) -> Self {
        self.behind = Some(words);
        self
    }

    pub fn hanging(mut self) -> Self {
        self.hangs = true;
        self
    }

    pub fn sampled(mut self) -> Self {
        self.sample = true;
        self
    }

    pub fn resolved_by(mut self, resolver: &'static str) -> Self {
        self.resolver = resolver;
        self
    }

    pub fn open(mut self) -> Self {
        self.is_open = true;
        self
    }

    pub fn with_hosts(mut self, hosts: &'static str) -> Self {
        self.hosts = hosts;
        self
    }

    pub fn running(mut self, programs: &'static [&'static [&'static str]]) -> Self {
        self.runs = programs;
        self
    }

    pub fn with_netrc(mut self, netrc: &'static str) -> Self {
        self.netrc = netrc;
        self
    }

    pub fn of_module(mut self, module: &'static str) -> Self {
        self.module = module;
        self
    }

    /// With one of these as the first cause that `gv explain` names.
    pub fn explained_as(mut self, ids: &'static [&'static str]) -> Self {
        self.explained = ids;
        self
    }

    /// With these words in what doctor tells.
    pub fn saying(mut self, words: &'static [&'static str]) -> Self {
        self.words = words;
        self
    }

    /// Looked at where no project is, by who leaves nothing behind in the proxy with this log.
    pub fn outside(mut self, log: &'static str) -> Self {
        (self.outside, self.untouched, self.cold) = (true, Some(log), true);
        self
    }

    /// Looked at before `go` has asked, with one of these findings first.
    pub fn cold(mut self, first: &'static [&'static str]) -> Self {
        (self.cold, self.first) = (true, first);
        self
    }
}
