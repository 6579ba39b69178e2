//! Generates the sources of the built-in reports from a copy of Go's vulnerability database; and the days of releases.
//!
//! ```text
//! curl -LO https://vuln.go.dev/vulndb.zip && unzip -d vulndb vulndb.zip
//! cargo run --example refresh-advisories -- vulndb              reports.txt and modified.txt
//! cargo run --example refresh-advisories -- --dates DATES.json  dates.txt: [{"version", "date", "security"}], newest first
//! ```

use gv::advisories::{Report, read_report, write};
use serde::Deserialize;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

const ROOM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/advisories");

#[derive(Deserialize)]
struct Newness {
    modified: String,
}

#[derive(Deserialize)]
struct Day {
    version: String,
    date: String,
    #[serde(default)]
    security: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    match &arguments[..] {
        [database] => reports(database),
        [option, file] if option.as_os_str() == "--dates" => dates(file),
        _ => Err("name the folder of the database, or --dates and a file".into()),
    }
}

/// The reports about Go itself of an unpacked database. When they were changed is left out: the day of the whole says it.
fn reports(database: &Path) -> Result<(), Box<dyn Error>> {
    let Newness { modified } = serde_json::from_slice(&fs::read(database.join("index/db.json"))?)?;
    let mut reports: Vec<Report> = Vec::new();
    for entry in fs::read_dir(database.join("ID"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let read = read_report(&fs::read(&path)?);
            reports.extend(read.map_err(|fault| format!("{} {fault}", path.display()))?);
        }
    }
    reports.sort_by(|a, b| (a.id.len(), &a.id).cmp(&(b.id.len(), &b.id)));
    for report in &mut reports {
        report.modified = None;
    }
    fs::write(Path::new(ROOM).join("reports.txt"), write(&reports))?;
    fs::write(Path::new(ROOM).join("modified.txt"), format!("{modified}\n"))?;
    Ok(())
}

fn dates(file: &Path) -> Result<(), Box<dyn Error>> {
    let days: Vec<Day> = serde_json::from_slice(&fs::read(file)?)?;
    let mut text = String::new();
    for Day { version, date, security } in days {
        writeln!(text, "{version} {date}{}", if security { " security" } else { "" })?;
    }
    fs::write(Path::new(ROOM).join("dates.txt"), text)?;
    Ok(())
}
