//! The command that makes sure, or makes it right: one to type, with the target filled in.

use super::{Build, Cause, Command, Environment, Here, Id, Machine, Project, Toolchain, Vcs};
use crate::fault::{Fault, Protocol, Settings, Sumdb, relay};
use crate::golang::shared::private_prefix;

/// The command to type next. What comes from the text is only put into it where no shell could read more into it.
pub fn next(cause: &Cause, here: &Here) -> Option<String> {
    if cause.frame.container && !holds_in_containers(cause.id) {
        return None;
    }
    if cause.is_old_go() && *here != Here::Open {
        return here.command();
    }
    let command = match cause.id {
        Id::Net(fault) => return network(fault, cause),
        Id::Environment(id) => return environment(id),
        Id::Command(Command::WorkspaceMod) => "gv env why GOFLAGS",
        Id::Toolchain(id) => toolchain(id, cause)?,
        Id::Vcs(id) => return vcs(id, cause),
        Id::Project(id) => return project(id, cause),
        Id::Build(Build::NoProgram) if cause.text.contains("\"go\"") => "gv doctor path",
        Id::Build(Build::NoCompiler | Build::NoProgram) => "gv doctor tools",
        // A program of a toolchain: whether its mode or its disk keeps it from running is looked at there.
        Id::Machine(Machine::Permission) if cause.text.contains("/pkg/tool/") => "gv doctor toolchains disk",
        Id::Command(_) | Id::Build(_) | Id::Machine(_) | Id::Code(_) => return None,
        Id::Unrecognised(area) if area.is_network() => return Some(measure(cause)),
        Id::Unrecognised(_) => "gv doctor",
    };
    Some(command.to_owned())
}

/// Whether a command that is typed outside the container shows or corrects something: about modules and repositories.
fn holds_in_containers(id: Id) -> bool {
    match id {
        Id::Net(fault) => matches!(fault, Fault::Protocol(_) | Fault::Sumdb(_)),
        id => matches!(id, Id::Vcs(_) | Id::Project(_)),
    }
}

fn network(fault: Fault, cause: &Cause) -> Option<String> {
    let command = match fault {
        Fault::Settings(Settings::Goproxy) | Fault::Protocol(Protocol::Off) => "gv env why GOPROXY",
        Fault::Settings(Settings::Gosumdb | Settings::ToolchainNeedsDatabase) => "gv env why GOSUMDB",
        Fault::Settings(Settings::ProxyMalformed) => "gv doctor proxy",
        Fault::Settings(Settings::NoGit) => "gv doctor git",
        Fault::Protocol(Protocol::ToolchainMissing) => "gv doctor net",
        Fault::Protocol(Protocol::NotFound) => return Some(about("gv route", cause)),
        Fault::Sumdb(Sumdb::Private) => return private(cause),
        Fault::Sumdb(Sumdb::GoSumMissing) => "go mod tidy",
        Fault::Protocol(Protocol::TooLarge) | Fault::Sumdb(Sumdb::Upstream | Sumdb::GoSumMalformed) => {
            return None;
        }
        Fault::Proxy(proxy) if relay::command(proxy).is_some() => relay::command(proxy)?,
        _ => return Some(measure(cause)),
    };
    Some(command.to_owned())
}

fn environment(id: Environment) -> Option<String> {
    let key = match id {
        Environment::Goflags | Environment::InsecureFlag => "GOFLAGS",
        Environment::Gopath => "GOPATH",
        Environment::Govcs => "GOVCS",
        Environment::Modules => "GO111MODULE",
        Environment::Goauth => "GOAUTH",
        Environment::Goexperiment | Environment::NeedsExperiment => "GOEXPERIMENT",
        Environment::Gofips => "GOFIPS140",
        Environment::Gotmpdir => "GOTMPDIR",
        Environment::Gocacheprog => "GOCACHEPROG",
        Environment::Platform => return Some("go tool dist list".to_owned()),
        Environment::NoHome
        | Environment::Unknown
        | Environment::Goenv
        | Environment::GodebugRemoved
        | Environment::GodebugUnknown => return None,
    };
    Some(format!("gv env why {key}"))
}

