//! The words of the findings: what is wrong, and why it matters.

use super::{Defect, Finding};
use crate::lang::{Explain, Lang, between, say};

impl Finding {
    /// What is wrong, in one line.
    pub fn summary(&self, lang: Lang) -> String {
        let key = self.key;
        match &self.kind {
            Defect::Quotes => say!(lang, "{key} contains quotes", "{key} 中有引号"),
            Defect::Blanks { .. } => say!(lang, "{key} contains blanks", "{key} 中有空白"),
            Defect::ProxyEmpty => say!(lang, "GOPROXY does not name a proxy", "GOPROXY 中没有任何代理"),
            Defect::ProxyWord { entry } => say!(
                lang,
                "GOPROXY entry {entry} is neither an address nor direct or off",
                "GOPROXY 中的 {entry} 既不是地址，也不是 direct 或 off"
            ),
            Defect::ProxyFaulty { error } => error.message(lang),
            Defect::ProxyNoScheme { entry } => {
                say!(lang, "GOPROXY entry {entry} has no scheme", "GOPROXY 中的 {entry} 没有写协议")
            }
            Defect::ProxyAfterEnd { entry, end } => {
                say!(lang, "GOPROXY entry {entry} stands after {end}", "GOPROXY 中的 {entry} 写在 {end} 之后")
            }
            Defect::ProxyComma { mirror, next } => say!(
                lang,
                "GOPROXY uses {next} only when {mirror} returns 404",
                "只有 {mirror} 返回 404 时，才会使用 GOPROXY 中的 {next}"
            ),
            Defect::PlainHttp { entry } => {
                say!(lang, "{key} uses plain http: {entry}", "{key} 使用了明文 http：{entry}")
            }
            Defect::Credentials { entry } => {
                say!(lang, "{key} contains credentials for {entry}", "{key} 中写有 {entry} 的凭据")
            }
            Defect::PatternCidr { pattern } => {
                say!(lang, "{key} pattern {pattern} is an address range", "{key} 中的 {pattern} 是地址段")
            }
            Defect::PatternScheme { pattern } => {
                say!(lang, "{key} pattern {pattern} has a scheme", "{key} 中的 {pattern} 带有协议")
            }
            Defect::PatternWildcard { pattern } => say!(
                lang,
                "{key} pattern {pattern} has a wildcard that does not work there",
                "{key} 中的 {pattern} 所用的通配符在那里不起作用"
            ),
            Defect::PatternMalformed { pattern } => {
                say!(lang, "{key} pattern {pattern} is malformed", "{key} 中的 {pattern} 格式有误")
            }
            Defect::PatternUnmatchable { pattern } => say!(
                lang,
                "{key} pattern {pattern} cannot match any module",
                "{key} 中的 {pattern} 不可能匹配任何模块"
            ),
            Defect::PrivateUncovered { hosts } => say!(
                lang,
                "modules that look private are not covered: {hosts}",
                "看起来是私有的模块没有被覆盖：{hosts}",
                hosts = hosts.join(&between(lang))
            ),
            Defect::DatabaseFaulty { error } => error.message(lang),
            Defect::DatabaseForeignKey { name, hash } => say!(
                lang,
                "GOSUMDB gives {name} another key than Go's own ({hash})",
                "GOSUMDB 为 {name} 指定的密钥（{hash}）不是 Go 官方密钥"
            ),
            Defect::DatabaseOff => say!(lang, "GOSUMDB is off", "GOSUMDB 已关闭"),
            Defect::NothingChecked => say!(
                lang,
                "GOPROXY is direct and GOSUMDB is off: downloads are not verified",
                "GOPROXY 为 direct 且 GOSUMDB 已关闭：下载的内容没有任何校验"
            ),
            Defect::CheckedByNobody => say!(
                lang,
                "{key} excludes every module from the checksum database",
                "{key} 使所有模块都不经过校验和数据库"
            ),
            Defect::SharedHost { pattern, host } => say!(
                lang,
                "{key} pattern {pattern} covers all of {host}, which many owners share",
                "{key} 中的 {pattern} 覆盖了整个 {host}，而该主机由众多所有者共用"
            ),
            Defect::InsecureEverything => {
                say!(lang, "GOINSECURE covers every module", "GOINSECURE 覆盖了所有模块")
            }
            Defect::InsecureFlag => say!(lang, "GOFLAGS contains -insecure", "GOFLAGS 中有 -insecure"),
            Defect::VcsFaulty { error } => error.message(lang),
        }
    }

