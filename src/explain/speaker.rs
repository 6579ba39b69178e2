//! Who wrote a line: `go`, git and curl speak of the network in lines that can be told; what a program or a test logs
//! about its own connections is nothing of theirs.

/// What stands in lines that `go`, git, curl and the tools around them write.
const MARKS: [&str; 53] = [
    "go: ",
    "go get ",
    "go mod ",
    "go build ",
    "go install ",
    "go list ",
    "verifying ",
    "fatal: ",
    "remote: ",
    "error: RPC failed",
    "error: could not fetch",
    "unable to access '",
    "curl: (",
    "ssh: ",
    "ssh_exchange_identification",
    "kex_exchange_identification",
    "git ls-remote",
    "git fetch",
    "git clone",
    "abort: ",
    "svn: ",
    "fetch-pack",
    "/@v/",
    "/@latest",
    "?go-get=1",
    "/sumdb/",
    "/lookup/",
    "proxyconnect tcp: ",
    "unrecognized import path",
    "module lookup",
    "invalid version: ",
    "reading http",
    "reading file:",
    "unexpected status (",
    "downloading ",
    "sumdb",
    "proxy.golang.org",
    "sum.golang.org",
    "golang.org/",
    "go.dev/",
    "goproxy.",
    "GOPROXY",
    "GOSUMDB",
    "go.sum",
    "go.mod",
    "imports\t",
    ": imports ",
    "Could not resolve ",
    "ailed to connect to ",
    "vuln.go.dev",
    // git in other languages.
    "致命错误：",
    "fatal : ",
    "Schwerwiegend: ",
];

/// How lines begin that were cut out of one of `go`'s.
const FRAGMENTS: [&str; 15] = [
    "Get \"http",
    "Get http",
    "dial tcp",
    "dial udp",
    "lookup ",
    "read tcp ",
    "write tcp ",
    "read udp ",
    "proxyconnect ",
    "socks connect ",
    "x509: ",
    "tls: ",
    "net/http: ",
    "remote error: tls: ",
    "gv relay: ",
];

/// Who wrote a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaker {
    /// `go`, git, curl, ssh.
    Go,
    /// A piece of such a line, or a program's words: it counts where nothing else shows a cause.
    Unclear,
    /// A program or a test.
    Program,
}

/// Who wrote this line. `beneath` is whether it stands indented below a line of `go`'s.
pub(super) fn of(line: &str, beneath: bool) -> Speaker {
    if has_own_place(line) {
        return Speaker::Program;
    }
    let module = line.split([' ', '\t', '"']).any(is_module_at_version);
    if beneath || module || MARKS.iter().any(|mark| line.contains(mark)) {
        return Speaker::Go;
    }
    let text = line.trim_start();
    if FRAGMENTS.iter().any(|fragment| text.starts_with(fragment)) {
        Speaker::Unclear
    } else {
        Speaker::Program
    }
}

/// `example.com/m@v1.0.0:`
fn is_module_at_version(word: &str) -> bool {
    let (path, version) = word.trim_end_matches([':', ',']).split_once('@').unwrap_or_default();
    path.contains('.') && path.contains('/') && version.starts_with(['v', 'l', 'u', 'p', 'm'])
}

/// `store_test.go:31: `, `geo.go:88: Post …`: a test or a program that logs says where it stands; the compiler, which does so
/// too, names a column too.
fn has_own_place(line: &str) -> bool {
    let Some((_, rest)) = line.split_once(".go:") else { return false };
    // A column follows where the compiler or `go list` speaks.
    let Some((number, text)) = rest.split_once(':') else { return false };
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) && text.starts_with(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_go_are_told_from_those_of_programs() {
        for line in [
            "go: golang.org/x/text@v0.3.0: Get \"https://h/x\": dial tcp: lookup h: no such host",
            "example.com/m@v1.0.0: reading https://h/x: 404 Not Found",
            "fatal: unable to access 'https://h/': Could not resolve host: h",
            "Get \"https://h/example.com/m/@v/list\": EOF",
        ] {
            assert_eq!(of(line, false), Speaker::Go, "{line}");
        }
        for line in [
            "        a_test.go:934: request failed: Get \"http://localhost:52000/x\": dial tcp [::1]:52000: connect: connection refused",
            "2019/05/15 18:42:25 geo.go:88: Post http://127.0.0.1:33763/x: dial tcp: connection refused",
            "unable to read database db: dial tcp 127.0.0.1:3306: connect: connection refused",
            "http: proxy error: dial tcp [::1]:3001: connectex: No connection could be made",
        ] {
            assert_eq!(of(line, false), Speaker::Program, "{line}");
        }
        assert_eq!(of("dial tcp: lookup db: no such host", false), Speaker::Unclear);
        assert_eq!(of("\tdial tcp: lookup db: no such host", true), Speaker::Go);
    }
}
