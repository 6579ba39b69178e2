//! All networks: a table a family of peers.

mod athens;
mod company;
mod inspecting;
mod others;
mod socks;
mod squid;
mod values;

use crate::network::Network;

pub fn all() -> Vec<Network> {
    let families = [
        squid::all(),
        inspecting::all(),
        others::all(),
        socks::all(),
        values::all(),
        company::all(),
        athens::all(),
    ];
    families.into_iter().flatten().collect()
}
