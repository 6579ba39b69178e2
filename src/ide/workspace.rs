//! `GoLand`: the component `GOROOT` of `.idea/workspace.xml`, which belongs to one machine and is not shared. All other
//! bytes of the file stay.

use super::go::{Go, Malformed, Told};
use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};
use std::ops::Range;
use std::path::{Path, PathBuf};

const HOME: &str = "$USER_HOME$";

/// Where the component stands, and where it would be put.
struct Places {
    component: Option<Range<usize>>,
    url: Option<String>,
    end: Option<usize>,
}

pub(super) fn edited(text: &str, go: &Go) -> Result<String, Malformed> {
    let component = format!("<component name=\"GOROOT\" url=\"{}\" />", escape(url(go).as_str()));
    if text.trim().is_empty() {
        return Ok(format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<project version=\"4\">\n  {component}\n</project>\n"
        ));
    }
    let places = places(text)?;
    if let Some(range) = places.component {
        if places.url == Some(url(go)) {
            return Ok(text.to_owned());
        }
        return Ok(format!("{}{component}{}", &text[..range.start], &text[range.end..]));
    }
    let end = places.end.ok_or_else(|| Malformed::of("no <project>"))?;
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    Ok(format!("{}  {component}{line_end}{}", &text[..end], &text[end..]))
}

pub(super) fn told(text: &str, home: Option<&Path>) -> Vec<Told> {
    let url = places(text).ok().and_then(|places| places.url);
    let path = url.as_deref().and_then(|url| url.strip_prefix("file://")).map(|path| {
        match (path.strip_prefix(HOME), home) {
            (Some(below), Some(home)) => home.join(below.trim_start_matches('/')),
            _ => PathBuf::from(path),
        }
    });
    path.map(|root| Told { key: "GOROOT", root }).into_iter().collect()
}

fn url(go: &Go) -> String {
    let slashes = |path: &str| path.replace('\\', "/");
    let (root, home) = (slashes(&go.root), go.home.as_deref().map(slashes));
    match home.and_then(|home| root.strip_prefix(&home).map(str::to_owned)) {
        Some(below) if below.starts_with('/') => format!("file://{HOME}{below}"),
        _ => format!("file://{root}"),
    }
}

fn places(text: &str) -> Result<Places, Malformed> {
    let mut reader = Reader::from_str(text);
    let mut found = Places { component: None, url: None, end: None };
    let (mut depth, mut open) = (0usize, None);
    loop {
        let start = position(&reader);
        match reader.read_event().map_err(Malformed::of)? {
            Event::Eof if depth == 0 => return Ok(found),
            Event::Eof => return Err(Malformed::of("it ends too early")),
            Event::Empty(tag) if depth == 1 && is_goroot(&tag) => {
                found.url = value(&tag, "url");
                found.component = Some(start..position(&reader));
            }
            Event::Start(tag) => {
                if depth == 1 && is_goroot(&tag) {
                    found.url = value(&tag, "url");
                    open = Some(start);
                }
                depth += 1;
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                match (depth, open) {
                    (1, Some(begun)) => {
                        found.component = Some(begun..position(&reader));
                        open = None;
                    }
                    (0, _) => found.end = Some(line_start(text, start)),
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// Where the line begins, if nothing but blanks stands before on it.
fn line_start(text: &str, at: usize) -> usize {
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    if text[line..at].trim().is_empty() { line } else { at }
}

fn is_goroot(tag: &BytesStart<'_>) -> bool {
    tag.name().as_ref() == "component" && value(tag, "name").is_some_and(|name| name == "GOROOT")
}

fn value(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok().flatten()?;
    unescape(&attribute.value).ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::go::testing::go;

    const FILE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<project version=\"4\">\r\n  <!-- <component name=\"GOROOT\" url=\"x\" /> -->\r\n  <component name=\"PropertiesComponent\"><![CDATA[{ \"<component name='GOROOT'>\": 1 }]]></component>\r\n</project>";

    #[test]
    fn the_component_is_added_and_replaced_and_all_else_stays() {
        let added = edited(FILE, &go()).unwrap();
        let (head, _) = FILE.split_once("</project>").unwrap();
        assert!(added.starts_with(head) && added.ends_with(" />\r\n</project>"), "{added}");
        assert!(added.contains("file://$USER_HOME$/.gv/editors/a &quot;b&quot; &amp; c/goroot"), "{added}");
        let other = Go { root: "/opt/go".to_owned(), ..go() };
        let replaced = edited(&added, &other).unwrap();
        assert_eq!(replaced.matches("url=\"file:///opt/go\"").count(), 1, "{replaced}");
        assert_eq!(edited(&replaced, &go()).unwrap(), added);
    }

    #[test]
    fn a_component_with_an_end_tag_is_replaced_whole() {
        let text = "<project version=\"4\">\n  <component name=\"GOROOT\" url=\"file:///a\"></component>\n</project>\n";
        assert_eq!(told(text, None)[0].root, Path::new("/a"));
        let other = Go { root: "/b".to_owned(), home: None, ..go() };
        let after = edited(text, &other).unwrap();
        assert_eq!(
            after,
            "<project version=\"4\">\n  <component name=\"GOROOT\" url=\"file:///b\" />\n</project>\n"
        );
    }

    #[test]
    fn what_is_not_xml_is_left_alone() {
        for text in ["{}", "<project>", "<a></b>", "<project"] {
            assert!(edited(text, &go()).is_err(), "{text}");
        }
    }
}
