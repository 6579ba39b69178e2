//! Addresses of proxies: what an entry of GOPROXY means, where a file lies below it, and how it may be shown.

use super::Error;
use crate::golang::escape;
use crate::urls::masked_address;
use url::Url;

/// The address below a proxy's own, one segment each; a query of the base is kept, as `go` keeps it.
pub fn file(base: &Url, segments: &[&str]) -> Url {
    let mut url = base.clone();
    let path: String =
        base.path().split('/').filter(|part| !part.is_empty()).flat_map(|part| ["/", part]).collect();
    url.set_path(&path);
    if let Ok(mut parts) = url.path_segments_mut() {
        parts.pop_if_empty().extend(segments);
    }
    // `go` writes the sign before a capital so, and caches tell the two spellings apart.
    if url.scheme() != "file" && url.path().contains('!') {
        url.set_path(&url.path().replace('!', "%21"));
    }
    url
}

/// The address of a module's file: `module_file(base, "github.com/Azure/x", "@v/list")`. The rest is taken as it
/// stands; [`version_file`] escapes a version.
pub fn module_file(base: &Url, module: &str, rest: &str) -> Result<Url, escape::Error> {
    let module = escape::path(module)?;
    let segments: Vec<_> = module.split('/').chain(rest.split('/')).collect();
    Ok(file(base, &segments))
}

/// The address of one version's `info`, `mod` or `zip`.
pub fn version_file(base: &Url, module: &str, version: &str, kind: &str) -> Result<Url, escape::Error> {
    let version = escape::version(version)?;
    module_file(base, module, &format!("@v/{version}.{kind}"))
}

/// The address an entry means.
pub(super) fn address(entry: &str) -> Result<Url, Error> {
    if is_absolute_path(entry) {
        return Err(Error::MissingScheme(masked_address(entry)));
    }
    let bare = entry.contains(['.', ':', '/']) && !entry.contains(":/");
    let whole = if bare { format!("https://{entry}") } else { entry.to_owned() };
    let url = match Url::parse(&whole) {
        Ok(url) => url,
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            return Err(Error::MissingScheme(masked_address(entry)));
        }
        Err(url::ParseError::EmptyHost) => return Err(Error::Host(masked_address(entry))),
        Err(reason) => {
            return Err(Error::Syntax { entry: masked_address(entry), reason: reason.to_string() });
        }
    };
    let after = &whole[url.scheme().len() + 1..];
    match url.scheme() {
        "file" => check_file(entry, &url, after)?,
        "https" | "http" => check_host(entry, after)?,
        _ => return Err(Error::Scheme(masked_address(entry))),
    }
    Ok(url)
}

/// By the rules of any system, since `go` refuses both as an address.
fn is_absolute_path(entry: &str) -> bool {
    let drive = |b: &[u8]| b[0].is_ascii_alphabetic() && b[1] == b':' && matches!(b[2], b'\\' | b'/');
    entry.starts_with(['/', '\\']) || entry.as_bytes().first_chunk::<3>().is_some_and(|b| drive(b))
}

/// `file:///path` or `file:/path`; a host would be dropped without a word.
fn check_file(entry: &str, url: &Url, after: &str) -> Result<(), Error> {
    let rooted = after.starts_with('/') && (!after.starts_with("//") || after.starts_with("///"));
    let plain = url.query().is_none() && url.fragment().is_none() && url.host_str().is_none();
    if rooted && plain && !after.contains('\\') { Ok(()) } else { Err(Error::File(masked_address(entry))) }
}

/// The URL parser corrects what `go` refuses: a missing host, backslashes, control characters.
fn check_host(entry: &str, after: &str) -> Result<(), Error> {
    let refuse = |reason: &str| Error::Syntax { entry: masked_address(entry), reason: reason.to_owned() };
    if after.contains(char::is_control) {
        return Err(refuse("it holds a control character"));
    }
    let Some(rest) = after.strip_prefix("//") else { return Err(Error::Host(masked_address(entry))) };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty() {
        return Err(Error::Host(masked_address(entry)));
    }
    let name = host.rsplit('@').next().unwrap_or_default();
    if name.split('%').skip(1).any(|code| code.starts_with(|c: char| c.is_digit(8))) {
        return Err(refuse("its host holds an ASCII character in its escaped form"));
    }
    if host.contains(['\\', ' ']) { Err(refuse("its host holds a blank or a backslash")) } else { Ok(()) }
}
