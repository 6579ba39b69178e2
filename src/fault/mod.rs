//! The catalogue of network faults: for each its id, its layer, and what is said of it in both languages; a file a layer.
//! `gv explain` reads them in outputs and `gv doctor net` measures them; one cause has one id for both. An id never
//! changes its meaning.

mod dns;
mod http;
mod layer;
mod protocol;
mod proxy;
pub mod relay;
mod settings;
mod sumdb;
mod tcp;
mod tls;
mod words;

pub use dns::Dns;
pub use http::Http;
pub use layer::Layer;
pub use protocol::Protocol;
pub use proxy::Proxy;
pub use settings::Settings;
pub use sumdb::Sumdb;
pub use tcp::Tcp;
pub use tls::Tls;
pub use words::{Text, Words, filled};

/// What can tell a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldBy {
    /// The text of an output, and a measurement.
    Both,
    /// Text alone: a measurement finds something else, or nothing.
    Text,
    /// A measurement alone.
    Measurement,
}

/// Declares a family of faults: an enum with the id and the words of each. A fault without a text does not compile.
macro_rules! catalogue {
    ($(#[$doc:meta])* $family:ident {
        $($(#[$about:meta])* $fault:ident = $id:literal {
            summary: $summary:expr,
            meaning: $meaning:expr,
            fix: $fix:expr,
            $(rules_out: $rules_out:expr,)?
            $(in_container: $in_container:expr,)?
            $(on_windows: $on_windows:expr,)?
            $(told_by: $told_by:expr,)?
        })+
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $family { $($(#[$about])* $fault,)+ }

        impl $family {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$fault),+];

            /// The word scripts read.
            pub fn id(self) -> &'static str {
                match self { $(Self::$fault => $id,)+ }
            }

            /// What is said of it.
            pub fn words(self) -> &'static $crate::fault::Words {
                match self {
                    $(Self::$fault => &$crate::fault::Words {
                        summary: $summary,
                        meaning: $meaning,
                        rules_out: $crate::fault::catalogue!(@or None $(, Some($rules_out))?),
                        fix: $fix,
                        in_container: $crate::fault::catalogue!(@or None $(, Some($in_container))?),
                        on_windows: $crate::fault::catalogue!(@or None $(, Some($on_windows))?),
                    },)+
                }
            }

            /// What can tell it.
            pub fn told_by(self) -> $crate::fault::ToldBy {
                match self {
                    $(Self::$fault => {
                        $crate::fault::catalogue!(@or $crate::fault::ToldBy::Both $(, $told_by)?)
                    })+
                }
            }
        }
    };
    (@or $default:expr) => { $default };
    (@or $default:expr, $given:expr) => { $given };
}
pub(crate) use catalogue;

macro_rules! layers {
    ($($layer:ident),+) => {
        /// A fault of the network.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Fault {
            $(
                #[doc = concat!("One of the layer `", stringify!($layer), "`.")]
                $layer($layer),
            )+
        }

        impl Fault {
            /// All of them, by layer.
            pub fn all() -> Vec<Self> {
                let mut all = Vec::new();
                $(all.extend($layer::ALL.iter().map(|fault| Self::$layer(*fault)));)+
                all
            }

            /// The word scripts read.
            pub fn id(self) -> &'static str {
                match self { $(Self::$layer(fault) => fault.id(),)+ }
            }

            /// The layer that is at fault.
            pub fn layer(self) -> Layer {
                match self { $(Self::$layer(_) => Layer::$layer,)+ }
            }

            /// What is said of it.
            pub fn words(self) -> &'static Words {
                match self { $(Self::$layer(fault) => fault.words(),)+ }
            }

            /// What can tell it.
            pub fn told_by(self) -> ToldBy {
                match self { $(Self::$layer(fault) => fault.told_by(),)+ }
            }
        }

        $(impl From<$layer> for Fault {
            fn from(fault: $layer) -> Self {
                Self::$layer(fault)
            }
        })+
    };
}

layers!(Settings, Proxy, Dns, Tcp, Tls, Http, Protocol, Sumdb);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_lies_in_the_layer_of_its_file() {
        assert_eq!(Fault::from(Dns::Poisoned).layer(), Layer::Dns);
        assert_eq!(Fault::from(Proxy::TunBroken).id(), "proxy_tun_broken");
        let mut layers: Vec<_> = Fault::all().into_iter().map(Fault::layer).collect();
        assert!(layers.is_sorted(), "{layers:?}");
        layers.dedup();
        assert_eq!(layers, Layer::ALL);
    }
}
