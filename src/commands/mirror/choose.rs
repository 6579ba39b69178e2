//! From how mirrors stand to what would be written.

use super::desk::Desk;
use super::standings::Standings;
use crate::commands::Error;
use crate::config::Config;
use crate::golang::goproxy::List;
use crate::mirror::plan::{self, Chosen, Passes};
use crate::mirror::{self, Came, Grade, Kind, Remark, Values, Wanted};
use crate::project::settings::Target;
use crate::release::Origin;

/// So many proxies are written: each is asked in vain for what no mirror has.
const PROXIES: usize = 2;
/// So many mirrors of releases.
const RELEASES: usize = 3;

/// How a choice is written.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// The file that settings of Go are written into.
    pub target: Target,
    /// Whether proxies of the user's own go too.
    pub replace: bool,
}

/// The best of each kind, as it would be written, and why there is none of a kind. `named` is the mirror that was
/// typed: then it alone.
pub fn wanted(
    desk: &Desk<'_>,
    all: &[Standings],
    named: Option<&str>,
    manner: Manner,
    config: &Config,
) -> (Wanted, Vec<Error>) {
    let (mut wanted, mut errors) = (Wanted::default(), Vec::new());
    for standings in all {
        let added = match standings.kind {
            Kind::Release => releases(standings, named, config).map(|it| wanted.mirrors = Some(it)),
            Kind::Goproxy => {
                proxies(desk, standings, named, manner).map(|it| wanted.go = Some((manner.target, it)))
            }
        };
        errors.extend(added.err());
    }
    (wanted, errors)
}

fn releases(standings: &Standings, named: Option<&str>, config: &Config) -> Result<Vec<String>, Error> {
    let indexes = usable(standings, named)?;
    let texts: Vec<_> =
        indexes.into_iter().map(|index| standings.measured[index].candidate.text()).take(RELEASES).collect();
    let origin = Origin::configured(config)?;
    let own = config.release.origin.as_ref().and_then(|_| origin.sources().last().cloned());
    let own = own.map(|place| place.url().as_str().trim_end_matches('/').to_owned());
    Ok(plan::releases(&texts, own.as_deref()))
}

fn proxies(
    desk: &Desk<'_>,
    standings: &Standings,
    named: Option<&str>,
    manner: Manner,
) -> Result<Values, Error> {
    // What stands in force and is nobody's mirror may be the user's own: it is not put behind others.
    let chosen = usable(standings, named)?;
    let chosen: Vec<_> = chosen
        .into_iter()
        .filter(|index| standings.measured[*index].candidate.came != Came::InForce || named.is_some())
        .take(PROXIES)
        .map(|index| Chosen {
            text: standings.measured[index].candidate.text(),
            passes: passes(standings, index),
        })
        .collect();
    if chosen.is_empty() {
        return Err(none(standings, named));
    }
    let present = desk.go.goproxy().unwrap_or_else(|_| List::default());
    let is_mirror = |url: &url::Url| manner.replace || desk.candidates.is_mirror(Kind::Goproxy, url);
    let settings = plan::goproxy(&chosen, &present, desk.go.text("GOSUMDB"), is_mirror);
    let mut values = vec![("GOPROXY".to_owned(), Some(settings.goproxy))];
    values.extend(settings.gosumdb.map(|alias| ("GOSUMDB".to_owned(), Some(alias.to_owned()))));
    Ok(values)
}

fn passes(standings: &Standings, index: usize) -> Passes {
    let judged = &standings.judged[index];
    match () {
        () if judged.passes_database => Passes::Proven,
        () if judged.remarks.iter().any(|remark| matches!(remark, Remark::DatabaseFails { .. })) => {
            Passes::Fails
        }
        () => Passes::Not,
    }
}

fn usable(standings: &Standings, named: Option<&str>) -> Result<Vec<usize>, Error> {
    let usable: Vec<_> = standings.usable().collect();
    if usable.is_empty() { Err(none(standings, named)) } else { Ok(usable) }
}

fn none(standings: &Standings, named: Option<&str>) -> Error {
    let lies = standings.judged.iter().any(|judged| judged.grade == Grade::Liar);
    let (kind, unreachable) = (standings.kind, standings.is_unreachable());
    match named {
        Some(name) if lies => mirror::Error::Lies { name: name.to_owned(), kind }.into(),
        _ => mirror::Error::Unusable { name: named.map(str::to_owned), kind, unreachable }.into(),
    }
}
