//! `gv mirror watch [--release|--goproxy] [--interval TIME] [--stay TIME] [--once]`
//!
//! Each tick reads the settings anew, so that what the user changes meanwhile counts, and is not overruled.

use super::choose::{Manner, wanted};
use super::desk::Desk;
use super::standings::Standings;
use crate::commands::{Done, Error, is_on};
use crate::config::Config;
use crate::context::Context;
use crate::goenv;
use crate::golang::goproxy::List;
use crate::mirror::watch::{Decision, Probe, Rules, State};
use crate::mirror::{self, Candidate, Grade, Kind, Memo, Questions, Switch, Wanted};
use crate::project::settings::Target;
use crate::store::Store;
use crate::ui::report::code;
use crate::ui::{Report, date};
use clap::ArgMatches;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// What is asked of mirrors is made up anew after so long: there may be a new release.
const QUESTIONS: Duration = Duration::from_hours(1);
/// Nobody is asked more often.
const SHORTEST: Duration = Duration::from_millis(100);

/// Probes, judges, switches; for ever, or once.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let time = |name| args.get_one::<Duration>(name).copied().unwrap_or_default();
    let kind = if is_on(args, "release") { Kind::Release } else { Kind::Goproxy };
    let rules = Rules { stay: time("stay"), ..Rules::default() };
    let lock = Store::of(&context.home).try_lock_watch()?;
    let _lock = lock.ok_or(Error::Mirror(mirror::Error::Watched))?;
    let mut watcher = Watcher { kind, rules, questions: None, said: None };
    if is_on(args, "once") {
        return watcher.tick(context);
    }
    // What is wrong from the start ends it; later on it may pass.
    watcher.begin(context)?;
    loop {
        let begun = Instant::now();
        if let Err(error) = watcher.tick(context) {
            watcher.say_once(&Report::of(&error, context.ui.lang).message, context);
        }
        thread::sleep(time("interval").max(SHORTEST).saturating_sub(begun.elapsed()));
    }
}

/// What is kept from one tick to the next.
struct Watcher {
    kind: Kind,
    rules: Rules,
    questions: Option<(Instant, Questions)>,
    /// What was said last of a trouble that lasts.
    said: Option<String>,
}

/// One tick: the settings as they are now.
struct Now<'a> {
    context: &'a Context,
    desk: Desk<'a>,
    /// The mirror that is asked first.
    current: Candidate,
}

impl Watcher {
    /// Says what is watched.
    fn begin(&self, context: &Context) -> Result<(), Error> {
        let now = self.now(context)?;
        let file = match self.kind {
            Kind::Release => Some(context.home.config()),
            Kind::Goproxy => goenv_file(context),
        };
        let file = file.map(|file| crate::ui::paths::shown(&file, &context.env)).unwrap_or_default();
        say(&context.ui.lang.watch_begins(&now.current.name, &file), context);
        Ok(())
    }

    /// Probes once, and does what follows from it.
    fn tick(&mut self, context: &Context) -> Done {
        let config = Config::load(&context.home, &context.env)?;
        let context = &Context { config, ..context.clone() };
        let now = self.now(context)?;
        let mut memo = self.remembered(&now)?;
        let (probe, standings) = self.probe(&now, &memo)?;
        let before = memo.watch;
        let decision = memo.watch.see(probe, clock(), &self.rules);
        self.tell(&now, &standings, before.state, &memo, probe);
        let done = match decision {
            Decision::Stay => true,
            Decision::Switch => self.switch(&now, &mut memo)?,
            Decision::Back => self.back(&now, &mut memo)?,
        };
        memo.write(&context.home, self.kind)?;
        if probe.current || (done && decision != Decision::Stay) {
            self.said = None;
            return Ok(0);
        }
        Ok(if standings.is_unreachable() { code::NETWORK } else { code::FAILED })
    }

