//! What a module proxy answers.

use super::ToldBy::{Measurement, Text};

super::catalogue! {
    /// What a module proxy answers.
    Protocol {
        /// 404 or 410.
        NotFound = "not_found" {
            summary: ["the mirror does not have this module or version ({target})", "镜像没有该模块或版本（{target}）"],
            meaning: [
                "The mirror answered that it does not exist. The name or version is misspelled, or was published only minutes ago, or the repository is private, which a public mirror cannot read.",
                "镜像答复：没有找到。可能是名称或版本拼错了，可能是几分钟前才发布，也可能是私有仓库，公共镜像看不到。",
            ],
            fix: [
                "Check the spelling, and the versions with go list -m -versions MODULE. If the module is private, gv env preset private HOST/OWNER makes go fetch it directly.",
                "请检查拼写，并用 go list -m -versions 模块 查看有哪些版本。如果是私有模块，用 gv env preset private 主机/所有者 让 go 直接获取。",
            ],
            rules_out: [
                "The network, DNS, the proxy and the certificate work: the mirror itself answered.",
                "网络、DNS、代理和证书均正常：是镜像自身作出的应答。",
            ],
        }
        /// No zip file.
        BadZip = "bad_zip" {
            summary: ["the file that was sent as a module is not a zip file", "作为模块发送的内容不是 zip 文件"],
            meaning: [
                "The mirror sent something else in place of the module's zip: an error page with status 200, or a damaged file from its cache. go does not report which mirror it was.",
                "以模块 zip 名义发送的字节其实是别的内容：可能是状态码为 200 的错误页面，也可能是镜像缓存中损坏的文件。go 没有说明是哪个镜像。",
            ],
            fix: [
                "gv requests the same module from each mirror in GOPROXY and reports what each one sends. Then use another mirror.",
                "gv 会向 GOPROXY 中的每个镜像请求同一模块，并指出各自发送了什么。然后请换用其他镜像。",
            ],
            rules_out: [
                "The network and certificates work. No damaged file was stored in the module cache.",
                "网络和证书均正常。损坏的内容没有进入模块缓存。",
            ],
        }
        /// An answer against the protocol.
        Nonconforming = "nonconforming" {
            summary: ["{target} does not answer as a module mirror should", "{target} 的应答不符合模块镜像的规定"],
            meaning: [
                "The answer is not what go requested: another version, or text that is not JSON. The address may lack part of its path (such as /goproxy/), or the mirror is faulty.",
                "收到的应答与请求不符：版本不同，或不是 JSON。可能是地址缺少路径的一部分（如 /goproxy/），也可能是镜像有故障。",
            ],
            fix: [
                "Compare GOPROXY with the mirror's instructions; gv checks each kind of answer.",
                "请对照镜像的说明检查 GOPROXY；gv 会检查每一类应答。",
            ],
            rules_out: ["The network, DNS and certificates work.", "网络、DNS 和证书均正常。"],
        }
        /// GOPROXY=off.
        Off = "goproxy_off" {
            summary: ["GOPROXY is off, so go may download nothing", "GOPROXY 为 off，go 不得下载任何内容"],
            meaning: [
                "With GOPROXY=off, go uses only the module cache, which does not contain this module.",
                "GOPROXY=off 时只能使用模块缓存中已有的内容，而该模块不在其中。",
            ],
            fix: [
                "gv env why GOPROXY shows where it is set. Allow downloads again, or fill the cache on a machine with a network connection.",
                "用 gv env why GOPROXY 查看它在哪里设置。请重新允许下载，或在有网络的机器上填充缓存。",
            ],
            rules_out: ["go did not use the network.", "根本没有访问网络。"],
            told_by: Text,
        }
        /// More than `go` takes.
        TooLarge = "module_too_large" {
            summary: ["the module is larger than go accepts", "模块超过了 go 允许的大小"],
            meaning: [
                "The limit for a module is 500 MB; its author published more, usually by mistake.",
                "模块最大为 500 MB；作者发布的内容超过了它，通常是误操作。",
            ],
            fix: ["Use another version, and inform the author.", "请使用其他版本，并告知作者。"],
            told_by: Text,
        }
        /// Hosts that only gv asks.
        Releases = "releases_unreachable" {
            summary: ["hosts that only gv uses, for releases of Go, cannot be used from here", "只有 gv 会访问的 Go 发布版本主机，目前在此处不可用"],
            meaning: [
                "go works without them. gv install can also take toolchains from GOPROXY (--from goproxy), if GOPROXY has them and the checksum database answers.",
                "go 不需要这些主机。如果 GOPROXY 提供工具链且校验和数据库有应答，gv install 也可以从 GOPROXY 获取（--from goproxy）。",
            ],
            fix: [
                "Use gv install --from goproxy, or set your own source of releases ([release] origin or mirrors).",
                "请使用 gv install --from goproxy，或配置自己的发布版本来源（[release] 下的 origin 或 mirrors）。",
            ],
            told_by: Measurement,
        }
        /// No entry of GOPROXY has it.
        ToolchainMissing = "toolchain_missing" {
            summary: ["no entry of GOPROXY has Go's toolchains", "GOPROXY 中没有提供 Go 工具链的代理"],
            meaning: [
                "go requests a newer Go from the mirrors in GOPROXY as the module golang.org/toolchain. Not every mirror has this module.",
                "go 会像获取模块一样向 GOPROXY 中的镜像请求较新的 Go（golang.org/toolchain），而并非所有镜像都提供它。",
            ],
            fix: [
                "Install the version with gv install, which does not need GOPROXY, or ask the operator of the mirror to serve golang.org/toolchain.",
                "请用 gv install 安装该版本（它不依赖 GOPROXY），或请该镜像的管理者提供 golang.org/toolchain。",
            ],
        }
    }
}
