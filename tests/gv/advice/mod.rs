//! What gv proposes, each piece of advice as a row of one of three kinds: a *repair* is run in its own broken state, and
//! the finding is gone; a *look* is run, and says something about the cause; *words* are for a person or a system that is
//! not here, with the reason. The tables are held against the code: advice without a row is an error.

mod commands;
#[cfg(unix)]
mod doctor;
mod hints;

use std::io::Write;

/// What a piece of advice is, and what stands behind that.
#[derive(Debug, Clone, Copy)]
pub enum Kind<State> {
    /// A command after which the finding is gone.
    Repair(State),
    /// A command that says more and changes nothing.
    Look(State),
    /// No command helps here: why.
    Words(&'static str),
}

/// How many rows are of each kind, for the closing note.
pub fn counted<State>(title: &str, rows: impl IntoIterator<Item = Kind<State>>) {
    let mut counts = [0; 3];
    for row in rows {
        counts[match row {
            Kind::Repair(_) => 0,
            Kind::Look(_) => 1,
            Kind::Words(why) => {
                assert!(!why.is_empty());
                2
            }
        }] += 1;
    }
    let [repairs, looks, words] = counts;
    // Past the test harness, as a figure that is looked up in its output.
    let counted = format!("advice of {title}: {repairs} repairs, {looks} looks, {words} words\n");
    std::io::stdout().write_all(counted.as_bytes()).unwrap();
}
