//! What was found, whoever has looked.

use gv::diagnose::net::Diagnosis;
use gv::diagnose::{Confidence, Level};

/// What was found.
#[derive(Debug)]
pub struct Found {
    pub findings: Vec<Finding>,
    pub rows: Vec<Row>,
    /// All of it, as it was told.
    pub told: String,
    pub millis: f64,
}

#[derive(Debug)]
pub struct Finding {
    pub id: String,
    pub level: Level,
    pub confidence: Confidence,
    pub targets: Vec<String>,
    pub command: Option<String>,
    pub other: Option<String>,
}

#[derive(Debug)]
pub struct Row {
    pub layer: String,
    pub target: String,
    pub status: String,
}

impl Found {
    /// Of a diagnosis of this process.
    pub fn of(diagnosis: &Diagnosis) -> Self {
        let finding = |finding: &gv::diagnose::net::Finding| Finding {
            id: finding.id().into_owned(),
            level: finding.level,
            confidence: finding.confidence,
            targets: finding.targets.clone(),
            command: finding.command.clone(),
            other: finding.other.clone(),
        };
        let row = |row: &gv::diagnose::net::Row| Row {
            layer: row.layer.id().to_owned(),
            target: row.target.clone(),
            status: row.status.id().to_owned(),
        };
        Self {
            findings: diagnosis.findings.iter().map(finding).collect(),
            rows: diagnosis.rows.iter().map(row).collect(),
            told: format!("{diagnosis:?}"),
            millis: diagnosis.took.as_secs_f64() * 1000.0,
        }
    }

    /// Of what the program has printed.
    #[cfg(target_os = "linux")]
    pub fn read(printed: &str) -> Self {
        use serde_json::Value;
        let json: Value = serde_json::from_str(printed).unwrap_or_else(|error| panic!("{error}: {printed}"));
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let finding = |finding: &Value| Finding {
            id: text(&finding["id"]),
            level: [Level::Info, Level::Warning, Level::Error]
                .into_iter()
                .find(|level| finding["level"] == level.id())
                .unwrap(),
            confidence: [Confidence::High, Confidence::Medium, Confidence::Low]
                .into_iter()
                .find(|sure| finding["confidence"] == sure.id())
                .unwrap(),
            targets: finding["targets"].as_array().unwrap().iter().map(text).collect(),
            command: finding["fix"]["command"].as_str().map(ToOwned::to_owned),
            other: finding["fix"]["other"].as_str().map(ToOwned::to_owned),
        };
        let row = |row: &Value| Row {
            layer: text(&row["layer"]),
            target: text(&row["target"]),
            status: text(&row["status"]),
        };
        Self {
            // The lab's root is trusted by a file.
            findings: (json["findings"].as_array().unwrap().iter().map(finding))
                .filter(|finding| finding.id != "own_roots")
                .collect(),
            rows: json["checks"].as_array().unwrap().iter().map(row).collect(),
            told: printed.to_owned(),
            millis: json["millis"].as_f64().unwrap(),
        }
    }

    /// Whether `go` fails.
    #[cfg(target_os = "linux")]
    pub fn fails(&self) -> bool {
        self.findings.iter().any(|finding| finding.level == Level::Error)
    }

    pub fn is_wrong(&self) -> bool {
        self.findings.iter().any(|finding| finding.level != Level::Info)
    }

    /// Nothing is found, and every layer is fine.
    #[track_caller]
    pub fn is_all_well(&self) {
        assert!(self.findings.is_empty(), "{self:#?}");
        assert!(self.rows.iter().all(|row| row.status == "ok"), "{self:#?}");
    }
}

/// This was found first, and no other error.
#[track_caller]
pub fn has_only(found: &Found, id: &str) {
    assert_eq!(found.findings.first().map(|finding| finding.id.as_str()), Some(id), "{found:#?}");
    let errors: Vec<_> = found.findings[1..].iter().filter(|it| it.level == Level::Error).collect();
    assert!(errors.is_empty(), "{found:#?}");
}

/// How sure the first finding is.
pub fn sure(found: &Found) -> Confidence {
    found.findings[0].confidence
}
