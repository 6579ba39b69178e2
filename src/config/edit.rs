//! Changing the text of `config.toml`: one setting, with everything around it as it was. What comes of it is read again
//! before it is given back, so that no change does more than it was to do.

use std::ops::Range;
use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

/// The text could not be changed: `[release]` is written in a way that leaves no place, or it is no TOML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("has no place for mirrors under [release]")]
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
    let list = mirrors.map(|mirrors| {
        let quoted = mirrors.iter().map(|mirror| Value::String(mirror.clone()).to_string());
        format!("[{}]", quoted.collect::<Vec<_>>().join(", "))
    });
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let present = present(text)?;
    Ok(match (present, list) {
        (Some(place), Some(list)) => replaced(text, place.value, &list),
        (Some(place), None) => replaced(text, lines(text, &(place.key.start..place.value.end)), ""),
        (None, None) => text.to_owned(),
        (None, Some(list)) => added(text, &list, end),
    })
}

/// Below the line `[release]`, else with one at the end.
fn added(text: &str, list: &str, end: &str) -> String {
    if let Some(at) = header(text) {
        let gap = if text[..at].ends_with('\n') { "" } else { end };
        return replaced(text, at..at, &format!("{gap}mirrors = {list}{end}"));
    }
    let gap = match text {
        "" => String::new(),
        text if text.ends_with('\n') => end.to_owned(),
        _ => end.repeat(2),
    };
    format!("{text}{gap}[release]{end}mirrors = {list}{end}")
}

struct Place {
    key: Range<usize>,
    value: Range<usize>,
}

/// Where `mirrors` stands under `[release]`.
fn present(text: &str) -> Result<Option<Place>, Unfit> {
    let root = DeTable::parse(text).map_err(|_| Unfit)?.into_inner();
    Ok(entry(&root, "release").and_then(|(_, release)| match release.get_ref() {
        DeValue::Table(release) => {
            entry(release, "mirrors").map(|(key, value)| Place { key, value: value.span() })
        }
        _ => None,
    }))
}

fn entry<'a, 'i>(table: &'a DeTable<'i>, name: &str) -> Option<(Range<usize>, &'a Spanned<DeValue<'i>>)> {
    table.iter().find(|(key, _)| key.get_ref() == name).map(|(key, value)| (key.span(), value))
}

/// The place behind the line `[release]`.
fn header(text: &str) -> Option<usize> {
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        end += line.len();
        let bare = line.split('#').next().unwrap_or_default();
        let name = bare.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if name.is_some_and(|name| name.trim() == "release") {
            return Some(end);
        }
    }
    None
}

/// The whole lines that a range lies in.
fn lines(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at + 1);
    start..end
}

fn replaced(text: &str, range: Range<usize>, with: &str) -> String {
    format!("{}{with}{}", &text[..range.start], &text[range.end..])
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
                "[release] # r\r\nmirrors = [\"m\"]\r\nprefer = 'mirror'\r\n",
            ),
            ("[release]", "[release]\nmirrors = [\"m\"]\n"),
            (
                "[release]\nmirrors = [\n 'a', # b\n]  # c\n[mirror]\n",
                "[release]\nmirrors = [\"m\"]  # c\n[mirror]\n",
            ),
            ("release.mirrors = ['a'] # x\n", "release.mirrors = [\"m\"] # x\n"),
            (
                "release = { mirrors = ['a'], prefer = 'mirror' }",
                "release = { mirrors = [\"m\"], prefer = 'mirror' }",
            ),
            ("[mirror]\nrelease = ['x']\n", "[mirror]\nrelease = ['x']\n\n[release]\nmirrors = [\"m\"]\n"),
        ] {
            assert_eq!(to(text, &["m"]).as_deref(), Ok(changed), "{text:?}");
            assert_eq!(mirrors(changed), Some(vec!["m".to_owned()]));
        }
    }

    #[test]
    fn what_leaves_no_place_is_left_alone() {
        for text in ["release = { prefer = 'mirror' }", "release.prefer = 'mirror'\n", "= x", "release = 1"] {
            assert_eq!(to(text, &["m"]), Err(Unfit), "{text}");
        }
        // A line that looks like a header and is none.
        let text = "[preset.x]\nA = '''\n[release]\n'''\n";
        assert_eq!(to(text, &["m"]), Err(Unfit));
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
        assert_eq!(with_mirrors("release = { mirrors = ['a'], prefer = 'mirror' }", None), Err(Unfit));
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
