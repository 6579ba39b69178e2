//! What a fetch reports to its watcher.

/// Watches one fetch. Calls come from the fetching thread, often; they must be cheap.
pub trait Progress: Send + Sync {
    /// A source is asked and has not answered yet. Ends with the next call of another kind.
    fn asking(&self, _source: &str) {}
    /// The same of a source that may have to fetch what it is asked for first, which takes it minutes.
    fn asking_for_more(&self, source: &str) {
        self.asking(source);
    }
    /// Either of these.
    fn asking_one(&self, source: &str, fetches: bool) {
        if fetches { self.asking_for_more(source) } else { self.asking(source) }
    }
    /// Whether what comes now is kept for the next run, should this one be interrupted.
    fn keeps(&self, _kept: bool) {}
    /// Bytes begin to flow. `total` is the whole length, where known; `already` of it were kept by an earlier run.
    fn begin(&self, total: Option<u64>, already: u64);
    /// They now come from this source.
    fn source(&self, name: &str);
    /// A source failed and is left or tried again; `what` is the error as it will be told.
    fn trouble(&self, source: &str, what: &super::Error);
    /// So many bytes more.
    fn advance(&self, bytes: u64);
    /// All bytes are there, or the fetch failed.
    fn finish(&self);
}

/// No watcher.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Option<u64>, _: u64) {}
    fn source(&self, _: &str) {}
    fn trouble(&self, _: &str, _: &super::Error) {}
    fn advance(&self, _: u64) {}
    fn finish(&self) {}
}

/// Is told while a host is waited for that has not answered yet.
pub trait Asking: std::fmt::Debug {
    /// It is asked.
    fn begin(&self, whom: &str);
    /// It has answered, or failed.
    fn end(&self);
}
