//! Requests and answers.

use super::ToldBy::{Measurement, Text};

super::catalogue! {
    /// Requests and answers.
    Http {
        /// A page for people in place of data.
        Captive = "captive_portal" {
            summary: ["a web page came where {target} should have sent data", "{target} 本应返回数据，得到的却是网页"],
            meaning: [
                "go asked for module data and got HTML. Either the network shows its login page in place of everything (hotel, campus, office), or the address is not that of a module mirror.",
                "go 请求的是模块数据，收到的却是 HTML。可能是网络用登录页面代替了一切（酒店、校园、办公室），也可能是该地址不是模块镜像。",
            ],
            fix: [
                "Open any page in a browser and log in. If that is not it, compare GOPROXY with the mirror's own instructions.",
                "请在浏览器中打开任意网页并登录。若并非如此，请对照镜像的说明检查 GOPROXY。",
            ],
            rules_out: ["DNS, connection and certificate were accepted.", "DNS、连接和证书均已通过。"],
        }
        /// Redirects without end.
        RedirectLoop = "redirect_loop" {
            summary: ["{target} sends go in circles", "{target} 让 go 不停地跳转"],
            meaning: [
                "Every answer only names another address, ten times over. The mirror is set up wrongly, or wants a login.",
                "每次应答都只给出另一个地址，已达十次。可能是镜像配置有误，或要求登录。",
            ],
            fix: ["Use another mirror, and tell the owner of this one.", "请换用其他镜像，并告知该镜像的管理者。"],
            rules_out: ["Network, DNS and certificates work.", "网络、DNS 和证书均正常。"],
        }
        /// A redirect from https to http.
        Downgrade = "downgrade" {
            summary: ["{target} leads from an encrypted address to an open one", "{target} 从加密地址跳转到明文地址"],
            meaning: [
                "go refuses to follow a redirect from https to http, because anything on the way could then change the data. A login page of the network does that, or a mirror that is set up wrongly.",
                "go 拒绝从 https 跳转到 http，因为途中任何人都可能改动内容。网络的登录页面或配置有误的镜像会这样跳转。",
            ],
            fix: ["Log in to the network in a browser; else use another mirror.", "请在浏览器中登录网络；否则请换用其他镜像。"],
        }
        /// The connection ended before the answer.
        Cut = "http_closed" {
            summary: ["{target} ended the connection without an answer", "{target} 没有应答就断开了连接"],
            meaning: [
                "The connection was closed before anything came. Overloaded servers and proxies do that, and devices that block a host; behind a proxy it can be the proxy that hung up.",
                "连接在收到任何数据之前就被关闭。过载的服务器和代理会这样，封锁主机的设备也会；若经过代理，也可能是代理断开的。",
            ],
            fix: ["Try again; if it stays, gv measures where the connection ends.", "请重试；如果依旧，gv 会测量连接在哪里中断。"],
            rules_out: [
                "Something accepted the connection.",
                "有一方接受了连接。",
            ],
        }
        /// HTTP/2 that breaks.
        Http2 = "http2_broken" {
            summary: ["the connection to {target} broke in the middle of talking", "与 {target} 的连接在通信途中中断"],
            meaning: [
                "Several requests shared one connection (HTTP/2) and it was ended. A restart of the server, or a proxy that handles HTTP/2 badly, does that.",
                "多个请求共用一个连接（HTTP/2），而该连接被终止。服务器重启，或代理对 HTTP/2 支持不佳时会这样。",
            ],
            fix: [
                "Try again. If it stays behind a proxy, GODEBUG=http2client=0 makes go use HTTP/1.1, which weakens nothing.",
                "请重试。如果经代理时依旧，可设 GODEBUG=http2client=0 让 go 使用 HTTP/1.1，这不会削弱任何保护。",
            ],
            rules_out: ["DNS, connection and certificate were accepted.", "DNS、连接和证书均已通过。"],
            told_by: Text,
        }
        /// No answer in time.
        Timeout = "http_timeout" {
            summary: ["{target} took the request and did not answer in time", "{target} 接受了请求，但没有及时应答"],
            meaning: [
                "The server is there and busy, or waits for something itself: a mirror that first fetches the module from elsewhere can take long.",
                "服务器在线，但很忙或自身也在等待：镜像若要先从别处获取模块，可能需要较长时间。",
            ],
            fix: ["Try again in a minute; gv measures how fast the mirrors answer.", "请过一分钟重试；gv 会测量各镜像的应答速度。"],
            told_by: Text,
        }
        /// The answer is not HTTP.
        Garbage = "http_garbage" {
            summary: ["{target} does not answer in HTTP", "{target} 的应答不是 HTTP"],
            meaning: [
                "Something else listens at that port, or http was used where https is meant.",
                "该端口上运行的是其他服务，或本应使用 https 却用了 http。",
            ],
            fix: ["Check the scheme and the port of the address.", "请检查地址的协议和端口。"],
            told_by: Text,
        }
        /// 401.
        Status401 = "mirror_http_401" {
            summary: ["{target} wants a login", "{target} 要求登录"],
            meaning: [
                "The mirror answered 401: it serves only known users. go reads logins from ~/.netrc (Windows: %USERPROFILE%\\_netrc).",
                "镜像返回 401：它只为已登录的用户服务。go 从 ~/.netrc（Windows 为 %USERPROFILE%\\_netrc）读取凭据。",
            ],
            fix: [
                "Give go the login: from Go 1.24 on GOAUTH names where it is (netrc by default); the netrc file has a line machine HOST login USER password TOKEN, with HOST:PORT where the address has a port, and is used over https only.",
                "请为 go 提供登录信息：从 Go 1.24 起由 GOAUTH 指定其来源（默认 netrc）；netrc 文件中写 machine HOST login USER password TOKEN，地址带端口时写 HOST:PORT，且只在 https 下使用。",
            ],
            rules_out: [
                "Network, DNS, proxy and certificate work: the mirror itself answered.",
                "网络、DNS、代理和证书均正常：是镜像自身作出的应答。",
            ],
        }
        /// 403.
        Status403 = "mirror_http_403" {
            summary: ["{target} refuses the request", "{target} 拒绝了请求"],
            meaning: [
                "The mirror answered 403: it does not serve this network, this module, or users without a login. A company's mirror answers so for modules that are not approved.",
                "镜像返回 403：它不为所在网络、该模块或未登录的用户服务。公司的镜像对未批准的模块会这样答复。",
            ],
            fix: [
                "Put another mirror behind it, with | between them: go goes on after any error behind |, after a comma only for 404 and 410.",
                "请在其后添加另一个镜像，以 | 分隔：对于 |，go 在任何错误之后都会继续；对于逗号，只在 404 和 410 之后继续。",
            ],
            rules_out: [
                "Network, DNS, proxy and certificate work: the mirror itself answered.",
                "网络、DNS、代理和证书均正常：是镜像自身作出的应答。",
            ],
        }
        /// 418.
        Status418 = "mirror_http_418" {
            summary: ["{target} is no longer a mirror at that address", "{target} 在该地址上已不再是镜像"],
            meaning: [
                "418 is how some mirrors refuse an old address or a kind of client (Huawei's old /goproxy/ does).",
                "一些镜像用 418 拒绝旧地址或某类客户端（例如华为旧的 /goproxy/）。",
            ],
            fix: [
                "Take the mirror's present address from its own page, or use another mirror.",
                "请从镜像的官方页面获取现在的地址，或换用其他镜像。",
            ],
            rules_out: [
                "Network, DNS, proxy and certificate work: the mirror itself answered.",
                "网络、DNS、代理和证书均正常：是镜像自身作出的应答。",
            ],
        }
        /// 429.
        Status429 = "mirror_http_429" {
            summary: ["{target} got too many requests from here", "{target} 收到来自此处的请求过多"],
            meaning: [
                "The mirror limits how much one address may ask (429). Many machines behind one address, as in a company or CI, share the limit.",
                "镜像限制单个地址的请求量（429）。同一出口地址后的多台机器（如公司或 CI）共享这一限额。",
            ],
            fix: [
                "Wait some minutes, keep the module cache between CI runs, or add another mirror behind |.",
                "请等待几分钟，在 CI 各次运行之间保留模块缓存，或以 | 添加另一个镜像。",
            ],
            rules_out: [
                "Network, DNS, proxy and certificate work: the mirror itself answered.",
                "网络、DNS、代理和证书均正常：是镜像自身作出的应答。",
            ],
        }
        /// 500.
        Status500 = "mirror_http_500" {
            summary: ["{target} has a fault of its own (500)", "{target} 自身出错（500）"],
            meaning: ["The mirror answered that it failed. Nothing on this machine causes that.", "镜像答复自身处理失败，与本机无关。"],
            fix: [
                "Put another mirror behind it, with | between them: go goes on after any error behind |, after a comma only for 404 and 410.",
                "请在其后添加另一个镜像，以 | 分隔：对于 |，go 在任何错误之后都会继续；对于逗号，只在 404 和 410 之后继续。",
            ],
            rules_out: [
                "Network, DNS, proxy and certificate work: the mirror itself answered.",
                "网络、DNS、代理和证书均正常：是镜像自身作出的应答。",
            ],
        }
        /// 502.
        Status502 = "mirror_http_502" {
            summary: ["{target} could not get the module from behind it (502)", "{target} 无法从其上游获取模块（502）"],
            meaning: ["The mirror is a front for another server, which did not answer it.", "该镜像只是另一台服务器的前端，而后者没有应答。"],
            fix: [
                "Put another mirror behind it, with | between them: go goes on after any error behind |, after a comma only for 404 and 410.",
                "请在其后添加另一个镜像，以 | 分隔：对于 |，go 在任何错误之后都会继续；对于逗号，只在 404 和 410 之后继续。",
            ],
            rules_out: [
                "Network, DNS, proxy and certificate work: the mirror itself answered.",
                "网络、DNS、代理和证书均正常：是镜像自身作出的应答。",
            ],
        }
        /// 503.
        Status503 = "mirror_http_503" {
            summary: ["{target} is out of service just now (503)", "{target} 暂时停止服务（503）"],
            meaning: ["The mirror is overloaded or being worked on.", "镜像过载或正在维护。"],
            fix: [
                "Put another mirror behind it, with | between them: go goes on after any error behind |, after a comma only for 404 and 410.",
                "请在其后添加另一个镜像，以 | 分隔：对于 |，go 在任何错误之后都会继续；对于逗号，只在 404 和 410 之后继续。",
            ],
            rules_out: [
                "Network, DNS, proxy and certificate work: the mirror itself answered.",
                "网络、DNS、代理和证书均正常：是镜像自身作出的应答。",
            ],
        }
        /// 504.
        Status504 = "mirror_http_504" {
            summary: ["{target} waited too long for the server behind it (504)", "{target} 等待其上游超时（504）"],
            meaning: ["The mirror tried to fetch the module from elsewhere and gave up.", "镜像尝试从别处获取模块，最终放弃。"],
            fix: [
                "Put another mirror behind it, with | between them: go goes on after any error behind |, after a comma only for 404 and 410.",
                "请在其后添加另一个镜像，以 | 分隔：对于 |，go 在任何错误之后都会继续；对于逗号，只在 404 和 410 之后继续。",
            ],
            rules_out: [
                "Network, DNS, proxy and certificate work: the mirror itself answered.",
                "网络、DNS、代理和证书均正常：是镜像自身作出的应答。",
            ],
        }
        /// Any other code.
        StatusOther = "mirror_http" {
            summary: ["{target} answered with an error", "{target} 返回了错误"],
            meaning: [
                "The mirror answered with a code that is neither success nor not found.",
                "镜像返回的状态码既不是成功，也不是未找到。",
            ],
            fix: [
                "Put another mirror behind it, with | between them: go goes on after any error behind |, after a comma only for 404 and 410.",
                "请在其后添加另一个镜像，以 | 分隔：对于 |，go 在任何错误之后都会继续；对于逗号，只在 404 和 410 之后继续。",
            ],
            rules_out: [
                "Network, DNS, proxy and certificate work: the mirror itself answered.",
                "网络、DNS、代理和证书均正常：是镜像自身作出的应答。",
            ],
        }
        /// Less than there should be.
        Truncated = "truncated" {
            summary: ["{target} sent only a part of the file", "{target} 只发送了文件的一部分"],
            meaning: [
                "The download ended before its end. A mirror, or a proxy on the way, breaks off large files.",
                "下载在完成之前中断。镜像或途中的代理会切断大文件。",
            ],
            fix: [
                "Try again; nothing broken is kept. If it is always the same file, use another mirror.",
                "请重试；不完整的内容不会被保留。如果总是同一个文件，请换用其他镜像。",
            ],
            rules_out: ["Reaching the mirror works.", "镜像可以到达。"],
        }
        /// Nothing comes any more.
        Stalled = "stalled" {
            summary: ["{target} stopped sending in the middle", "{target} 发送到一半停住了"],
            meaning: [
                "The download began and then nothing came any more. go itself has no time limit here.",
                "下载已经开始，之后再无数据。go 自身会一直等下去。",
            ],
            fix: ["Stop it and try again, or use another mirror; gv tests them.", "请中止后重试，或换用其他镜像；gv 会进行测试。"],
        }
        /// A redirect to a place that cannot be reached.
        Elsewhere = "redirect_unreachable" {
            summary: ["{target} redirects to a host that cannot be reached", "{target} 跳转到了无法到达的主机"],
            meaning: [
                "The host answers, and sends large files from another one that is blocked or down.",
                "该主机有应答，但大文件由另一台被封锁或已停机的主机提供。",
            ],
            fix: ["Use another mirror.", "请换用其他镜像。"],
            told_by: Measurement,
        }
        /// The whole run was over before there was an answer.
        Slow = "too_slow" {
            summary: ["{target} responds too slowly (time limit reached)", "{target} 响应过慢（已达时限）"],
            meaning: [
                "It is reached, and no answer came within the time that a measurement takes.",
                "可以到达，但在测量的时限内没有应答。",
            ],
            fix: ["Try again, or use another mirror.", "请重试，或换用其他镜像。"],
            told_by: Measurement,
        }
    }
}

impl Http {
    /// The fault of an answer with a status that is neither success nor "not found".
    pub fn of_status(status: u16) -> Self {
        match status {
            401 => Self::Status401,
            403 => Self::Status403,
            418 => Self::Status418,
            429 => Self::Status429,
            500 => Self::Status500,
            502 => Self::Status502,
            503 => Self::Status503,
            504 => Self::Status504,
            _ => Self::StatusOther,
        }
    }
}
