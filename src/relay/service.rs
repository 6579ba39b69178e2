//! The system's own means to keep a program in the background for a user, from login on: a unit of the user's systemd, or an
//! agent of launchd. What is written is recorded, and taken back as far as it is still as gv wrote it.

use super::Error;
use crate::config::Config;
use crate::env::Env;
use crate::home::Home;
use crate::ledger::{Change, Ledger};
use crate::system::file::{self, How};
use crate::system::{Action, link, process};
use crate::verify::Digest;
use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// For one command of the system's.
const PATIENCE: Duration = Duration::from_secs(10);
/// No file of that kind is larger.
const LIMIT: u64 = 1 << 16;
/// What the relay reads of the environment beside its proxies, and what holds no secret.
const KEPT: [&str; 8] =
    ["PATH", "GOENV", "GOPRIVATE", "NO_PROXY", "NETRC", "SSL_CERT_DIR", "SSL_CERT_FILE", "XDG_CONFIG_HOME"];

/// A means of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Means {
    Systemd,
    Launchd,
}

/// The service of one home.
#[derive(Debug)]
pub struct Service {
    means: Means,
    name: String,
    path: PathBuf,
}

/// What became of a service that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TakenBack {
    /// It is gone.
    Removed(PathBuf),
    /// It was changed since, and stays.
    Changed(PathBuf),
}

impl Service {
    /// That of a home; `None` where a plain process is started: no such means runs, or the settings do not want it.
    pub fn of(home: &Home, config: &Config, env: &Env) -> Option<Self> {
        if !config.relay.service {
            return None;
        }
        let user = env.home_dir()?;
        let is_usual = user.join(".gv") == home.root();
        let mark = Digest::of(home.root().as_os_str().as_encoded_bytes()).to_string();
        let suffix = if is_usual { String::new() } else { format!("-{}", &mark[..8]) };
        if cfg!(target_os = "macos") {
            let name = format!("dev.gv.relay{suffix}");
            let path = user.join("Library/LaunchAgents").join(format!("{name}.plist"));
            return Some(Self { means: Means::Launchd, name, path });
        }
        let runtime = PathBuf::from(env.get("XDG_RUNTIME_DIR")?);
        // The socket of the user's own manager.
        if !cfg!(target_os = "linux") || !runtime.join("systemd/private").exists() {
            return None;
        }
        let name = format!("gv-relay{suffix}.service");
        let folder = env.get("XDG_CONFIG_HOME").map_or_else(|| user.join(".config"), PathBuf::from);
        Some(Self { means: Means::Systemd, path: folder.join("systemd/user").join(&name), name })
    }

    /// How it is called where the user meets it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Writes what starts the relay from now on, and starts it. `false` where the system did not take it, or where a file of
    /// the user's own has the name; then nothing is left.
    pub fn start(&self, home: &Home, env: &Env, environment: &[String], time: u64) -> Result<bool, Error> {
        let text = self.text(home, env, environment);
        let there = file::read_regular(&self.path, LIMIT).ok();
        let is_same = there.as_deref() == Some(text.as_bytes());
        let is_own =
            there.as_ref().is_none_or(|there| recorded(home, &self.path).is_some_and(|it| it.is(there)));
        if !is_own {
            return Ok(false);
        }
        if !is_same {
            self.write(home, &text, time)?;
        }
        if self.put_in_force(is_same) {
            return Ok(true);
        }
        take_back(home)?;
        Ok(false)
    }

    /// Writes the file. The folders that it needs and that were not there are remembered.
    fn write(&self, home: &Home, text: &str, time: u64) -> Result<(), Error> {
        let before = recorded(home, &self.path);
        let mut folders = before.as_ref().map(|it| it.folders.clone()).unwrap_or_default();
        // systemd makes one for what is started at login.
        let below = self.path.parent().map(|folder| folder.join("default.target.wants"));
        let new = below.iter().flat_map(|below| below.ancestors()).take_while(|folder| !folder.exists());
        folders.extend(new.map(Path::to_owned));
        if let Some(folder) = self.path.parent() {
            file::create_folder(folder).map_err(Error::io(Action::Create, folder))?;
        }
        if let Some(before) = before {
            Ledger::forget(home, &[before.number])?;
        }
        let hash = Digest::of(text.as_bytes()).to_string();
        let change = Change::Service { name: self.name.clone(), path: self.path.clone(), hash, folders };
        // The record comes first: one that is killed in between leaves nothing that gv does not know of.
        Ledger::record(home, time, vec![change])?;
        file::replace(&self.path, text.as_bytes(), How::Readable)
            .map_err(Error::io(Action::Write, &self.path))
    }

