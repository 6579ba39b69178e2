//! What a module proxy answers.

use super::Rule;
use crate::explain::Id;
use crate::explain::id::Vcs::NoRepository;
use crate::fault::Fault::{Http, Protocol};
use crate::fault::Http::{
    Captive, Cut, Stalled, Status401, Status403, Status418, Status429, Status500, Status502, Status503,
    Status504, StatusOther, Truncated,
};
use crate::fault::Protocol::{BadZip, Nonconforming, NotFound, Off, TooLarge};

const NOT_FOUND: Id = Id::Net(Protocol(NotFound));
const ODD: Id = Id::Net(Protocol(Nonconforming));
const BAD_ZIP: Id = Id::Net(Protocol(BadZip));
const BAD_ZIP_OR: &[Id] = &[Id::Net(Http(Truncated)), Id::Net(Http(Captive))];
const ODD_OR: &[Id] = &[Id::Net(Http(Captive))];
const PRIVATE: &[Id] = &[Id::Vcs(NoRepository)];

pub(super) const RULES: &[Rule] = &[
    Rule::sure(Id::Net(Protocol(Off)), "module lookup disabled by GOPROXY=off"),
    Rule::sure(Id::Net(Protocol(Off)), "checksum database lookup disabled by GOPROXY=off"),
    Rule::likely(NOT_FOUND, "reading {url}: 404 Not Found", PRIVATE),
    Rule::likely(NOT_FOUND, "reading {url}: 410 Gone", PRIVATE),
    Rule::likely(NOT_FOUND, "reading {url}: 404 ", PRIVATE),
    Rule::likely(NOT_FOUND, "reading file://{*}: no such file or directory", PRIVATE),
    Rule::likely(NOT_FOUND, "unexpected status (file://{*}): no such file or directory", PRIVATE),
    Rule::likely(NOT_FOUND, "unexpected status ({url}): 404 Not Found", PRIVATE),
    Rule::likely(NOT_FOUND, "unexpected status ({url}): 410 Gone", PRIVATE),
    Rule::sure(Id::Net(Http(Status401)), "unexpected status ({url}): 401 "),
    Rule::sure(Id::Net(Http(Status403)), "unexpected status ({url}): 403 "),
    Rule::sure(Id::Net(Http(Status418)), "unexpected status ({url}): 418 "),
    Rule::sure(Id::Net(Http(Status429)), "unexpected status ({url}): 429 "),
    Rule::sure(Id::Net(Http(Status500)), "unexpected status ({url}): 500 "),
    Rule::sure(Id::Net(Http(Status502)), "unexpected status ({url}): 502 "),
    Rule::sure(Id::Net(Http(Status503)), "unexpected status ({url}): 503 "),
    Rule::sure(Id::Net(Http(Status504)), "unexpected status ({url}): 504 "),
    Rule::sure(Id::Net(Http(Status401)), "reading {url}: 401 "),
    Rule::sure(Id::Net(Http(Status403)), "reading {url}: 403 "),
    Rule::sure(Id::Net(Http(Status418)), "reading {url}: 418 "),
    Rule::sure(Id::Net(Http(Status429)), "reading {url}: 429 "),
    Rule::sure(Id::Net(Http(Status500)), "reading {url}: 500 "),
    Rule::sure(Id::Net(Http(Status502)), "reading {url}: 502 "),
    Rule::sure(Id::Net(Http(Status503)), "reading {url}: 503 "),
    Rule::sure(Id::Net(Http(Status504)), "reading {url}: 504 "),
    Rule::sure(Id::Net(Http(StatusOther)), "reading {url}: {n} "),
    Rule::sure(Id::Net(Http(StatusOther)), "unexpected status ({url}): {n} "),
    Rule::sure(Id::Net(Protocol(TooLarge)), "module source tree too large"),
    Rule::sure(Id::Net(Protocol(TooLarge)), "total uncompressed size of module contents too large"),
    Rule::sure(Id::Net(Protocol(TooLarge)), "downloaded zip file too large"),
    Rule::sure(Id::Net(Protocol(TooLarge)), "go.mod file too large"),
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
    Rule::likely(Id::Net(Http(Truncated)), ".zip\": unexpected EOF", &[Id::Net(Http(Cut))]),
    Rule::likely(Id::Net(Http(Truncated)), "unexpected EOF$", &[Id::Net(Http(Cut))]),
    Rule::likely(Id::Net(Http(Stalled)), "read: operation timed out", &[Id::Net(Http(Cut))]),
    Rule::likely(Id::Net(Http(Stalled)), "read: connection timed out", &[Id::Net(Http(Cut))]),
];
