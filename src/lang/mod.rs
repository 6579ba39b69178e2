//! The two languages of gv's texts, and what an error turns into before it is shown. Rooms keep their own words beside
//! what the words describe; this room only has the means to write them.

pub mod date;
mod hint;
mod report;

pub use hint::{Hint, is_command, try_word};
pub use report::{Explain, Report, code};

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
    /// The language that a locale's name stands for: Chinese for `zh_CN.UTF-8` and its like, else English.
    pub fn from_locale(name: &str) -> Self {
        if name.to_ascii_lowercase().starts_with("zh") { Lang::Zh } else { Lang::En }
    }
}

/// One text in both languages: `say!(lang, "{count} files", "{count} 个文件", count = files.len())`.
///
/// Both texts are `format!` strings. They may name variables in scope, and those that follow as `name = value`; a
/// value does not have to occur in both. A text in one language alone does not compile.
macro_rules! say {
    ($lang:expr, $en:literal, $zh:literal $(,)?) => {
        match $lang {
            $crate::lang::Lang::En => format!($en),
            $crate::lang::Lang::Zh => format!($zh),
        }
    };
    ($lang:expr, $en:literal, $zh:literal $(, $name:ident = $value:expr)+ $(,)?) => {
        // All values are taken before the first name is bound: one may be named like a variable in another.
        match ($(&$value,)+) {
            ($($name,)+) => {
                $(let _ = $name;)+
                match $lang {
                    $crate::lang::Lang::En => format!($en),
                    $crate::lang::Lang::Zh => format!($zh),
                }
            }
        }
    };
}
pub(crate) use say;

/// What separates statements about one thing, each short: `, ` or `，`.
pub fn between_notes(lang: Lang) -> String {
    say!(lang, ", ", "，")
}

/// What separates the items of a list: `, ` or `、`.
pub fn between(lang: Lang) -> String {
    say!(lang, ", ", "、")
}

/// Makes the English `message` of a type its `Display`.
macro_rules! displayed {
    ($($type:ty),+ $(,)?) => {
        $(impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.message($crate::lang::Lang::En))
            }
        })+
    };
}
pub(crate) use displayed;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_takes_variables_in_scope_and_values_by_name() {
        let host = "go.dev";
        let text = |lang| say!(lang, "{host}: {count} files", "{host}：{count} 个文件", count = 1 + 1);
        assert_eq!(text(Lang::En), "go.dev: 2 files");
        assert_eq!(text(Lang::Zh), "go.dev：2 个文件");
    }

    #[test]
    fn a_value_may_use_a_variable_named_like_another_value() {
        let name = ["a", "b"];
        assert_eq!(
            say!(Lang::En, "{name} of {count}", "{count} 的 {name}", name = name[0], count = name.len()),
            "a of 2"
        );
    }
}
