//! What one endpoint answers, measured: facts with times, no verdicts.

pub mod mirror;
