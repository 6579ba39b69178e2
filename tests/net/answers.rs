//! Rows 22 to 29: what a module proxy answers.

use crate::lab::modules::{path, version_path, zip_of};
use crate::lab::{Files, Lab, OTHER, PROXY, Reply, Server};
use gv::diagnose::Level;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// A proxy that serves these files.
fn serving(files: Files) -> Lab {
    let mut lab = Lab::healthy();
    lab.answering(PROXY, files);
    lab
}

fn info(reply: Reply) -> Files {
    Files::of_proxy_with_database().with(&version_path("info"), reply)
}

fn zip(reply: Reply) -> Files {
    Files::of_proxy_with_database().with(&version_path("zip"), reply)
}

#[test]
fn a_healthy_proxy_is_healthy() {
    let found = Lab::healthy().go_is_well(&[]);
    let layers: Vec<_> = found.rows.iter().map(|row| row.layer.as_str()).collect();
    for layer in ["dns", "tcp", "tls", "protocol"] {
        assert!(layers.contains(&layer), "{layers:?}");
    }
}

#[test]
fn row_22_the_module_is_not_there() {
    for status in [404, 410] {
        let mut lab = serving(info(Reply::status(status)));
        let found = lab.go(&[]);
        assert_eq!(found.findings[0].id, "not_found", "{found:#?}");
    }
}

#[test]
fn row_22_a_comma_falls_back() {
    let private = Files::of_proxy_with_database().without(&path(""));
    let mut lab = serving(private);
    lab.answering(OTHER, Files::of_proxy_with_database());
    lab.go_is_well(&[("GOPROXY", "https://proxy.golang.org,https://sum.golang.org")]);
}

#[test]
fn row_23_the_proxy_answers_with_a_status() {
    for status in [401, 403, 418, 429, 500, 503] {
        let mut lab = serving(Files::always(Reply::status(status)));
        let found = lab.go_finds(&format!("mirror_http_{status}"), &[]);
        // A list of one entry is one on purpose: nothing is added to it.
        assert_eq!(found.findings[0].command, None, "{found:#?}");
        let found = lab.go(&[("GOPROXY", "https://proxy.golang.org,direct")]);
        let command = found.findings[0].command.as_deref().unwrap_or_default();
        assert_eq!(command.contains("proxy.golang.org|direct"), status != 401, "{found:#?}");
        assert!(found.rows.iter().any(|row| row.layer == "protocol" && row.status == "error"), "{found:#?}");
    }
}

#[test]
fn row_23_a_comma_stops_and_a_bar_leads_on() {
    let mut lab = serving(Files::always(Reply::status(503)));
    lab.answering(OTHER, Files::of_proxy_with_database());
    let level = |lab: &mut Lab, list| lab.go(&[("GOPROXY", list)]).findings[0].level;
    assert_eq!(level(&mut lab, "https://proxy.golang.org,https://sum.golang.org"), Level::Error);
    assert_eq!(level(&mut lab, "https://proxy.golang.org|https://sum.golang.org"), Level::Warning);
    assert_eq!(level(&mut lab, "https://sum.golang.org,https://proxy.golang.org"), Level::Warning);
}

#[test]
fn row_24_a_web_page_comes_instead() {
    serving(info(Reply::html())).go_finds("nonconforming", &[]);
    serving(Files::always(Reply::html())).go_finds("nonconforming", &[]);
}

#[test]
fn row_24_everybody_is_sent_to_log_in() {
    let mut lab = serving(Files::always(Reply::redirect_to("https://sum.golang.org/login")));
    lab.answering(OTHER, Files::of_database().with("/login", Reply::html()));
    lab.go_finds("captive_portal", &[]);
}

#[test]
fn row_25_redirects_lead_nowhere() {
    let around = Reply::redirect_to("https://proxy.golang.org/around");
    serving(Files::always(around)).go_finds("redirect_loop", &[]);
    let down = Reply::redirect_to("http://proxy.golang.org/x");
    serving(zip(down)).go_finds("downgrade", &[]);
    let away = Reply::redirect_to("https://nowhere.example/x");
    serving(zip(away)).go_finds("redirect_unreachable", &[]);
}

#[test]
fn row_26_the_zip_ends_early() {
    serving(zip(Reply::bytes("PK\x03\x04 and so on").truncated())).go_finds("truncated", &[]);
}

#[test]
fn row_27_the_zip_is_none() {
    serving(zip(Reply::bytes("garbage"))).go_finds("bad_zip", &[]);
    serving(zip(Reply::bytes("PK\x03\x04 without an end"))).go_finds("bad_zip", &[]);
}

#[test]
fn row_28_the_zip_stalls() {
    let mut lab = serving(zip(Reply::bytes("PK\x03\x04 and so on").stalling()));
    lab.impatient().go_finds("stalled", &[]);
}

