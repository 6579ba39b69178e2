//! The two languages gv speaks, and which one this user reads.

use crate::config::Config;
use crate::env::Env;

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English
    #[default]
    En,
    /// Chinese, simplified
    Zh,
}

impl Lang {
    /// `GV_LANG`, then the setting, then the locale as POSIX reads it, then the system's.
    pub fn detect(env: &Env, config: Option<&Config>) -> Self {
        let setting = config.and_then(|config| config.lang.as_deref());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| env.text(name));
        match env.text("GV_LANG").or(setting).or(locale) {
            Some(name) => Self::from_locale(name),
            None => crate::system::locale::language().map_or(Lang::En, |name| Self::from_locale(&name)),
        }
    }

    fn from_locale(name: &str) -> Self {
        if name.to_ascii_lowercase().starts_with("zh") { Lang::Zh } else { Lang::En }
    }
}

/// Declares messages as methods of [`Lang`], each with an English and a Chinese text, so that one without the
/// other does not compile. The texts are `format!` strings over the parameters.
macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $kind:ty),* $(,)?) { en: $en:literal, zh: $zh:literal $(,)? })+) => {
        impl $crate::ui::Lang {
            $($(#[$doc])* pub fn $name(self $(, $arg: $kind)*) -> String {
                match self {
                    $crate::ui::Lang::En => format!($en),
                    $crate::ui::Lang::Zh => format!($zh),
                }
            })+
        }
    };
}
pub(crate) use messages;
