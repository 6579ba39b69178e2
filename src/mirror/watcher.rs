//! Watching the mirror that is in force: probes it, switches when it fails, and switches back when the preferred one
//! works again. Each tick reads the settings again, so the user's changes count and are not overruled.

use super::watch::{Decision, Probe, Rules, State};
use super::{
    Candidate, Error, Kind, Manner, NewSettings, Questions, Ranking, Session, Switch, WatchState, wanted,
};
use crate::config::Config;
use crate::env::Env;
use crate::fetch::Asking;
use crate::goenv;
use crate::golang::env_rules::UserFile;
use crate::golang::goproxy::List;
use crate::home::Home;
use crate::project::settings::Target;
use crate::system::platform;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::{Duration, Instant, SystemTime};

/// The requests to mirrors are chosen again after so long: there may be a new release.
const QUESTIONS: Duration = Duration::from_hours(1);

/// Something that a watch has seen or done.
#[derive(Debug)]
pub enum Event<'a> {
    /// It begins.
    Begins {
        /// The mirror that is watched.
        name: &'a str,
        /// The file that a switch would change.
        file: Option<PathBuf>,
    },
    /// Another program changed the settings: another mirror is watched from now on.
    Changed {
        /// Which.
        name: &'a str,
    },
    /// The mirror that failed can be used again.
    Usable {
        /// Which.
        name: &'a str,
    },
    /// The mirror cannot be used.
    Unusable {
        /// Which.
        name: &'a str,
        /// How often in a row.
        times: u32,
        /// What was measured of it, first.
        ranking: &'a Ranking,
    },
    /// The preferred mirror answers again.
    Answers {
        /// Which.
        name: &'a str,
        /// How often in a row.
        times: u32,
    },
    /// A switch is due, and there is nothing to switch to.
    Stuck {
        /// Why.
        error: &'a Error,
    },
    /// The new mirror did not come into force, or did not answer: what was written was undone.
    Undone,
    /// Another mirror is in force.
    Switched {
        /// The one before.
        from: &'a str,
        /// The one now.
        to: &'a str,
    },
    /// The way back is closed.
    NoWayBack {
        /// Why.
        error: &'a Error,
    },
    /// The preferred mirror is in force again.
    Back {
        /// Which.
        name: &'a str,
    },
}

/// Who is told of events.
pub trait Listener {
    /// Something was seen or done.
    fn tell(&mut self, event: Event<'_>);
}

/// How things stand after a tick.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// The mirror in force can be used.
    Good,
    /// It cannot.
    Bad,
    /// It cannot even be reached.
    OutOfReach,
}

/// What is kept from one tick to the next.
pub struct Watcher<'a> {
    env: &'a Env,
    home: &'a Home,
    kind: Kind,
    rules: Rules,
    asking: Rc<dyn Asking>,
    questions: Option<(Instant, Questions)>,
}

/// One tick: the settings as they are now.
struct Now<'a> {
    session: Session<'a>,
    /// The mirror that is asked first.
    current: Candidate,
}

impl<'a> Watcher<'a> {
    /// A watch over mirrors of one kind. `asking` is told while the origin is waited for.
    pub fn new(env: &'a Env, home: &'a Home, (kind, rules): (Kind, Rules), asking: Rc<dyn Asking>) -> Self {
        Self { env, home, kind, rules, asking, questions: None }
    }

    /// Says what is watched.
    pub fn begin(&self, listener: &mut dyn Listener) -> Result<(), Error> {
        let now = self.now()?;
        let file = match self.kind {
            Kind::Release => Some(self.home.config()),
            Kind::Goproxy => goenv_file(self.env),
        };
        listener.tell(Event::Begins { name: &now.current.name, file });
        Ok(())
    }

    /// Probes once, and does what follows from it.
    pub fn tick(&mut self, listener: &mut dyn Listener) -> Result<Health, Error> {
        let now = self.now()?;
        let mut memo = self.remembered(&now, listener)?;
        let (probe, ranking) = self.probe(&now, &memo)?;
        let before = memo.watch;
        let decision = memo.watch.see(probe, clock(), &self.rules);
        if probe.current {
            if matches!(before.state, State::Failing(_)) {
                listener.tell(Event::Usable { name: &now.current.name });
            }
        } else if memo.watch.failures() <= self.rules.failures {
            let (name, times) = (now.current.name.as_str(), memo.watch.failures());
            listener.tell(Event::Unusable { name, times, ranking: &ranking });
        }
        self.tell_of_recovery(&now, &memo, listener);
        let done = match decision {
            Decision::Stay => true,
            Decision::Switch => self.switch(&now, &mut memo, listener)?,
            Decision::Back => self.back(&now, &mut memo, listener)?,
        };
        memo.write(self.home, self.kind)?;
        if probe.current || (done && decision != Decision::Stay) {
            return Ok(Health::Good);
        }
        Ok(if ranking.is_unreachable() { Health::OutOfReach } else { Health::Bad })
    }

