//! Changing the text of `config.toml`: one setting, with everything around it as it was. What comes of it is read again
//! before it is given back, so that no change does more than it was to do.

use toml::{Table, Value};
use toml_edit::{Array, DocumentMut, Item, TableLike};

/// The text could not be changed: it is not valid TOML, or `release` is not a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfit;

/// The mirrors under `[release]`; `None` where none are set.
pub fn mirrors(text: &str) -> Option<Vec<String>> {
    let table: Table = toml::from_str(text).ok()?;
    let list = table.get("release")?.get("mirrors")?.as_array()?;
    list.iter().map(|value| value.as_str().map(ToOwned::to_owned)).collect()
}

/// The text with other mirrors; `None` takes the setting out.
pub fn with_mirrors(text: &str, mirrors: Option<&[String]>) -> Result<String, Unfit> {
    let mut expected: Table = toml::from_str(text).map_err(|_| Unfit)?;
    set(&mut expected, mirrors);
    let changed = change(text, mirrors)?;
    let mut found: Table = toml::from_str(&changed).map_err(|_| Unfit)?;
    // An empty table says nothing.
    for table in [&mut expected, &mut found] {
        table.retain(|key, value| key != "release" || value.as_table().is_none_or(|table| !table.is_empty()));
    }
    if found == expected { Ok(changed) } else { Err(Unfit) }
}

fn set(table: &mut Table, mirrors: Option<&[String]>) {
    let release = table.entry("release").or_insert_with(|| Value::Table(Table::new()));
    let Some(release) = release.as_table_mut() else { return };
    match mirrors {
        Some(mirrors) => {
            let list = mirrors.iter().cloned().map(Value::String).collect();
            release.insert("mirrors".to_owned(), Value::Array(list));
        }
        None => {
            release.remove("mirrors");
        }
    }
}

fn change(text: &str, mirrors: Option<&[String]>) -> Result<String, Unfit> {
    let mut document: DocumentMut = text.parse().map_err(|_| Unfit)?;
    match mirrors {
        Some(mirrors) => {
            let release = document.entry("release").or_insert_with(toml_edit::table);
            put(release.as_table_like_mut().ok_or(Unfit)?, mirrors);
            // Else the blank before the closing brace stands before the comma.
            if let Some(inline) = release.as_inline_table_mut() {
                inline.fmt();
            }
        }
        None => {
            if let Some(release) = document.get_mut("release") {
                release.as_table_like_mut().ok_or(Unfit)?.remove("mirrors");
            }
        }
    }
    let changed = document.to_string();
    // The library writes new lines with a line feed; a file of Windows keeps its own.
    let windows = text.contains("\r\n") && text.matches('\n').count() == text.matches("\r\n").count();
    Ok(if windows { changed.replace("\r\n", "\n").replace('\n', "\r\n") } else { changed })
}

/// Sets the list. Comments around a list that stands there already are kept.
fn put(release: &mut dyn TableLike, mirrors: &[String]) {
    let mut list: Array = mirrors.iter().map(String::as_str).collect();
    match release.get_mut("mirrors") {
        Some(Item::Value(old)) => {
            *list.decor_mut() = old.decor().clone();
            *old = list.into();
        }
        _ => {
            release.insert("mirrors", toml_edit::value(list));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn to(text: &str, mirrors: &[&str]) -> Result<String, Unfit> {
        with_mirrors(text, Some(&mirrors.iter().map(ToString::to_string).collect::<Vec<_>>()))
    }

    #[test]
    fn the_rest_of_the_file_stays() {
        for (text, changed) in [
            ("", "[release]\nmirrors = [\"m\"]\n"),
            ("lang = 'zh'", "lang = 'zh'\n\n[release]\nmirrors = [\"m\"]\n"),
            ("# a\nlang = 'zh'\n", "# a\nlang = 'zh'\n\n[release]\nmirrors = [\"m\"]\n"),
            (
                "[release] # r\r\nprefer = 'mirror'\r\n",
                "[release] # r\r\nprefer = 'mirror'\r\nmirrors = [\"m\"]\r\n",
            ),
            ("[release]", "[release]\nmirrors = [\"m\"]\n"),
            (
                "[release]\nmirrors = [\n 'a', # b\n]  # c\n[mirror]\n",
                "[release]\nmirrors = [\"m\"]  # c\n[mirror]\n",
            ),
            ("release.mirrors = ['a'] # x\n", "release.mirrors = [\"m\"] # x\n"),
            (
                "release = { mirrors = ['a'], prefer = 'mirror' }",
                "release = { mirrors = [\"m\"], prefer = 'mirror' }\n",
            ),
            ("[mirror]\nrelease = ['x']\n", "[mirror]\nrelease = ['x']\n\n[release]\nmirrors = [\"m\"]\n"),
        ] {
            assert_eq!(to(text, &["m"]).as_deref(), Ok(changed), "{text:?}");
            assert_eq!(mirrors(changed), Some(vec!["m".to_owned()]));
        }
    }

    #[test]
    fn what_leaves_no_place_is_left_alone() {
        for text in ["= x", "release = 1", "[[release]]\n"] {
            assert_eq!(to(text, &["m"]), Err(Unfit), "{text}");
        }
    }

    #[test]
    fn the_setting_is_taken_out_with_its_line() {
        for (text, changed) in [
            ("[release]\nmirrors = [\n 'a',\n] # c\nprefer = 'mirror'\n", "[release]\nprefer = 'mirror'\n"),
            ("[release]\nmirrors = []", "[release]\n"),
            ("lang = 'zh'\n", "lang = 'zh'\n"),
        ] {
            assert_eq!(with_mirrors(text, None).as_deref(), Ok(changed), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(before in "(lang = 'zh'\n)?(# \\PC{0,9}\n)?(\\[release\\]\n(prefer = 'mirror'\n)?(mirrors = \\['x'\\]\n)?)?(\\[mirror\\]\n)?", list in prop::collection::vec("\\PC{0,12}", 0..4)) {
            if toml::from_str::<Table>(&before).is_ok() {
                let changed = with_mirrors(&before, Some(&list)).unwrap();
                prop_assert_eq!(mirrors(&changed), Some(list));
                let back = with_mirrors(&changed, mirrors(&before).as_deref()).unwrap();
                prop_assert_eq!(mirrors(&back), mirrors(&before));
            }
        }
    }
}
