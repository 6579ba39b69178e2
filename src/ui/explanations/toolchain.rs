//! Which Go runs, which one is wanted.

use super::Words;
use crate::explain::Toolchain;

pub(super) fn words(id: Toolchain) -> Words {
    match id {
        Toolchain::NotAvailable => Words::new(
            ["the Go version that go.mod asks for could not be downloaded", "无法下载 go.mod 所要求的 Go 版本"],
            ["go wanted to fetch a newer Go by itself and nobody handed it over. It prints the same whether there is no such version (1.23 without a patch number is none), the mirror does not carry Go itself, or GOSUMDB is off, without which go takes no toolchain.", "go 想自行获取较新的 Go，但没有得到。以下情况输出相同的文字：没有这个版本（例如不带补丁号的 1.23），镜像不提供 Go 本身，或 GOSUMDB 已关闭（此时 go 不接受任何工具链）。"],
            ["gv installs it with a proof of its own and without GOPROXY: gv install, in this directory. Then go uses it.", "在此目录运行 gv install：gv 会自行校验安装，不依赖 GOPROXY，之后 go 就会使用它。"],
        ),
        Toolchain::Missing => Words::new(
            ["no entry of GOPROXY has Go's toolchains", "GOPROXY 中没有提供 Go 工具链的代理"],
            ["go asks the mirrors of GOPROXY for a newer Go as for a module, golang.org/toolchain. Not every mirror carries that one.", "go 会像获取模块一样向 GOPROXY 中的镜像请求较新的 Go（golang.org/toolchain），而并非所有镜像都提供它。"],
            ["Let direct come after the mirrors in GOPROXY, or install the version with gv install: that does without GOPROXY.", "请在 GOPROXY 的镜像之后加上 direct，或用 gv install 安装该版本：它不依赖 GOPROXY。"],
        ),
        Toolchain::NeedsDatabase => Words::new(
            ["GOSUMDB is switched off, and go fetches no toolchain without it", "GOSUMDB 已被关闭，而 go 不会在没有它的情况下下载工具链"],
            ["A toolchain is a program that runs here, so go believes only what the checksum database vouches for, whatever else is set.", "工具链是要在本机运行的程序，因此无论其他设置如何，go 只信任校验和数据库担保的内容。"],
            ["Let the database be asked again: go env -u GOSUMDB, and take GOSUMDB out of the environment. Where it cannot be reached, sum.golang.google.cn is the same database.", "请恢复使用校验和数据库：go env -u GOSUMDB，并从环境变量中删除 GOSUMDB。若无法访问，sum.golang.google.cn 是同一个数据库。"],
        ),
        Toolchain::TooOld => Words::new(
            ["this Go is older than the project asks for", "当前的 Go 比项目要求的旧"],
            ["go.mod (or a module it uses) says which Go it needs at least, and GOTOOLCHAIN, or the Go itself, does not let it switch to that.", "go.mod（或其所用的模块）注明了所需的最低 Go 版本，而 GOTOOLCHAIN 或这个 Go 本身不允许切换过去。"],
            ["Install the version it names: gv install, in this directory, takes it from go.mod.", "请安装它所要求的版本：在此目录运行 gv install，会从 go.mod 中读取。"],
        )
        .rules_out(["The network was not asked.", "没有访问网络。"]),
        Toolchain::Directive => Words::new(
            ["this Go is too old to read go.mod", "当前的 Go 太旧，无法读懂 go.mod"],
            ["go.mod has a line (toolchain, godebug, tool or ignore) that only newer releases know; the toolchain line came with Go 1.21.", "go.mod 中有较新版本才支持的行（toolchain、godebug、tool 或 ignore）；其中 toolchain 行从 Go 1.21 开始支持。"],
            ["Use a newer Go here; do not delete the line, others need it.", "请在此使用较新的 Go；不要删除该行，其他人需要它。"],
        )
        .rules_out(["Nothing is wrong with the network or with go.mod.", "网络和 go.mod 都没有问题。"]),
        Toolchain::GoLine => Words::new(
            ["this Go cannot read the go line of go.mod", "当前的 Go 无法读懂 go.mod 的 go 行"],
            ["Since Go 1.21 the line may have three numbers (go 1.21.0); older releases know only two.", "从 Go 1.21 起该行可以写三段数字（go 1.21.0）；更早的版本只认识两段。"],
            ["Use Go 1.21 or newer here.", "请在此使用 Go 1.21 或更新的版本。"],
        )
        .rules_out(["Nothing is wrong with the network or with go.mod.", "网络和 go.mod 都没有问题。"]),
        Toolchain::Mixed => Words::new(
            ["programs of two Go releases are mixed", "混用了两个 Go 版本的程序"],
            ["go and its compiler come from different releases. GOROOT points to another Go than the one on PATH, or a new Go was unpacked over an old one.", "go 与其编译器来自不同的版本。可能是 GOROOT 指向了 PATH 之外的另一个 Go，也可能是新版本直接解压到了旧版本之上。"],
            ["Remove GOROOT from the environment (go finds it by itself) and reinstall a Go that was unpacked over another.", "请从环境变量中删除 GOROOT（go 会自行找到它）；若曾覆盖解压，请重新安装。"],
        )
        .rules_out(["The network is not involved.", "与网络无关。"]),
        Toolchain::Goroot => Words::new(
            ["go does not find its own files", "go 找不到自身的文件"],
            ["GOROOT points to a folder that is no Go (any more), or the installation is incomplete.", "GOROOT 指向的目录不是（或不再是）Go，或安装不完整。"],
            ["Remove GOROOT from the environment; if it stays, install this Go again.", "请从环境变量中删除 GOROOT；如果依旧，请重新安装。"],
        )
        .rules_out(["The network is not involved.", "与网络无关。"]),
        Toolchain::PathOnly => Words::new(
            ["go may take another version from PATH alone, and it is not there", "go 只能从 PATH 中查找所需版本，而 PATH 中没有"],
            ["GOTOOLCHAIN says path: go looks for a program named like go1.22.3 and downloads nothing.", "GOTOOLCHAIN 含有 path：go 只查找名为 go1.22.3 之类的程序，不会下载。"],
            ["gv install puts such a program on PATH.", "运行 gv install 会把这样的程序放入 PATH。"],
        )
        .rules_out(["The network was not asked.", "没有访问网络。"]),
        Toolchain::Setting => Words::new(
            ["GOTOOLCHAIN, or go.mod's toolchain line, cannot be read", "无法读懂 GOTOOLCHAIN 或 go.mod 的 toolchain 行"],
            ["It has to be local, auto, path, or a version like go1.22.3, perhaps with +auto.", "它应为 local、auto、path，或 go1.22.3 这样的版本，可带 +auto。"],
            ["gv env why GOTOOLCHAIN says where it is set.", "用 gv env why GOTOOLCHAIN 查看它在哪里设置。"],
        ),
        Toolchain::OldStd => Words::new(
            ["this Go is older than a package of the standard library that is imported", "当前的 Go 太旧，没有所导入的标准库包"],
            ["The package came with a newer release (slices, maps and log/slog with 1.21, iter and unique with 1.23).", "该包随较新的版本发布（slices、maps、log/slog 始于 1.21，iter、unique 始于 1.23）。"],
            ["Use a newer Go here.", "请在此使用较新的 Go。"],
        )
        .rules_out(["No module is missing, and the network is not involved.", "并不缺少模块，也与网络无关。"]),
        Toolchain::Language => Words::new(
            ["the code uses more of the language than go.mod allows", "代码使用的语言特性超出了 go.mod 的声明"],
            ["go.mod's go line says for which Go the code is written, and newer language features are switched off by it.", "go.mod 的 go 行声明了代码所针对的 Go 版本，更新的语言特性因此被关闭。"],
            ["Raise it to what the text names: go mod edit -go=1.N.", "请提高到原文所要求的版本：go mod edit -go=1.N。"],
        )
        .rules_out(["The network is not involved.", "与网络无关。"]),
        Toolchain::Platform => Words::new(
            ["a program was started that is made for another kind of machine", "启动了为另一种机器编译的程序"],
            ["The system cannot run it: GOOS or GOARCH are set for another platform while something is run (go run, go test, go generate), or the wrong archive of Go was installed.", "系统无法运行它：可能是 GOOS 或 GOARCH 设为其他平台却又要运行程序（go run、go test、go generate），也可能是安装了错误平台的 Go。"],
            ["Unset GOOS and GOARCH for what runs here, or install Go for this machine.", "对于要在本机运行的命令，请取消 GOOS 和 GOARCH；或安装适合本机的 Go。"],
        ),
    }
}
