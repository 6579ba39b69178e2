//! Beside an archive that no source begins to send, the next way is prepared: where packets to all mirrors vanish and
//! the checksum database has answered, waiting for the mirrors would only cost time.

use super::Installation;
use crate::fetch::{self, Overtaking, Source};
use crate::release::{Module, Order, Reach};
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// How long the archive's sources are asked alone.
const HEAD_START: Duration = Duration::from_millis(250);
/// How long a connection to one of them may then take, before they count as out of reach.
const CONNECT: Duration = Duration::from_millis(350);

/// A module that gv could install in place of an archive.
pub(super) struct Rival {
    overtaking: Arc<Overtaking>,
}

impl Rival {
    /// Prepares the module on a thread of its own, which is left alone when the archive comes.
    pub fn begin(installation: &Installation<'_>, order: &Order, module: &Module) -> Self {
        let overtaking = Arc::new(Overtaking::default());
        let (home, client, reach) =
            (installation.store.home().clone(), installation.client.clone(), installation.reach.clone());
        let (sources, module, told) = (order.sources.clone(), module.clone(), Arc::clone(&overtaking));
        thread::spawn(move || {
            thread::sleep(HEAD_START);
            // The run may be over.
            let is_over = told.is_too_late() || Arc::strong_count(&told) == 1;
            if is_over || module.expected(&client, &home).is_err() {
                return;
            }
            if !told.is_too_late() && fetch::run(are_out_of_reach(&client, &sources, &reach)) {
                told.happens();
            }
        });
        Self { overtaking }
    }

    /// Happens when the module is the better way.
    pub fn overtaking(&self) -> &Overtaking {
        &self.overtaking
    }
}

/// Whether no connection to any of them comes to be. A proxy that stands before them is connected to in their place.
async fn are_out_of_reach(client: &fetch::Client, sources: &[Source], reach: &Reach) -> bool {
    let mut connecting = JoinSet::new();
    for source in sources {
        let (client, url) = (client.clone(), source.url.clone());
        connecting.spawn(async move {
            match timeout(CONNECT, client.connect(&url)).await {
                Ok(Ok(_)) => true,
                // Refused at once: it is out of reach, but others may be slower.
                Ok(Err(_)) => {
                    sleep(CONNECT).await;
                    false
                }
                Err(_) => false,
            }
        });
    }
    while let Some(connected) = connecting.join_next().await {
        if connected.unwrap_or(false) {
            return false;
        }
    }
    for source in sources {
        reach.dropped(&source.url);
    }
    true
}
