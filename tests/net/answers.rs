//! Rows 22 to 29: what a module proxy answers.

use crate::lab::modules::{path, version_path};
use crate::lab::{Files, Lab, OTHER, PROXY, Reply};
use gv::diagnose::Level;

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
        let command = found.findings[0].command.as_deref().unwrap_or_default();
        assert_eq!(command.contains('|'), status != 401, "{found:#?}");
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
fn row_29_the_information_is_on_another_version() {
    let other = Reply::bytes("{\"Version\":\"v1.5.1\"}");
    serving(info(other)).go_finds("nonconforming", &[]);
    serving(info(Reply::bytes("v1.5.2"))).go_finds("nonconforming", &[]);
}