    fn now<'a>(&self, context: &'a Context) -> Result<Now<'a>, Error> {
        let desk = Desk::open(context)?.quiet();
        let current = in_force(&desk, self.kind).cloned();
        let current = current.ok_or(Error::Mirror(mirror::Error::NothingToWatch { kind: self.kind }))?;
        overruled(&desk, self.kind, context)?;
        Ok(Now { context, desk, current })
    }

    /// What is remembered, unless somebody else has changed the settings since. A run that was killed in the middle of a
    /// switch is nobody else.
    fn remembered(&self, now: &Now<'_>) -> Result<Memo, Error> {
        let (context, current) = (now.context, now.current.text());
        let Some(mut memo) = Memo::read(&context.home, self.kind) else { return Ok(Memo::new(&current)) };
        if memo.current == current {
            return Ok(memo);
        }
        if memo.pending.as_ref() == Some(&current) {
            memo.changes.extend(Switch::of(&context.env, &context.home).last_id()?);
            memo.current = current;
            memo.watch.done(Decision::Switch, clock());
            return Ok(memo);
        }
        if memo.preferred != current {
            say(&context.ui.lang.watch_taken_over(&now.current.name), context);
        }
        Ok(Memo::new(&current))
    }

    /// Measures the mirror that is used, and the preferred one where that is another. The current one comes first.
    fn probe(&mut self, now: &Now<'_>, memo: &Memo) -> Result<(Probe, Standings), Error> {
        let mut asked = vec![now.current.clone()];
        if memo.watch.is_away() {
            asked.push(now.desk.candidates.find(&memo.preferred, self.kind)?);
        }
        let standings = self.measure(now, &asked)?;
        let current = standings.is_good(0);
        let preferred = if asked.len() > 1 { standings.is_good(1) } else { current };
        Ok((Probe { preferred, current }, standings))
    }

    fn measure(&mut self, now: &Now<'_>, asked: &[Candidate]) -> Result<Standings, Error> {
        let (made, mut questions) = match self.questions.take() {
            Some((made, questions)) if made.elapsed() < QUESTIONS => (made, questions),
            _ => (Instant::now(), now.desk.questions(asked)?),
        };
        let measured = Standings::measure_by(&now.desk, asked, &mut questions, 1);
        self.questions = Some((made, questions));
        let none = mirror::Error::NothingToWatch { kind: self.kind };
        measured?.into_iter().next().ok_or(Error::Mirror(none))
    }

    /// Tells what changed about the mirrors that were probed.
    fn tell(&mut self, now: &Now<'_>, standings: &Standings, before: State, memo: &Memo, probe: Probe) {
        let lang = now.context.ui.lang;
        let name = &now.current.name;
        if probe.current {
            if matches!(before, State::Failing(_)) {
                say(&lang.watch_recovered(name), now.context);
            }
        } else if memo.watch.failures() <= self.rules.failures {
            let why = trouble(standings, now.context);
            say(&lang.watch_failing(name, memo.watch.failures(), &why), now.context);
        }
        if let State::Recovering(times) = memo.watch.state
            && times <= self.rules.good
        {
            let preferred = now.desk.candidates.find(&memo.preferred, self.kind);
            let preferred = preferred.map_or_else(|_| memo.preferred.clone(), |found| found.name);
            say(&lang.watch_answers_again(&preferred, times), now.context);
        }
    }

    /// Measures the others, writes the best of them down, and makes sure that it is in force.
    fn switch(&mut self, now: &Now<'_>, memo: &mut Memo) -> Result<bool, Error> {
        let Now { context, desk, current } = now;
        let others = desk.candidates.of_kind(self.kind);
        let others: Vec<_> = others
            .filter(|other| {
                other.text() != current.text() && desk.candidates.is_mirror(self.kind, &other.url)
            })
            .cloned()
            .collect();
        let manner = Manner { target: Target::User, replace: false };
        let chosen = if others.is_empty() {
            let kind = self.kind;
            Err(Error::Mirror(mirror::Error::Unusable { name: None, kind, unreachable: false }))
        } else {
            let standings = self.measure(now, &others)?;
            let (wanted, mut errors) =
                wanted(desk, std::slice::from_ref(&standings), None, manner, &context.config);
            errors.pop().map_or(Ok(wanted), Err)
        };
        let wanted = match chosen {
            Ok(wanted) => wanted,
            Err(error @ Error::Mirror(mirror::Error::Unusable { .. })) => {
                let why = Report::of(&error, context.ui.lang).message;
                self.say_once(&context.ui.lang.watch_cannot_switch(&why), context);
                return Ok(false);
            }
            Err(error) => return Err(error),
        };
        memo.pending = expected(&wanted, desk);
        memo.write(&context.home, self.kind)?;
        let switch = Switch::of(&context.env, &context.home);
        let applied = switch.apply(&wanted)?;
        let Some(found) = self.verified(context, memo.pending.take().as_deref())? else {
            switch.undo_if(&applied.id)?;
            say(&context.ui.lang.watch_not_in_force(), context);
            return Ok(false);
        };
        memo.current = found.text();
        memo.changes.push(applied.id);
        memo.watch.done(Decision::Switch, clock());
        say(&context.ui.lang.watch_switched(&current.name, &found.name), context);
        Ok(true)
    }

    /// Puts back what was in force before the first switch, every byte of it, as long as nobody has changed it since.
    fn back(&mut self, now: &Now<'_>, memo: &mut Memo) -> Result<bool, Error> {
        let context = now.context;
        let switch = Switch::of(&context.env, &context.home);
        while let Some(id) = memo.changes.last() {
            match switch.undo_if(id) {
                Ok(_) => {}
                Err(error @ (mirror::Error::NothingToUndo | mirror::Error::ChangedSince { .. })) => {
                    say(&Report::of(&error, context.ui.lang).message, context);
                    *memo = Memo::new(&now.current.text());
                    return Ok(false);
                }
                Err(error) => return Err(error.into()),
            }
            memo.changes.pop();
        }
        let found = self.verified(context, Some(&memo.preferred))?;
        let name = found.map_or_else(|| memo.preferred.clone(), |found| found.name);
        memo.current.clone_from(&memo.preferred);
        memo.watch.done(Decision::Back, clock());
        say(&context.ui.lang.watch_back(&name), context);
        Ok(true)
    }

    /// The mirror that is asked first once the files are read again, if it is the one that was meant and answers.
    fn verified(&mut self, context: &Context, meant: Option<&str>) -> Result<Option<Candidate>, Error> {
        let config = Config::load(&context.home, &context.env)?;
        let context = &Context { config, ..context.clone() };
        let now = self.now(context)?;
        if meant.is_some_and(|meant| meant != now.current.text()) {
            return Ok(None);
        }
        let good = self.measure(&now, std::slice::from_ref(&now.current))?.is_good(0);
        Ok(Some(now.current).filter(|_| good))
    }

    /// Says what lasts only once.
    fn say_once(&mut self, line: &str, context: &Context) {
        if self.said.as_deref() != Some(line) {
            say(line, context);
            self.said = Some(line.to_owned());
        }
    }
}

