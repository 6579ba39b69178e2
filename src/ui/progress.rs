//! A download as it is seen: one moving line on a terminal; in a log or a plain terminal a line when it begins and one
//! now and then.

use super::events::Event;
use super::pace::Pace;
use super::{Report, Ui, Waiting, size};
use crate::fetch::{self, Asking, Progress};
use crate::hidden;
use crate::install::{self, Contradiction, Watcher, Wrong};
use crate::lang::{Lang, between, say};
use crate::release::Way;
use crate::system::terminal;
use crate::verify::{Expected, Mismatch};
use crate::version::Version;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::sync::Mutex;
use std::time::{Duration, Instant};

const KNOWN_LENGTH: &str = "  {prefix} {bar:12.cyan/dim} {size}  {pace}  {wide_msg}";
const UNKNOWN_LENGTH: &str = "  {prefix} {spinner} {size}  {pace}  {wide_msg}";
const NARROW: &str = "  {prefix} {wide_bar:.cyan/dim} {size} {pace}";
/// With fewer columns there is no place for the source.
const WIDE: usize = 60;
/// A log has a line at least so often…
const LINE_EVERY: Duration = Duration::from_secs(10);
/// …and one for each quarter, unless that is sooner than this.
const LINE_FIRST: Duration = Duration::from_secs(3);
/// A program is told so often how much is there.
const EVENT_EVERY: Duration = Duration::from_millis(200);

/// The watcher of one download.
pub struct Download<'a> {
    ui: &'a Ui,
    /// What is fetched, as it is shown: `go1.22.10`.
    name: String,
    bar: ProgressBar,
    /// The lines of all downloads that are under way together; none where this is the only one.
    among: Option<MultiProgress>,
    waiting: Waiting,
    state: Mutex<State>,
    /// What went wrong with which source. It is said when another one takes over; where none does, the error that
    /// ends the download names them all.
    troubles: Mutex<Vec<Trouble>>,
}

/// How far it is.
#[derive(Default)]
struct State {
    begun: bool,
    keeps: bool,
    total: Option<u64>,
    /// When the last line of a log was said, and how much was there then.
    line: Option<(Instant, u64)>,
}

struct Trouble {
    line: String,
    said: bool,
}

impl<'a> Download<'a> {
    /// The watcher of what is shown by this name. Nothing is drawn before the first byte, but who is waited for.
    pub fn new(ui: &'a Ui, name: String) -> Self {
        Self {
            ui,
            name,
            bar: ProgressBar::hidden(),
            among: None,
            waiting: Waiting::new(ui),
            state: Mutex::default(),
            troubles: Mutex::default(),
        }
    }

    /// The same for one of several.
    pub(super) fn among(ui: &'a Ui, name: String, bars: MultiProgress) -> Self {
        Self { among: Some(bars), ..Self::new(ui, name) }
    }

    /// Says something without tearing the moving line, or any of several.
    pub fn say(&self, tell: impl FnOnce(&Ui)) {
        self.waiting.end();
        match &self.among {
            Some(bars) => bars.suspend(|| tell(self.ui)),
            None => self.bar.suspend(|| tell(self.ui)),
        }
    }

    /// Tells a program, where one reads; whether it is so.
    fn tells<'e>(&'e self, event: impl FnOnce(&'e str) -> Event<'e>) -> bool {
        if let Some(events) = self.ui.events() {
            events.tell(event(&self.name));
        }
        self.ui.events.is_some()
    }

    /// Tells a program how much is there, where that is due.
    fn tell_advance(&self) {
        let Ok(mut state) = self.state.lock() else { return };
        if state.line.is_some_and(|(last, _)| last.elapsed() < EVENT_EVERY) {
            return;
        }
        let (bytes, total) = (self.bar.position(), state.total);
        state.line = Some((Instant::now(), bytes));
        self.tells(|name| Event::Progress { name, bytes, total });
    }

