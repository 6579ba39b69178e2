//! The means to declare what a command takes: a type with a field for each argument, its help in both languages beside it.
//!
//! ```text
//! arguments! {
//!     /// What `gv use` takes.
//!     pub struct Args = ["Make a toolchain the default", "设为默认工具链"] {
//!         #[arg(value_name = "SPEC")]
//!         spec: Spec = (help::spec),
//!         #[arg(long)]
//!         refresh: bool = ["Get the list again", "重新获取列表"],
//!     }
//! }
//! ```
//!
//! What follows `=` is the help: `["English", "中文"]`; `(function)` for a text that several arguments share or that is
//! computed; `{Type}` where the field is the arguments or subcommands of another type; `_` for what people never type.
//! A field without one does not compile.

mod duration;
mod example;
mod expected;
pub mod help;
mod offered;
mod one_of;

pub use duration::duration;
pub use example::Example;
pub use expected::Expected;
pub use offered::Offered;
pub use one_of::OneOf;

use crate::lang::Lang;
use clap::Command;

/// The name, in usage lines, of a command to run and its arguments.
pub const VALUE_OF_COMMANDS: &str = "CMD";

/// A type that is read from the command line and whose help exists in both languages.
pub trait Localised {
    /// The definition with the help of these arguments, or subcommands, in a language.
    fn localised(command: Command, lang: Lang) -> Command;
}

impl<T: Localised> Localised for Box<T> {
    fn localised(command: Command, lang: Lang) -> Command {
        T::localised(command, lang)
    }
}

/// Declares a type for arguments; see the head of this file.
macro_rules! arguments {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident $(= $about:tt)? {
            $($(#[$attribute:meta])* $field_vis:vis $field:ident: $type:ty = $help:tt),* $(,)?
        }
        $(examples { $($command:literal = $why:tt),+ $(,)? })?
    ) => {
        #[derive(Debug, clap::Args)]
        $(#[$meta])*
        #[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
        $vis struct $name {
            $($(#[$attribute])* $field_vis $field: $type,)*
        }

        impl $crate::commands::args::Localised for $name {
            #[allow(unused_variables, reason = "arguments that people never type have no texts")]
            fn localised(command: clap::Command, lang: $crate::lang::Lang) -> clap::Command {
                $(let command = $crate::commands::args::arguments!(@help command, lang, $field, $help);)*
                $(let command = command.about($crate::commands::args::arguments!(@text lang, $about));)?
                $(let command = $crate::commands::args::Example::show(
                    &[$($crate::commands::args::Example {
                        command: $command,
                        why: $crate::commands::args::arguments!(@text lang, $why),
                    }),+],
                    command,
                    lang,
                );)?
                command
            }
        }
    };
    (@help $command:ident, $lang:ident, $field:ident, _) => { $command };
    (@help $command:ident, $lang:ident, $field:ident, { $type:ty }) => {
        <$type as $crate::commands::args::Localised>::localised($command, $lang)
    };
    (@help $command:ident, $lang:ident, $field:ident, $help:tt) => {
        $command.mut_arg(stringify!($field), |argument| {
            argument.help($crate::commands::args::arguments!(@text $lang, $help))
        })
    };
    (@text $lang:ident, [$en:literal, $zh:literal]) => { $crate::lang::say!($lang, $en, $zh) };
    (@text $lang:ident, ($function:path)) => { $function($lang) };
}
pub(crate) use arguments;

/// Declares an enum of subcommands: `Ls(ls::Args) = "ls" ["list"]` is `gv ls`, and `gv list` too.
macro_rules! subcommands {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $($(#[$attribute:meta])* $variant:ident($type:ty) = $word:literal $([$($alias:literal),+])?),+ $(,)?
        }
    ) => {
        #[derive(Debug, clap::Subcommand)]
        $(#[$meta])*
        $vis enum $name {
            $(
                $(#[$attribute])*
                #[command(name = $word $(, visible_aliases = [$($alias),+])?)]
                $variant($type),
            )+
        }

        impl $crate::commands::args::Localised for $name {
            fn localised(command: clap::Command, lang: $crate::lang::Lang) -> clap::Command {
                $(let command = command.mut_subcommand($word, |subcommand| {
                    <$type as $crate::commands::args::Localised>::localised(subcommand, lang)
                });)+
                command
            }
        }
    };
}
pub(crate) use subcommands;
