//! The Go line of a file of mise or proto.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A version as it is written, at its offset in the text.
pub(super) type Written = (String, usize);

/// The versions of Go in a file of mise (`[tools]`) or of proto (before any table), in their order. Empty where it names
/// none, or is not TOML: its own manager says so.
pub(super) fn versions(text: &str, in_tools: bool) -> Vec<Written> {
    let Ok(document) = DeTable::parse(text) else { return Vec::new() };
    let top = document.get_ref();
    let table = if in_tools { top.get("tools").and_then(|tools| table(tools.get_ref())) } else { Some(top) };
    let value = table.and_then(|table| NAMES.iter().find_map(|name| table.get(*name)));
    value.map(of_value).unwrap_or_default()
}

/// What Go is called there.
const NAMES: [&str; 3] = ["go", "golang", "core:go"];

fn table<'a, 'i>(value: &'a DeValue<'i>) -> Option<&'a DeTable<'i>> {
    match value {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

/// `"1.22"`, `["1.22", "1.21"]`, `{ version = "1.22" }`.
fn of_value(value: &Spanned<DeValue<'_>>) -> Vec<Written> {
    match value.get_ref() {
        DeValue::String(text) => vec![(text.clone().into_owned(), value.span().start)],
        DeValue::Array(values) => values.iter().flat_map(of_value).collect(),
        DeValue::Table(table) => table.get("version").map(of_value).unwrap_or_default(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_form_of_a_go_line_is_read() {
        for (text, in_tools, expected) in [
            ("[tools]\nnode = '20'\ngo = \"1.22.10\" # why\n", true, &["1.22.10"][..]),
            ("tools.go = '1.22'\n", true, &["1.22"]),
            ("tools = { go = \"1.22\" }", true, &["1.22"]),
            ("[tools.golang]\nversion = '1.22'\n", true, &["1.22"]),
            ("[tools]\n\"core:go\" = [\"1.22\", '1.21']\n", true, &["1.22", "1.21"]),
            ("[tools]\ngo = [{ version = '1.22' }]\n", true, &["1.22"]),
            ("[env]\ngo = '1'\n[tools]\ngolangci-lint = '1'\n", true, &[]),
            ("go = \"~1.22\"\n[settings]\n", false, &["~1.22"]),
            ("[plugins]\ngo = \"x\"\n", false, &[]),
            ("[tools]\ngo = 1.22\n", true, &[]),
            ("[tools\ngo = ", true, &[]),
        ] {
            let found: Vec<_> = versions(text, in_tools).into_iter().map(|(version, _)| version).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(versions("[tools]\ngo = '1.22'\n", true), [("1.22".to_owned(), 13)]);
    }

    proptest! {
        #[test]
        fn any_text_has_versions_or_none(text in "(\\[tools\\]\n|go *= *|['\"{}\\[\\],=.\n]|[a-z0-9.]{1,5}){0,12}") {
            for in_tools in [true, false] {
                for (_, at) in versions(&text, in_tools) {
                    prop_assert!(text.is_char_boundary(at));
                }
            }
        }
    }
}
