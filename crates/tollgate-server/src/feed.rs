//! Tells those who listen that the ledger has grown, not what happened: they look for themselves.

use tokio::sync::watch;

/// Where the news comes from; a clone is the same feed.
#[derive(Clone, Debug)]
pub struct Feed(watch::Sender<News>);

/// What listeners are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct News {
    /// Grows with each nudge.
    times: u64,
    /// Nothing more will come.
    pub(crate) over: bool,
}

impl Default for Feed {
    fn default() -> Self {
        Self(watch::Sender::new(News::default()))
    }
}

impl Feed {
    /// Something was appended. May be called on any thread.
    pub fn nudge(&self) {
        self.0
            .send_modify(|news| news.times = news.times.wrapping_add(1));
    }

    /// The server is stopping: streams end.
    pub(crate) fn close(&self) {
        self.0.send_modify(|news| news.over = true);
    }

    /// One who listens. Several nudges that come while nobody looks are one.
    pub(crate) fn listen(&self) -> watch::Receiver<News> {
        self.0.subscribe()
    }
}
