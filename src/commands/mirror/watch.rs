//! `gv mirror watch [--release|--goproxy] [--interval TIME] [--stay TIME] [--once]`

use super::Kinds;
use crate::commands::args::{arguments, duration};
use crate::commands::{Done, Error};
use crate::context::Context;
use crate::env::paths::shown;
use crate::lang::date;
use crate::lang::{Lang, code, say};
use crate::mirror::watch::Rules;
use crate::mirror::watcher::{Event, Health, Listener, Watcher, clock};
use crate::mirror::{self, Grade, Kind, Ranking};
use crate::store::Store;
use crate::ui::{Report, Waiting};
use std::rc::Rc;
use std::thread;
use std::time::{Duration, Instant};

/// Mirrors are not queried more often.
const SHORTEST: Duration = Duration::from_millis(100);

arguments! {
    /// What `gv mirror watch` takes.
    pub struct Args = [
        "Watch the mirror in use, switch when it fails, and switch back when it works again",
        "持续检测正在使用的镜像，失效时切换，恢复后切回"
    ] {
        #[arg(long, value_name = "TIME", default_value = "1m", hide_default_value = true, value_parser = duration)]
        interval: Duration = ["The time between two checks: 30s, 5m (1m)", "两次检测的间隔：30s、5m（默认 1m）"],
        #[arg(long, value_name = "TIME", default_value = "10m", hide_default_value = true, value_parser = duration)]
        stay: Duration = [
            "The shortest time to stay with a mirror after a switch (10m)",
            "切换之后至少停留的时间（默认 10m）"
        ],
        #[arg(long)]
        once: bool = ["Check once and end, for cron", "只检测一次后结束，供 cron 使用"],
        #[command(flatten)]
        kinds: Kinds = {Kinds},
    }
}

/// Probes, judges, switches; for ever, or once.
pub fn run(args: &Args, context: &Context) -> Done {
    let kind = args.kinds.one().unwrap_or(Kind::Goproxy);
    let rules = Rules { stay: args.stay, ..Rules::default() };
    let lock = Store::of(&context.home).try_lock_watch()?;
    let _lock = lock.ok_or(Error::Mirror(mirror::Error::Watched))?;
    let waiting = Rc::new(Waiting::new(&context.ui));
    let mut watcher = Watcher::new(&context.env, &context.home, (kind, rules), waiting);
    let mut log = Log { context, said: None };
    if args.once {
        return Ok(match watcher.tick(&mut log)? {
            Health::Good => 0,
            Health::Bad => code::FAILED,
            Health::OutOfReach => code::NETWORK,
        });
    }
    // What is wrong from the start ends it; later on it may pass.
    watcher.begin(&mut log)?;
    loop {
        let begun = Instant::now();
        match watcher.tick(&mut log) {
            Ok(Health::Good) => log.said = None,
            Ok(Health::Bad | Health::OutOfReach) => {}
            Err(error) => log.say_once(Report::of(&error, context.ui.lang).message),
        }
        thread::sleep(args.interval.max(SHORTEST).saturating_sub(begun.elapsed()));
    }
}

/// The log on stdout, a line an event.
struct Log<'a> {
    context: &'a Context,
    /// What was said last of a trouble that lasts.
    said: Option<String>,
}

impl Log<'_> {
    fn say(&self, line: &str) {
        self.context.ui.data(&format!("{} {line}", date::moment(clock() / 1000)));
    }

    /// Says what lasts only once.
    fn say_once(&mut self, line: String) {
        if self.said.as_ref() != Some(&line) {
            self.say(&line);
            self.said = Some(line);
        }
    }
}

impl Listener for Log<'_> {
    fn tell(&mut self, event: Event<'_>) {
        let lang = self.context.ui.lang;
        let line = match event {
            Event::Begins { name, file } => {
                let file = file.map(|file| shown(&file, &self.context.env)).unwrap_or_default();
                say!(
                    lang,
                    "watching {name}; a switch would be written into {file}",
                    "开始监视 {name}；需要切换时将写入 {file}"
                )
            }
            Event::Changed { name } => say!(
                lang,
                "the settings were changed elsewhere: watching {name} from now on",
                "设置已被他人改动：今后监视 {name}"
            ),
            Event::Usable { name } => say!(lang, "{name} can be used again", "{name} 已恢复可用"),
            Event::Unusable { name, times, ranking } => say!(
                lang,
                "{name} cannot be used ({times} in a row): {why}",
                "{name} 不可用（连续 {times} 次）：{why}",
                why = trouble(ranking, lang)
            ),
            Event::Answers { name, times } => {
                say!(lang, "{name} answers again ({times} in a row)", "{name} 再次有应答（连续 {times} 次）")
            }
            Event::Stuck { error } => {
                let why = Report::of(error, lang).message;
                return self.say_once(say!(lang, "cannot switch: {why}", "无法切换：{why}"));
            }
            Event::Undone => say!(
                lang,
                "the new mirror did not come into force, or did not answer: what was written was undone",
                "新镜像未能生效或没有应答，已撤销写入的内容"
            ),
            Event::Switched { from, to } => say!(
                lang,
                "switched from {from} to {to}, which was measured and answers",
                "已从 {from} 切换到 {to}，后者经测量可用"
            ),
            Event::NoWayBack { error } => Report::of(error, lang).message,
            Event::Back { name } => say!(lang, "back to {name}", "已切换回 {name}"),
        };
        self.say(&line);
    }
}

/// What was wrong with the first of those that were measured.
fn trouble(ranking: &Ranking, lang: Lang) -> String {
    let (measured, judged) = (&ranking.measured[0], &ranking.judged[0]);
    let lie = judged.lies.first().filter(|_| judged.grade == Grade::Liar).map(|lie| lie.message(lang));
    let fault =
        measured.trials.iter().find_map(|trial| trial.as_ref().err()).map(|fault| fault.message(lang));
    let failed = judged.remarks.iter().find(|remark| remark.id() == "failed");
    let failed = failed.map(|remark| remark.message(lang));
    lie.or(fault)
        .or(failed)
        .unwrap_or_else(|| say!(lang, "it did not answer as it has to", "没有给出应有的应答"))
}
