//! What `gv current` says, against what `go version` does: every GOTOOLCHAIN, by everyone who may set it, with every pin,
//! floor and default. Nothing may be fetched, so what is missing fails, and `gv current` has to say that too.

use crate::machine_go::MachineGo;
use crate::stage::{Stage, skipped};
use crate::support::run::Run;
use crate::support::sandbox::Place;
use gv::version::Version;
use std::fmt::Write as _;
use std::fs;

/// Who sets GOTOOLCHAIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Carrier {
    Environment,
    User,
    Project,
}

/// What is installed, from old to new.
struct Versions {
    old: Version,
    middle: Version,
    new: Version,
}

struct Matrix {
    stage: Stage,
    versions: Versions,
    has_system: bool,
}

impl Matrix {
    /// A home with three minors, the machine's Go behind gv's shims, and no network.
    fn set() -> Option<Self> {
        let mut stage = Stage::set()?;
        let minors = stage.minors();
        let [new, middle, old] = minors.get(..3).and_then(|three| three.to_vec().try_into().ok())?;
        stage.install(&[&middle, &old, &new]);
        let machine = MachineGo::find();
        if let Some(machine) = &machine {
            let shims = stage.sandbox.gv_home().join("shims");
            stage.sandbox.path([shims, machine.goroot.join("bin")]);
        } else {
            skipped("there is no Go on this machine: the rows with `system` are left out");
        }
        let user = stage.sandbox.home().join("go-env");
        stage.sandbox.set("GV_OFFLINE", "1").set("GOENV", &user);
        Some(Self { stage, versions: Versions { old, middle, new }, has_system: machine.is_some() })
    }

    /// All values of GOTOOLCHAIN; an empty one stands for none.
    fn values(&self) -> Vec<String> {
        let Versions { old, middle, new } = &self.versions;
        let (old, middle, new) = (old.toolchain_name(), middle.toolchain_name(), new.toolchain_name());
        let mut values: Vec<_> = ["", "auto", "path", "local", "go1.99.9"].map(str::to_owned).to_vec();
        values.extend([middle, new, format!("{old}+auto"), format!("{old}+path")]);
        values
    }

    fn pins(&self) -> Vec<String> {
        let Versions { old, new, .. } = &self.versions;
        let mut pins = vec![String::new(), old.to_string(), new.to_string()];
        pins.extend(self.has_system.then(|| "system".to_owned()));
        pins
    }

    /// The lines of go.mod; the first is none at all.
    fn floors(&self) -> Vec<String> {
        let Versions { old, middle, new } = &self.versions;
        vec![
            String::new(),
            format!("go {old}"),
            format!("go {}.{}", middle.major(), middle.minor()),
            format!("go {new}"),
            format!("go {}.{}.99", new.major(), new.minor()),
            format!("go {old}\n\ntoolchain {}", new.toolchain_name()),
            format!("go {new}\n\ntoolchain default"),
        ]
    }

    /// Makes each default in turn and tries every row with it.
    fn differences(&self, carrier: Carrier) -> String {
        let mut found = String::new();
        let mut tried = 0;
        let system = self.has_system.then(|| "system".to_owned());
        for default in [self.versions.middle.to_string()].into_iter().chain(system) {
            self.stage.sandbox.gv(["use", &default]).succeeds();
            for value in self.values() {
                let place = self.carried(carrier, &value);
                for pin in self.pins() {
                    self.pin(&pin);
                    for floor in self.floors() {
                        self.floor(&floor);
                        tried += 1;
                        if let Some(difference) = difference(&place) {
                            let row =
                                format!("default {default}, GOTOOLCHAIN={value}, pin {pin:?}, {floor:?}");
                            writeln!(found, "{row}: {difference}").unwrap();
                        }
                    }
                }
            }
        }
        assert!(tried > 200, "{tried} rows were tried");
        found
    }

    /// The folder with GOTOOLCHAIN set by who is to set it.
    fn carried(&self, carrier: Carrier, value: &str) -> Place<'_> {
        let sandbox = &self.stage.sandbox;
        let user = if carrier == Carrier::User { format!("GOTOOLCHAIN={value}\n") } else { String::new() };
        fs::write(sandbox.home().join("go-env"), if value.is_empty() { String::new() } else { user })
            .unwrap();
        sandbox.dir("m");
        let _ = fs::remove_file(sandbox.work().join("m/go.env"));
        self.floor("");
        if carrier == Carrier::Project && !value.is_empty() {
            sandbox.file("m/go.env", format!("GOTOOLCHAIN={value}\n"));
            sandbox.at("m").gv(["env", "trust", "--yes"]).succeeds();
        }
        let place = sandbox.at("m");
        if carrier == Carrier::Environment && !value.is_empty() {
            return place.with("GOTOOLCHAIN", value);
        }
        place
    }

    fn pin(&self, pin: &str) {
        let file = self.stage.sandbox.work().join("m/.go-version");
        if pin.is_empty() {
            let _ = fs::remove_file(file);
        } else {
            fs::write(file, pin).unwrap();
        }
    }

    fn floor(&self, lines: &str) {
        self.stage.sandbox.file("m/go.mod", format!("module m\n\n{lines}\n"));
    }
}

/// How `gv current` differs from what `go version` does in a place.
fn difference(place: &Place<'_>) -> Option<String> {
    let (current, go) = (place.gv(["current", "--json"]), place.go(["version"]));
    let said = current.json();
    let works = said["installed"] == true && said["stops"] == false;
    let runs = version(&go);
    match &runs {
        None if !works => None,
        Some(version) if works && said["version"] == version.as_str() => None,
        _ => Some(format!("go runs {runs:?}, current says {said}\n{}", go.stderr)),
    }
}

/// What `go version` says that runs; `None` where it fails.
fn version(run: &Run) -> Option<String> {
    let name = run.stdout.split_whitespace().nth(2)?;
    (run.code == Some(0)).then(|| name.trim_start_matches("go").to_owned())
}

fn holds(carrier: Carrier) {
    let Some(matrix) = Matrix::set() else { return };
    let found = matrix.differences(carrier);
    assert!(found.is_empty(), "{found}");
}

#[test]
fn current_is_what_go_does_whatever_the_environment_says() {
    holds(Carrier::Environment);
}

#[test]
fn current_is_what_go_does_whatever_the_user_has_set() {
    holds(Carrier::User);
}

#[test]
fn current_is_what_go_does_whatever_a_trusted_project_says() {
    holds(Carrier::Project);
}
