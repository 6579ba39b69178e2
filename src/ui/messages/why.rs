//! Why `go` means what it means: a line for everything that was considered.

use crate::env::Env;
use crate::shim::{Passed, Source, Step};
use crate::ui::Lang;
use crate::ui::paths::place;
use crate::version::Spec;

impl Lang {
    /// One step of the choice: what it is, where, and what became of it.
    pub fn step(self, step: &Step, env: &Env) -> [String; 3] {
        let (mark, note) = match &step.passed {
            None => ("→", self.step_decides()),
            Some(passed) => (" ", self.passed(passed)),
        };
        [format!("{mark} {}", self.what_asks(step)), source_place(&step.source, env), note]
    }

    /// The candidate as a person would call it.
    fn what_asks(self, step: &Step) -> String {
        match &step.source {
            Source::Env(value) => format!("GV_VERSION={value}"),
            Source::Pin(pin) => self.step_pin(&pin.spec),
            Source::Floor(floor) => floor.text.clone(),
            Source::Default => {
                self.step_default(&step.version.as_ref().map(ToString::to_string).unwrap_or_default())
            }
            Source::System => self.step_system(),
        }
    }

    fn passed(self, passed: &Passed) -> String {
        match passed {
            Passed::Overruled => self.passed_overruled(),
            Passed::MetByDefault => self.passed_met(),
            Passed::BelowFloor => self.passed_below(),
            Passed::Gone => self.passed_gone(),
            Passed::LeftToDefault => self.passed_left(),
        }
    }
}

fn source_place(source: &Source, env: &Env) -> String {
    source.place().map(|(file, line)| place(file, line, env)).unwrap_or_default()
}

crate::ui::messages! {
    step_pin(spec: &Spec) { en: "pin {spec}", zh: "固定版本 {spec}" }
    step_default(version: &str) { en: "default {version}", zh: "默认 {version}" }
    step_system() { en: "the Go on PATH", zh: "PATH 上的 Go" }
    step_decides() { en: "decides", zh: "由此决定" }
    passed_overruled() { en: "overruled", zh: "被上面的覆盖" }
    passed_met() { en: "met by the default", zh: "默认版本已满足" }
    passed_below() { en: "below what is asked for", zh: "低于要求" }
    passed_gone() { en: "no longer installed", zh: "已不存在" }
    passed_left() { en: "leaves it to the default", zh: "交由默认版本决定" }
    /// What go itself will do under a pin below the floor.
    stays_below(version: &str, least: &str) {
        en: "go{version} is below the go{least} asked for: it stays (GOTOOLCHAIN=local), and go refuses what needs more",
        zh: "go{version} 低于要求的 go{least}：仍使用它（GOTOOLCHAIN=local），需要更高版本的操作会被 go 拒绝",
    }
}
