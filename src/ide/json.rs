//! Settings in JSON with comments: VS Code's and Zed's. Comments, order and layout of what is there stay.

use super::go::{Go, Malformed, Told, root_of_program, root_on_path};
use jsonc_parser::ParseOptions;
use jsonc_parser::cst::{CstInputValue, CstObject, CstObjectProp, CstRootNode};
use std::path::{Path, PathBuf};

const GOROOT: &str = "go.goroot";
const TOOLS: &str = "go.alternateTools";
/// Where Zed keeps the environment of gopls.
const ZED: [&str; 4] = ["lsp", "gopls", "binary", "env"];

/// VS Code: the extension starts `go.alternateTools.go`, and gives what it starts `go.goroot` as GOROOT.
pub(super) fn vscode(text: &str, go: &Go) -> Result<String, Malformed> {
    edited(text, |settings| {
        set(settings, GOROOT, &go.root);
        set(&within(settings, &[TOOLS]), "go", &go.program);
    })
}

/// Zed: gopls finds `go` on its PATH.
pub(super) fn zed(text: &str, go: &Go) -> Result<String, Malformed> {
    edited(text, |settings| set(&within(settings, &ZED), "PATH", &go.path))
}

pub(super) fn told_vscode(text: &str, home: Option<&Path>) -> Vec<Told> {
    let Some(settings) = parsed(text) else { return Vec::new() };
    let goroot = text_of(&settings, GOROOT).map(|root| Told { key: GOROOT, root: resolved(&root, home) });
    let tools = last(&settings, TOOLS).and_then(|tools| tools.object_value());
    let program = tools.and_then(|tools| text_of(&tools, "go")).map(|program| resolved(&program, home));
    // The name alone means the one on PATH.
    let program = program.filter(|program| program.is_absolute());
    let program = program.and_then(|program| root_of_program(&program));
    goroot.into_iter().chain(program.map(|root| Told { key: TOOLS, root })).collect()
}

pub(super) fn told_zed(text: &str) -> Vec<Told> {
    let inner = ZED.iter().try_fold(parsed(text), |object, key| {
        object.map(|object| last(&object, key).and_then(|found| found.object_value()))
    });
    let path = inner.flatten().and_then(|env| text_of(&env, "PATH"));
    let root = path.and_then(|path| root_on_path(&path));
    root.map(|root| Told { key: "lsp.gopls.binary.env", root }).into_iter().collect()
}

/// `~` is the user's own directory, as the extension reads it.
fn resolved(path: &str, home: Option<&Path>) -> PathBuf {
    match (path.strip_prefix('~'), home) {
        (Some(below), Some(home)) => home.join(below.trim_start_matches(['/', '\\'])),
        _ => PathBuf::from(path),
    }
}

fn parsed(text: &str) -> Option<CstObject> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    CstRootNode::parse(text, &ParseOptions::default()).ok()?.object_value()
}

fn edited(text: &str, change: impl FnOnce(&CstObject)) -> Result<String, Malformed> {
    let (mark, text) = text.strip_prefix('\u{feff}').map_or(("", text), |rest| ("\u{feff}", rest));
    let root = CstRootNode::parse(text, &ParseOptions::default()).map_err(Malformed::of)?;
    let settings = root.object_value_or_create().ok_or_else(|| Malformed::of("not an object"))?;
    change(&settings);
    let changed = root.to_string();
    let end = if text.trim().is_empty() && !changed.ends_with('\n') { "\n" } else { "" };
    Ok(format!("{mark}{changed}{end}"))
}

/// The property that counts: of several with one name the last.
fn last(object: &CstObject, key: &str) -> Option<CstObjectProp> {
    let named = |property: &CstObjectProp| property.decoded_name().is_some_and(|name| name == key);
    object.properties().into_iter().rfind(named)
}

fn text_of(object: &CstObject, key: &str) -> Option<String> {
    last(object, key)?.value()?.as_string_lit()?.decoded_value().ok()
}

