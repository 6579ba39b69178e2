//! What a module proxy answers.

use super::{Text, Words};
use crate::explain::Goproxy;

const WORKS: Text = [
    "Network, DNS, proxy and certificate work: the mirror itself answered.",
    "网络、DNS、代理和证书均正常：是镜像自身作出的应答。",
];
const STOPS: Text = [
    "Put another mirror behind it, with | between them: go goes on after any error behind |, after a comma only for 404 and 410.",
    "请在其后添加另一个镜像，以 | 分隔：对于 |，go 在任何错误之后都会继续；对于逗号，只在 404 和 410 之后继续。",
];

pub(super) fn words(id: Goproxy) -> Words {
    match id {
        Goproxy::NotFound => Words::new(
            ["the mirror does not have this module or version ({target})", "镜像没有该模块或版本（{target}）"],
            ["The mirror answered: not found. The name or version is misspelt; or it was published minutes ago; or the repository is private, which a public mirror cannot see.", "镜像答复：没有找到。可能是名称或版本拼错了，可能是几分钟前才发布，也可能是私有仓库，公共镜像看不到。"],
            ["Check the spelling, and the versions with go list -m -versions MODULE. If the module is private, gv env preset private HOST makes go fetch it directly.", "请检查拼写，并用 go list -m -versions 模块 查看有哪些版本。如果是私有模块，用 gv env preset private 主机 让 go 直接获取。"],
        )
        .rules_out(WORKS),
        Goproxy::Http401 => Words::new(
            ["{target} wants a login", "{target} 要求登录"],
            ["The mirror answered 401: it serves only known users. go reads logins from ~/.netrc (Windows: %USERPROFILE%\\_netrc).", "镜像返回 401：它只为已登录的用户服务。go 从 ~/.netrc（Windows 为 %USERPROFILE%\\_netrc）读取凭据。"],
            ["Write machine HOST login USER password TOKEN into that file.", "请在该文件中写入 machine 主机 login 用户 password 令牌。"],
        )
        .rules_out(WORKS),
        Goproxy::Http403 => Words::new(
            ["{target} refuses the request", "{target} 拒绝了请求"],
            ["The mirror answered 403: it does not serve this network, this module, or users without a login. A company's mirror answers so for modules that are not approved.", "镜像返回 403：它不为所在网络、该模块或未登录的用户服务。公司的镜像对未批准的模块会这样答复。"],
            STOPS,
        )
        .rules_out(WORKS),
        Goproxy::Http418 => Words::new(
            ["{target} is no longer a mirror at that address", "{target} 在该地址上已不再是镜像"],
            ["418 is how some mirrors refuse an old address or a kind of client (Huawei's old /goproxy/ does).", "一些镜像用 418 拒绝旧地址或某类客户端（例如华为旧的 /goproxy/）。"],
            ["Take the mirror's present address from its own page, or use another mirror.", "请从镜像的官方页面获取现在的地址，或换用其他镜像。"],
        )
        .rules_out(WORKS),
        Goproxy::Http429 => Words::new(
            ["{target} got too many requests from here", "{target} 收到来自此处的请求过多"],
            ["The mirror limits how much one address may ask (429). Many machines behind one address, as in a company or CI, share the limit.", "镜像限制单个地址的请求量（429）。同一出口地址后的多台机器（如公司或 CI）共享这一限额。"],
            ["Wait some minutes, keep the module cache between CI runs, or add another mirror behind |.", "请等待几分钟，在 CI 各次运行之间保留模块缓存，或以 | 添加另一个镜像。"],
        )
        .rules_out(WORKS),
        Goproxy::Http500 => Words::new(
            ["{target} has a fault of its own (500)", "{target} 自身出错（500）"],
            ["The mirror answered that it failed. Nothing on this machine causes that.", "镜像答复自身处理失败，与本机无关。"],
            STOPS,
        )
        .rules_out(WORKS),
        Goproxy::Http502 => Words::new(
            ["{target} could not get the module from behind it (502)", "{target} 无法从其上游获取模块（502）"],
            ["The mirror is a front for another server, which did not answer it.", "该镜像只是另一台服务器的前端，而后者没有应答。"],
            STOPS,
        )
        .rules_out(WORKS),
        Goproxy::Http503 => Words::new(
            ["{target} is out of service just now (503)", "{target} 暂时停止服务（503）"],
            ["The mirror is overloaded or being worked on.", "镜像过载或正在维护。"],
            STOPS,
        )
        .rules_out(WORKS),
        Goproxy::Http504 => Words::new(
            ["{target} waited too long for the server behind it (504)", "{target} 等待其上游超时（504）"],
            ["The mirror tried to fetch the module from elsewhere and gave up.", "镜像尝试从别处获取模块，最终放弃。"],
            STOPS,
        )
        .rules_out(WORKS),
        Goproxy::HttpOther => Words::new(
            ["{target} answered with an error", "{target} 返回了错误"],
            ["The mirror answered with a code that is neither success nor not found.", "镜像返回的状态码既不是成功，也不是未找到。"],
            STOPS,
        )
        .rules_out(WORKS),
        Goproxy::Truncated => Words::new(
            ["{target} sent only a part of the file", "{target} 只发送了文件的一部分"],
            ["The download ended before its end. A mirror, or a proxy on the way, breaks off large files.", "下载在完成之前中断。镜像或途中的代理会切断大文件。"],
            ["Try again; nothing broken is kept. If it is always the same file, use another mirror.", "请重试；不完整的内容不会被保留。如果总是同一个文件，请换用其他镜像。"],
        )
        .rules_out(["Reaching the mirror works.", "镜像可以到达。"]),
        Goproxy::BadZip => Words::new(
            ["what was sent as a module is no zip file", "作为模块发送的内容不是 zip 文件"],
            ["The bytes under the name of the module's zip are something else: an error page with code 200, or a damaged file in a mirror's cache. go does not say which mirror it was.", "以模块 zip 名义发送的字节其实是别的内容：可能是状态码为 200 的错误页面，也可能是镜像缓存中损坏的文件。go 没有说明是哪个镜像。"],
            ["gv asks each mirror of GOPROXY for the same module and says which one sends what. Then use another one.", "gv 会向 GOPROXY 中的每个镜像请求同一模块，并指出各自发送了什么。然后请换用其他镜像。"],
        )
        .rules_out(["Network and certificates work. Nothing broken was taken into the module cache.", "网络和证书均正常。损坏的内容没有进入模块缓存。"]),
        Goproxy::Stalled => Words::new(
            ["{target} stopped sending in the middle", "{target} 发送到一半停住了"],
            ["The download began and then nothing came any more. go itself waits for ever.", "下载已经开始，之后再无数据。go 自身会一直等下去。"],
            ["Stop it and try again, or use another mirror; gv tests them.", "请中止后重试，或换用其他镜像；gv 会进行测试。"],
        ),
        Goproxy::Nonconforming => Words::new(
            ["{target} does not answer as a module mirror has to", "{target} 的应答不符合模块镜像的规定"],
            ["The answer came and is not what was asked for: another version, or text that is no JSON. The address may lack a part of its path (such as /goproxy/), or the mirror is faulty.", "收到的应答与请求不符：版本不同，或不是 JSON。可能是地址缺少路径的一部分（如 /goproxy/），也可能是镜像有故障。"],
            ["Compare GOPROXY with the mirror's own instructions; gv checks each kind of answer.", "请对照镜像的说明检查 GOPROXY；gv 会检查每一类应答。"],
        )
        .rules_out(["Network, DNS and certificates work.", "网络、DNS 和证书均正常。"]),
        Goproxy::Off => Words::new(
            ["GOPROXY is off, so go may download nothing", "GOPROXY 为 off，go 不得下载任何内容"],
            ["With GOPROXY=off only what is already in the module cache can be used, and this module is not.", "GOPROXY=off 时只能使用模块缓存中已有的内容，而该模块不在其中。"],
            ["Where GOPROXY is set says gv env why GOPROXY. Allow downloads again, or fill the cache on a machine that has a network.", "用 gv env why GOPROXY 查看它在哪里设置。请重新允许下载，或在有网络的机器上填充缓存。"],
        )
        .rules_out(["The network was not asked at all.", "根本没有访问网络。"]),
        Goproxy::TooLarge => Words::new(
            ["the module is larger than go accepts", "模块超过了 go 允许的大小"],
            ["A module may have 500 MB; its author published more, mostly by mistake.", "模块最大为 500 MB；作者发布的内容超过了它，通常是误操作。"],
            ["Use another version, and tell the author.", "请使用其他版本，并告知作者。"],
        ),
    }
}
