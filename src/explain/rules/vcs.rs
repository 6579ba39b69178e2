//! git, ssh, and the pages that lead from an import path to a repository.

use super::Rule;
use crate::explain::Id;
use crate::explain::id::Goproxy::NotFound;
use crate::explain::id::Tcp::Reset;
use crate::explain::id::Vcs::{
    Cut, Denied, Dubious, Failed, Govcs, Insecure, Lock, Missing, NoCredentials, NoMeta, NoRepository,
    SshHostKey, SshKey, Stamp, TooOld,
};

const NO_CREDENTIALS: Id = Id::Vcs(NoCredentials);
const HIDDEN: &[Id] = &[Id::Vcs(NoRepository)];
const NO_REPOSITORY: Id = Id::Vcs(NoRepository);
const DENIED: Id = Id::Vcs(Denied);
const CUT: Id = Id::Vcs(Cut);
const CUT_OR: &[Id] = &[Id::Tcp(Reset)];
const NO_META: Id = Id::Vcs(NoMeta);
const NO_META_OR: &[Id] = &[Id::Goproxy(NotFound)];

pub(super) const RULES: &[Rule] = &[
    Rule::sure(Id::Vcs(Missing), "exec: \"git\": executable file not found in "),
    Rule::sure(Id::Vcs(Missing), "exec: \"hg\": executable file not found in "),
    Rule::sure(Id::Vcs(Missing), "exec: \"svn\": executable file not found in "),
    Rule::sure(Id::Vcs(Missing), "exec: \"bzr\": executable file not found in "),
    Rule::sure(Id::Vcs(Missing), "exec: \"fossil\": executable file not found in "),
    Rule::sure(Id::Vcs(Missing), "missing Git command. See https://golang.org/s/gogetcmd"),
    Rule::sure(Id::Vcs(Missing), "missing Mercurial command"),
    Rule::sure(Id::Vcs(Missing), "missing Subversion command"),
    Rule::likely(NO_CREDENTIALS, "could not read Username for '{url}': ", HIDDEN),
    Rule::likely(NO_CREDENTIALS, "could not read Username for ", HIDDEN),
    Rule::likely(NO_CREDENTIALS, "could not read Password for '{url}': ", HIDDEN),
    Rule::likely(NO_CREDENTIALS, "terminal prompts disabled", HIDDEN),
    Rule::likely(NO_CREDENTIALS, "无法读取 '{url}' 的用户名", HIDDEN),
    Rule::sure(DENIED, "Authentication failed for '{url}'"),
    Rule::sure(DENIED, "remote: Invalid username or password"),
    Rule::sure(DENIED, "remote: Invalid username or token"),
    Rule::sure(DENIED, "remote: HTTP Basic: Access denied"),
    Rule::sure(DENIED, "remote: Support for password authentication was removed"),
    Rule::sure(DENIED, "remote: Write access to repository not granted"),
    Rule::sure(DENIED, "remote: Permission to "),
    Rule::sure(DENIED, "unable to access '{url}': The requested URL returned error: 401"),
    Rule::sure(DENIED, "unable to access '{url}': The requested URL returned error: 403"),
    Rule::sure(Id::Vcs(SshKey), "Permission denied (publickey"),
    Rule::sure(Id::Vcs(SshKey), "Permission denied, please try again."),
    Rule::sure(Id::Vcs(SshKey), "Too many authentication failures"),
    Rule::sure(Id::Vcs(SshHostKey), "Host key verification failed"),
    Rule::sure(Id::Vcs(SshHostKey), "REMOTE HOST IDENTIFICATION HAS CHANGED"),
    Rule::sure(Id::Vcs(SshHostKey), "host key is known for {host}"),
    Rule::likely(NO_REPOSITORY, "remote: Repository not found", &[DENIED]),
    Rule::likely(NO_REPOSITORY, "repository '{url}' not found", &[DENIED]),
    Rule::likely(NO_REPOSITORY, "ERROR: Repository not found", &[DENIED]),
    Rule::likely(NO_REPOSITORY, "unable to access '{url}': The requested URL returned error: 404", &[DENIED]),
    Rule::likely(NO_REPOSITORY, "remote: The project you were looking for could not be found", &[DENIED]),
    Rule::likely(NO_REPOSITORY, "does not appear to be a git repository", &[DENIED]),
    Rule::sure(Id::Vcs(Govcs), "GOVCS disallows using "),
    Rule::sure(Id::Vcs(Insecure), "cannot use insecure protocol"),
    Rule::sure(Id::Vcs(Insecure), "The unauthenticated git protocol on port 9418 is no longer supported"),
    Rule::sure(Id::Vcs(Insecure), "insecure protocol for repository"),
    Rule::sure(Id::Vcs(Insecure), "transport '{name}' not allowed"),
    Rule::sure(Id::Vcs(Dubious), "detected dubious ownership in repository at "),
    Rule::sure(Id::Vcs(Dubious), "unsafe repository ('"),
    Rule::likely(
        NO_META,
        "unrecognized import path \"{name}\": parse {*}: no go-import meta tags",
        NO_META_OR,
    ),
    Rule::likely(NO_META, "parse {url}: no go-import meta tags", NO_META_OR),
    Rule::likely(NO_META, "no go-import meta tags", NO_META_OR),
    Rule::likely(NO_META, "?go-get=1: {n} ", NO_META_OR),
    Rule::likely(NO_META, "https fetch: Get \"{url}?go-get=1\"", NO_META_OR),
    Rule::likely(NO_META, "import path does not begin with hostname", NO_META_OR),
    Rule::likely(NO_META, "multiple meta tags match import path", NO_META_OR),
    Rule::likely(CUT, "fatal: early EOF", CUT_OR),
    Rule::likely(CUT, "error: RPC failed; curl ", CUT_OR),
    Rule::likely(CUT, "error: RPC failed; HTTP ", CUT_OR),
    Rule::likely(CUT, "fetch-pack: unexpected disconnect while reading sideband packet", CUT_OR),
    Rule::likely(CUT, "fatal: the remote end hung up unexpectedly", CUT_OR),
    Rule::likely(CUT, "fatal: index-pack failed", CUT_OR),
    Rule::likely(CUT, "fatal: protocol error: bad pack header", CUT_OR),
    Rule::likely(CUT, "kex_exchange_identification: ", CUT_OR),
    Rule::likely(CUT, "ssh_exchange_identification: ", CUT_OR),
    Rule::likely(CUT, "Connection closed by remote host", CUT_OR),
    Rule::likely(CUT, "Empty reply from server", CUT_OR),
    Rule::sure(Id::Vcs(Lock), ".lock': File exists."),
    Rule::sure(Id::Vcs(Lock), "Another git process seems to be running"),
    Rule::sure(Id::Vcs(Stamp), "error obtaining VCS status: "),
    Rule::sure(Id::Vcs(TooOld), "remote helper 'https' aborted session"),
    Rule::sure(Id::Vcs(TooOld), "Unable to find remote helper for 'https'"),
    Rule::sure(Id::Vcs(TooOld), "git: 'remote-https' is not a git command"),
    Rule::likely(Id::Vcs(Failed), "git ls-remote -q {*}: exit status {n}", HIDDEN),
    Rule::likely(Id::Vcs(Failed), "git fetch {*}: exit status {n}", HIDDEN),
    Rule::likely(Id::Vcs(Failed), "fatal: Could not read from remote repository", HIDDEN),
];