    /// Why it matters, and what else there is to know.
    pub fn reason(&self, lang: Lang) -> String {
        match &self.kind {
            Defect::Quotes => say!(
                lang,
                "Go uses the value as it is: quotes become part of the address or pattern and make it invalid.",
                "Go 不会去掉值中的任何内容：引号会成为地址或模式的一部分，使其失效。"
            ),
            Defect::Blanks { harmless: true } => say!(
                lang,
                "Go removes blanks around the entries of GOPROXY; other tools do not.",
                "Go 会去掉 GOPROXY 各项两端的空白，其他工具则不会。"
            ),
            Defect::Blanks { harmless: false } => say!(
                lang,
                "Go neither splits at blanks nor removes them here: an entry with a blank matches nothing. Commas separate entries.",
                "Go 在这里既不按空白分隔，也不去掉空白：含有空白的条目匹配不到任何内容。各项之间应使用逗号。"
            ),
            Defect::ProxyEmpty => say!(
                lang,
                "Go refuses such a list for every module. Without the setting, Go uses its default.",
                "对于任何模块，Go 都会拒绝这样的列表。取消该设置，即可使用 Go 的默认值。"
            ),
            Defect::ProxyWord { .. } => say!(
                lang,
                "Only direct and off are keywords; a directory is written file:///path. Go refuses the whole list.",
                "只有 direct 和 off 是关键字；目录应写成 file:///路径。Go 会拒绝整个列表。"
            ),
            Defect::ProxyFaulty { .. } => say!(
                lang,
                "Go refuses the whole list, for every module.",
                "对于任何模块，Go 都会拒绝整个列表。"
            ),
            Defect::ProxyNoScheme { .. } => say!(
                lang,
                "Go adds https://; write it out, because other tools that read the list do not add it.",
                "Go 会补上 https://；请明确写出，因为读取该列表的其他工具不会补。"
            ),
            Defect::ProxyAfterEnd { .. } => say!(
                lang,
                "Go stops at direct and at off: it never uses or checks the entries after them.",
                "go 读到 direct 或 off 就会停止：其后的条目既不会使用，也不会检查。"
            ),
            Defect::ProxyComma { .. } => say!(
                lang,
                "After a comma, Go uses the next entry only on 404 or 410. Both serve every public module, so the second helps only when the first fails: with |, Go continues after any failure.",
                "逗号之后的条目只有在返回 404 或 410 时才会使用。两者都提供全部公共模块，后者只在前者出故障时才有用：应使用 |，它在任何错误之后都会继续。"
            ),
            Defect::PlainHttp { .. } => say!(
                lang,
                "Anyone on the network path can see which modules are requested and change the responses; only go.sum and the checksum database would notice.",
                "途中的任何人都能看到请求了哪些模块，并能篡改应答；只有 go.sum 和校验和数据库能够发现。"
            ),
            Defect::Credentials { .. } => say!(
                lang,
                "They appear in `go env`, in logs and in error reports of other tools. Put them into ~/.netrc, which Go reads for https addresses.",
                "它们会出现在 go env 的输出、日志以及其他工具的错误报告中。请改写入 ~/.netrc，Go 会为 https 地址读取它。"
            ),
            Defect::PatternCidr { .. } => say!(
                lang,
                "Patterns match module paths: 192.168.0.0/16 means the path element 16 at the host 192.168.0.0. Write 192.168.* for hosts named by address, or the name of the host.",
                "模式匹配的是模块路径：192.168.0.0/16 表示主机 192.168.0.0 下名为 16 的路径。以地址命名的主机应写成 192.168.*，否则请写主机名。"
            ),
            Defect::PatternScheme { .. } => say!(
                lang,
                "Module paths have no scheme, so this matches nothing and its modules are not private.",
                "模块路径中没有协议，因此它匹配不到任何模块，这些模块不会被当作私有模块。"
            ),
            Defect::PatternWildcard { .. } => say!(
                lang,
                "Subdomains are *.example.com, which does not include example.com itself; everything below a path is covered without /...; a * stands for one element only.",
                "子域名写成 *.example.com，它不包括 example.com 本身；路径之下的内容无需 /... 就已覆盖；* 只代表一个部分。"
            ),
            Defect::PatternMalformed { .. } => say!(
                lang,
                "Go ignores it without a message: [ has to be closed, and \\ needs a character after it.",
                "Go 会不作提示地忽略它：[ 必须闭合，\\ 之后必须有一个字符。"
            ),
            Defect::PatternUnmatchable { .. } => say!(
                lang,
                "A module path begins with a host in lower case and has no port, no @ and no ; in it: this matches nothing.",
                "模块路径以小写主机名开头，其中没有端口、@ 和分号：它匹配不到任何模块。"
            ),
            Defect::PrivateUncovered { .. } => say!(
                lang,
                "Go sends their names and versions to the proxies of GOPROXY and to the public checksum database, and their download fails there.",
                "它们的名称和版本会发送给 GOPROXY 中的代理以及公共的校验和数据库，而且会在那里下载失败。"
            ),
            Defect::DatabaseFaulty { .. } => say!(
                lang,
                "Go fails for every module whose hash is not in go.sum yet.",
                "对于哈希尚未写入 go.sum 的模块，Go 都会失败。"
            ),
            Defect::DatabaseForeignKey { .. } => say!(
                lang,
                "Versions that are not in go.sum yet are verified against the log of that key's owner, not against Go's, although it has the same name.",
                "对于尚未写入 go.sum 的版本，校验所依据的是该密钥持有者的日志，而不是 Go 官方的日志，尽管名称相同。"
            ),
            Defect::DatabaseOff => say!(
                lang,
                "Go trusts a version that is not in go.sum yet as the proxy serves it: the operator of the proxy decides what you build. Go also refuses to download toolchains. For private modules alone, use GOPRIVATE.",
                "对于尚未写入 go.sum 的版本，代理给出什么就信任什么：你构建的内容由代理的运营者决定。Go 还会拒绝下载工具链。若只是为了私有模块，请使用 GOPRIVATE。"
            ),
            Defect::NothingChecked => say!(
                lang,
                "Go trusts a version that is not in go.sum yet as its host serves it: the owner of that host, of its DNS or of a TLS-intercepting proxy decides what you build, and a moved tag goes unnoticed.",
                "对于尚未写入 go.sum 的版本，其主机给出什么就信任什么：控制该主机、其域名解析或途中会解开 TLS 的代理的人，决定你构建的内容；标签被移动也无法发现。"
            ),
            Defect::CheckedByNobody => say!(
                lang,
                "Public modules that are not in go.sum yet are trusted without verification, too. Name only the private hosts.",
                "对于尚未写入 go.sum 的公共模块，也会不加校验地信任。请改为只写私有主机。"
            ),
            Defect::SharedHost { .. } => say!(
                lang,
                "All public modules there are no longer verified by the checksum database, or may be downloaded over plain http. Name the owner instead: github.com/OWNER.",
                "该主机上所有人的公共模块都不再经过校验和数据库校验，或可能通过明文 http 传输。请改为指明所有者：github.com/所有者。"
            ),
            Defect::InsecureEverything => say!(
                lang,
                "Direct downloads may use plain http and any certificate: anyone on the network path can decide what you build.",
                "直接获取的一切内容都可以通过明文 http 或使用任意证书传输：途中的任何人都能决定你构建的内容。"
            ),
            Defect::InsecureFlag => say!(
                lang,
                "Go 1.17 and later fail with it; older versions check neither certificates nor the checksum database. GOINSECURE allows it for single hosts.",
                "Go 1.17 及以后的版本会因此失败；更早的版本既不检查证书，也不查询校验和数据库。只对个别主机放宽请使用 GOINSECURE。"
            ),
            Defect::VcsFaulty { .. } => say!(
                lang,
                "Go fails for every module that it fetches directly.",
                "对于直接获取的模块，Go 都会失败。"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::golang::route::Values;
    use crate::lint::{Subject, check};

    #[test]
    fn no_credential_is_told() {
        let goproxy =
            "https://me:secret@goproxy.cn,https://me:secret@goproxy.io,http://me:secret@x,direct,z:secret@x";
        let values = Values { goproxy, gosumdb: "sum.golang.org http://me:secret@x", ..Values::default() };
        let findings = check(&Subject { values, requires: &[] });
        assert!(findings.len() >= 6, "{findings:?}");
        for summary in findings.iter().flat_map(|it| [it.summary(Lang::En), it.summary(Lang::Zh)]) {
            assert!(!summary.contains("secret"), "{summary}");
        }
    }
}
