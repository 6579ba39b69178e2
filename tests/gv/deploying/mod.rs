//! `gv deploy`: the files, and the checks against proxies that are right and wrong.

mod checking;
mod faults;
mod writing;
