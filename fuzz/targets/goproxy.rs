//! GOPROXY and GOSUMDB, a line each, and a module and a version: a list is shown and read again as the same, no secret
//! is shown, and every address made of it stays below its proxy.
#![no_main]

use gv::golang::database::Database;
use gv::golang::goproxy::{self, HopKind, List, NextOn};
use gv::urls;
use gv_fuzz::told;
use libfuzzer_sys::fuzz_target;
use url::Url;

/// In the dictionary, so that it gets everywhere.
const SECRET: &str = "S3CR3T";

/// What stands for what is hidden.
const HIDDEN: &str = "***";

fuzz_target!(|text: &str| {
    let mut lines = text.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    let (list, database, module, version) = (line(), line(), line(), line());
    match List::parse(list) {
        Ok(list) => sound(&list, module, version),
        Err(error) => {
            told::printable(&error);
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains(SECRET) || !list.split([',', '|']).all(hides), "{list:?}: {shown}");
        }
    }
    match Database::parse(database) {
        Ok(database) => {
            let words = format!("{database:?}");
            if let Some(service) = database.service() {
                let url = urls::shown(&service.url);
                assert!(words.contains(&url), "{words}");
                bare(&service.url);
            }
        }
        Err(error) => told::printable(&error),
    }
});

/// Whether an entry has the secret, if at all, only where a login or a query stands.
fn hides(entry: &str) -> bool {
    // Of two addresses in one, nothing says which of them the secret belongs to.
    if entry.matches("://").count() > 1 || entry.contains(|c: char| c.is_control() || c == ' ') {
        return !entry.contains(SECRET);
    }
    let start = entry.rfind('@').unwrap_or(0);
    // A question mark before the last `@` may be one of a password: what stands behind is then a host.
    let end = entry[start..].find(['?', '#']).map_or(entry.len(), |at| start + at);
    let scheme = entry[..start].find("://").unwrap_or(0);
    entry.match_indices(SECRET).all(|(at, _)| at > end || (at < start && at > scheme))
}

fn sound(list: &List, module: &str, version: &str) {
    let (last, others) = list.hops.split_last().unwrap();
    assert_eq!(last.next_on, NextOn::Never);
    for hop in others {
        assert!(hop.next_on != NextOn::Never && matches!(hop.kind, HopKind::Proxy(_)), "{list}");
    }
    let shown = list.to_string();
    // An address with a login where none may stand is masked as text, and may be none afterwards.
    if !shown.contains(HIDDEN) {
        let again = List::parse(&shown).unwrap_or_else(|error| panic!("{shown}: {error}"));
        assert_eq!(again.to_string(), shown);
        let rules = |list: &List| list.hops.iter().map(|hop| hop.next_on).collect::<Vec<_>>();
        assert_eq!(rules(&again), rules(list));
    }
    for proxy in list.proxies() {
        bare(proxy);
        below(proxy, module, version);
    }
}

/// What is shown of an address is an address without anything to hide.
fn bare(url: &Url) {
    let text = urls::shown(url);
    // An address with a login where none may stand is masked as text; its host is not what it seems to be.
    if text.contains(HIDDEN) {
        return;
    }
    let shown = Url::parse(&text).unwrap();
    assert!(shown.username().is_empty() && shown.password().is_none(), "{shown}");
    assert!(shown.query().is_none() && shown.fragment().is_none(), "{shown}");
    assert_eq!((shown.host(), shown.port(), shown.scheme()), (url.host(), url.port(), url.scheme()));
}

fn below(proxy: &Url, module: &str, version: &str) {
    let Ok(url) = goproxy::version_file(proxy, module, version, "zip") else { return };
    assert_eq!((url.scheme(), url.host(), url.port()), (proxy.scheme(), proxy.host(), proxy.port()));
    assert_eq!((url.username(), url.password()), (proxy.username(), proxy.password()));
    assert_eq!(url.query(), proxy.query());
    let parts = |url: &Url| -> Vec<String> {
        let parts = url.path_segments().into_iter().flatten();
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let (base, whole) = (parts(proxy), parts(&url));
    assert_eq!(base, whole[..base.len()]);
    // One segment for each of the module's, `@v`, and the file.
    assert_eq!(whole.len(), base.len() + module.split('/').count() + 2, "{url}");
    assert!(whole.last().unwrap().ends_with(".zip"));
}
