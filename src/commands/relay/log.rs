//! `gv relay log [-f] [--lines N] [--json]`

use crate::commands::args::{arguments, help};
use crate::context::Context;
use crate::lang::date::moment;
use crate::lang::{Lang, say};
use crate::relay::{Entry, Log};
use crate::system::file;
use crate::ui::size;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// Twice the size at which the log is set aside.
const LIMIT: u64 = 4 << 20;
/// How often the file is looked at.
const LOOK: Duration = Duration::from_millis(200);

arguments! {
    /// What `gv relay log` takes.
    pub struct Args = ["Show what the relay did with each request", "显示 relay 处理的每个请求"] {
        #[arg(long, short)]
        follow: bool = ["Show new requests as they end", "持续显示新的请求"],
        #[arg(long, short = 'n', value_name = "N", default_value = "50", hide_default_value = true)]
        lines: usize = ["The number of requests to show (50)", "显示的请求数（默认 50）"],
        #[arg(long)]
        json: bool = (help::json),
    }
}

/// Shows the last requests, and with `-f` those to come.
pub fn run(args: &Args, context: &Context) {
    let [now, aside] = Log::files(&context.home);
    let mut lines = VecDeque::new();
    for path in [aside, now.clone()] {
        let text = file::read_regular(&path, LIMIT).unwrap_or_default();
        for line in String::from_utf8_lossy(&text).lines() {
            lines.push_back(line.to_owned());
            if lines.len() > args.lines {
                lines.pop_front();
            }
        }
    }
    for line in &lines {
        show(line, args, context);
    }
    if args.follow {
        follow(&now, args, context);
    } else if lines.is_empty() {
        context.ui.say(&say!(
            context.ui.lang,
            "the relay has handled no requests yet",
            "relay 还没有处理过请求"
        ));
    }
}

fn follow(path: &Path, args: &Args, context: &Context) {
    let mut place = path.metadata().map_or(0, |meta| meta.len());
    let mut rest = String::new();
    while context.ui.lost_output().is_none() {
        thread::sleep(LOOK);
        let length = path.metadata().map_or(0, |meta| meta.len());
        if length < place {
            // It was set aside, and begins anew.
            (place, rest) = (0, String::new());
        }
        if length > place
            && let Ok(text) = tail(path, place)
        {
            place += text.len() as u64;
            rest.push_str(&String::from_utf8_lossy(&text));
            while let Some((line, more)) = rest.split_once('\n') {
                show(line, args, context);
                rest = more.to_owned();
            }
        }
    }
}

fn tail(path: &Path, place: u64) -> io::Result<Vec<u8>> {
    let mut file: File = file::open_regular(path)?;
    file.seek(io::SeekFrom::Start(place))?;
    let mut text = Vec::new();
    file.take(LIMIT).read_to_end(&mut text)?;
    Ok(text)
}

/// A line that cannot be read was cut off by a kill.
fn show(line: &str, args: &Args, context: &Context) {
    let Ok(entry) = serde_json::from_str::<Entry>(line) else { return };
    context.ui.data(&if args.json { line.to_owned() } else { told(&entry, context.ui.lang) });
}

fn told(entry: &Entry, lang: Lang) -> String {
    let upstream = entry.upstream.as_deref().unwrap_or("-");
    let outcome = match entry.outcome.as_str() {
        "ok" => say!(lang, "ok", "成功"),
        "refused" => say!(lang, "refused", "已拒绝"),
        _ => say!(lang, "failed", "失败"),
    };
    let first = entry.first_byte_ms.map(|ms| format!("+{ms}")).unwrap_or_default();
    let passed: Vec<_> = entry.passed_over.iter().map(|(name, fault)| format!("{name}: {fault}")).collect();
    let passed = if passed.is_empty() { String::new() } else { format!("  [{}]", passed.join(", ")) };
    let resumed = match entry.resumed {
        0 => String::new(),
        times => say!(lang, "  resumed {times} ×", "  续传 {times} 次"),
    };
    format!(
        "{}  {outcome}  {}  {} → {upstream}  {}{first} ms  ↑{} ↓{}{resumed}{passed}",
        moment(entry.time),
        entry.target,
        entry.rule,
        entry.open_ms,
        size::shown(entry.up),
        size::shown(entry.down),
    )
}