/// The object at the end of a path of names; what is not there, or is no object, becomes an empty one.
fn within(object: &CstObject, path: &[&str]) -> CstObject {
    path.iter().fold(object.clone(), |object, key| match last(&object, key) {
        Some(property) => property.object_value_or_set(),
        None => object.append(key, CstInputValue::Object(Vec::new())).object_value_or_set(),
    })
}

fn set(object: &CstObject, key: &str, value: &str) {
    if text_of(object, key).as_deref() == Some(value) {
        return;
    }
    match last(object, key) {
        Some(property) => property.set_value(value.into()),
        None => drop(object.append(key, value.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain() -> Go {
        let root = "/h/goroot".to_owned();
        Go { program: format!("{root}/bin/go"), path: format!("{root}/bin"), root, home: None }
    }

    #[test]
    fn comments_order_and_layout_stay() {
        let before = "// of the team\n{\n    \"editor.rulers\": [100], // wide\n    /* old */\n    \"go.goroot\": \"/usr/local/go\",\n    \"go.alternateTools\": { \"dlv\": \"/x/dlv\" },\n    \"z\": 1.50,\n}\n";
        let after = vscode(before, &plain()).unwrap();
        let expected = before.replace("/usr/local/go", "/h/goroot");
        let (head, tail) = expected.split_once("{ \"dlv\": \"/x/dlv\"").unwrap();
        assert!(after.starts_with(head), "{after}");
        assert!(after.ends_with(tail.split_once('}').unwrap().1), "{after}");
        assert!(
            after.contains("\"dlv\": \"/x/dlv\"") && after.contains("\"go\": \"/h/goroot/bin/go\""),
            "{after}"
        );
        assert_eq!(vscode(&after, &plain()).unwrap(), after);
    }

    #[test]
    fn a_file_of_windows_keeps_its_line_ends_and_its_mark() {
        let after = vscode("\u{feff}{\r\n  \"a\": 1\r\n}\r\n", &plain()).unwrap();
        assert!(after.starts_with("\u{feff}{\r\n  \"a\": 1,\r\n  \"go.goroot\""), "{after:?}");
        assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "{after:?}");
    }

    #[test]
    fn of_two_settings_of_one_name_the_last_counts() {
        let after = vscode("{\"go.goroot\": \"/a\", \"go.goroot\": \"/b\"}", &plain()).unwrap();
        assert!(after.contains("\"go.goroot\": \"/a\",") && !after.contains("/b\""), "{after}");
        assert_eq!(told_vscode(&after, None)[0].root, Path::new("/h/goroot"));
    }

    #[test]
    fn what_is_not_an_object_is_left_alone() {
        for text in ["[1]", "{", "1", "{\"a\": }"] {
            assert!(vscode(text, &plain()).is_err(), "{text}");
            assert!(told_vscode(text, None).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_people_write_by_hand_is_read() {
        let told = |text| {
            let told = told_vscode(text, Some(Path::new("/home/u")));
            told.into_iter().map(|told| told.root.display().to_string()).collect::<Vec<_>>()
        };
        assert_eq!(told("{\"go.goroot\": \"~/sdk/go1.22\"}"), ["/home/u/sdk/go1.22"]);
        assert_eq!(told("{\"go.alternateTools\": {\"go\": \"go1.22\"}}"), [""; 0]);
        assert_eq!(told("{\"go.goroot\": null}"), [""; 0]);
    }

    #[test]
    fn what_zed_has_for_gopls_stays() {
        let before = "{ \"lsp\": { \"gopls\": { \"binary\": { \"path\": \"/x/gopls\" } } } }\n";
        let after = zed(before, &plain()).unwrap();
        assert!(
            after.contains("\"path\": \"/x/gopls\"") && after.contains("\"PATH\": \"/h/goroot/bin\""),
            "{after}"
        );
        assert_eq!(told_zed(&after)[0].root, Path::new("/h/goroot"));
    }
}
