//! The scripts that startup files read: completions, and the function of `gv shell`.

use super::Error;
use crate::home::Home;
use crate::shell::{self, Shell};
use crate::system::Action;
use crate::system::file::{self, How};

/// Writes the script of every shell whose startup file reads one; what is there already stays untouched. The caller
/// holds the lock.
pub(super) fn write(home: &Home) -> Result<(), Error> {
    for shell in Shell::ALL.iter().filter(|shell| shell.reads_script()) {
        let (path, text) = (home.script(shell.name()), shell::script(*shell));
        if std::fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
            continue;
        }
        if let Some(folder) = path.parent() {
            file::create_folder(folder).map_err(Error::io(Action::Create, folder))?;
        }
        file::replace(&path, text.as_bytes(), How::Usual).map_err(Error::io(Action::Write, &path))?;
    }
    Ok(())
}
