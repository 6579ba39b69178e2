//! The checksum database, and go.sum.

use super::Rule;
use crate::explain::Id;
use crate::fault::Fault::{Http, Sumdb};
use crate::fault::Http::Captive;
use crate::fault::Sumdb::{
    Forged, GoSumMalformed, GoSumMissing, Mismatch, Nonconforming, Private, ProxyBroken, Status, Unreachable,
};

const MISMATCH: Id = Id::Net(Sumdb(Mismatch));
const UNREACHABLE: Id = Id::Net(Sumdb(Unreachable));
const ODD: Id = Id::Net(Sumdb(Nonconforming));
const ODD_OR: &[Id] = &[Id::Net(Http(Captive)), Id::Net(Sumdb(ProxyBroken))];
const PRIVATE_OR: &[Id] = &[Id::Net(Sumdb(Status))];

pub(super) const RULES: &[Rule] = &[
    Rule::likely(ODD, "cannot validate record {n} in tree of size {n}", ODD_OR),
    Rule::likely(ODD, "verifying {*}: cannot validate record", ODD_OR),
    Rule::sure(MISMATCH, ": checksum mismatch"),
    Rule::sure(MISMATCH, "does NOT match an earlier download recorded in go.sum"),
    Rule::sure(MISMATCH, "does NOT match the one reported by the checksum server"),
    Rule::sure(MISMATCH, "does NOT match the go.sum"),
    Rule::sure(Id::Net(Sumdb(Forged)), "go.sum database server misbehavior detected"),
    Rule::sure(Id::Net(Sumdb(Forged)), "verifying {*}: invalid signature for key"),
    Rule::sure(Id::Net(Sumdb(Forged)), "verifying {*}: note has no verifiable signatures"),
    Rule::sure(Id::Net(Sumdb(Forged)), "verifying {*}: downloaded inconsistent tile"),
    Rule::sure(Id::Net(Sumdb(Forged)), "verifying {*}: tree hash mismatch"),
    Rule::sure(Id::Net(Sumdb(Forged)), "verifying {*}: cannot authenticate record data in server response"),
    Rule::sure(Id::Net(Sumdb(Forged)), "verifying {*}: checking tree"),
    // The proxy in between.
    Rule::sure(Id::Net(Sumdb(ProxyBroken)), "reading {*}/sumdb/{*}/supported: {n} "),
    Rule::sure(Id::Net(Sumdb(ProxyBroken)), "reading {*}/sumdb/{*}: 5{n} "),
    Rule::sure(Id::Net(Sumdb(ProxyBroken)), "reading {*}/sumdb/{*}/latest: 4{n} "),
    Rule::sure(Id::Net(Sumdb(ProxyBroken)), "reading {*}/sumdb/{*}/tile/{*}: 4{n} "),
    // It answers.
    Rule::likely(Id::Net(Sumdb(Private)), "reading {*}/lookup/{*}: 404 Not Found", PRIVATE_OR),
    Rule::likely(Id::Net(Sumdb(Private)), "reading {*}/lookup/{*}: 410 Gone", PRIVATE_OR),
    Rule::sure(Id::Net(Sumdb(Status)), "reading {*}/lookup/{*}: {n} "),
    Rule::sure(Id::Net(Sumdb(Status)), "verifying {*}: reading {*}/tile/{*}: {n} "),
    Rule::sure(Id::Net(Sumdb(Status)), "verifying {*}: reading {*}/latest: {n} "),
    Rule::likely(ODD, "verifying {*}: malformed record data", ODD_OR),
    Rule::likely(ODD, "verifying {*}: malformed note", ODD_OR),
    Rule::likely(ODD, "verifying {*}: malformed tree note", ODD_OR),
    Rule::likely(ODD, "verifying {*}: missing {*} line", ODD_OR),
    Rule::likely(ODD, "initializing sumdb.Client: {*}malformed", ODD_OR),
    Rule::likely(ODD, "verifying {*}: data mismatch", ODD_OR),
    Rule::likely(ODD, "verifying {*}: invalid tile", ODD_OR),
    // It cannot be reached; why stands behind.
    Rule::sure(UNREACHABLE, "verifying {*}Get {*}/lookup/"),
    Rule::sure(UNREACHABLE, "verifying {*}Get {*}/supported"),
    Rule::sure(UNREACHABLE, "verifying {*}Get {*}/tile/"),
    Rule::sure(UNREACHABLE, "verifying {*}Get {*}/latest"),
    Rule::sure(UNREACHABLE, "initializing sumdb.Client: {*}Get {*}"),
    Rule::sure(UNREACHABLE, "Get \"https://sum.golang.org/"),
    Rule::sure(UNREACHABLE, "Get https://sum.golang.org/"),
    Rule::sure(UNREACHABLE, "Get \"https://sum.golang.google.cn/"),
    // go.sum.
    Rule::sure(Id::Net(Sumdb(GoSumMissing)), "missing go.sum entry"),
    Rule::sure(Id::Net(Sumdb(GoSumMalformed)), "malformed go.sum"),
    Rule::sure(Id::Net(Sumdb(GoSumMalformed)), "go.sum:{n}: malformed"),
    Rule::sure(Id::Net(Sumdb(GoSumMalformed)), "go.sum: malformed"),
    Rule::likely(ODD, "checksum missing from sumdb response", ODD_OR),
];