    fn draw(&self, total: Option<u64>) {
        let template = match total {
            None => UNKNOWN_LENGTH,
            Some(_) if terminal::columns().is_some_and(|columns| columns < WIDE) => NARROW,
            Some(_) => KNOWN_LENGTH,
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            let sizes = |state: &ProgressState, to: &mut dyn Write| {
                // A bar that cannot be drawn now is drawn at the next tick.
                let _ = match state.len() {
                    Some(whole) => to.write_str(&size::of_whole(state.pos(), whole)),
                    None => to.write_str(&size::shown(state.pos())),
                };
            };
            let style = style.with_key("size", sizes).with_key("pace", Pace::new(self.ui.lang));
            let bar = if self.ui.is_ascii() { "==-" } else { "━━╌" };
            self.bar.set_style(style.progress_chars(bar));
        }
        self.bar.set_prefix(self.name.clone());
        match &self.among {
            Some(bars) => drop(bars.add(self.bar.clone())),
            None => self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(12)),
        }
        // It moves in a stall too: then it says that nothing comes.
        self.bar.enable_steady_tick(Duration::from_millis(250));
    }

    /// The first line of a log: what comes, how much it is, and where from.
    fn log_begin(&self, state: &mut State, source: &str) {
        let (lang, name, there) = (self.ui.lang, &self.name, self.bar.position());
        let line = match state.total.map(size::shown) {
            Some(size) if there > 0 => say!(
                lang,
                "{name}: downloading {size} from {source}, continuing at {there}",
                "{name}：正在从 {source} 下载，共 {size}，从 {there} 处续传",
                there = size::shown(there)
            ),
            Some(size) => say!(
                lang,
                "{name}: downloading {size} from {source}",
                "{name}：正在从 {source} 下载，共 {size}"
            ),
            None => say!(lang, "{name}: downloading from {source}", "{name}：正在从 {source} 下载"),
        };
        state.line = Some((Instant::now(), there));
        self.ui.say(&line);
    }

    /// A further line of a log, where one is due.
    fn log_advance(&self) {
        let Ok(mut state) = self.state.lock() else { return };
        let Some((last, before)) = state.line else { return };
        let (there, elapsed) = (self.bar.position(), last.elapsed());
        let quarter = state.total.is_some_and(|total| there.saturating_sub(before) >= total / 4);
        let is_due = elapsed >= LINE_EVERY || (quarter && elapsed >= LINE_FIRST);
        if !is_due || state.total == Some(there) {
            return;
        }
        let bytes = u128::from(there.saturating_sub(before)) * 1000 / elapsed.as_millis().max(1);
        let rate = size::shown(u64::try_from(bytes).unwrap_or(u64::MAX));
        let size = match state.total {
            Some(total) => size::of_whole(there, total),
            None => size::shown(there),
        };
        let name = &self.name;
        let line = say!(self.ui.lang, "{name}: {size}, {rate}/s", "{name}：{size}，{rate}/s");
        state.line = Some((Instant::now(), there));
        self.ui.say(&line);
    }

    /// What an interrupt says, from the first byte that is kept to the last.
    fn watch_interrupts(&self) {
        let (ui, bar) = (self.ui.clone(), self.bar.clone());
        self.ui.interrupted.will(move || {
            let there = bar.position();
            bar.finish_and_clear();
            ui.say(&say!(
                ui.lang,
                "interrupted at {there}; the next run continues there",
                "已在 {there} 处中断；下次运行会从此处续传",
                there = size::shown(there)
            ));
        });
    }
}

