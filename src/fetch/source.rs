//! Where bytes can be had.

/// A place that can hand over bytes. It is believed in nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// How it is shown: the host, or the folder.
    pub name: String,
    /// The address of the archive there: https, http or file.
    pub url: url::Url,
}
