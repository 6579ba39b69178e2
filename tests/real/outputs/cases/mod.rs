//! The faults, a row each: what is made to fail, what is run, and the cause that has to come first.

mod local;
mod network;

use super::lab::Lab;
use super::record::number;
use super::server::Handler;

/// One fault.
pub struct Case {
    pub name: &'static str,
    pub expect: &'static str,
    pub script: String,
    pub env: Vec<(&'static str, String)>,
    pub files: Vec<(&'static str, String)>,
    pub prepare: Box<dyn Fn(&Lab)>,
    /// Without the system's programs on PATH.
    pub bare: bool,
    versions: (u32, u32),
    few: bool,
    other: Option<&'static str>,
    /// What toolchains before a minor version say, where that is less or other.
    before: Vec<(u32, &'static str)>,
}

const GET: &str = "go get example.com/m@v1.0.0";
const PROXY: &str = "http://proxy.corp.example:3128";

fn case(name: &'static str, expect: &'static str) -> Case {
    Case {
        name,
        expect,
        script: GET.to_owned(),
        env: Vec::new(),
        files: vec![("go.mod", "module hello\n\ngo 1.16\n".to_owned())],
        prepare: Box::new(|_| {}),
        bare: false,
        versions: (0, 99),
        few: false,
        other: None,
        before: Vec::new(),
    }
}

impl Case {
    fn when(mut self, prepare: impl Fn(&Lab) + 'static) -> Self {
        self.prepare = Box::new(prepare);
        self
    }

    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.env.push((name, value.to_owned()));
        self
    }

    fn file(mut self, path: &'static str, content: &str) -> Self {
        self.files.push((path, content.to_owned()));
        self
    }

    fn runs(mut self, script: &str) -> Self {
        script.clone_into(&mut self.script);
        self
    }

    fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// Only toolchains from one minor version to another.
    fn on(mut self, from: u32, to: u32) -> Self {
        self.versions = (from, to);
        self
    }

    /// Toolchains before this minor version say something else.
    fn before(mut self, minor: u32, expect: &'static str) -> Self {
        self.before.push((minor, expect));
        self
    }

    /// Only with three toolchains: it builds the standard library.
    fn few(mut self) -> Self {
        self.few = true;
        self
    }

    /// Which of the two it is depends on who is faster.
    fn or(mut self, other: &'static str) -> Self {
        self.other = Some(other);
        self
    }

    /// Whether a toolchain takes part.
    pub fn takes(&self, go: &str) -> bool {
        if self.few && ![19, 22, 27].contains(&minor(go)) {
            return false;
        }
        (self.versions.0..=self.versions.1).contains(&minor(go))
    }

    /// The cause that is to come first.
    pub fn expected(&self, go: &str, first: &str) -> &'static str {
        if let Some(other) = self.other.filter(|other| *other == first) {
            return other;
        }
        self.before.iter().find(|(other, _)| minor(go) < *other).map_or(self.expect, |(_, expect)| expect)
    }

    /// The mirror answers everything so.
    fn mirror(self, handler: Handler) -> Self {
        self.when(move |lab| lab.mirror.does(lab.tls("proxy.golang.org", handler.clone())))
    }

    /// By git, from github.com.
    fn direct(self) -> Self {
        self.with("GOPROXY", "direct").runs("go get github.com/corp/thing@v1.0.0")
    }
}

fn minor(go: &str) -> u32 {
    number(go).get(1).copied().unwrap_or_default()
}

pub fn all() -> Vec<Case> {
    network::all().into_iter().chain(local::all()).collect()
}
