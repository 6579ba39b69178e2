//! Templates: `{{name}}` is a value, `@@if flag … @@else … @@end` stands where the flag is set, `@@each list … @@end` is
//! repeated for each item, which is `{{item}}` there. Each mark is a line of its own.

use std::collections::{BTreeMap, BTreeSet};

/// What is put into templates.
#[derive(Debug, Default)]
pub struct Values {
    /// Values by their names.
    pub texts: BTreeMap<&'static str, String>,
    /// The flags that are set.
    pub flags: BTreeSet<&'static str>,
    /// Lists by their names.
    pub lists: BTreeMap<&'static str, Vec<String>>,
}

/// What a block does with its lines.
enum Block<'t> {
    If(bool),
    Each(&'t str, Vec<&'t str>),
}

/// Fills a template. A name that there is not stays as it is: the tests fill every template in every way.
pub fn filled(template: &str, values: &Values) -> String {
    let mut out = String::new();
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for line in template.lines() {
        match line.strip_prefix("@@").map(|mark| mark.split_once(' ').unwrap_or((mark, ""))) {
            Some(("if", flag)) => blocks.push(Block::If(values.flags.contains(flag))),
            Some(("each", list)) => blocks.push(Block::Each(list, Vec::new())),
            Some(("else", _)) => {
                if let Some(Block::If(holds)) = blocks.last_mut() {
                    *holds = !*holds;
                }
            }
            Some(_) => {
                if let Some(Block::Each(list, lines)) = blocks.pop() {
                    for item in values.lists.get(list).into_iter().flatten() {
                        for line in &lines {
                            put(&mut out, &line.replace("{{item}}", item), values);
                        }
                    }
                }
            }
            None if blocks.iter().any(|block| matches!(block, Block::If(false))) => {}
            None => match blocks.iter_mut().find_map(Block::lines) {
                Some(lines) => lines.push(line),
                None => put(&mut out, line, values),
            },
        }
    }
    out
}

impl<'t> Block<'t> {
    fn lines(&mut self) -> Option<&mut Vec<&'t str>> {
        match self {
            Self::Each(_, lines) => Some(lines),
            Self::If(_) => None,
        }
    }
}

fn put(out: &mut String, line: &str, values: &Values) {
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let (name, behind) = after.split_once("}}").unwrap_or((after, ""));
        match values.texts.get(name) {
            Some(value) => out.push_str(value),
            None => out.extend(["{{", name, "}}"]),
        }
        rest = behind;
    }
    out.push_str(rest);
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_and_values_are_filled() {
        let mut values = Values::default();
        values.texts.insert("a", "1 {{b}}".to_owned());
        values.flags.insert("yes");
        values.lists.insert("n", vec!["x".to_owned(), "y".to_owned()]);
        let template = "a={{a}}\n@@if yes\nin\n@@else\nout\n@@end\n@@if no\nout\n@@else\nin\n@@end\n@@each n\n{{item}}={{a}}\n-\n@@end\nend\n";
        let expected = "a=1 {{b}}\nin\nin\nx=1 {{b}}\n-\ny=1 {{b}}\n-\nend\n";
        assert_eq!(filled(template, &values), expected);
    }
}
