//! How mirrors stand, as people read it: a table, what is wrong with each, and bars.

use crate::context::Context;
use crate::lang::say;
use crate::mirror::{Grade, Ranked, Ranking, Remark, Spread};
use crate::ui::plot::{Bar, bars};
use crate::ui::{Tone, table};
use std::time::Duration;

/// Shows all of it.
pub fn show(standings: &[Ranking], context: &Context) {
    for (at, standings) in standings.iter().enumerate() {
        if at > 0 {
            context.ui.data("");
        }
        context.ui.data(&standings.kind.title(context.ui.lang));
        figures(standings, context);
        words(standings, context);
        plot(standings, context);
    }
}

/// The table.
pub fn figures(standings: &Ranking, context: &Context) {
    let lang = context.ui.lang;
    let head = [
        say!(lang, "mirror", "镜像"),
        say!(lang, "well", "成功"),
        say!(lang, "connect", "连接"),
        say!(lang, "first byte", "首字节"),
        say!(lang, "speed", "速度"),
        say!(lang, "newest", "最新版本"),
    ];
    let row = |placed: &Ranked| {
        let (measured, judged) = (&standings.measured[placed.index], &standings.judged[placed.index]);
        let figures = &standings.figures[placed.index];
        let tone = match judged.grade {
            Grade::Honest if judged.lies.is_empty() => Tone::Good,
            Grade::Honest | Grade::Unusable => Tone::Notice,
            Grade::Liar => Tone::Bad,
        };
        vec![
            format!("  {}", measured.candidate.name),
            format!("{}/{}", figures.successes, figures.attempts),
            times(figures.connect),
            times(figures.first_byte),
            figures.rate.map_or_else(dash, |rate| speed(rate.p50)),
            judged.newest.as_ref().map_or_else(dash, ToString::to_string),
            context.ui.tinted(tone, &placed.why.message(lang)),
        ]
    };
    let head =
        head.into_iter().enumerate().map(|(at, word)| if at == 0 { format!("  {word}") } else { word });
    let rows: Vec<Vec<String>> =
        std::iter::once(head.collect()).chain(standings.placed.iter().map(row)).collect();
    for line in table::columns(&rows) {
        context.ui.data(&line);
    }
}

/// What is wrong with each that anything is wrong with; what is wrong with several, once.
fn words(standings: &Ranking, context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for placed in &standings.placed {
        let (measured, judged) = (&standings.measured[placed.index], &standings.judged[placed.index]);
        let lies = judged.lies.iter().map(|lie| ui.tinted(Tone::Bad, &lie.message(lang)));
        let remarks = judged.remarks.iter().map(|remark| remark.message(lang));
        let mut troubles: Vec<String> = Vec::new();
        for fault in measured.trials.iter().filter_map(|trial| trial.as_ref().err()) {
            let (told, remark) = (fault.message(lang), Remark::Failed(fault.clone()));
            if judged.lies.is_empty() && !judged.remarks.contains(&remark) && !troubles.contains(&told) {
                troubles.push(told);
            }
        }
        for line in lies.chain(remarks).chain(troubles) {
            let name = measured.candidate.name.as_str();
            match told.iter_mut().find(|(known, _)| *known == line) {
                Some((_, names)) => names.push(name),
                None => told.push((line, vec![name])),
            }
        }
    }
    for (line, names) in told {
        ui.data(&format!("  {}: {line}", names.join(", ")));
    }
}

fn plot(standings: &Ranking, context: &Context) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let bar = |placed: &Ranked| {
        let spread = standings.figures[placed.index].first_byte?;
        let micros = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        Some(Bar {
            label: format!("  {}", standings.measured[placed.index].candidate.name),
            low: micros(spread.p50),
            high: micros(spread.p95),
            note: times(Some(spread)),
        })
    };
    let rows: Vec<_> = standings.placed.iter().filter_map(bar).collect();
    if rows.is_empty() {
        return;
    }
    ui.data(&format!(
        "  {}",
        ui.tinted(
            Tone::Faint,
            &say!(
                lang,
                "first byte, from the middle (p50) to the bad end (p95)",
                "首字节时间：从中位数（p50）到较差一端（p95）"
            )
        )
    ));
    for line in bars(&rows, ui.width(), ui.draws_unicode()) {
        ui.data(&line);
    }
}

fn dash() -> String {
    "-".to_owned()
}

/// `12/40 ms`, `0.3/1.2 s`: the middle and the bad end.
fn times(spread: Option<Spread<Duration>>) -> String {
    let Some(Spread { p50, p95 }) = spread else { return dash() };
    if p95 < Duration::from_secs(1) {
        return format!("{}/{} ms", p50.as_millis(), p95.as_millis());
    }
    format!("{:.1}/{:.1} s", p50.as_secs_f64(), p95.as_secs_f64())
}

fn speed(rate: u64) -> String {
    let kilobytes = rate / 1000;
    if kilobytes < 1000 {
        format!("{kilobytes} kB/s")
    } else {
        format!("{}.{} MB/s", kilobytes / 1000, kilobytes % 1000 / 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_units_that_fit() {
        let millis = Duration::from_millis;
        assert_eq!(times(Some(Spread { p50: millis(12), p95: millis(40) })), "12/40 ms");
        assert_eq!(times(Some(Spread { p50: millis(300), p95: millis(1240) })), "0.3/1.2 s");
        assert_eq!([speed(0), speed(999_999), speed(3_450_000)], ["0 kB/s", "999 kB/s", "3.4 MB/s"]);
    }
}
