//! The command that makes sure, or makes it right: one to type, with the target filled in.

use super::{Build, Cause, Code, Goproxy, Id, Machine, Project, Settings, Sumdb, Toolchain, Vcs};

/// The command to type next. What comes from the text is only put into it where no shell could read more into it.
pub fn next(cause: &Cause) -> Option<String> {
    let command = match cause.id {
        Id::Dns(_) | Id::Tcp(_) | Id::Tls(_) | Id::Proxy(_) | Id::Http(_) | Id::Goproxy(_) | Id::Sumdb(_) => {
            return network(cause);
        }
        Id::Settings(settings) => return setting(settings),
        Id::Toolchain(toolchain) => self::toolchain(toolchain)?,
        Id::Vcs(vcs) => return self::vcs(vcs, cause),
        Id::Project(project) => return self::project(project, cause),
        Id::Build(Build::NoCompiler | Build::NoProgram) => "gv doctor tools",
        Id::Machine(Machine::DiskFull) => "go clean -cache",
        Id::Machine(Machine::Permission) => "gv doctor home",
        Id::Build(_)
        | Id::Machine(_)
        | Id::Code(Code::Compile | Code::Panic | Code::Race | Code::Deadlock) => {
            return None;
        }
        Id::Code(Code::Test | Code::TestTimeout) => return None,
        Id::Unrecognised(layer) if layer.is_network() => return Some(measure(cause)),
        Id::Unrecognised(_) => "gv doctor",
    };
    Some(command.to_owned())
}

fn network(cause: &Cause) -> Option<String> {
    match cause.id {
        Id::Goproxy(Goproxy::Off) => Some("gv env why GOPROXY".to_owned()),
        Id::Goproxy(Goproxy::NotFound) => Some(about("gv route", cause)),
        Id::Goproxy(Goproxy::TooLarge) => None,
        Id::Sumdb(Sumdb::Private) => Some(private(cause)),
        Id::Sumdb(Sumdb::GoSumMissing | Sumdb::GoSumMalformed) => Some("go mod tidy".to_owned()),
        _ => Some(measure(cause)),
    }
}

fn setting(id: Settings) -> Option<String> {
    let key = match id {
        Settings::Goproxy => "GOPROXY",
        Settings::Gosumdb => "GOSUMDB",
        Settings::Goflags | Settings::InsecureFlag => "GOFLAGS",
        Settings::Gopath => "GOPATH",
        Settings::Govcs => "GOVCS",
        Settings::Modules => "GO111MODULE",
        Settings::Goauth => "GOAUTH",
        Settings::Proxy | Settings::ProxyCgi => return Some("gv doctor proxy".to_owned()),
        Settings::Platform => return Some("go tool dist list".to_owned()),
        Settings::NoHome | Settings::Unknown => return None,
    };
    Some(format!("gv env why {key}"))
}

fn toolchain(id: Toolchain) -> Option<&'static str> {
    Some(match id {
        Toolchain::NotAvailable | Toolchain::TooOld | Toolchain::PathOnly => "gv install",
        Toolchain::Directive | Toolchain::GoLine | Toolchain::OldStd => "gv use latest",
        Toolchain::Missing => "gv doctor net",
        Toolchain::NeedsDatabase => "gv env why GOSUMDB",
        Toolchain::Mixed | Toolchain::Goroot => "gv doctor",
        Toolchain::Setting => "gv env why GOTOOLCHAIN",
        Toolchain::Language | Toolchain::Platform => return None,
    })
}

fn vcs(id: Vcs, cause: &Cause) -> Option<String> {
    match id {
        Vcs::NoCredentials | Vcs::Denied => Some(format!("gv git ssh {}", host(cause)?)),
        Vcs::SshKey | Vcs::SshHostKey | Vcs::Proxy => Some("gv git ls".to_owned()),
        Vcs::Missing => Some("gv doctor git".to_owned()),
        Vcs::Govcs | Vcs::NoMeta | Vcs::NoRepository => Some(about("gv route", cause)),
        Vcs::Insecure => Some(format!("gv git https {}", host(cause)?)),
        Vcs::Cut | Vcs::Failed => Some(measure(cause)),
        Vcs::Dubious | Vcs::Stamp | Vcs::Lock | Vcs::TooOld => None,
    }
}

fn project(id: Project, cause: &Cause) -> Option<String> {
    let module =
        cause.modules.first().and_then(|module| module.split('@').next()).filter(|module| is_plain(module));
    match id {
        Project::Stale => Some("go mod tidy".to_owned()),
        Project::NotRequired => {
            Some(module.map_or("go mod tidy".to_owned(), |module| format!("go get {module}")))
        }
        Project::NoVersion | Project::NoMatch => Some(format!("go list -m -versions {}", module?)),
        Project::Vendor => Some("go mod vendor".to_owned()),
        Project::Workspace => Some("go work use .".to_owned()),
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

/// The host of the module made private.
fn private(cause: &Cause) -> String {
    let host =
        cause.modules.first().and_then(|module| module.split('/').next()).filter(|host| is_plain(host));
    format!("gv env preset private {}", host.unwrap_or("HOST"))
}

/// The host alone of the first target.
fn host(cause: &Cause) -> Option<&str> {
    let target = cause.targets.first()?;
    let host = target.split_once("://").map_or(target.as_str(), |(_, host)| host);
    Some(host.split(':').next().unwrap_or(host)).filter(|host| is_plain(host))
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
    use crate::explain::{Layer, explain};

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
            let command = next(&explanation.causes[0]).unwrap();
            assert!(
                !command.contains("reboot") && command.bytes().all(|b| !b"$;&`".contains(&b)),
                "{command}"
            );
        }
    }

    #[test]
    fn a_command_that_an_unknown_layer_gets_is_the_general_one() {
        let explanation = explain("go: the flux capacitor is empty");
        assert_eq!(next(&explanation.causes[0]).unwrap(), "gv doctor");
        assert_eq!(explanation.causes[0].id, Id::Unrecognised(Layer::Unknown));
    }
}
