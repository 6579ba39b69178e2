//! Failures that nobody knows: what can be said all the same.

use super::{Text, Words};
use crate::explain::Layer;

pub(super) fn words(layer: Layer) -> Words {
    Words::new(
        ["a failure that gv does not recognise", "gv 无法识别的失败"],
        meaning(layer),
        [
            "Let gv look at this machine and its settings; a fault in one of them is often behind it.",
            "让 gv 检查本机及其设置；原因往往就在其中。",
        ],
    )
}

fn meaning(layer: Layer) -> Text {
    match layer {
        Layer::Settings
        | Layer::Proxy
        | Layer::Dns
        | Layer::Tcp
        | Layer::Tls
        | Layer::Http
        | Layer::Protocol
        | Layer::Sumdb => [
            "gv does not know these words, but they speak of the network: measuring it tells more than the text.",
            "gv 不认识这段文字，但它与网络有关：实际测量比文字更能说明问题。",
        ],
        Layer::Vcs => [
            "gv does not know these words; they come from git or another program that go calls to fetch code.",
            "gv 不认识这段文字；它来自 go 用来获取代码的 git 或其他程序。",
        ],
        Layer::Toolchain => [
            "gv does not know these words; they speak of which Go is used.",
            "gv 不认识这段文字；它与使用哪个 Go 版本有关。",
        ],
        Layer::Build | Layer::Machine => [
            "gv does not know these words; they speak of the compiler, the linker, or this machine, not of the network.",
            "gv 不认识这段文字；它与编译器、链接器或本机有关，而不是网络。",
        ],
        Layer::Project | Layer::Code => [
            "gv does not know these words; they speak of this project's own files.",
            "gv 不认识这段文字；它与本项目自身的文件有关。",
        ],
        Layer::Unknown => ["gv does not know these words.", "gv 不认识这段文字。"],
    }
}
