//! A download as it is seen: one moving line on a terminal, plain lines elsewhere only where something went wrong.

use super::{Report, Ui};
use crate::fetch::{self, Progress};
use crate::install::{self, Contradiction, Watcher, Wrong};
use crate::release::Way;
use crate::verify::{Expected, Mismatch};
use crate::version::Version;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::Mutex;

const KNOWN_LENGTH: &str = "  {msg} {bar:20.cyan/dim} {bytes}/{total_bytes}  {binary_bytes_per_sec}  {eta}";
const UNKNOWN_LENGTH: &str = "  {msg} {spinner} {bytes}  {binary_bytes_per_sec}";

/// The watcher of one download.
pub struct Download<'a> {
    ui: &'a Ui,
    bar: ProgressBar,
    /// What went wrong with which source. It is said when another one takes over; where none does, the error that
    /// ends the download names them all.
    troubles: Mutex<Vec<Trouble>>,
}

struct Trouble {
    line: String,
    said: bool,
}

impl<'a> Download<'a> {
    /// Nothing is drawn before the first byte, and nothing at all where stderr is no terminal.
    pub fn new(ui: &'a Ui) -> Self {
        Self { ui, bar: ProgressBar::hidden(), troubles: Mutex::default() }
    }

    /// Says something without tearing the moving line.
    pub fn say(&self, tell: impl FnOnce(&Ui)) {
        self.bar.suspend(|| tell(self.ui));
    }
}

impl Progress for Download<'_> {
    fn begin(&self, total: Option<u64>, already: u64) {
        if !self.ui.draws_progress() {
            return;
        }
        let template = if total.is_some() { KNOWN_LENGTH } else { UNKNOWN_LENGTH };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style.progress_chars("━━╌"));
        }
        self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(12));
        if let Some(total) = total {
            self.bar.set_length(total);
        }
        self.bar.set_position(already);
        self.bar.reset_eta();
    }

    fn source(&self, name: &str) {
        self.bar.set_message(name.to_owned());
        let Ok(mut troubles) = self.troubles.lock() else { return };
        for trouble in troubles.iter_mut().filter(|trouble| !trouble.said) {
            trouble.said = true;
            self.say(|ui| ui.warn(&ui.lang.went_on(&trouble.line, name)));
        }
    }

    fn trouble(&self, source: &str, what: &fetch::Error) {
        let lang = self.ui.lang;
        let what = match what {
            fetch::Error::Failed { fault, .. } => lang.fault(fault),
            other => Report::of(other, lang).message,
        };
        let line = lang.source_failed(source, &what);
        let Ok(mut troubles) = self.troubles.lock() else { return };
        if troubles.iter().all(|known| known.line != line) {
            troubles.push(Trouble { line, said: false });
        }
    }

    fn advance(&self, bytes: u64) {
        self.bar.inc(bytes);
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Watcher for Download<'_> {
    fn waiting(&self, version: &Version) {
        self.say(|ui| ui.say(&ui.lang.waiting_for(version)));
    }

    fn contradiction(&self, Contradiction { sources, kept, what }: &Contradiction) {
        let (lang, sources) = (self.ui.lang, sources.join(", "));
        let who = match (*kept, sources.is_empty()) {
            (0, _) => lang.sent_by(&sources),
            (_, true) => lang.kept_before(),
            (_, false) => lang.kept_and_continued_by(&sources),
        };
        let Expected { hash, authority } = what.expected();
        let (expected, authority) = (hash.to_string(), lang.authority(authority));
        let line = match what {
            Wrong::Hash(Mismatch { actual, .. }) => {
                lang.not_the_release(&who, &actual.to_string(), &expected, &authority)
            }
            Wrong::Unusable { unusable, .. } => lang.no_toolchain(&who, &Report::of(unusable, lang).message),
        };
        self.say(|ui| ui.warn(&line));
    }

    fn detour(&self, failure: &install::Error, next: &Way) {
        let lang = self.ui.lang;
        let next = match next {
            Way::Archive(_) => lang.by_mirrors(),
            Way::Module(module) => lang.by_goproxy(&module.proxies().to_string()),
            Way::Closed(_) => return,
        };
        let failure = Report::of(failure, lang).message;
        // It names them all.
        if let Ok(mut troubles) = self.troubles.lock() {
            troubles.iter_mut().for_each(|trouble| trouble.said = true);
        }
        self.say(|ui| ui.warn(&lang.another_way(&failure, &next)));
    }
}

super::messages! {
    /// What came has another hash than the release.
    not_the_release(what: &str, actual: &str, expected: &str, authority: &str) {
        en: "{what} is not the release and was thrown away: it has {actual}, but {authority} says {expected}",
        zh: "{what}不是该版本，已丢弃：其 {actual}，而{authority}写明 {expected}",
    }
    /// What came cannot be the release, whatever its hash.
    no_toolchain(what: &str, why: &str) {
        en: "{what} is no toolchain and was thrown away: {why}",
        zh: "{what}不是工具链，已丢弃：{why}",
    }
    /// A way led nowhere.
    another_way(failure: &str, next: &str) { en: "{failure}\n  going on with {next}", zh: "{failure}\n  改由{next}获取" }
    by_mirrors() { en: "the release mirrors", zh: "发布镜像" }
    by_goproxy(list: &str) { en: "the toolchain modules of {list}", zh: " {list} 中的工具链模块" }
    /// Bytes of one run.
    sent_by(sources: &str) { en: "what {sources} sent", zh: "{sources} 发来的内容" }
    /// Bytes of an earlier run only.
    kept_before() { en: "what was kept by an earlier run", zh: "先前保留的内容" }
    /// Bytes of an earlier run, and what came after them: the fault may be in either.
    kept_and_continued_by(sources: &str) {
        en: "what was kept by an earlier run and continued by {sources}",
        zh: "先前保留、由 {sources} 续传的内容",
    }
    /// What a source did.
    source_failed(source: &str, what: &str) { en: "{source}: {what}", zh: "{source}：{what}" }
    /// And the one that took over, perhaps itself.
    went_on(trouble: &str, next: &str) { en: "{trouble}; going on with {next}", zh: "{trouble}；改由 {next} 继续" }
}
