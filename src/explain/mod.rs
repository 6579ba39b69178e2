//! What a failed go command's output means: text in, causes out. It knows no network and no file;
//! what it cannot tell from text alone it says so, and names what measures it.

mod area;
mod cause;
mod confidence;
mod decode;
mod explanation;
mod fallback;
mod frame;
mod here;
mod id;
mod line;
mod matches;
mod next;
mod pattern;
mod reader;
mod refine;
mod rules;
mod section;
mod shells;
mod speaker;
mod std;
mod target;
mod windows;

pub use area::Area;
pub use cause::{Cause, Explanation};
pub use confidence::Confidence;
pub use explanation::Told;
pub use frame::Frame;
pub use here::Here;
pub use id::{Build, Code, Command, Environment, Id, Machine, Project, Toolchain, Vcs};
pub use next::next;
pub use reader::{Reader, Stream};

/// Explains a whole text. Its length is bounded by nothing, what is kept of it is.
pub fn explain(text: &str) -> Explanation {
    let mut reader = Reader::new();
    reader.read(Stream::Err, text.as_bytes());
    reader.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::{Dns, Fault, Sumdb};
    use proptest::prelude::*;

    /// What failures are made of, so that any text of these comes near to some rule.
    const PIECES: [&str; 24] = [
        "go: ",
        "\n",
        "\n\t",
        "\r",
        "example.com/m@v1.0.0: ",
        "Get \"https://me:S3CRET@h.example/x\": ",
        "dial tcp ",
        "lookup h.example",
        " on 127.0.0.53:53: ",
        "no such host",
        "1.2.3.4:443: connect: connection refused",
        "proxyconnect tcp: ",
        "reading https://tok:S3CRET@h/x: ",
        "404 Not Found",
        "verifying ",
        ": checksum mismatch",
        "x509: certificate ",
        "=== RUN ",
        "--- FAIL: ",
        "fatal: ",
        "Failed to connect to h port 443 after 9 ms: ",
        "\u{1b}[31m",
        "Authorization: Bearer S3CRET ",
        "exit status 1",
    ];

    fn text() -> impl Strategy<Value = String> {
        let piece =
            prop_oneof![4 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned), 1 => "\\PC{0,8}"];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange_and_no_secret_is_shown(text in text()) {
            let explanation = explain(&text);
            prop_assert!(explanation.causes.len() <= Id::all().len());
            for cause in &explanation.causes {
                prop_assert!(cause.text.chars().count() <= 501 && cause.line <= text.lines().count() + 1);
                prop_assert!(cause.targets.len() <= 8 && cause.modules.len() <= 8);
                let shown = format!("{cause:?} {:?}", next(cause, &Here::Open));
                prop_assert!(!shown.contains("S3CRET"), "{shown}");
            }
        }
    }

    #[test]
    fn a_secret_that_runs_into_a_module_is_not_shown_with_it() {
        let text = ": checksum mismatchGet \"https://me:S3CRET@h.example/x\": Authorization: Bearer S3CRET \n\
                    example.com/m@v1.0.0: ";
        let causes = explain(text).causes;
        assert!(!causes.is_empty() && !format!("{causes:?}").contains("S3CRET"), "{causes:?}");
    }

    #[test]
    fn a_cause_of_many_modules_is_told_once() {
        let line = |n: usize| {
            format!(
                "go: example.com/m{n}@v1.0.0: Get \"https://h.example/m{n}/@v/v1.0.0.info\": dial tcp: lookup h.example: no such host\n"
            )
        };
        let explanation = explain(&(0..1000).map(line).collect::<String>());
        let [cause] = &explanation.causes[..] else { panic!("{explanation:?}") };
        assert_eq!((cause.count, cause.line, cause.modules.len()), (1000, 1, 8));
        assert_eq!(cause.targets, ["https://h.example"]);
    }

    #[test]
    fn what_follows_from_another_comes_after_it() {
        let text = "main.go:3:8: no required module provides package example.com/m; to add it:\n\tgo get example.com/m\n\
            go: example.com/m@v1.0.0: Get \"https://h.example/x\": net/http: TLS handshake timeout\n";
        let ids: Vec<_> = explain(text).causes.iter().map(|cause| cause.id.id()).collect();
        assert_eq!(ids, ["tls_stall", "package_not_required"]);
    }

    #[test]
    fn the_reason_beneath_is_named() {
        let text = "go: m.example/x@v1.0.0: verifying module: m.example/x@v1.0.0: Get \
            \"https://sum.golang.org/lookup/m.example/x@v1.0.0\": dial tcp: lookup sum.golang.org: no such host";
        let cause = &explain(text).causes[0];
        assert_eq!(
            (cause.id, cause.underlying),
            (Id::Net(Fault::Sumdb(Sumdb::Unreachable)), Some(Id::Net(Fault::Dns(Dns::NoSuchName))))
        );
    }

    #[test]
    fn what_is_told_more_generally_is_no_reason() {
        let asked = "go: m.example/x@v1.0.0: Get \"https://proxy.golang.org/m.example/x/@v/v1.0.0.info\": ";
        for (said, id) in [
            ("proxyconnect tcp: tls: first record does not look like a TLS handshake", "proxy_scheme"),
            (
                "x509: certificate has expired or is not yet valid: current time 2026-11-21T11:27:19Z is before 2080-01-01T00:00:00Z",
                "clock",
            ),
            ("dial tcp 198.18.0.9:443: connect: network is unreachable", "proxy_tun_broken"),
        ] {
            let cause = &explain(&format!("{asked}{said}")).causes[0];
            assert_eq!((cause.id.id(), cause.underlying), (id, None), "{said}");
        }
    }

    #[test]
    fn what_a_server_quotes_is_not_taken_for_a_fault_here() {
        let text = "go: m.example/x@v1.0.0: reading https://h.example/m.example/x/@v/v1.0.0.info: 404 Not Found\n\tserver response:\n\
            \tnot found: m.example/x@v1.0.0: invalid version: git ls-remote -q origin: exit status 128:\n\
            \t\tfatal: could not read Username for 'https://m.example': terminal prompts disabled\n\
            go: other: dial tcp: lookup other.example: no such host\n";
        let ids: Vec<_> = explain(text).causes.iter().map(|cause| cause.id.id()).collect();
        assert_eq!(ids, ["not_found", "dns_nxdomain"]);
    }
}
