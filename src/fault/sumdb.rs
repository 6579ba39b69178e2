//! The checksum database, and go.sum.

use super::ToldBy::Text;

/// What helps where the database does not answer.
const KEEP_CHECK: crate::fault::Text = [
    "Keep the check enabled. If sum.golang.org is not reachable, the same database is available at sum.golang.google.cn (gv env set GOSUMDB=sum.golang.google.cn), and mirrors such as goproxy.cn forward queries to it. For private modules only: gv env preset private HOST/OWNER.",
    "请保持校验开启。无法访问 sum.golang.org 时，同一数据库可通过 sum.golang.google.cn 访问（gv env set GOSUMDB=sum.golang.google.cn），goproxy.cn 等镜像也会转发查询。若只是私有模块：gv env preset private 主机/所有者。",
];

super::catalogue! {
    /// The checksum database, and go.sum.
    Sumdb {
        /// It cannot be reached.
        Unreachable = "sumdb_unreachable" {
            summary: [
                "the module was downloaded, but the checksum database cannot be reached ({target})",
                "模块已获取，但无法访问校验和数据库（{target}）",
            ],
            meaning: [
                "Before go uses a version for the first time, it looks up the expected hash in a public log, so that altered code is detected. The module mirror does not forward this query, and the log itself cannot be reached from here.",
                "go 第一次采信某个版本之前，会向公开的日志查询它应有的哈希，以防有人调包。模块镜像不转发这一查询，而从这里又无法访问该日志。",
            ],
            fix: KEEP_CHECK,
            rules_out: ["The mirror works: it sent the module.", "镜像正常：模块本身已经获取。"],
        }
        /// The proxy fails where it should say whether it passes questions on.
        ProxyBroken = "sumdb_proxy_broken" {
            summary: [
                "the mirror fails to forward queries to the checksum database ({target})",
                "镜像在转发校验和数据库的查询时出错（{target}）",
            ],
            meaning: [
                "go asks the mirror whether it forwards such queries; this one returns an error instead of yes or no, and go stops.",
                "go 会先询问镜像是否转发此类查询；该镜像既没有说是也没有说否，而是返回错误，go 于是停止。",
            ],
            fix: KEEP_CHECK,
            rules_out: ["The mirror sent the module, and the network works.", "模块本身已经获取，网络正常。"],
        }
        /// An answer that is none.
        Nonconforming = "sumdb_nonconforming" {
            summary: [
                "the answer for the checksum database is not one of its records ({target})",
                "校验和数据库的应答不是数据库记录（{target}）",
            ],
            meaning: [
                "The answer is a web page or a mirror's error. go rejects it, as it should.",
                "应答不是数据库的记录，而是网页或镜像的错误信息。go 不予采信，这是正确的。",
            ],
            fix: KEEP_CHECK,
        }
        /// It answers with an error.
        Status = "sumdb_http" {
            summary: ["the checksum database answered with an error ({target})", "校验和数据库返回了错误（{target}）"],
            meaning: [
                "The database, or the mirror in between, answered but did not return the hash.",
                "数据库或中间的镜像作出了应答，但未能给出哈希。",
            ],
            fix: KEEP_CHECK,
            rules_out: ["It is reachable; DNS and certificates work.", "可以到达；DNS 和证书均正常。"],
            told_by: Text,
        }
        /// It does not know a module that is private.
        Private = "sumdb_private" {
            summary: [
                "the checksum database does not know this module",
                "校验和数据库不认识该模块",
            ],
            meaning: [
                "The database answered that it cannot find the module. The module is private, its name or version is misspelled, it is only minutes old, or the database could not download it at that moment. A database other than Go's own (GOSUMDB) may not have it.",
                "数据库答复找不到该模块。可能是私有模块，可能是名称或版本拼错了，可能刚发布几分钟，也可能数据库当时无法获取它。若 GOSUMDB 指向的不是 Go 官方数据库，它也可能根本没有收录。",
            ],
            fix: [
                "Open the module's page without a login: if it is public, wait a few minutes and try again. If it is private, set the path prefix of your company or of the module as private, never a whole public host; go then bypasses mirrors and the database for that prefix only.",
                "请在未登录的状态下打开该模块的页面：如果是公开的，请等几分钟再试。如果是私有的，请把公司或该模块的路径前缀设为私有，切勿把整个公共主机设为私有；此后 go 只对该前缀不询问镜像和数据库。",
            ],
            rules_out: [
                "A server answered for the database: the network works in both directions.",
                "数据库一方有应答：网络双向可通。",
            ],
            told_by: Text,
        }
        /// It could not fetch the module itself.
        Upstream = "sumdb_upstream" {
            summary: [
                "the checksum database could not fetch the module from its host",
                "校验和数据库无法从模块的主机获取该模块",
            ],
            meaning: [
                "The database answered \"not found\" and gave the reason: it could not connect to the module's host at that moment. Nothing is wrong on this machine, and the module is not necessarily private.",
                "数据库答复“未找到”，而它自己的文字说明了原因：当时它无法连接模块所在的主机。本机没有问题，该模块也未必是私有的。",
            ],
            fix: [
                "Wait a few minutes and try again. Do not exempt the module from the check.",
                "请等几分钟再试。不要让该模块跳过校验。",
            ],
            rules_out: ["The database is reachable from here.", "从这里可以到达该数据库。"],
            told_by: Text,
        }
        /// Its signature or its log does not hold.
        Forged = "sumdb_forged" {
            summary: ["the checksum database's answer is not genuine", "校验和数据库的应答不是真的"],
            meaning: [
                "Its signature, or the log that it belongs to, is not valid. Something between this machine and the database alters the answers, or a mirror is faulty.",
                "签名或其所属的日志无法通过验证。可能有人在途中改动应答，也可能是镜像有故障。",
            ],
            fix: [
                "Do not use anything that was downloaded this way. Try another network or mirror; if the error persists, report it to the Go developers with this output.",
                "请勿使用经此途径得到的任何内容。请换一个网络或镜像再试；如果依旧，请附上此输出报告给 Go 开发者。",
            ],
            rules_out: ["A slow or missing network does not cause this.", "并非网络缓慢或中断所致。"],
        }
        /// Other bytes than were recorded.
        Mismatch = "checksum_mismatch" {
            summary: ["the module does not match the hash that was recorded for this version", "模块与该版本所记录的哈希不一致"],
            meaning: [
                "go.sum or the public log has a different hash from that of the download. Either the author moved a tag after publishing, or a mirror sends other content, or the data was tampered with, or the line in go.sum is wrong. The check works as intended.",
                "go.sum 或公开日志中的哈希与下载内容不符。可能是作者发布后移动了标签，可能是镜像发送了别的内容，可能有人篡改，也可能是 go.sum 中的那一行有误。校验正发挥了应有的作用。",
            ],
            fix: [
                "Do not disable the check. Clear the cache (go clean -modcache) and download again from another mirror: if the official one matches go.sum, the first mirror is at fault; if none matches, ask the author, and use a newer version.",
                "不要关闭校验。请清空缓存（go clean -modcache），再经另一个镜像获取一次：如果官方镜像给出的哈希与 go.sum 一致，就是原来的镜像有问题；如果都不一致，请询问作者，并改用更新的版本。",
            ],
            rules_out: ["The network works: everything was downloaded.", "网络正常：内容已全部下载。"],
        }
        /// go.sum lacks a line.
        GoSumMissing = "gosum_missing" {
            summary: ["go.sum lacks a line for a module that is used", "go.sum 缺少所用模块的一行"],
            meaning: [
                "go.sum records the hashes of all modules in a build. A module was added or changed, but go.sum was not updated.",
                "go.sum 记录所有参与构建的模块的哈希。某个模块被添加或修改，却没有写入。",
            ],
            fix: [
                "Let go add it: go mod tidy, or the go get command in the message; then commit go.sum.",
                "让 go 补上：运行 go mod tidy，或原文中给出的 go get；然后把 go.sum 纳入版本控制。",
            ],
            rules_out: ["No wrong content was downloaded; go did not use the network.", "没有下载到错误的内容；也没有访问网络。"],
            told_by: Text,
        }
        /// go.sum cannot be read.
        GoSumMalformed = "gosum_malformed" {
            summary: ["go.sum cannot be read", "无法读取 go.sum"],
            meaning: [
                "A line in it does not have the form MODULE VERSION HASH: usually it is a marker of a merge conflict.",
                "其中有一行不符合「模块 版本 哈希」的格式：通常是合并冲突的标记。",
            ],
            fix: [
                "Remove that line (and any <<<<<<< and >>>>>>>), then run go mod tidy.",
                "请删除那一行（以及 <<<<<<< 和 >>>>>>>），然后运行 go mod tidy。",
            ],
            told_by: Text,
        }
    }
}
