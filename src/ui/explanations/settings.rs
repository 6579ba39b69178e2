//! Go's settings.

use super::{Text, Words};
use crate::explain::Settings;

const NO_NETWORK: Text =
    ["The network was not asked: go stopped before.", "没有访问网络：go 在此之前就停止了。"];

pub(super) fn words(id: Settings) -> Words {
    match id {
        Settings::Goproxy => Words::new(
            ["GOPROXY is not written as it has to be", "GOPROXY 的写法有误"],
            ["It has to be a list of addresses with https:// or http:// (and direct or off at the end), without quotes. Quotes that were typed into go env -w or a Windows setting become a part of the value.", "它应是以 https:// 或 http:// 开头的地址列表（末尾可为 direct 或 off），不带引号。在 go env -w 或 Windows 设置中输入的引号会成为值的一部分。"],
            ["See where it is set and correct it there, or go back to the default: gv env unset --user GOPROXY.", "请查看它在哪里设置并加以改正，或恢复默认值：gv env unset --user GOPROXY。"],
        )
        .rules_out(NO_NETWORK),
        Settings::Gosumdb => Words::new(
            ["GOSUMDB cannot be read", "无法读懂 GOSUMDB"],
            ["It names the checksum database, and a name that go does not know needs its key.", "它指定校验和数据库；go 不认识的名称需要附带公钥。"],
            ["Set it back to sum.golang.org (or sum.golang.google.cn, the same database): gv env unset --user GOSUMDB.", "请恢复为 sum.golang.org（或同一数据库的 sum.golang.google.cn）：gv env unset --user GOSUMDB。"],
        )
        .rules_out(NO_NETWORK),
        Settings::Goflags => Words::new(
            ["GOFLAGS holds something that this go command does not take", "GOFLAGS 中有 go 不接受的内容"],
            ["GOFLAGS is added to every go command; each entry has to be a flag like -mod=mod.", "GOFLAGS 会附加到每个 go 命令上；每一项都应是 -mod=mod 这样的标志。"],
            ["Look where it is set, and correct it.", "请查看它在哪里设置，并加以改正。"],
        )
        .rules_out(NO_NETWORK),
        Settings::Proxy => Words::new(
            ["the address of the network proxy cannot be read", "无法读懂网络代理的地址"],
            ["HTTPS_PROXY or HTTP_PROXY has a form that go does not take: it has to be http://HOST:PORT, https:// or socks5://, without quotes and blanks.", "HTTPS_PROXY 或 HTTP_PROXY 的格式 go 不接受：应为 http://HOST:PORT、https:// 或 socks5://，不带引号和空格。"],
            ["Correct the variable; gv doctor proxy shows how go reads it.", "请改正该变量；用 gv doctor proxy 查看 go 如何读取它。"],
        )
        .rules_out(NO_NETWORK),
        Settings::ProxyCgi => Words::new(
            ["HTTP_PROXY is ignored, because go takes itself for a web script", "HTTP_PROXY 被忽略，因为 go 认为自己是网页脚本"],
            ["Where REQUEST_METHOD is set go refuses HTTP_PROXY, as a visitor of a web server could have set it.", "设置了 REQUEST_METHOD 时，go 拒绝 HTTP_PROXY，因为它可能由网站访问者设置。"],
            ["Unset REQUEST_METHOD, or use HTTPS_PROXY with https addresses.", "请取消 REQUEST_METHOD，或对 https 地址使用 HTTPS_PROXY。"],
        ),
        Settings::Gopath => Words::new(
            ["GOPATH or GOBIN does not fit", "GOPATH 或 GOBIN 设置不当"],
            ["They have to be absolute folders, other than GOROOT, and GOPATH itself is no place for a go.mod.", "它们应为绝对路径，且不同于 GOROOT；GOPATH 目录本身也不应有 go.mod。"],
            ["Remove the setting (go has a good default), or move the project out of it.", "请删除该设置（go 有合适的默认值），或把项目移到别处。"],
        )
        .rules_out(NO_NETWORK),
        Settings::NoHome => Words::new(
            ["go knows no place for its caches", "go 不知道把缓存放在哪里"],
            ["Neither HOME nor the settings of the caches are there. Services, cron and some containers start programs without them.", "没有 HOME，也没有缓存目录的设置。服务、cron 和某些容器启动程序时不带这些变量。"],
            ["Set HOME for that program, or GOCACHE and GOMODCACHE to absolute folders.", "请为该程序设置 HOME，或把 GOCACHE 和 GOMODCACHE 设为绝对路径。"],
        )
        .rules_out(NO_NETWORK),
        Settings::Govcs => Words::new(
            ["GOVCS cannot be read", "无法读懂 GOVCS"],
            ["Its entries are PATTERN:VCS|VCS, with commas between them.", "其各项应写成 PATTERN:VCS|VCS，以逗号分隔。"],
            ["gv env why GOVCS says where it is set.", "用 gv env why GOVCS 查看它在哪里设置。"],
        )
        .rules_out(NO_NETWORK),
        Settings::Modules => Words::new(
            ["modules are switched off by GO111MODULE", "GO111MODULE 关闭了模块功能"],
            ["GO111MODULE is a leftover of years ago; everything now expects modules.", "GO111MODULE 是多年前的遗留设置；现在一切都以模块为前提。"],
            ["Remove it: gv env unset --user GO111MODULE, and from the environment.", "请删除它：gv env unset --user GO111MODULE，环境变量中的也一并删除。"],
        )
        .rules_out(NO_NETWORK),
        Settings::Platform => Words::new(
            ["GOOS and GOARCH name no platform that this Go builds for", "GOOS 与 GOARCH 所指的平台不受支持"],
            ["One of them is misspelt, or the two do not go together.", "其中之一拼错了，或两者不匹配。"],
            ["go tool dist list names all; unset both to build for this machine.", "用 go tool dist list 查看全部平台；若为本机构建，请取消两者。"],
        )
        .rules_out(NO_NETWORK),
        Settings::Unknown => Words::new(
            ["go env -w does not take this setting", "go env -w 不接受该设置"],
            ["It is none of Go's settings (HTTPS_PROXY is none, for example), or one that cannot be changed.", "它不是 Go 的设置（例如 HTTPS_PROXY 就不是），或不可更改。"],
            ["Set it as an environment variable.", "请把它设为环境变量。"],
        ),
        Settings::InsecureFlag => Words::new(
            ["a flag is used that Go no longer has", "使用了 Go 已移除的标志"],
            ["Go took it away in 1.17, because it switched every check off at once.", "Go 1.17 将其移除，因为它会一次关闭所有检查。"],
            ["Take it out of the command and of GOFLAGS. Let the host serve https with a certificate that your machines trust.", "请从命令和 GOFLAGS 中去掉它，并让主机提供本机信任的 https 证书。"],
        ),
        Settings::Goauth => Words::new(
            ["GOAUTH cannot be used", "GOAUTH 无法使用"],
            ["It says how go gets logins: off, netrc, git DIR, or a command, which failed.", "它规定 go 如何获取登录信息：off、netrc、git 目录或某个命令，而这里失败了。"],
            ["gv env why GOAUTH says where it is set; netrc is the default.", "用 gv env why GOAUTH 查看它在哪里设置；默认为 netrc。"],
        ),
    }
}
