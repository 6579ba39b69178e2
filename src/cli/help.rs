//! `gv help [COMMAND…|TOPIC]`

use super::topic::{Args, Topic};
use super::{definition, suggest, usage};
use crate::lang::{Hint, Lang, Report, code};
use crate::ui::Ui;

/// Shows the help of a command or about a topic, and returns the exit code.
pub fn show(args: &Args, ui: &Ui) -> u8 {
    if let [word] = args.words.as_slice()
        && let Some(topic) = Topic::ALL.into_iter().find(|topic| topic.id() == word)
    {
        ui.lines(&topic.page(ui.lang));
        return 0;
    }
    let mut command = definition::of(ui.lang);
    command.build();
    let mut path = Vec::new();
    let mut shown = &command;
    for word in &args.words {
        let Some(found) = shown.find_subcommand(word) else {
            let hint = suggest::help_instead(word, shown, &path);
            let message = usage::unknown_command(word, ui.lang);
            ui.error(&Report {
                message,
                details: Vec::new(),
                hints: vec![Hint::command(hint)],
                code: code::USAGE,
            });
            return code::USAGE;
        };
        path.push(found.get_name());
        shown = found;
    }
    ui.lines(&page(&shown.clone().render_help().to_string(), ui.lang));
    0
}

/// What clap writes, and what stands there in Chinese.
const WORDS_OF_CLAP: [[&str; 2]; 9] = [
    ["[OPTIONS]", "[选项]"],
    ["[COMMAND]", "[命令]"],
    ["<COMMAND>", "<命令>"],
    ["[aliases: ", "[别名："],
    ["[alias: ", "[别名："],
    ["用法： ", "用法："],
    ["命令:\n", "命令：\n"],
    ["参数:\n", "参数：\n"],
    ["选项:\n", "选项：\n"],
];

/// A rendered page with the few words that clap puts in by itself and has no setting for.
pub fn page(rendered: &str, lang: Lang) -> String {
    let mut page = rendered.trim_end().to_owned();
    if lang == Lang::Zh {
        for [from, to] in WORDS_OF_CLAP {
            page = page.replace(from, to);
        }
    }
    page
}
