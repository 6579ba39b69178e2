//! Endpoints while they are measured: a moving line each on a terminal, nothing elsewhere.

use super::Ui;
use crate::fault::Layer;
use crate::hidden;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::Mutex;
use std::time::Duration;

/// The moving lines.
pub struct Live {
    lang: super::Lang,
    bars: MultiProgress,
    lines: Mutex<Vec<Line>>,
}

struct Line {
    target: String,
    bar: ProgressBar,
    layers: Vec<(Layer, Duration)>,
}

/// So often a line moves.
const TICK: Duration = Duration::from_millis(120);

impl Live {
    /// A line for each of these endpoints; `None` where nothing moves.
    pub fn of(ui: &Ui, targets: &[String]) -> Option<Self> {
        if !ui.draws_progress() {
            return None;
        }
        let bars = MultiProgress::with_draw_target(ProgressDrawTarget::stderr_with_hz(12));
        let width = targets.iter().map(String::len).max().unwrap_or(0);
        let line = |target: &String| {
            let bar = bars.add(ProgressBar::new_spinner());
            if let Ok(style) = ProgressStyle::with_template("  {spinner} {prefix}  {msg}") {
                bar.set_style(style);
            }
            bar.set_prefix(format!("{:width$}", hidden::Shown(target)));
            bar.enable_steady_tick(TICK);
            Line { target: target.clone(), bar, layers: Vec::new() }
        };
        let lines = Mutex::new(targets.iter().map(line).collect());
        Some(Self { lang: ui.lang, bars, lines })
    }

    /// A layer of an endpoint was measured.
    pub fn passed(&self, target: &str, layer: Layer, took: Duration) {
        let Ok(mut lines) = self.lines.lock() else { return };
        let Some(line) = lines.iter_mut().find(|line| line.target == target) else { return };
        line.layers.retain(|(known, _)| *known != layer);
        line.layers.push((layer, took));
        line.layers.sort_by_key(|(layer, _)| *layer);
        let shown = line.layers.iter().map(|(layer, took)| {
            let name = layer.title(self.lang);
            format!("{name} {} ms", took.as_millis())
        });
        line.bar.set_message(shown.collect::<Vec<_>>().join(" · "));
    }

    /// Takes the lines away.
    pub fn finish(&self) {
        // What cannot be cleared stays on the terminal, which harms nobody.
        let _ = self.bars.clear();
    }
}
