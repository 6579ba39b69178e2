//! What a module proxy answers.

use super::Rule;
use crate::explain::Id;
use crate::explain::id::Goproxy::{
    BadZip, Http401, Http403, Http418, Http429, Http500, Http502, Http503, Http504, HttpOther, Nonconforming,
    NotFound, Off, Stalled, TooLarge, Truncated,
};
use crate::explain::id::Http::{Captive, Cut};
use crate::explain::id::Vcs::NoRepository;

const NOT_FOUND: Id = Id::Goproxy(NotFound);
const ODD: Id = Id::Goproxy(Nonconforming);
const BAD_ZIP: Id = Id::Goproxy(BadZip);
const BAD_ZIP_OR: &[Id] = &[Id::Goproxy(Truncated), Id::Http(Captive)];
const ODD_OR: &[Id] = &[Id::Http(Captive)];
const PRIVATE: &[Id] = &[Id::Vcs(NoRepository)];

pub(super) const RULES: &[Rule] = &[
    Rule::sure(Id::Goproxy(Off), "module lookup disabled by GOPROXY=off"),
    Rule::sure(Id::Goproxy(Off), "checksum database lookup disabled by GOPROXY=off"),
    Rule::likely(NOT_FOUND, "reading {url}: 404 Not Found", PRIVATE),
    Rule::likely(NOT_FOUND, "reading {url}: 410 Gone", PRIVATE),
    Rule::likely(NOT_FOUND, "reading {url}: 404 ", PRIVATE),
    Rule::likely(NOT_FOUND, "reading file://{*}: no such file or directory", PRIVATE),
    Rule::likely(NOT_FOUND, "unexpected status (file://{*}): no such file or directory", PRIVATE),
    Rule::likely(NOT_FOUND, "unexpected status ({url}): 404 Not Found", PRIVATE),
    Rule::likely(NOT_FOUND, "unexpected status ({url}): 410 Gone", PRIVATE),
    Rule::sure(Id::Goproxy(Http401), "reading {url}: 401 "),
    Rule::sure(Id::Goproxy(Http403), "reading {url}: 403 "),
    Rule::sure(Id::Goproxy(Http418), "reading {url}: 418 "),
    Rule::sure(Id::Goproxy(Http429), "reading {url}: 429 "),
    Rule::sure(Id::Goproxy(Http500), "reading {url}: 500 "),
    Rule::sure(Id::Goproxy(Http502), "reading {url}: 502 "),
    Rule::sure(Id::Goproxy(Http503), "reading {url}: 503 "),
    Rule::sure(Id::Goproxy(Http504), "reading {url}: 504 "),
    Rule::sure(Id::Goproxy(HttpOther), "reading {url}: {n} "),
    Rule::sure(Id::Goproxy(HttpOther), "unexpected status ({url}): {n} "),
    Rule::sure(Id::Goproxy(TooLarge), "module source tree too large"),
    Rule::sure(Id::Goproxy(TooLarge), "total uncompressed size of module contents too large"),
    Rule::sure(Id::Goproxy(TooLarge), "downloaded zip file too large"),
    Rule::sure(Id::Goproxy(TooLarge), "go.mod file too large"),
    Rule::likely(BAD_ZIP, "zip: not a valid zip file", BAD_ZIP_OR),
    Rule::likely(BAD_ZIP, "zip: checksum error", BAD_ZIP_OR),
    Rule::likely(BAD_ZIP, "zip: unsupported compression algorithm", BAD_ZIP_OR),
    Rule::likely(BAD_ZIP, "flate: corrupt input before offset", BAD_ZIP_OR),
    Rule::likely(BAD_ZIP, "zip for {module} has unexpected file", BAD_ZIP_OR),
    Rule::likely(BAD_ZIP, "create zip: {*}: ", BAD_ZIP_OR),
    Rule::likely(ODD, "proxy returned info for version ", ODD_OR),
    Rule::likely(ODD, "invalid response from proxy ", ODD_OR),
    Rule::likely(ODD, "parsing go.mod: missing module line", ODD_OR),
    Rule::likely(ODD, "parsing go.mod: {*}:{n}: unknown directive: <", ODD_OR),
    Rule::likely(ODD, "unexpected end of JSON input", ODD_OR),
    Rule::likely(ODD, "cannot unmarshal {*} into Go value of type modfetch", ODD_OR),
    Rule::likely(ODD, "cannot unmarshal {*} into Go struct field", ODD_OR),
    Rule::likely(ODD, "looking for beginning of value", ODD_OR),
    Rule::likely(ODD, "looking for beginning of object key string", ODD_OR),
    Rule::likely(ODD, "parsing time \"", ODD_OR),
    Rule::likely(ODD, "is not a valid semantic version", ODD_OR),
    Rule::likely(Id::Goproxy(Truncated), ".zip\": unexpected EOF", &[Id::Http(Cut)]),
    Rule::likely(Id::Goproxy(Truncated), "unexpected EOF", &[Id::Http(Cut)]),
    Rule::likely(Id::Goproxy(Stalled), "read: operation timed out", &[Id::Http(Cut)]),
    Rule::likely(Id::Goproxy(Stalled), "read: connection timed out", &[Id::Http(Cut)]),
];
