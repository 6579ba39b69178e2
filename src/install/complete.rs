//! A slim toolchain made whole: its archive is fetched and proven as for an install, and the folders that it lacks are moved
//! in. Until the last of them is there, it stays a slim one.

use super::{Error, Installation, Obtained};
use crate::golang::toolchain;
use crate::release::{Part, Plan};
use crate::store::Toolchain;
use crate::system::file;
use crate::verify::Proof;

impl Installation<'_> {
    /// Completes a slim toolchain of the home itself; `None` where another process has done it meanwhile.
    pub fn complete(&self, plan: Plan) -> Result<Option<(Toolchain, Proof)>, Error> {
        let lock = self.store.lock(&plan.version, || self.watcher.waiting(&plan.version))?;
        if !self.store.is_slim(&plan.version) {
            return Ok(None);
        }
        let stage = self.store.stage(lock)?;
        let Obtained { proof, partial, .. } = self.obtain(plan.by_archive().ways, &stage, Part::Whole)?;
        let toolchain = stage.complete(&toolchain::LEFT_OUT)?;
        // What cannot be removed now is of no use and no harm; `gv cache clean` finds it.
        let _ = file::remove(&partial);
        Ok(Some((toolchain, proof)))
    }
}