    fn now(&self) -> Result<Now<'a>, Error> {
        let config = Config::load(self.home, self.env)?;
        let session = Session::open(self.env, self.home, config, Rc::clone(&self.asking))?;
        let current = in_force(&session, self.kind).cloned();
        let current = current.ok_or(Error::NothingToWatch { kind: self.kind })?;
        overruled(&session, self.kind, self.env)?;
        Ok(Now { session, current })
    }

    /// What is remembered, unless another program has changed the settings since. A run that was killed in the middle
    /// of a switch is not another program.
    fn remembered(&self, now: &Now<'_>, listener: &mut dyn Listener) -> Result<WatchState, Error> {
        let current = now.current.text();
        let Some(mut memo) = WatchState::read(self.home, self.kind) else {
            return Ok(WatchState::new(&current));
        };
        if memo.current == current {
            return Ok(memo);
        }
        if memo.pending.as_ref() == Some(&current) {
            memo.changes.extend(Switch::of(self.env, self.home).last_id()?);
            memo.current = current;
            memo.watch.done(Decision::Switch, clock());
            return Ok(memo);
        }
        if memo.preferred != current {
            listener.tell(Event::Changed { name: &now.current.name });
        }
        Ok(WatchState::new(&current))
    }

    /// Measures the mirror that is used, and the preferred one where that is another. The current one comes first.
    fn probe(&mut self, now: &Now<'_>, memo: &WatchState) -> Result<(Probe, Ranking), Error> {
        let mut asked = vec![now.current.clone()];
        if memo.watch.is_away() {
            asked.push(now.session.candidates.find(&memo.preferred, self.kind)?);
        }
        let ranking = self.measure(now, &asked)?;
        let current = ranking.is_good(0);
        let preferred = if asked.len() > 1 { ranking.is_good(1) } else { current };
        Ok((Probe { preferred, current }, ranking))
    }

    fn measure(&mut self, now: &Now<'_>, asked: &[Candidate]) -> Result<Ranking, Error> {
        let (made, mut questions) = match self.questions.take() {
            Some((made, questions)) if made.elapsed() < QUESTIONS => (made, questions),
            _ => (Instant::now(), now.session.questions(asked)?),
        };
        let measured = Ranking::measure_by(&now.session, asked, &mut questions, (1, &()));
        self.questions = Some((made, questions));
        measured?.into_iter().next().ok_or(Error::NothingToWatch { kind: self.kind })
    }

    fn tell_of_recovery(&self, now: &Now<'_>, memo: &WatchState, listener: &mut dyn Listener) {
        if let State::Recovering(times) = memo.watch.state
            && times <= self.rules.good
        {
            let preferred = now.session.candidates.find(&memo.preferred, self.kind);
            let name = preferred.map_or_else(|_| memo.preferred.clone(), |found| found.name);
            listener.tell(Event::Answers { name: &name, times });
        }
    }

    /// Measures the others, writes the best of them down, and makes sure that it is in force.
    fn switch(
        &mut self,
        now: &Now<'_>,
        memo: &mut WatchState,
        listener: &mut dyn Listener,
    ) -> Result<bool, Error> {
        let wanted = match self.best_of_others(now) {
            Ok(wanted) => wanted,
            Err(error @ Error::Unusable { .. }) => {
                listener.tell(Event::Stuck { error: &error });
                return Ok(false);
            }
            Err(error) => return Err(error),
        };
        memo.pending = expected(&wanted, &now.session);
        memo.write(self.home, self.kind)?;
        let switch = Switch::of(self.env, self.home);
        let applied = switch.apply(&wanted)?;
        let Some(found) = self.verified(memo.pending.take().as_deref())? else {
            switch.undo_if(&applied.id)?;
            listener.tell(Event::Undone);
            return Ok(false);
        };
        memo.current = found.text();
        memo.changes.push(applied.id);
        memo.watch.done(Decision::Switch, clock());
        listener.tell(Event::Switched { from: &now.current.name, to: &found.name });
        Ok(true)
    }

    fn best_of_others(&mut self, now: &Now<'_>) -> Result<NewSettings, Error> {
        let candidates = &now.session.candidates;
        let mut others: Vec<_> = candidates.of_kind(self.kind).cloned().collect();
        others.retain(|other| {
            other.text() != now.current.text() && candidates.is_mirror(self.kind, &other.url)
        });
        if others.is_empty() {
            return Err(Error::Unusable { name: None, kind: self.kind, unreachable: false });
        }
        let ranking = self.measure(now, &others)?;
        let manner = Manner { target: Target::User, replace: false };
        let (wanted, mut errors) = wanted(&now.session, std::slice::from_ref(&ranking), None, manner);
        errors.pop().map_or(Ok(wanted), Err)
    }

    /// Puts back what was in force before the first switch, every byte of it, as long as it was not changed since.
    fn back(
        &mut self,
        now: &Now<'_>,
        memo: &mut WatchState,
        listener: &mut dyn Listener,
    ) -> Result<bool, Error> {
        let switch = Switch::of(self.env, self.home);
        while let Some(id) = memo.changes.last() {
            match switch.undo_if(id) {
                Ok(_) => {}
                Err(error @ (Error::NothingToUndo | Error::ChangedSince { .. })) => {
                    listener.tell(Event::NoWayBack { error: &error });
                    *memo = WatchState::new(&now.current.text());
                    return Ok(false);
                }
                Err(error) => return Err(error),
            }
            memo.changes.pop();
        }
        let found = self.verified(Some(&memo.preferred))?;
        let name = found.map_or_else(|| memo.preferred.clone(), |found| found.name);
        memo.current.clone_from(&memo.preferred);
        memo.watch.done(Decision::Back, clock());
        listener.tell(Event::Back { name: &name });
        Ok(true)
    }

    /// The mirror that is asked first once the files are read again, if it is the one that was meant and answers.
    fn verified(&mut self, meant: Option<&str>) -> Result<Option<Candidate>, Error> {
        let now = self.now()?;
        if meant.is_some_and(|meant| meant != now.current.text()) {
            return Ok(None);
        }
        let good = self.measure(&now, std::slice::from_ref(&now.current))?.is_good(0);
        Ok(Some(now.current).filter(|_| good))
    }
}