/// The address that is to be asked first.
fn expected(wanted: &Wanted, desk: &Desk<'_>) -> Option<String> {
    if let Some(mirrors) = &wanted.mirrors {
        return mirrors.first().cloned();
    }
    let (_, values) = wanted.go.as_ref()?;
    let goproxy = values.iter().find(|(key, _)| key == "GOPROXY")?.1.as_ref()?;
    let list = List::parse(goproxy).ok()?;
    let mut mirrors = list.proxies().filter(|url| desk.candidates.is_mirror(Kind::Goproxy, url));
    mirrors.next().map(|url| url.as_str().trim_end_matches('/').to_owned())
}

/// The first of those in force that is a mirror. A proxy of the user's own is not watched: nobody stands in for it.
fn in_force<'a>(desk: &'a Desk<'_>, kind: Kind) -> Option<&'a Candidate> {
    let there = desk.candidates.of_kind(kind).filter(|it| it.in_force.is_some());
    there.filter(|it| desk.candidates.is_mirror(kind, &it.url)).min_by_key(|it| it.in_force)
}

/// What a watch writes has to come into force.
fn overruled(desk: &Desk<'_>, kind: Kind, context: &Context) -> Result<(), Error> {
    let overruled = |key, project| Err(Error::Mirror(mirror::Error::Overruled { key, project }));
    let layer = desk.go.value("GOPROXY").map(|setting| setting.layer);
    match (kind, layer) {
        (Kind::Release, _) if context.env.get("GV_MIRRORS").is_some() => overruled("GV_MIRRORS", false),
        (Kind::Goproxy, Some(goenv::Kind::Process)) => overruled("GOPROXY", false),
        (Kind::Goproxy, Some(goenv::Kind::Project)) => overruled("GOPROXY", true),
        _ => Ok(()),
    }
}

/// Go's env file of the user.
fn goenv_file(context: &Context) -> Option<std::path::PathBuf> {
    use crate::golang::env_rules::UserFile;
    match UserFile::locate(&context.env, crate::system::platform::native().0) {
        UserFile::At { path, .. } => Some(path),
        UserFile::Off | UserFile::Nowhere => None,
    }
}

/// What was wrong with the first of those that were measured.
fn trouble(standings: &Standings, context: &Context) -> String {
    let lang = context.ui.lang;
    let (measured, judged) = (&standings.measured[0], &standings.judged[0]);
    let lie = judged.lies.first().filter(|_| judged.grade == Grade::Liar).map(|lie| lang.mirror_lie(lie));
    let fault = measured.trials.iter().find_map(|trial| trial.as_ref().err()).map(|fault| lang.fault(fault));
    let failed = judged.remarks.iter().find(|remark| remark.id() == "failed");
    let failed = failed.map(|remark| lang.mirror_remark(remark));
    lie.or(fault).or(failed).unwrap_or_else(|| lang.watch_unknown_trouble())
}

/// A line of the log.
fn say(line: &str, context: &Context) {
    context.ui.data(&format!("{} {line}", date::moment(clock() / 1000)));
}

/// Milliseconds since 1970.
fn clock() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
