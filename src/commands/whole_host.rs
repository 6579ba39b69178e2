//! What is asked, or refused, before a command affects the modules of all owners on a shared host.

use super::Error;
use crate::context::Context;
use crate::golang::shared::{self, Whole};
use crate::lang::say;

/// The settings whose patterns take a check or a mirror away from the modules they cover.
const LISTS: [&str; 4] = ["GOPRIVATE", "GONOSUMDB", "GONOPROXY", "GOINSECURE"];

/// A command that would take in a whole host that many owners share.
pub struct Widening {
    /// The host.
    pub host: String,
    /// The command for one owner.
    pub narrow: String,
    /// The same command with `--whole-host`.
    pub whole: String,
}

impl Widening {
    /// Goes on where the user has said so, or says so now; refuses elsewhere.
    pub fn confirm(self, said: bool, context: &Context) -> Result<(), Error> {
        if said {
            return Ok(());
        }
        match context.ui.confirm(&say!(context.ui.lang, "{host} is shared by many owners, and this covers all of them. For one owner: {narrow}\nCover the whole host?", "{host} 由众多所有者共用，此操作将覆盖该主机上的全部内容。只针对一个所有者：{narrow}\n是否仍要覆盖整个主机？", host = self.host, narrow = self.narrow)) {
            Some(true) => Ok(()),
            Some(false) | None => {
                Err(Error::WholeHost { host: self.host, narrow: self.narrow, whole: self.whole })
            }
        }
    }
}

/// The first pattern of a setting that takes in a shared host; `None` for settings that hold no patterns.
pub fn in_setting(key: &str, value: &str) -> Option<Whole> {
    LISTS.contains(&key).then(|| shared::whole_hosts(value).into_iter().next()).flatten()
}
