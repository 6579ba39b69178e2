//! A small menu, where a person is there to choose.

use super::Ui;
use crate::hidden;
use dialoguer::Select;
use dialoguer::console::Term;
use std::io::{self, IsTerminal};

/// What came of a menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// The item of this number, counted from 0.
    Item(usize),
    /// The person left it.
    None,
    /// There is no terminal to show it on.
    NoTerminal,
}

impl Ui {
    /// Lets a person choose one of several items with the arrow keys.
    pub fn menu(&self, question: &str, items: &[String]) -> Chosen {
        if items.is_empty() || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return Chosen::NoTerminal;
        }
        let items: Vec<_> = items.iter().map(|item| hidden::shown(item)).collect();
        let chosen =
            Select::new().with_prompt(question).items(&items).default(0).interact_on_opt(&Term::stderr());
        match chosen {
            Ok(Some(item)) => Chosen::Item(item),
            Ok(None) => Chosen::None,
            Err(_) => {
                // An interrupt leaves it hidden.
                let _ = Term::stderr().show_cursor();
                Chosen::None
            }
        }
    }
}
