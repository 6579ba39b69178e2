//! Requests without an answer, and answers that are none.

use super::Words;
use crate::explain::Http;

pub(super) fn words(id: Http) -> Words {
    match id {
        Http::Captive => Words::new(
            ["a web page came where {target} should have sent data", "{target} 本应返回数据，得到的却是网页"],
            ["go asked for module data and got HTML. Either the network shows its login page in place of everything (hotel, campus, office), or the address is not that of a module mirror.", "go 请求的是模块数据，收到的却是 HTML。可能是网络用登录页面代替了一切（酒店、校园、办公室），也可能是该地址不是模块镜像。"],
            ["Open any page in a browser and log in. If that is not it, compare GOPROXY with the mirror's own instructions.", "请在浏览器中打开任意网页并登录。若并非如此，请对照镜像的说明检查 GOPROXY。"],
        )
        .rules_out(["DNS, connection and certificate were accepted.", "DNS、连接和证书均已通过。"]),
        Http::RedirectLoop => Words::new(
            ["{target} sends go in circles", "{target} 让 go 不停地跳转"],
            ["Every answer only names another address, ten times over. The mirror is set up wrongly, or wants a login.", "每次应答都只给出另一个地址，已达十次。可能是镜像配置有误，或要求登录。"],
            ["Use another mirror, and tell the owner of this one.", "请换用其他镜像，并告知该镜像的管理者。"],
        )
        .rules_out(["Network, DNS and certificates work.", "网络、DNS 和证书均正常。"]),
        Http::Downgrade => Words::new(
            ["{target} leads from an encrypted address to an open one", "{target} 从加密地址跳转到明文地址"],
            ["go refuses to follow a redirect from https to http, because anybody on the way could then change what comes. A login page of the network does that, or a mirror that is set up wrongly.", "go 拒绝从 https 跳转到 http，因为途中任何人都可能改动内容。网络的登录页面或配置有误的镜像会这样跳转。"],
            ["Log in to the network in a browser; else use another mirror.", "请在浏览器中登录网络；否则请换用其他镜像。"],
        ),
        Http::Cut => Words::new(
            ["{target} ended the connection without an answer", "{target} 没有应答就断开了连接"],
            ["The connection was closed before anything came. Overloaded servers and proxies do that, and devices that block a host.", "连接在收到任何数据之前就被关闭。过载的服务器和代理会这样，封锁主机的设备也会。"],
            ["Try again; if it stays, gv measures where the connection ends.", "请重试；如果依旧，gv 会测量连接在哪里中断。"],
        )
        .rules_out(["The name was found and the address accepted the connection.", "名称已成功解析，且该地址接受了连接。"]),
        Http::Http2 => Words::new(
            ["the connection to {target} broke in the middle of talking", "与 {target} 的连接在通信途中中断"],
            ["Several requests shared one connection (HTTP/2) and it was ended. A restart of the server, or a proxy that handles HTTP/2 badly, does that.", "多个请求共用一个连接（HTTP/2），而该连接被终止。服务器重启，或代理对 HTTP/2 支持不佳时会这样。"],
            ["Try again. If it stays behind a proxy, GODEBUG=http2client=0 makes go use HTTP/1.1, which weakens nothing.", "请重试。如果经代理时依旧，可设 GODEBUG=http2client=0 让 go 使用 HTTP/1.1，这不会削弱任何保护。"],
        )
        .rules_out(["DNS, connection and certificate were accepted.", "DNS、连接和证书均已通过。"]),
        Http::Timeout => Words::new(
            ["{target} took the request and did not answer in time", "{target} 接受了请求，但没有及时应答"],
            ["The server is there and busy, or waits for something itself: a mirror that first fetches the module from elsewhere can take long.", "服务器在线，但很忙或自身也在等待：镜像若要先从别处获取模块，可能需要较长时间。"],
            ["Try again in a minute; gv measures how fast the mirrors answer.", "请过一分钟重试；gv 会测量各镜像的应答速度。"],
        )
        .rules_out(["DNS, connection and certificate were accepted.", "DNS、连接和证书均已通过。"]),
        Http::Garbage => Words::new(
            ["what {target} answers is no HTTP", "{target} 的应答不是 HTTP"],
            ["Something else listens at that port, or http was used where https is meant.", "该端口上运行的是其他服务，或本应使用 https 却用了 http。"],
            ["Check the scheme and the port of the address.", "请检查地址的协议和端口。"],
        ),
    }
}
