//! The machine's GOPROXY: toolchains as the modules `golang.org/toolchain` that `go` itself downloads
//! (<https://go.dev/ref/mod#goproxy-protocol>).

use super::folder::{Folder, Wanted};
use super::pack::{Packed, pack};
use super::prepare::{LIMIT, Place};
use gv::env::Env;
use gv::fetch::{Client, DocumentState, Download, Silent, Source, Stopped, Timeouts, client, document};
use gv::release::Platform;
use gv::urls::shown;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use url::Url;

pub struct GoProxy {
    env: Env,
    cache: PathBuf,
    proxies: Vec<Url>,
}

/// What `go` uses where nothing is set. `direct` would lead to the origin, which is asked anyway.
const DEFAULT: &str = "https://proxy.golang.org,direct";
const MODULE: &str = "golang.org/toolchain";

impl GoProxy {
    pub fn new(folder: &Folder, env: &Env) -> Self {
        let list = env.text("GOPROXY").map(ToOwned::to_owned).or_else(of_go);
        let proxies = proxies(list.as_deref().unwrap_or(DEFAULT));
        Self { env: env.clone(), cache: folder.cache(), proxies }
    }

    fn client(&self) -> Result<Client, String> {
        client(&self.env).map_err(|error| error.to_string())
    }

    fn has(&self, proxy: &Url, module_version: &str) -> Result<(), String> {
        let client = self.client()?;
        let info = file(proxy, module_version, "info");
        match gv::fetch::run(document(&client, &info, None, 64 * 1024)) {
            Ok(DocumentState::Changed(_) | DocumentState::Unchanged) => Ok(()),
            Err(error) => Err(error.to_string()),
        }
    }

    fn download(&self, wanted: &Wanted, into: &Path) -> Result<(), String> {
        let version = module_version(wanted);
        let client = self.client()?;
        let named = |url| Source { name: shown(&url), url };
        let having = self.proxies.iter().filter(|proxy| self.has(proxy, &version).is_ok());
        let sources: Vec<_> = having.map(|proxy| named(file(proxy, &version, "zip"))).collect();
        if sources.is_empty() {
            return Err(format!("no module {MODULE}@{version}"));
        }
        let partial = self.cache.join(format!("{version}.partial"));
        let download = Download {
            client: &client,
            sources: &sources,
            partial: &partial,
            keep_all: false,
            ahead: None,
            size: None,
            longest: 2 << 30,
            magic: b"PK",
            several: false,
            overtaken: None,
            timeouts: Timeouts::default(),
            progress: &Silent,
        };
        let mut zip = File::create(into).map_err(|error| error.to_string())?;
        let until = Instant::now() + LIMIT;
        let fetched = download.run(&mut |bytes| {
            let in_time = Instant::now() < until;
            if in_time && zip.write_all(&bytes).is_ok() { Ok(()) } else { Err(Stopped) }
        });
        let _ = fs::remove_file(&partial);
        fetched.map(drop).map_err(|error| error.to_string())
    }
}

impl Place for GoProxy {
    fn name(&self) -> String {
        let hosts: Vec<_> = self.proxies.iter().map(|url| url.host_str().unwrap_or(url.path())).collect();
        format!(
            "GOPROXY ({})",
            if hosts.is_empty() { "no address in it".to_owned() } else { hosts.join(", ") }
        )
    }

    fn answers(&self) -> Result<(), String> {
        // The first release that exists as a module; the file that says so is the shortest one there is.
        let oldest = Wanted::all("1.21.0", &Platform::host().to_string())?;
        let version = module_version(&oldest[0]);
        let mut said = Vec::new();
        for proxy in &self.proxies {
            match self.has(proxy, &version) {
                Ok(()) => return Ok(()),
                // It is there, though this one is not.
                Err(error) if error.contains("404") || proxy.scheme() == "file" => return Ok(()),
                Err(error) => said.push(error),
            }
        }
        Err(if said.is_empty() { "it names no address".to_owned() } else { said.join("; ") })
    }

    fn take(&self, wanted: &Wanted, into: &Path, scratch: &Path) -> Result<(), String> {
        let zip = scratch.join("module.zip");
        self.download(wanted, &zip)?;
        let prefix = format!("{MODULE}@{}/", module_version(wanted));
        pack(&Packed { zip: &zip, prefix: &prefix, left_out: &["go.mod"] }, wanted, into)
    }
}

/// `v0.0.1-go1.22.3.linux-amd64`
fn module_version(wanted: &Wanted) -> String {
    let Platform { os, arch } = &wanted.platform;
    let arch = if arch == "armv6l" { "arm" } else { arch };
    format!("v0.0.1-{}.{os}-{arch}", wanted.version.toolchain_name())
}

fn file(proxy: &Url, module_version: &str, end: &str) -> Url {
    let mut url = proxy.clone();
    let path = format!("{}/{MODULE}/@v/{module_version}.{end}", url.path().trim_end_matches('/'));
    url.set_path(&path);
    url
}

/// The addresses of a GOPROXY list, up to where it says `off`.
fn proxies(list: &str) -> Vec<Url> {
    let entries = list.split([',', '|']).map(str::trim).take_while(|entry| *entry != "off");
    let address = |entry: &str| {
        let bare =
            entry.contains(['.', ':', '/']) && !entry.contains(":/") && !Path::new(entry).is_absolute();
        Url::parse(&if bare { format!("https://{entry}") } else { entry.to_owned() }).ok()
    };
    entries.filter_map(address).collect()
}

/// What a Go on this machine is set to. It may be a shim of gv's own, which must not install one to answer.
fn of_go() -> Option<String> {
    let mut go = Command::new("go");
    go.args(["env", "GOPROXY"]).env("GV_OFFLINE", "1").env("GOTOOLCHAIN", "local");
    let output = go.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let value = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_as_go_reads_it() {
        let read = |list| proxies(list).iter().map(Url::to_string).collect::<Vec<_>>();
        assert_eq!(
            read("goproxy.cn|https://a.example/x,direct"),
            ["https://goproxy.cn/", "https://a.example/x"]
        );
        assert_eq!(read("off,https://a.example"), [""; 0]);
        assert_eq!(read("direct"), [""; 0]);
    }

    #[test]
    fn the_module_is_found_below_the_address() {
        let wanted = &Wanted::all("1.22.3", "linux-armv6l").unwrap()[0];
        let url = file(&Url::parse("https://a.example/x/").unwrap(), &module_version(wanted), "zip");
        let expected = "https://a.example/x/golang.org/toolchain/@v/v0.0.1-go1.22.3.linux-arm.zip";
        assert_eq!(url.as_str(), expected);
    }
}
