//! From how mirrors stand to what would be written.

use super::plan::{self, Chosen, Passes};
use super::{Error, Grade, Kind, NamedIn, NewSettings, Ranking, Remark, Session, Values};
use crate::golang::goproxy::List;
use crate::project::settings::Target;
use crate::release::Origin;
use crate::urls::masked;

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
    session: &Session<'_>,
    all: &[Ranking],
    named: Option<&str>,
    manner: Manner,
) -> (NewSettings, Vec<Error>) {
    let (mut wanted, mut errors) = (NewSettings::default(), Vec::new());
    for ranking in all {
        let added = match ranking.kind {
            Kind::Release => releases(session, ranking, named).map(|it| wanted.mirrors = Some(it)),
            Kind::Goproxy => {
                proxies(session, ranking, named, manner).map(|it| wanted.go = Some((manner.target, it)))
            }
        };
        errors.extend(added.err());
    }
    (wanted, errors)
}

fn releases(session: &Session<'_>, ranking: &Ranking, named: Option<&str>) -> Result<Vec<String>, Error> {
    let indexes = usable(ranking, named)?;
    let texts: Vec<_> =
        indexes.into_iter().map(|index| ranking.measured[index].candidate.text()).take(RELEASES).collect();
    let origin = Origin::configured(&session.config)?;
    let own = session.config.release.origin.as_ref().and_then(|_| origin.sources().last().cloned());
    let own = own.map(|place| place.url().as_str().trim_end_matches('/').to_owned());
    Ok(plan::releases(&texts, own.as_deref()))
}

fn proxies(
    session: &Session<'_>,
    ranking: &Ranking,
    named: Option<&str>,
    manner: Manner,
) -> Result<Values, Error> {
    // What stands in force and is nobody's mirror may be the user's own: it is not put behind others.
    let chosen = usable(ranking, named)?;
    let chosen: Vec<_> = chosen
        .into_iter()
        .filter(|index| ranking.measured[*index].candidate.came != NamedIn::InForce || named.is_some())
        .take(PROXIES)
        .map(|index| Chosen {
            text: ranking.measured[index].candidate.text(),
            passes: passes(ranking, index),
        })
        .collect();
    if chosen.is_empty() {
        return Err(none(ranking, named));
    }
    let present = session.go.goproxy().unwrap_or_else(|_| List::default());
    let is_mirror = |url: &url::Url| manner.replace || session.candidates.is_mirror(Kind::Goproxy, url);
    let settings = plan::goproxy(&chosen, &present, session.go.text("GOSUMDB"), is_mirror);
    let mut values = vec![("GOPROXY".to_owned(), Some(settings.goproxy))];
    values.extend(settings.gosumdb.map(|alias| ("GOSUMDB".to_owned(), Some(alias.to_owned()))));
    Ok(values)
}

fn passes(ranking: &Ranking, index: usize) -> Passes {
    let judged = &ranking.judged[index];
    if judged.passes_database {
        Passes::Proven
    } else if judged.remarks.iter().any(|remark| matches!(remark, Remark::DatabaseFails { .. })) {
        Passes::Fails
    } else {
        Passes::Not
    }
}

fn usable(ranking: &Ranking, named: Option<&str>) -> Result<Vec<usize>, Error> {
    let usable: Vec<_> = ranking.usable().collect();
    if usable.is_empty() { Err(none(ranking, named)) } else { Ok(usable) }
}

fn none(ranking: &Ranking, named: Option<&str>) -> Error {
    let lies = ranking.judged.iter().any(|judged| judged.grade == Grade::Liar);
    let (kind, unreachable) = (ranking.kind, ranking.is_unreachable());
    let name = named.map(|typed| masked("GOPROXY", typed));
    match name {
        Some(name) if lies => Error::Lies { name, kind },
        name => Error::Unusable { name, kind, unreachable },
    }
}