/// The address that is to be asked first.
fn expected(wanted: &NewSettings, session: &Session<'_>) -> Option<String> {
    if let Some(mirrors) = &wanted.mirrors {
        return mirrors.first().cloned();
    }
    let (_, values) = wanted.go.as_ref()?;
    let goproxy = values.iter().find(|(key, _)| key == "GOPROXY")?.1.as_ref()?;
    let list = List::parse(goproxy).ok()?;
    let mut mirrors = list.proxies().filter(|url| session.candidates.is_mirror(Kind::Goproxy, url));
    mirrors.next().map(|url| url.as_str().trim_end_matches('/').to_owned())
}

/// The first of those in force that is a mirror. A proxy of the user's own is not watched: no mirror can replace it.
fn in_force<'a>(session: &'a Session<'_>, kind: Kind) -> Option<&'a Candidate> {
    let there = session.candidates.of_kind(kind).filter(|it| it.in_force.is_some());
    there.filter(|it| session.candidates.is_mirror(kind, &it.url)).min_by_key(|it| it.in_force)
}

/// What a watch writes has to come into force.
fn overruled(session: &Session<'_>, kind: Kind, env: &Env) -> Result<(), Error> {
    let overruled = |key, project| Err(Error::Overruled { key, project });
    let scope = session.go.value("GOPROXY").map(|setting| setting.scope);
    match (kind, scope) {
        (Kind::Release, _) if env.get("GV_MIRRORS").is_some() => overruled("GV_MIRRORS", false),
        (Kind::Goproxy, Some(goenv::Scope::Process)) => overruled("GOPROXY", false),
        (Kind::Goproxy, Some(goenv::Scope::Project)) => overruled("GOPROXY", true),
        _ => Ok(()),
    }
}

/// Go's env file of the user.
fn goenv_file(env: &Env) -> Option<PathBuf> {
    match UserFile::locate(env, platform::native().0) {
        UserFile::At { path, .. } => Some(path),
        UserFile::Off | UserFile::Nowhere => None,
    }
}

/// Milliseconds since 1970.
pub fn clock() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
