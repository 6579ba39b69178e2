//! The shims.
use super::Error;
use crate::home::Home;
use crate::version::Version;
use std::fs;

/// Makes the shims.
pub fn refresh(home: &Home, installed: &[Version]) -> Result<(), Error> {
    let shims = home.shims();
    fs::create_dir_all(&shims).map_err(Error::io("create", &shims))?;
    let launchers: Vec<String> = installed.iter().map(Version::toolchain_name).collect();
    let names: Vec<&str> = ["go", "gofmt"].into_iter().chain(launchers.iter().map(String::as_str)).collect();
    for name in &names {
        let link = shims.join(name);
        if !link.exists() {
            #[cfg(unix)]
            std::os::unix::fs::symlink("../bin/gv-shim", &link).map_err(Error::io("link", &link))?;
        }
    }
    for entry in fs::read_dir(&shims).map_err(Error::io("read", &shims))?.flatten() {
        let name = entry.file_name();
        if !names.iter().any(|known| name == *known) {
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

/// The same where there are shims.
pub fn refresh_if_made(home: &Home, installed: &[Version]) -> Result<(), Error> {
    if home.shims().is_dir() { refresh(home, installed) } else { Ok(()) }
}
