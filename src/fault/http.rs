//! Requests and answers.

use super::ToldBy::{Measurement, Text};

/// What works where the mirror has answered.
const ANSWERED: crate::fault::Text = [
    "The network, DNS, the proxy and the certificate work: the mirror itself answered.",
    "网络、DNS、代理和证书均正常：是镜像自身作出的应答。",
];
/// What helps against any status.
const OTHER_MIRROR: crate::fault::Text = [
    "Add another mirror after it, separated by |: after |, go continues on any error, after a comma only on 404 and 410.",
    "请在其后添加另一个镜像，以 | 分隔：对于 |，go 在任何错误之后都会继续；对于逗号，只在 404 和 410 之后继续。",
];

super::catalogue! {
    /// Requests and answers.
    Http {
        /// A page for people in place of data.
        Captive = "captive_portal" {
            summary: ["{target} returned a web page instead of data", "{target} 本应返回数据，得到的却是网页"],
            meaning: [
                "go requested module data and received HTML. Either the network shows its login page for every request (hotel, campus, office), or the address is not that of a module mirror.",
                "go 请求的是模块数据，收到的却是 HTML。可能是网络用登录页面代替了一切（酒店、校园、办公室），也可能是该地址不是模块镜像。",
            ],
            fix: [
                "Open any page in a browser and log in. If that does not help, compare GOPROXY with the mirror's instructions.",
                "请在浏览器中打开任意网页并登录。若并非如此，请对照镜像的说明检查 GOPROXY。",
            ],
            rules_out: ["DNS, the connection and the certificate work.", "DNS、连接和证书均已通过。"],
        }
        /// Redirects without end.
        RedirectLoop = "redirect_loop" {
            summary: ["{target} redirects in a loop", "{target} 循环重定向"],
            meaning: [
                "go followed ten redirects without reaching a file. The mirror is misconfigured, or requires a login.",
                "go 跟随了十次重定向，仍未得到文件。可能是镜像配置有误，或要求登录。",
            ],
            fix: ["Use another mirror, and inform the operator of this one.", "请换用其他镜像，并告知该镜像的管理者。"],
            rules_out: ["The network, DNS and certificates work.", "网络、DNS 和证书均正常。"],
        }
        /// A redirect from https to http.
        Downgrade = "downgrade" {
            summary: ["{target} redirects from https to http", "{target} 从 https 跳转到 http"],
            meaning: [
                "go does not follow a redirect from https to http, because the data could then be changed in transit. A network's login page or a misconfigured mirror causes this.",
                "go 拒绝从 https 跳转到 http，因为途中任何人都可能改动内容。网络的登录页面或配置有误的镜像会这样跳转。",
            ],
            fix: ["Log in to the network in a browser, or use another mirror.", "请在浏览器中登录网络；否则请换用其他镜像。"],
        }
        /// The connection ended before the answer.
        Cut = "http_closed" {
            summary: ["{target} closed the connection without an answer", "{target} 没有应答就断开了连接"],
            meaning: [
                "The connection was closed before any data arrived. Overloaded servers and proxies do this, and so do devices that block a host; behind a proxy, the proxy may have closed it.",
                "连接在收到任何数据之前就被关闭。过载的服务器和代理会这样，封锁主机的设备也会；若经过代理，也可能是代理断开的。",
            ],
            fix: ["Try again; if the error persists, gv measures where the connection ends.", "请重试；如果依旧，gv 会测量连接在哪里中断。"],
            rules_out: [
                "A server or a device accepted the connection.",
                "有一方接受了连接。",
            ],
        }
        /// HTTP/2 that breaks.
        Http2 = "http2_broken" {
            summary: ["the HTTP/2 connection to {target} was interrupted", "与 {target} 的 HTTP/2 连接中断"],
            meaning: [
                "Several requests shared one HTTP/2 connection, which was closed. A restart of the server, or a proxy with a faulty HTTP/2 implementation, causes this.",
                "多个请求共用一个连接（HTTP/2），而该连接被终止。服务器重启，或代理对 HTTP/2 支持不佳时会这样。",
            ],
            fix: [
                "Try again. If the error persists behind a proxy, GODEBUG=http2client=0 makes go use HTTP/1.1, which does not weaken any protection.",
                "请重试。如果经代理时依旧，可设 GODEBUG=http2client=0 让 go 使用 HTTP/1.1，这不会削弱任何保护。",
            ],
            rules_out: ["DNS, the connection and the certificate work.", "DNS、连接和证书均已通过。"],
            told_by: Text,
        }
        /// No answer in time.
        Timeout = "http_timeout" {
            summary: ["{target} accepted the request, but did not answer in time", "{target} 接受了请求，但没有及时应答"],
            meaning: [
                "The server is busy, or waits for another server: a mirror that first downloads the module from elsewhere can take long.",
                "服务器在线，但很忙或自身也在等待：镜像若要先从别处获取模块，可能需要较长时间。",
            ],
            fix: ["Try again in a minute; gv measures how fast the mirrors answer.", "请过一分钟重试；gv 会测量各镜像的应答速度。"],
            told_by: Text,
        }
        /// The answer is not HTTP.
        Garbage = "http_garbage" {
            summary: ["{target} does not answer in HTTP", "{target} 的应答不是 HTTP"],
            meaning: [
                "Another service listens on that port, or the address uses http instead of https.",
                "该端口上运行的是其他服务，或本应使用 https 却用了 http。",
            ],
            fix: ["Check the scheme and the port of the address.", "请检查地址的协议和端口。"],
            told_by: Text,
        }
        /// 401.
        Status401 = "mirror_http_401" {
            summary: ["{target} requires a login", "{target} 要求登录"],
            meaning: [
                "The mirror answered 401: it serves only users who log in. go reads logins from ~/.netrc (Windows: %USERPROFILE%\\_netrc).",
                "镜像返回 401：它只为已登录的用户服务。go 从 ~/.netrc（Windows 为 %USERPROFILE%\\_netrc）读取凭据。",
            ],
            fix: [
                "Provide the login: from Go 1.24 on, GOAUTH names its source (netrc by default); the netrc file contains a line machine HOST login USER password TOKEN (HOST:PORT if the address has a port), which go uses only over https.",
                "请为 go 提供登录信息：从 Go 1.24 起由 GOAUTH 指定其来源（默认 netrc）；netrc 文件中写 machine HOST login USER password TOKEN，地址带端口时写 HOST:PORT，且只在 https 下使用。",
            ],
            rules_out: ANSWERED,
        }
        /// 403.
        Status403 = "mirror_http_403" {
            summary: ["{target} refuses the request", "{target} 拒绝了请求"],
            meaning: [
                "The mirror answered 403: it does not serve this network, this module, or users without a login. A company's mirror returns 403 for modules that are not approved.",
                "镜像返回 403：它不为所在网络、该模块或未登录的用户服务。公司的镜像对未批准的模块会这样答复。",
            ],
            fix: OTHER_MIRROR,
            rules_out: ANSWERED,
        }
        /// 418.
        Status418 = "mirror_http_418" {
            summary: ["{target} is no longer a mirror at that address", "{target} 在该地址上已不再是镜像"],
            meaning: [
                "Some mirrors return 418 for an old address or for certain clients (Huawei's old /goproxy/ does).",
                "一些镜像用 418 拒绝旧地址或某类客户端（例如华为旧的 /goproxy/）。",
            ],
            fix: [
                "Look up the current address on the mirror's website, or use another mirror.",
                "请从镜像的官方页面获取现在的地址，或换用其他镜像。",
            ],
            rules_out: ANSWERED,
        }
        /// 429.
        Status429 = "mirror_http_429" {
            summary: ["{target} received too many requests from here", "{target} 收到来自此处的请求过多"],
            meaning: [
                "The mirror limits the number of requests from one address (429). Many machines behind one address, as in a company or CI, share the limit.",
                "镜像限制单个地址的请求量（429）。同一出口地址后的多台机器（如公司或 CI）共享这一限额。",
            ],
            fix: [
                "Wait a few minutes, keep the module cache between CI runs, or add another mirror after |.",
                "请等待几分钟，在 CI 各次运行之间保留模块缓存，或以 | 添加另一个镜像。",
            ],
            rules_out: ANSWERED,
        }
        /// 500.
        Status500 = "mirror_http_500" {
            summary: ["{target} reports an internal error (500)", "{target} 内部错误（500）"],
            meaning: ["The mirror failed. The cause is not on this machine.", "镜像答复自身处理失败，与本机无关。"],
            fix: OTHER_MIRROR,
            rules_out: ANSWERED,
        }
        /// 502.
        Status502 = "mirror_http_502" {
            summary: ["{target} could not get the module from its upstream (502)", "{target} 无法从其上游获取模块（502）"],
            meaning: ["The mirror forwards requests to another server, which did not answer.", "该镜像只是另一台服务器的前端，而后者没有应答。"],
            fix: OTHER_MIRROR,
            rules_out: ANSWERED,
        }
        /// 503.
        Status503 = "mirror_http_503" {
            summary: ["{target} is temporarily unavailable (503)", "{target} 暂时停止服务（503）"],
            meaning: ["The mirror is overloaded or under maintenance.", "镜像过载或正在维护。"],
            fix: OTHER_MIRROR,
            rules_out: ANSWERED,
        }
        /// 504.
        Status504 = "mirror_http_504" {
            summary: ["{target} timed out waiting for its upstream (504)", "{target} 等待其上游超时（504）"],
            meaning: ["The mirror tried to download the module from elsewhere and gave up.", "镜像尝试从别处获取模块，最终放弃。"],
            fix: OTHER_MIRROR,
            rules_out: ANSWERED,
        }
        /// Any other code.
        StatusOther = "mirror_http" {
            summary: ["{target} answered with an error", "{target} 返回了错误"],
            meaning: [
                "The mirror answered with a status that is neither success nor \"not found\".",
                "镜像返回的状态码既不是成功，也不是未找到。",
            ],
            fix: OTHER_MIRROR,
            rules_out: ANSWERED,
        }
        /// Less than there should be.
        Truncated = "truncated" {
            summary: ["{target} sent only a part of the file", "{target} 只发送了文件的一部分"],
            meaning: [
                "The download ended early. A mirror, or a proxy on the route, interrupts large files.",
                "下载在完成之前中断。镜像或途中的代理会切断大文件。",
            ],
            fix: [
                "Try again; the incomplete file is not kept. If it is always the same file, use another mirror.",
                "请重试；不完整的内容不会被保留。如果总是同一个文件，请换用其他镜像。",
            ],
            rules_out: ["The mirror is reachable.", "镜像可以到达。"],
        }
        /// Nothing comes any more.
        Stalled = "stalled" {
            summary: ["{target} stopped sending during the download", "{target} 发送到一半停住了"],
            meaning: [
                "The download began, and then no more data arrived. go has no time limit here.",
                "下载已经开始，之后再无数据。go 在此没有时限。",
            ],
            fix: ["Stop it and try again, or use another mirror; gv tests them.", "请中止后重试，或换用其他镜像；gv 会进行测试。"],
        }
        /// A redirect to a place that cannot be reached.
        Elsewhere = "redirect_unreachable" {
            summary: ["{target} redirects to a host that cannot be reached", "{target} 跳转到了无法到达的主机"],
            meaning: [
                "The host answers, but redirects large files to another host, which is blocked or down.",
                "该主机有应答，但大文件由另一台被封锁或已停机的主机提供。",
            ],
            fix: ["Use another mirror.", "请换用其他镜像。"],
            told_by: Measurement,
        }
        /// The whole run was over before there was an answer.
        Slow = "too_slow" {
            summary: ["{target} responds too slowly (time limit reached)", "{target} 响应过慢（已达时限）"],
            meaning: [
                "The host is reachable, but did not answer within the time limit of a measurement.",
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
