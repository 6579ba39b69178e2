//! What completions offer for a value that no fixed list of words has: declared beside the argument, found out when a
//! person presses the key.

use clap::builder::ArgExt;

/// The kind of a value: `#[arg(value_name = "SPEC", add = Offered::Installed)]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offered {
    /// Versions that are installed.
    Installed,
    /// The same, and `system`.
    Runnable,
    /// Published versions, as far as this machine knows them.
    Published,
    /// Settings of Go.
    Keys,
    /// Settings of Go, and after `=` what they are often set to.
    Settings,
    /// Presets of `gv env preset`.
    Presets,
    /// Mirrors by name.
    Mirrors,
    /// Mirrors, and `best`.
    MirrorsOrBest,
    /// Programs of the toolchain, and those that `go install` built.
    Programs,
    /// Programs that `go install` built.
    Built,
    /// Modules that this project requires.
    Modules,
    /// Hosts, and owners there, that this project's modules are downloaded from with git.
    CodeHosts,
    /// Hosts that go downloads from.
    GoHosts,
    /// Other version managers, and folders.
    Managers,
    /// The commands of gv, and topics of its help.
    Commands,
}

impl ArgExt for Offered {}
