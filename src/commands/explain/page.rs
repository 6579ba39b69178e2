//! The explanation as a person reads it.

use crate::explain::{Cause, Explanation};
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
        if self.aside { self.ui.page(line) } else { self.ui.data(line) }
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
pub(super) fn show(explanation: &Explanation, sheet: Sheet<'_>) {
    if explanation.causes.is_empty() {
        return sheet.ui.done(&sheet.ui.lang.nothing_to_explain());
    }
    for (index, cause) in explanation.causes.iter().enumerate() {
        if index > 0 || sheet.aside {
            sheet.line("");
        }
        paragraph(cause, sheet);
    }
}

fn paragraph(cause: &Cause, sheet: Sheet<'_>) {
    let lang = sheet.ui.lang;
    let told = lang.explanation(cause);
    let headline = format!("{} [{}]", told.summary, cause.id.id());
    for (index, line) in sheet.broken(&headline, 2).into_iter().enumerate() {
        let mark = if index == 0 { sheet.tinted(Tone::Bad, "✗") } else { " ".to_owned() };
        sheet.line(&format!("{mark} {line}"));
    }
    if !cause.text.is_empty() {
        let place = match cause.count {
            0 | 1 => lang.at_line(cause.line),
            count => lang.at_lines(cause.line, count),
        };
        sheet.line(&format!("    {}", sheet.tinted(Tone::Faint, &format!("{place}{}", cause.text))));
    }
    sheet.labelled("", &told.meaning);
    if let Some(text) = &told.rules_out {
        sheet.labelled(&lang.ruled_out_word(), text);
    }
    sheet.labelled(&lang.certainty_word(), &told.certainty);
    sheet.labelled(&lang.what_to_do_word(), &told.fix);
    // A command is never broken: it has to be copied.
    if let Some(command) = &told.command {
        sheet.line(&format!("  {}{command}", lang.next_word()));
    }
}

crate::ui::messages! {
    nothing_to_explain() {
        en: "no failure in this output; if the command failed all the same: gv explain -- COMMAND, or gv doctor",
        zh: "输出中没有失败；如果命令仍然失败，请运行 gv explain -- 命令，或 gv doctor",
    }
    at_line(line: usize) { en: "line {line}: ", zh: "第 {line} 行：" }
    at_lines(line: usize, count: usize) { en: "line {line}, {count} in all: ", zh: "第 {line} 行，共 {count} 处：" }
    ruled_out_word() { en: "ruled out: ", zh: "可排除：" }
    certainty_word() { en: "how sure: ", zh: "把握：" }
    what_to_do_word() { en: "what to do: ", zh: "怎么办：" }
    next_word() { en: "next: ", zh: "下一步：" }
}
