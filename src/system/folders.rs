//! The known folders of the system and of this user, as the system itself names them (the crate `dirs`). A variable that
//! moves such a folder for one program is for who asks to look at first.

use std::path::PathBuf;

/// The user's own directory.
#[cfg(unix)]
pub fn home() -> Option<PathBuf> {
    dirs::home_dir()
}

/// The user's own directory. `go` and git take it from `USERPROFILE`, and so does the standard library. The known folder
/// would load the shell's library at every start of a shim.
#[cfg(windows)]
pub fn home() -> Option<PathBuf> {
    std::env::home_dir()
}

/// Where this user's programs keep their data, on this machine only. Programs that are written for Linux keep it in the
/// same place on macOS.
#[cfg(not(target_os = "macos"))]
pub fn data() -> Option<PathBuf> {
    dirs::data_local_dir()
}

/// Where programs that are written for Linux keep their data: not in `~/Library`.
#[cfg(target_os = "macos")]
pub fn data() -> Option<PathBuf> {
    Some(dirs::home_dir()?.join(".local/share"))
}

/// The folders in which installers put programs: those of the machine, and the user's own.
#[cfg(windows)]
pub fn programs() -> Vec<PathBuf> {
    use windows_sys::Win32::UI::Shell::{
        FOLDERID_ProgramFiles, FOLDERID_ProgramFilesX64, FOLDERID_ProgramFilesX86, FOLDERID_UserProgramFiles,
    };
    let folders = [
        FOLDERID_ProgramFiles,
        FOLDERID_ProgramFilesX64,
        FOLDERID_ProgramFilesX86,
        FOLDERID_UserProgramFiles,
    ];
    folders.into_iter().filter_map(dirs_sys::known_folder).collect()
}

/// The folders in which installers put programs.
#[cfg(unix)]
pub fn programs() -> Vec<PathBuf> {
    Vec::new()
}

/// `C:\ProgramData`: a user can set the variable of that name.
#[cfg(windows)]
pub fn of_all_users() -> Option<PathBuf> {
    dirs_sys::known_folder(windows_sys::Win32::UI::Shell::FOLDERID_ProgramData)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folders_of_this_user_are_absolute() {
        let home = home();
        assert!(home.as_deref().is_none_or(std::path::Path::is_absolute));
        assert!(data().is_none_or(|data| data.is_absolute()));
        assert_eq!(programs().is_empty(), cfg!(unix));
    }
}