#[test]
fn a_bar_does_not_lead_past_who_says_nothing() {
    let mut lab = serving(Files::always(Reply::bytes("{").stalling()));
    lab.answering(OTHER, Files::of_proxy_with_database());
    let found = lab.impatient().go(&[("GOPROXY", "https://proxy.golang.org|https://sum.golang.org")]);
    assert_eq!(
        (found.findings[0].id.as_str(), found.findings[0].level),
        ("stalled", Level::Error),
        "{found:#?}"
    );
    let command = found.findings[0].command.as_deref().unwrap_or_default();
    assert!(
        command.ends_with("GOPROXY=https://sum.golang.org") || command.contains("https://sum.golang.org"),
        "{command}"
    );
    assert!(!command.contains("proxy.golang.org"), "{command}");
}

#[test]
fn what_nobody_here_needs_may_be_refused() {
    let mut lab = serving(info(Reply::status(403)));
    let found = lab.go(&[]);
    assert_eq!((found.findings[0].id.as_str(), found.findings[0].level), ("mirror_http_403", Level::Warning));
    // The project needs another module, which is served: then the first one is not asked for.
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("go.mod"), "module a.example\n\nrequire corp.example/lib v1.0.0\n")
        .unwrap();
    let corp = |kind: &str| format!("/corp.example/lib/@v/v1.0.0.{kind}");
    let files = Files::always(Reply::status(403))
        .with(&corp("info"), Reply::bytes("{\"Version\":\"v1.0.0\"}"))
        .with(&corp("mod"), Reply::bytes("module corp.example/lib\n"))
        .with(&corp("zip"), Reply::bytes("PK\x05\x06 and nothing in it"));
    let variables = &[("GONOSUMDB", "*"), ("GOTOOLCHAIN", "local")];
    let sums = "corp.example/lib v1.0.0 h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\
                corp.example/lib v1.0.0/go.mod h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
    std::fs::write(folder.path().join("go.sum"), sums).unwrap();
    let found = serving(files).ask(&crate::lab::Asked {
        variables,
        folder: Some(folder.path()),
        ..Default::default()
    });
    assert!(found.findings.is_empty(), "{found:#?}");
}

#[test]
fn a_404_of_what_the_database_knows_is_told_as_such() {
    let mut lab = serving(Files::of_proxy_with_database().with(&version_path("zip"), Reply::status(404)));
    let found = lab.go(&[]);
    assert_eq!(found.findings[0].id, "not_found", "{found:#?}");
    assert!(found.told.contains("exists: true") || Lab::is_real(), "{found:#?}");
}

#[test]
fn row_29_the_information_is_on_another_version() {
    let other = Reply::bytes("{\"Version\":\"v1.5.1\"}");
    serving(info(other)).go_finds("nonconforming", &[]);
    serving(info(Reply::bytes("v1.5.2"))).go_finds("nonconforming", &[]);
}

/// A proxy that fetches the module first: its zip comes so long after each of the first questions for it.
fn fetching(late: usize, after: Duration) -> Lab {
    let mut lab = Lab::healthy();
    let (files, asked) = (Files::of_proxy_with_database(), AtomicUsize::new(0));
    let made = lab.authority.issue(&[PROXY.0]);
    let server = Server::tls(made).answering(move |request| {
        if request.target.contains(".zip") && asked.fetch_add(1, Ordering::SeqCst) < late {
            thread::sleep(after);
        }
        files.answer(request)
    });
    lab.serve(PROXY.1, server);
    lab
}

#[test]
fn what_was_late_among_others_is_asked_again_alone() {
    if Lab::is_real() {
        return;
    }
    fetching(1, Duration::from_secs(3)).impatient().go_is_well(&[]);
}

#[test]
fn no_first_byte_is_slow_and_no_error() {
    if Lab::is_real() {
        return;
    }
    let found = fetching(9, Duration::from_mins(1)).impatient().go(&[]);
    let told: Vec<_> = found.findings.iter().map(|it| (it.id.as_str(), it.level)).collect();
    assert_eq!(told, [("too_slow", Level::Warning)], "{found:#?}");
}

#[test]
fn a_part_is_no_answer_to_a_question_for_the_whole() {
    let part = Reply::bytes("PK").with_status(206);
    serving(zip(part)).go_finds("mirror_http_206", &[]);
}

#[test]
fn the_files_of_another_module_are_told_by_its_name() {
    let found = serving(zip(Reply::bytes(zip_of("rsc.io/Quote@v1.5.2", "module \"rsc.io/Quote\"\n"))))
        .go_finds("nonconforming", &[]);
    assert!(found.told.contains("rsc.io/Quote"), "{found:#?}");
}
