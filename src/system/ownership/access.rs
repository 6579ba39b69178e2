//! Who may change a file of Windows, by its owner and its list of rights.

/// What the system says of one file or folder.
#[derive(Debug)]
pub struct Access {
    /// The owner's identifier: `S-1-5-32-544`.
    pub owner: String,
    /// The entries; `None` where there is no list, and so everybody may do everything.
    pub entries: Option<Vec<Entry>>,
}

/// An entry.
#[derive(Debug)]
pub struct Entry {
    /// Whether it grants rights, denies them, or is of a kind that is not understood.
    pub ruling: Ruling,
    /// The rights.
    pub rights: u32,
    /// Whose they are.
    pub who: String,
}

/// What an entry does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    /// It grants rights.
    Grants,
    /// It takes rights away, or concerns only what will be made in the folder.
    Nothing,
    /// It cannot be read.
    Unknown,
}

/// Administrators, the system itself, and the installer of Windows, which owns the root of its disk.
const TRUSTED: [&str; 3] =
    ["S-1-5-32-544", "S-1-5-18", "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"];

/// `DELETE`, `WRITE_DAC`, `WRITE_OWNER`, `GENERIC_WRITE` and `GENERIC_ALL`, as files and folders have them alike.
const REPLACE: u32 = 0x0001_0000 | 0x0004_0000 | 0x0008_0000 | 0x4000_0000 | 0x1000_0000;
/// `FILE_DELETE_CHILD`: in a folder it means everything that lies there.
const REMOVE_WITHIN: u32 = 0x40;
/// Writing, appending, and the same for attributes; in a folder: making files and folders.
const WRITE: u32 = 0x2 | 0x4 | 0x10 | 0x100;

impl Access {
    /// Whether only administrators can change it.
    pub fn is_administrators(&self) -> bool {
        self.is_closed_to(REPLACE | REMOVE_WITHIN | WRITE)
    }

    /// Whether only administrators can put another one in its place, or in that of what lies in it. Everybody may make
    /// folders in `C:\` and in `C:\ProgramData`.
    pub fn keeps_its_place(&self) -> bool {
        self.is_closed_to(REPLACE | REMOVE_WITHIN)
    }

    fn is_closed_to(&self, rights: u32) -> bool {
        let is_trusted = |who: &str| TRUSTED.contains(&who);
        let harmless = |entry: &Entry| match entry.ruling {
            Ruling::Nothing => true,
            Ruling::Grants => entry.rights & rights == 0 || is_trusted(&entry.who),
            Ruling::Unknown => false,
        };
        is_trusted(&self.owner) && self.entries.as_ref().is_some_and(|entries| entries.iter().all(harmless))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADMINISTRATORS: &str = "S-1-5-32-544";
    const SYSTEM: &str = "S-1-5-18";
    const USERS: &str = "S-1-5-32-545";
    const FULL: u32 = 0x001f_01ff;
    const READ: u32 = 0x0012_00a9;

    fn grants(who: &str, rights: u32) -> Entry {
        Entry { ruling: Ruling::Grants, rights, who: who.to_owned() }
    }

    fn access(owner: &str, more: Vec<Entry>) -> Access {
        let usual = vec![grants(SYSTEM, FULL), grants(ADMINISTRATORS, FULL), grants(USERS, READ)];
        Access { owner: owner.to_owned(), entries: Some(usual.into_iter().chain(more).collect()) }
    }

    #[test]
    fn what_others_can_write_is_not_the_administrators() {
        assert!(access(ADMINISTRATORS, Vec::new()).is_administrators());
        assert!(access(SYSTEM, Vec::new()).is_administrators());
        // Its owner can always change the list.
        assert!(!access(USERS, Vec::new()).keeps_its_place());
        for rights in [0x2, 0x4, 0x10, 0x100, FULL, 0x4000_0000] {
            assert!(!access(ADMINISTRATORS, vec![grants(USERS, rights)]).is_administrators(), "{rights:x}");
        }
        assert!(!Access { owner: SYSTEM.to_owned(), entries: None }.keeps_its_place());
    }

    #[test]
    fn a_folder_in_which_everybody_may_make_files_keeps_what_lies_in_it() {
        let shared = access(SYSTEM, vec![grants(USERS, 0x2 | 0x4 | 0x10 | 0x100)]);
        assert!(shared.keeps_its_place() && !shared.is_administrators());
        for rights in [0x40, 0x0001_0000, 0x0004_0000, 0x0008_0000, 0x1000_0000] {
            assert!(!access(SYSTEM, vec![grants(USERS, rights)]).keeps_its_place(), "{rights:x}");
        }
    }

    #[test]
    fn only_what_is_understood_is_harmless() {
        let of = |ruling| access(SYSTEM, vec![Entry { ruling, rights: FULL, who: USERS.to_owned() }]);
        assert!(of(Ruling::Nothing).is_administrators());
        assert!(!of(Ruling::Unknown).keeps_its_place());
    }
}
