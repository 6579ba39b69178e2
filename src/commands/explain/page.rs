//! The explanation as a person reads it.

use crate::explain::{Cause, Explanation, Here, Told};
use crate::lang::say;
use crate::ui::{Tone, Ui};

/// Where it is written: on stdout, where it is what was asked for, or on stderr, beside a command's own data.
#[derive(Clone, Copy)]
pub(super) struct Sheet<'a> {
    ui: &'a Ui,
    aside: bool,
}

impl<'a> Sheet<'a> {
    pub fn data(ui: &'a Ui) -> Self {
        Self { ui, aside: false }
    }

    pub fn aside(ui: &'a Ui) -> Self {
        Self { ui, aside: true }
    }

    fn line(self, line: &str) {
        if self.aside { self.ui.aside(line) } else { self.ui.data(line) }
    }

    fn tinted(self, tone: Tone, text: &str) -> String {
        if self.aside { self.ui.tinted_aside(tone, text) } else { self.ui.tinted(tone, text) }
    }

    fn broken(self, text: &str, indent: usize) -> Vec<String> {
        if self.aside { self.ui.broken_aside(text, indent) } else { self.ui.broken(text, indent) }
    }

    /// A text, broken and indented, behind a label.
    fn labelled(self, label: &str, text: &str) {
        let width = 2 + label.chars().map(|c| if c >= '\u{2e80}' { 2 } else { 1 }).sum::<usize>();
        let mut label = label.to_owned();
        for line in self.broken(text, width) {
            self.line(&format!("  {label}{line}"));
            label = " ".repeat(width - 2);
        }
    }
}

/// A paragraph a cause.
pub(super) fn show(explanation: &Explanation, here: &Here, sheet: Sheet<'_>) {
    if explanation.causes.is_empty() {
        return sheet.ui.done(&say!(sheet.ui.lang, "no failure in this output; if the command failed all the same: gv explain -- COMMAND, or gv doctor", "输出中没有失败；如果命令仍然失败，请运行 gv explain -- 命令，或 gv doctor"));
    }
    for (index, cause) in explanation.causes.iter().enumerate() {
        if index > 0 || sheet.aside {
            sheet.line("");
        }
        paragraph(cause, here, sheet);
    }
}

fn paragraph(cause: &Cause, here: &Here, sheet: Sheet<'_>) {
    let lang = sheet.ui.lang;
    let told = Told::of(cause, here, lang);
    let headline = format!("{} [{}]", told.summary, cause.id.id());
    for (index, line) in sheet.broken(&headline, 2).into_iter().enumerate() {
        let mark = if index == 0 { sheet.tinted(Tone::Bad, "✗") } else { " ".to_owned() };
        sheet.line(&format!("{mark} {line}"));
    }
    if !cause.text.is_empty() {
        let place = match cause.count {
            0 | 1 => say!(lang, "line {line}: ", "第 {line} 行：", line = cause.line),
            count => say!(
                lang,
                "line {line}, {count} in all: ",
                "第 {line} 行，共 {count} 处：",
                line = cause.line
            ),
        };
        sheet.line(&format!("    {}", sheet.tinted(Tone::Faint, &format!("{place}{}", cause.text))));
    }
    sheet.labelled("", &told.meaning);
    if let Some(text) = &told.rules_out {
        sheet.labelled(&say!(lang, "ruled out: ", "可排除："), text);
    }
    sheet.labelled(&say!(lang, "how sure: ", "把握："), &told.certainty);
    sheet.labelled(&say!(lang, "what to do: ", "怎么办："), &told.fix);
    // A command is never broken: it has to be copied.
    if let Some(command) = &told.command {
        sheet.line(&format!("  {}{command}", say!(lang, "next: ", "下一步：")));
    }
}