    fn put_in_force(&self, is_known: bool) -> bool {
        match self.means {
            Means::Systemd => {
                (is_known || systemctl(&["daemon-reload"]) && systemctl(&["enable", "--quiet", &self.name]))
                    && systemctl(&["start", &self.name])
            }
            Means::Launchd => {
                let place = format!("{}/{}", domain(), self.name);
                let path = self.path.to_string_lossy().into_owned();
                let is_loaded = is_known && launchctl(&["print", &place]);
                if is_loaded {
                    return launchctl(&["kickstart", &place]);
                }
                launchctl(&["bootout", &place]);
                launchctl(&["bootstrap", &domain(), &path])
            }
        }
    }

    fn text(&self, home: &Home, env: &Env, environment: &[String]) -> String {
        let own = home.bin().join(format!("gv{EXE_SUFFIX}"));
        let gv = if own.is_file() { own } else { env.exe().map(Path::to_owned).unwrap_or(own) };
        let mut variables = vec![("GV_HOME".to_owned(), home.root().to_string_lossy().into_owned())];
        variables
            .extend(KEPT.iter().filter_map(|name| Some(((*name).to_owned(), env.text(name)?.to_owned()))));
        variables.extend(environment.first().map(|proxy| ("HTTPS_PROXY".to_owned(), proxy.clone())));
        match self.means {
            Means::Systemd => unit(&gv, &variables),
            Means::Launchd => agent(&self.name, &gv, &variables),
        }
    }
}

/// A unit of the user's systemd. One that ended when it was idle or told to has ended well.
fn unit(gv: &Path, variables: &[(String, String)]) -> String {
    let quoted = |text: &str| {
        let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%").replace('\n', "\\n");
        format!("\"{text}\"")
    };
    let line =
        |(name, value): &(String, String)| format!("Environment={}\n", quoted(&format!("{name}={value}")));
    let environment = variables.iter().map(line).collect::<Vec<_>>().concat();
    format!(
        "# Written by gv relay on; gv relay off removes it.\n\
         [Unit]\n\
         Description=gv relay, a proxy on loopback\n\
         StartLimitIntervalSec=60\n\
         StartLimitBurst=5\n\
         \n\
         [Service]\n\
         ExecStart={} relay run --background\n\
         {environment}\
         Restart=on-failure\n\
         RestartSec=1\n\
         UMask=0077\n\
         \n\
         [Install]\n\
         WantedBy=default.target\n",
        quoted(&gv.to_string_lossy()).replace('$', "$$"),
    )
}

/// An agent of launchd.
fn agent(name: &str, gv: &Path, variables: &[(String, String)]) -> String {
    let escaped = |text: &str| {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
    };
    let entry =
        |(name, value): &(String, String)| format!("<key>{name}</key><string>{}</string>\n", escaped(value));
    let environment = variables.iter().map(entry).collect::<Vec<_>>().concat();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!-- Written by gv relay on; gv relay off removes it. -->\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n\
         <key>Label</key><string>{name}</string>\n\
         <key>ProgramArguments</key>\n<array>\n\
         <string>{}</string><string>relay</string><string>run</string><string>--background</string>\n\
         </array>\n\
         <key>EnvironmentVariables</key>\n<dict>\n{environment}</dict>\n\
         <key>RunAtLoad</key><true/>\n\
         <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>\n\
         <key>ProcessType</key><string>Background</string>\n\
         </dict>\n</plist>\n",
        escaped(&gv.to_string_lossy()),
    )
}

/// What is written down of a service.
struct Recorded {
    number: u32,
    name: String,
    path: PathBuf,
    hash: String,
    folders: Vec<PathBuf>,
}

impl Recorded {
    /// Whether these are the bytes that gv has written.
    fn is(&self, bytes: &[u8]) -> bool {
        Digest::of(bytes).to_string() == self.hash
    }
}