fn toolchain(id: Toolchain, cause: &Cause) -> Option<&'static str> {
    Some(match id {
        Toolchain::NotAvailable | Toolchain::TooOld | Toolchain::PathOnly => "gv install",
        Toolchain::GoLine if cause.line_is_wrong() => return None,
        Toolchain::Directive | Toolchain::GoLine | Toolchain::OldStd => "gv use latest",
        Toolchain::Mixed | Toolchain::Goroot => "gv doctor",
        Toolchain::NotOnPath => "gv doctor path",
        // A line of go.mod is corrected there.
        Toolchain::Setting if cause.text.contains("GOTOOLCHAIN") => "gv env why GOTOOLCHAIN",
        Toolchain::Setting
        | Toolchain::OldTool
        | Toolchain::Loader
        | Toolchain::Language
        | Toolchain::Platform => return None,
    })
}

fn vcs(id: Vcs, cause: &Cause) -> Option<String> {
    match id {
        Vcs::NoCredentials | Vcs::Govcs | Vcs::NoMeta | Vcs::NoRepository => Some(about("gv route", cause)),
        Vcs::Denied | Vcs::SshKey | Vcs::SshHostKey | Vcs::Proxy | Vcs::Insecure => {
            Some("gv git ls".to_owned())
        }
        Vcs::Cut | Vcs::Failed => Some(measure(cause)),
        Vcs::Dubious | Vcs::Stamp | Vcs::Lock | Vcs::TooOld => None,
    }
}

fn project(id: Project, cause: &Cause) -> Option<String> {
    let module =
        cause.modules.first().and_then(|module| module.split('@').next()).filter(|module| is_plain(module));
    let says = |words: &str| cause.text.contains(words);
    match id {
        Project::Stale => Some("go mod tidy".to_owned()),
        Project::NotRequired => {
            Some(module.map_or("go mod tidy".to_owned(), |module| format!("go get {module}")))
        }
        Project::NoVersion | Project::NoMatch => Some(format!("go list -m -versions {}", module?)),
        Project::Vendor if says("inconsistent vendoring") => Some("go mod vendor".to_owned()),
        Project::Workspace if says("but go.work lists go") => Some("go work use".to_owned()),
        Project::Workspace if says("listed in go.work") && !says("cannot load module") => {
            Some("go work use .".to_owned())
        }
        Project::CacheChanged => Some("go clean -modcache".to_owned()),
        _ => None,
    }
}

/// `gv doctor net`, for the target where it is known.
fn measure(cause: &Cause) -> String {
    match cause.targets.iter().find(|target| is_plain(target)) {
        Some(target) => format!("gv doctor net {target}"),
        None => "gv doctor net".to_owned(),
    }
}

/// A command about the module, or about all of the project.
fn about(command: &str, cause: &Cause) -> String {
    match cause.modules.iter().find(|module| is_plain(module)) {
        Some(module) => format!("{command} {module}"),
        None => format!("{command} --all"),
    }
}

/// The smallest prefix of the module made private. A module that a mirror has just served may be public, and a database
/// other than Go's own may not know it: there the way of the module tells more.
fn private(cause: &Cause) -> Option<String> {
    let of_go = ["sum.golang.org/lookup/", "sum.golang.google.cn/lookup/"];
    if !of_go.iter().any(|asked| cause.text.contains(asked)) {
        return Some("gv env why GOSUMDB".to_owned());
    }
    let module = cause.modules.iter().find(|module| is_plain(module))?;
    if cause.served {
        return Some(format!("gv route {module}"));
    }
    Some(format!("gv env preset private {}", private_prefix(module)))
}

/// Whether a word means itself in every shell.
fn is_plain(word: &str) -> bool {
    !word.is_empty()
        && !word.starts_with('-')
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/:@+".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::{Area, explain};

    #[test]
    fn what_a_text_says_never_becomes_a_command() {
        for name in [
            "https://a.example/$(reboot)",
            "https://a;reboot/",
            "https://-rf/",
            "https://a&b/",
            "https://`x`/",
        ] {
            let text = format!(
                "go: m.example/x@v1: Get \"{name}\": dial tcp 1.2.3.4:443: connect: connection refused"
            );
            let explanation = explain(&text);
            let command = next(&explanation.causes[0], &Here::Open).unwrap();
            assert!(
                !command.contains("reboot") && command.bytes().all(|b| !b"$;&`".contains(&b)),
                "{command}"
            );
        }
    }

    #[test]
    fn a_command_that_an_unknown_area_gets_is_the_general_one() {
        let explanation = explain("go: the flux capacitor is empty");
        assert_eq!(next(&explanation.causes[0], &Here::Open).unwrap(), "gv doctor");
        assert_eq!(explanation.causes[0].id, Id::Unrecognised(Area::Unknown));
    }
}
