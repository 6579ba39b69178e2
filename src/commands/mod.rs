//! One verb a file: read what was typed, call the library, show what came of it.

pub mod args;
mod as_root;
mod asked;
pub mod audit;
pub mod cache;
pub mod candidates;
mod change;
mod choice;
pub mod completions;
pub mod current;
pub mod deploy;
mod difference;
pub mod dns;
pub mod doctor;
mod ensure;
pub mod env;
mod error;
pub mod exec;
pub mod explain;
pub mod git;
pub mod home;
pub mod ide;
pub mod import;
pub mod init;
pub mod install;
pub mod itself;
pub mod link;
mod locked;
pub mod ls;
pub mod ls_remote;
pub mod man;
pub mod mirror;
pub mod outdated;
mod outside;
pub mod overview;
pub mod pin;
mod pin_hash;
pub mod prune;
pub mod relay;
pub mod route;
pub mod run;
pub mod setup;
pub mod shell;
pub mod tools;
pub mod undo;
pub mod uninstall;
pub mod upgrade;
pub mod r#use;
pub mod verify;
pub mod version;
pub mod which;
mod whole_host;

pub use error::Error;
pub(crate) use error::names;

use crate::context::Context;
use crate::lang::say;
use crate::net::relay::{Order, Session};

/// What a command ends with: the exit code.
pub type Done = Result<u8, Error>;

/// Says that the relay is in use, where it is.
fn tell_relay(context: &Context) {
    if Order::read(&context.home).is_none() {
        return;
    }
    if let Some(session) = Session::running(&context.home) {
        let address = session.shown();
        context.ui.say(&say!(
            context.ui.lang,
            "the relay is on: go reaches other hosts through {address} (gv relay status)",
            "relay 已开启：go 经由 {address} 访问其他主机（gv relay status）"
        ));
    }
}

/// Says that nothing is queried, because the user wants gv to stay offline.
fn warn_offline(context: &Context) {
    context.ui.warn(&say!(
        context.ui.lang,
        "gv is offline (GV_OFFLINE): nothing was tested",
        "gv 处于离线状态（GV_OFFLINE）：没有检测任何主机"
    ));
}
