//! Which file a change of settings is meant for.

/// Which file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The project's go.env.
    Project,
    /// The user's env file.
    User,
}