impl Progress for Download<'_> {
    fn asking(&self, source: &str) {
        if self.tells(|name| Event::Waiting { name: Some(name), source }) {
            return;
        }
        // Later the bar says that nothing comes.
        let begun = self.state.lock().is_ok_and(|state| state.begun);
        if !begun && self.among.is_none() {
            self.waiting.begin(source);
        }
    }

    fn asking_for_more(&self, source: &str) {
        if self.tells(|name| Event::Waiting { name: Some(name), source }) {
            return;
        }
        let begun = self.state.lock().is_ok_and(|state| state.begun);
        if !begun && self.among.is_none() {
            self.waiting.begin_fetching(source);
        }
    }

    fn keeps(&self, kept: bool) {
        if let Ok(mut state) = self.state.lock() {
            state.keeps = kept;
        }
    }

    fn begin(&self, total: Option<u64>, already: u64) {
        self.waiting.end();
        let Ok(mut state) = self.state.lock() else { return };
        *state = State { begun: true, total, line: None, keeps: state.keeps };
        if let Some(total) = total {
            self.bar.set_length(total);
        }
        self.bar.set_position(already);
        if self.tells(|name| Event::Begin { name, total, already }) {
            return;
        }
        if self.ui.draws_progress() {
            self.draw(total);
        }
        if state.keeps && self.among.is_none() {
            self.watch_interrupts();
        }
    }

    fn source(&self, source: &str) {
        self.waiting.end();
        self.bar.set_message(hidden::shown(source).into_owned());
        if let Ok(mut troubles) = self.troubles.lock() {
            for trouble in troubles.iter_mut().filter(|trouble| !trouble.said) {
                trouble.said = true;
                let line = &trouble.line;
                self.say(|ui| {
                    ui.warn(&say!(ui.lang, "{line}; continuing with {source}", "{line}；改由 {source} 继续"));
                });
            }
        }
        if self.tells(|name| Event::Source { name, source }) {
            return;
        }
        if !self.ui.draws_progress()
            && let Ok(mut state) = self.state.lock()
            && state.line.is_none()
        {
            self.log_begin(&mut state, source);
        }
    }

    fn trouble(&self, source: &str, what: &fetch::Error) {
        self.waiting.end();
        let lang = self.ui.lang;
        let what = match what {
            fetch::Error::Failed { fault, .. } => fault.message(lang),
            other => Report::of(other, lang).message,
        };
        self.tells(|name| Event::Trouble { name, source, text: &what });
        let line = say!(lang, "{source}: {what}", "{source}：{what}");
        let Ok(mut troubles) = self.troubles.lock() else { return };
        if troubles.iter().all(|known| known.line != line) {
            troubles.push(Trouble { line, said: false });
        }
    }

    fn advance(&self, bytes: u64) {
        self.bar.inc(bytes);
        if self.ui.events.is_some() {
            self.tell_advance();
        } else if !self.ui.draws_progress() {
            self.log_advance();
        }
    }

    fn finish(&self) {
        self.waiting.end();
        if self.among.is_none() {
            self.ui.interrupted.forget();
        }
        if let Ok(mut state) = self.state.lock()
            && std::mem::take(&mut state.begun)
        {
            let (bytes, total) = (self.bar.position(), state.total);
            self.tells(|name| Event::End { name, bytes, total });
        }
        self.bar.finish_and_clear();
    }
}

impl Watcher for Download<'_> {
    fn waiting(&self, version: &Version) {
        self.say(|ui| ui.say(&waiting_for(version, ui.lang)));
    }

    fn contradiction(&self, Contradiction { sources, kept, what }: &Contradiction) {
        let lang = self.ui.lang;
        let sources = sources.join(&between(lang));
        let who = match (*kept, sources.is_empty()) {
            (0, _) => say!(lang, "the data from {sources}", "{sources} 发来的内容"),
            (_, true) => say!(lang, "the data kept by an earlier run", "先前保留的内容"),
            (_, false) => say!(
                lang,
                "the data kept by an earlier run and continued by {sources}",
                "先前保留、由 {sources} 续传的内容"
            ),
        };
        let Expected { hash, authority } = what.expected();
        let line = match what {
            Wrong::Hash(Mismatch { actual, .. }) => say!(
                lang,
                "{who} is not the release and was discarded: it has {actual}, but {authority} says {hash}",
                "{who}不是该版本，已丢弃：其 {actual}，而{authority}写明 {hash}",
                authority = authority.message(lang)
            ),
            Wrong::Unusable { unusable, .. } => say!(
                lang,
                "{who} is not a toolchain and was discarded: {why}",
                "{who}不是工具链，已丢弃：{why}",
                why = Report::of(unusable, lang).message
            ),
        };
        self.say(|ui| ui.warn(&line));
    }

    fn liar(&self, source: &str) {
        let line = say!(
            self.ui.lang,
            "{source} sent bytes that are not those of the release; they were thrown away",
            "{source} 发来的内容与该版本不符，已丢弃",
            source = source
        );
        self.say(|ui| ui.warn(&line));
    }

    fn detour(&self, failure: &install::Error, next: &Way) {
        let lang = self.ui.lang;
        let next = match next {
            Way::Archive(_) => say!(lang, "the release mirrors", "发布镜像"),
            Way::Module(module) => say!(
                lang,
                "the toolchain modules of {list}",
                " {list} 中的工具链模块",
                list = module.proxies().to_string()
            ),
            Way::Closed(_) => return,
        };
        // What each source said is told once, at the end, where no other way leads there.
        let message = Report::of(failure, lang).message;
        // It names them all.
        if let Ok(mut troubles) = self.troubles.lock() {
            troubles.iter_mut().for_each(|trouble| trouble.said = true);
        }
        self.say(|ui| {
            ui.warn(&message);
            ui.say(&say!(lang, "continuing with {next}", "改由{next}获取"));
        });
    }
}

/// What is said while another gv holds the lock of a version.
pub fn waiting_for(version: &Version, lang: Lang) -> String {
    say!(
        lang,
        "another gv is installing go{version}; waiting for it",
        "另一个 gv 正在安装 go{version}，等待其完成"
    )
}
