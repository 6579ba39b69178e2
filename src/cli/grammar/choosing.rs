//! The commands that choose a version, and have it.

use super::arg::{refresh, rest, spec, specs, switch};
use crate::ui::Lang;
use clap::{Arg, Command};

pub(super) fn commands(lang: Lang) -> Vec<Command> {
    vec![
        Command::new("install")
            .visible_aliases(["i", "add"])
            .about(lang.about_install())
            .arg(specs(lang).help(lang.help_install_specs()))
            .arg(Arg::new("from").long("from").value_name("SOURCE").help(lang.help_from()))
            .arg(refresh(lang)),
        Command::new("use").about(lang.about_use()).arg(spec(lang)).arg(refresh(lang)),
        Command::new("pin")
            .about(lang.about_pin())
            .arg(spec(lang))
            .arg(switch("mod", lang.help_pin_mod()))
            .arg(refresh(lang)),
        Command::new("uninstall")
            .visible_aliases(["rm", "remove"])
            .about(lang.about_uninstall())
            .arg(specs(lang).required(true).num_args(1..))
            .arg(switch("force", lang.help_uninstall_force()).short('f')),
        Command::new("exec")
            .visible_aliases(["x", "run"])
            .about(lang.about_exec())
            .arg(spec(lang))
            .arg(switch("clean", lang.help_exec_clean()))
            .arg(rest("command").required(true).value_name("CMD").help(lang.help_exec_command())),
    ]
}
