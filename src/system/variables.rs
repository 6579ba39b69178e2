//! The variables that a new terminal gets from Windows, which those of this process may be older than. Elsewhere
//! none are kept.

use super::registry::{self, EXPANDABLE, Key};

/// A variable as Windows keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stored {
    /// Set for this user.
    pub user: Option<Text>,
    /// Set for the machine.
    pub machine: Option<Text>,
}

/// The text of a stored variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// As it is stored.
    pub text: String,
    /// Whether Windows expands `%NAME%` in it.
    pub expands: bool,
}

impl Stored {
    /// The one that a new process gets: the user's, except for PATH, which is the machine's and then the user's.
    pub fn effective(&self, name: &str) -> Option<String> {
        let text = |stored: &Option<Text>| stored.as_ref().map(|stored| stored.text.clone());
        match (text(&self.machine), text(&self.user)) {
            (Some(machine), Some(user)) if name.eq_ignore_ascii_case("PATH") => {
                Some(format!("{machine};{user}"))
            }
            (machine, user) => user.or(machine),
        }
    }
}

/// What is stored under a name; `user` is the key of [`registry::USER_ENVIRONMENT`] but in tests. What is no text
/// is none.
pub fn stored(name: &str, user: Key<'_>) -> Stored {
    Stored { user: text(user, name), machine: text(registry::MACHINE_ENVIRONMENT, name) }
}

fn text(key: Key<'_>, name: &str) -> Option<Text> {
    let value = registry::read(key, name).ok()??;
    Some(Text { text: value.as_text()?, expands: value.kind == EXPANDABLE })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_is_both_and_others_are_the_users() {
        let text = |text: &str| Some(Text { text: text.to_owned(), expands: false });
        let both = Stored { user: text("u"), machine: text("m") };
        assert_eq!(both.effective("Path").as_deref(), Some("m;u"));
        assert_eq!(both.effective("HTTP_PROXY").as_deref(), Some("u"));
        assert_eq!(Stored { user: None, ..both }.effective("PATH").as_deref(), Some("m"));
        assert_eq!(Stored::default().effective("PATH"), None);
    }
}
