//! git, ssh, and the pages that lead from an import path to a repository.

use super::Rule;
use crate::explain::Id;
use crate::explain::id::Vcs::{
    Cut, Denied, Dubious, Failed, Govcs, Insecure, Lock, NoCredentials, NoMeta, NoRepository, SshHostKey,
    SshKey, Stamp, TooOld,
};
use crate::fault::Fault::{Http, Protocol, Settings, Tcp};
use crate::fault::Http::{Http2, Status429, Status500, Status502, Status503, Status504};
use crate::fault::Protocol::NotFound;
use crate::fault::Settings::NoGit;
use crate::fault::Tcp::Reset;

const NO_CREDENTIALS: Id = Id::Vcs(NoCredentials);
const HIDDEN: &[Id] = &[Id::Vcs(NoRepository)];
const NO_REPOSITORY: Id = Id::Vcs(NoRepository);
const DENIED: Id = Id::Vcs(Denied);
const CUT: Id = Id::Vcs(Cut);
const CUT_OR: &[Id] = &[Id::Net(Tcp(Reset))];
const NO_META: Id = Id::Vcs(NoMeta);
const NO_META_OR: &[Id] = &[Id::Net(Protocol(NotFound))];

pub(super) const RULES: &[Rule] = &[
    Rule::sure(Id::Net(Http(Status502)), "unable to access '{url}': The requested URL returned error: 502"),
    Rule::sure(Id::Net(Http(Status503)), "unable to access '{url}': The requested URL returned error: 503"),
    Rule::sure(Id::Net(Http(Status504)), "unable to access '{url}': The requested URL returned error: 504"),
    Rule::sure(Id::Net(Http(Status500)), "unable to access '{url}': The requested URL returned error: 500"),
    Rule::sure(Id::Net(Http(Status429)), "unable to access '{url}': The requested URL returned error: 429"),
    Rule::sure(Id::Net(Settings(NoGit)), "exec: \"git\": executable file not found in "),
    Rule::sure(Id::Net(Settings(NoGit)), "exec: \"hg\": executable file not found in "),
    Rule::sure(Id::Net(Settings(NoGit)), "exec: \"svn\": executable file not found in "),
    Rule::sure(Id::Net(Settings(NoGit)), "exec: \"bzr\": executable file not found in "),
    Rule::sure(Id::Net(Settings(NoGit)), "exec: \"fossil\": executable file not found in "),
    Rule::sure(Id::Net(Settings(NoGit)), "missing {name} command. See http"),
    Rule::sure(Id::Net(Settings(NoGit)), "missing Mercurial command"),
    Rule::sure(Id::Net(Settings(NoGit)), "missing Subversion command"),
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
    Rule::perhaps(
        Id::Vcs(Failed),
        "no secure protocol found for repository",
        &[NO_REPOSITORY, NO_CREDENTIALS],
    ),
    Rule::perhaps(Id::Vcs(Failed), "no protocol found for repository", &[NO_REPOSITORY, NO_CREDENTIALS]),
    Rule::likely(NO_REPOSITORY, "remote: Not Found", &[DENIED]),
    Rule::likely(NO_REPOSITORY, "fatal: remote error: upload-pack: not our ref", &[DENIED]),
    Rule::likely(NO_REPOSITORY, "ERROR: The project you were looking for could not be found", &[DENIED]),
    Rule::sure(Id::Vcs(SshKey), "Permission denied (keyboard-interactive"),
    Rule::sure(Id::Vcs(SshKey), "no such identity: "),
    Rule::sure(DENIED, "remote: Invalid credentials"),
    Rule::sure(DENIED, "remote: Bad credentials"),
    Rule::sure(DENIED, "fatal: credential"),
    Rule::likely(NO_REPOSITORY, "repository '{url}' not found", &[DENIED]),
    Rule::likely(NO_REPOSITORY, "ERROR: Repository not found", &[DENIED]),
    Rule::likely(NO_REPOSITORY, "unable to access '{url}': The requested URL returned error: 404", &[DENIED]),
    Rule::likely(NO_REPOSITORY, "remote: The project you were looking for could not be found", &[DENIED]),
    Rule::likely(NO_REPOSITORY, "does not appear to be a git repository", &[DENIED]),
    // git before 2.0, and its own words in other languages.
    Rule::sure(DENIED, "The requested URL returned error: 401 "),
    Rule::sure(DENIED, "The requested URL returned error: 403 "),
    Rule::likely(NO_REPOSITORY, "The requested URL returned error: 404 ", &[DENIED]),
    Rule::likely(NO_REPOSITORY, "not found: did you run git update-server-info on the server?", &[DENIED]),
    Rule::sure(DENIED, "' 鉴权失败"),
    Rule::sure(DENIED, "身份验证失败：'{url}'"),
    Rule::sure(DENIED, "Authentifizierung fehlgeschlagen für '{url}'"),
    Rule::sure(DENIED, "Échec d'authentification pour '{url}'"),
    Rule::sure(DENIED, "Falló la autenticación para '{url}'"),
    Rule::likely(NO_REPOSITORY, "仓库 '{url}' 未找到", &[DENIED]),
    Rule::likely(NO_REPOSITORY, "Repository '{url}' nicht gefunden", &[DENIED]),
    Rule::likely(NO_REPOSITORY, "dépôt '{url}' non trouvé", &[DENIED]),
    Rule::likely(NO_REPOSITORY, "repositorio '{url}' no encontrado", &[DENIED]),
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
    Rule::likely(Id::Net(Http(Http2)), "error: RPC failed; curl 16 ", &[CUT]),
    Rule::likely(CUT, "error: RPC failed; curl ", CUT_OR),
    Rule::likely(CUT, "error: RPC failed; HTTP ", CUT_OR),
    Rule::likely(CUT, "error: RPC failed; result=", CUT_OR),
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
