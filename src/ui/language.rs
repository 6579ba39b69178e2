//! Which of the two languages this user reads.

use crate::config::Config;
use crate::env::Env;
use crate::lang::Lang;

/// `GV_LANG`, then the setting, then the locale as POSIX reads it, then the system's. Chinese is written in UTF-8 only:
/// a locale of another charset is answered in English.
pub fn detect(env: &Env, config: Option<&Config>) -> Lang {
    let setting = config.and_then(|config| config.lang.as_deref());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| env.text(name));
    if let Some(name) = env.text("GV_LANG").or(setting) {
        return Lang::from_locale(name);
    }
    match locale {
        Some(name) if names_utf8(name) || !has_other_charset(env) => Lang::from_locale(name),
        Some(_) => Lang::En,
        None => crate::system::terminal::language().map_or(Lang::En, |name| Lang::from_locale(&name)),
    }
}

/// Whether the locale is set, and its charset is another than UTF-8. A name without a charset means an older one, except
/// on systems that know UTF-8 only.
pub fn has_other_charset(env: &Env) -> bool {
    !crate::system::terminal::UNICODE && charset_locale(env).is_some_and(|name| !names_utf8(name))
}

/// Whether more than ASCII can be shown: by the locale, and where it is not set by what the system usually has.
pub fn shows_unicode(env: &Env) -> bool {
    charset_locale(env).map_or(crate::system::terminal::UNICODE, names_utf8)
}

/// POSIX: the first of these that is set decides.
fn charset_locale(env: &Env) -> Option<&str> {
    ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| env.text(name))
}

fn names_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}