/// Whether the file of a service is still as gv wrote it.
pub fn is_there(path: &Path, hash: &str) -> bool {
    file::read_regular(path, LIMIT).is_ok_and(|bytes| Digest::of(&bytes).to_string() == hash)
}

/// The service that starts the relay of a home.
pub fn name_of(home: &Home) -> Option<String> {
    all_recorded(home).into_iter().find(|it| is_there(&it.path, &it.hash)).map(|it| it.name)
}

fn all_recorded(home: &Home) -> Vec<Recorded> {
    let known = Ledger::read(home).entries.into_iter().filter_map(|entry| match entry.change {
        Change::Service { name, path, hash, folders } => {
            Some(Recorded { number: entry.number, name, path, hash, folders })
        }
        _ => None,
    });
    known.collect()
}

fn recorded(home: &Home, path: &Path) -> Option<Recorded> {
    all_recorded(home).into_iter().find(|it| it.path == path)
}

/// Takes back what [`Service::start`] has written, as far as it is still so. A relay that it runs is ended.
pub fn take_back(home: &Home) -> Result<Vec<TakenBack>, Error> {
    let mut results = Vec::new();
    for service in all_recorded(home) {
        let is_ours = match file::read_regular(&service.path, LIMIT) {
            Ok(bytes) => service.is(&bytes),
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        };
        if is_ours {
            remove(&service)?;
            results.push(TakenBack::Removed(service.path));
        } else {
            results.push(TakenBack::Changed(service.path));
        }
        Ledger::forget(home, &[service.number])?;
    }
    Ok(results)
}

fn remove(service: &Recorded) -> Result<(), Error> {
    let is_unit = service.name.ends_with(".service");
    if is_unit {
        systemctl(&["disable", "--quiet", &service.name]);
        systemctl(&["stop", &service.name]);
    } else {
        launchctl(&["bootout", &format!("{}/{}", domain(), service.name)]);
    }
    // Where no manager of the user runs now, the link of one that did is removed here.
    let enabled = service.path.parent().map(|folder| folder.join("default.target.wants").join(&service.name));
    if let Some(enabled) = enabled.filter(|enabled| link::read(enabled).is_ok_and(|to| to == service.path)) {
        file::remove(&enabled).map_err(Error::io(Action::Remove, &enabled))?;
    }
    match file::remove(&service.path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(Error::io(Action::Remove, &service.path)(error));
        }
        _ => {}
    }
    if is_unit {
        systemctl(&["daemon-reload"]);
    }
    for folder in &service.folders {
        // One that holds something else stays.
        let _ = std::fs::remove_dir(folder);
    }
    Ok(())
}

fn systemctl(words: &[&str]) -> bool {
    process::output_within(Command::new("systemctl").arg("--user").args(words), PATIENCE).is_some()
}

fn launchctl(words: &[&str]) -> bool {
    process::output_within(Command::new("launchctl").args(words), PATIENCE).is_some()
}

/// Where agents of this user run.
fn domain() -> String {
    let number = process::output_within(Command::new("id").arg("-u"), PATIENCE).unwrap_or_default();
    format!("gui/{}", String::from_utf8_lossy(&number).trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_quotes_what_systemd_would_read() {
        let variables = [("A".to_owned(), "50% \"x\" \\ $HOME".to_owned())];
        let text = unit(Path::new("/home/a b/$x/gv"), &variables);
        assert!(text.contains("ExecStart=\"/home/a b/$$x/gv\" relay run --background\n"), "{text}");
        assert!(text.contains("Environment=\"A=50%% \\\"x\\\" \\\\ $HOME\"\n"), "{text}");
    }

    #[test]
    fn an_agent_escapes_what_xml_would_read() {
        let text = agent("n", Path::new("/a&b/gv"), &[("A".to_owned(), "<x>".to_owned())]);
        assert!(text.contains("<string>/a&amp;b/gv</string><string>relay</string>"), "{text}");
        assert!(text.contains("<key>A</key><string>&lt;x&gt;</string>"), "{text}");
        assert_eq!(text.matches("<dict>").count(), text.matches("</dict>").count());
    }
}
