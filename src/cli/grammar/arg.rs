//! Arguments that several commands share.

use crate::ui::Lang;
use clap::{Arg, ArgAction};
use std::ffi::OsString;
use std::time::Duration;

pub(super) fn spec(lang: Lang) -> Arg {
    Arg::new("spec").value_name("SPEC").required(true).help(lang.help_spec())
}

pub(super) fn specs(lang: Lang) -> Arg {
    Arg::new("spec").value_name("SPEC").num_args(0..).help(lang.help_spec())
}

pub(super) fn host(lang: Lang) -> Arg {
    Arg::new("host").value_name("HOST").required(true).help(lang.help_git_host())
}

pub(super) fn switch(name: &'static str, help: String) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

pub(super) fn refresh(lang: Lang) -> Arg {
    switch("refresh", lang.help_refresh())
}

pub(super) fn json(lang: Lang) -> Arg {
    switch("json", lang.help_json())
}

/// Everything to the end of the line, untouched.
pub(super) fn rest(name: &'static str) -> Arg {
    Arg::new(name)
        .num_args(0..)
        .trailing_var_arg(true)
        .allow_hyphen_values(true)
        .value_parser(clap::value_parser!(OsString))
}

/// `30s`, `5m`, `1h`, `250ms`; a bare number is one of seconds.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let unit = match unit {
        "ms" => 1,
        "" | "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return Err("30s, 5m, 1h".to_owned()),
    };
    let number: u64 = number.parse().map_err(|_| "30s, 5m, 1h".to_owned())?;
    number.checked_mul(unit).map(Duration::from_millis).ok_or_else(|| "30s, 5m, 1h".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_units() {
        let millis = |text| duration(text).map(|time| time.as_millis());
        let read = ["250ms", "30", "30s", "5m", "2h"].map(|text| millis(text).unwrap());
        assert_eq!(read, [250, 30_000, 30_000, 300_000, 7_200_000]);
        for text in ["", "s", "5x", "-1", "1.5s", "99999999999999999999", "99999999999999999h"] {
            assert!(millis(text).is_err(), "{text}");
        }
    }
}
