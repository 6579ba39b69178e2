//! Helix: the environment of gopls in `.helix/languages.toml`.

use super::go::{Go, Malformed, Told, root_on_path};
use toml_edit::{DocumentMut, Item, Table, TableLike};

const PATH: [&str; 3] = ["language-server", "gopls", "environment"];

pub(super) fn edited(text: &str, go: &Go) -> Result<String, Malformed> {
    let mut document: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| Malformed::of(error.message()))?;
    let mut table: &mut dyn TableLike = document.as_table_mut();
    for (depth, key) in PATH.iter().enumerate() {
        let item = table.entry(key).or_insert_with(|| {
            let mut fresh = Table::new();
            fresh.set_implicit(depth + 1 < PATH.len());
            Item::Table(fresh)
        });
        table = item.as_table_like_mut().ok_or_else(|| Malformed::of(format!("{key} is not a table")))?;
    }
    if table.get("PATH").and_then(Item::as_str) != Some(&go.path) {
        table.insert("PATH", toml_edit::value(&go.path));
    }
    let changed = document.to_string();
    let windows = text.contains("\r\n") && text.matches('\n').count() == text.matches("\r\n").count();
    Ok(if windows { changed.replace("\r\n", "\n").replace('\n', "\r\n") } else { changed })
}

pub(super) fn told(text: &str) -> Vec<Told> {
    let Ok(document) = text.parse::<DocumentMut>() else { return Vec::new() };
    let found = PATH.iter().try_fold(document.as_item(), |item, key| item.get(key));
    let path = found.and_then(|table| table.get("PATH")).and_then(Item::as_str);
    let root = path.and_then(root_on_path);
    root.map(|root| Told { key: "language-server.gopls.environment", root }).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::go::testing::go;

    #[test]
    fn the_rest_of_the_file_stays() {
        for before in [
            "# mine\n[[language]]\nname = \"go\" # go\n",
            "[language-server.gopls]\ncommand = \"gopls\"\n",
            "[language-server.gopls.environment]\nGOFLAGS = \"-mod=mod\"\n",
            "[language-server]\ngopls = { command = \"gopls\" }\n",
        ] {
            let after = edited(before, &go()).unwrap();
            let kept = before.lines().all(|line| after.contains(line.trim_end_matches(" }")));
            assert!(kept && told(&after).is_empty() != cfg!(unix), "{after}");
        }
        assert!(edited("language-server = 1\n", &go()).is_err());
        assert!(edited("x = = 1", &go()).is_err());
    }
}
