//! Which Go runs.

crate::fault::catalogue! {
    /// Which Go runs.
    Toolchain {
        /// It cannot be downloaded.
        NotAvailable = "toolchain_not_available" {
            summary: ["the Go version that go.mod requires could not be downloaded", "无法下载 go.mod 所要求的 Go 版本"],
            meaning: [
                "go tried to download a newer Go and failed. It prints the same message if there is no such version (a go line of 1.23 without a patch number does not name a release: write 1.23.0), if the mirror does not have Go toolchains, or if GOSUMDB is off, without which go accepts no toolchain.",
                "go 想自行获取较新的 Go，但没有得到。以下情况输出相同的文字：没有这个版本（例如不带补丁号的 1.23），镜像不提供 Go 本身，或 GOSUMDB 已关闭（此时 go 不接受任何工具链）。",
            ],
            fix: [
                "Run gv install in this directory: gv downloads and verifies it without GOPROXY. go then uses it.",
                "在此目录运行 gv install：gv 会自行校验安装，不依赖 GOPROXY，之后 go 就会使用它。",
            ],
        }
        /// Too old for go.mod, and it may not switch.
        TooOld = "toolchain_too_old" {
            summary: ["this Go is older than the project requires", "当前的 Go 比项目要求的旧"],
            meaning: [
                "go.mod (or a module that it uses) requires a minimum Go version, and GOTOOLCHAIN, or this Go itself, does not permit a switch to it.",
                "go.mod（或其所用的模块）注明了所需的最低 Go 版本，而 GOTOOLCHAIN 或这个 Go 本身不允许切换过去。",
            ],
            fix: [
                "Install that version: run gv install in this directory, which reads it from go.mod.",
                "请安装它所要求的版本：在此目录运行 gv install，会从 go.mod 中读取。",
            ],
            rules_out: ["go did not use the network.", "没有访问网络。"],
            in_container: [
                "The image has an older Go, and its GOTOOLCHAIN=local prevents go from downloading another: build FROM golang:VERSION with the version in the message, or set ENV GOTOOLCHAIN=auto.",
                "镜像中的 Go 较旧，且其 GOTOOLCHAIN=local 使 go 不能获取其他版本：请使用原文所要求版本的 FROM golang:版本，或设 ENV GOTOOLCHAIN=auto。",
            ],
        }
        /// Too old to read go.mod's toolchain line.
        Directive = "gomod_toolchain_line" {
            summary: ["this Go is too old to read go.mod", "当前的 Go 太旧，无法读懂 go.mod"],
            meaning: [
                "go.mod has a line (toolchain, godebug, tool or ignore) that only newer releases support; toolchain lines require Go 1.21.",
                "go.mod 中有较新版本才支持的行（toolchain、godebug、tool 或 ignore）；其中 toolchain 行从 Go 1.21 开始支持。",
            ],
            fix: ["Use a newer Go here; do not delete the line, others need it.", "请在此使用较新的 Go；不要删除该行，其他人需要它。"],
            rules_out: ["Nothing is wrong with the network or with go.mod.", "网络和 go.mod 都没有问题。"],
            in_container: [
                "Build FROM golang:VERSION with the version that go.mod names.",
                "请使用 go.mod 所要求版本的 FROM golang:版本。",
            ],
        }
        /// Too old to read go.mod's go line.
        GoLine = "gomod_go_line" {
            summary: [
                "the go line of go.mod cannot be read",
                "无法读取 go.mod 的 go 行",
            ],
            meaning: [
                "A Go from 1.21 on reads 1.22, 1.22.3 and 1.22rc1, an older one only two numbers. If the message requires a format with three numbers, this Go is 1.21 or newer, and the line itself is wrong.",
                "1.21 及以后的 Go 可读取 1.22、1.22.3 和 1.22rc1，更早的只认两段数字。如果原文要求的格式有三段数字，说明该 Go 是 1.21 或更新版本，是这一行本身写错了。",
            ],
            fix: [
                "Correct the line: go 1.22 or go 1.22.3, without go or v before the number. If the line is right, use Go 1.21 or newer here.",
                "请手动改正这一行：go 1.22 或 go 1.22.3，数字前不加 go 或 v。如果这一行没有错，请在此处使用 Go 1.21 或更新版本。",
            ],
            rules_out: ["Nothing is wrong with the network or with go.mod.", "网络和 go.mod 都没有问题。"],
            in_container: [
                "Correct the line if it is wrong; else build FROM golang:VERSION with the version that go.mod names.",
                "如果这一行有误，请改正；否则请使用 go.mod 所要求版本的 FROM golang:版本。",
            ],
        }
        /// Programs of two releases.
        Mixed = "toolchain_mixed" {
            summary: ["programs of two Go releases are mixed", "混用了两个 Go 版本的程序"],
            meaning: [
                "One directory contains parts of two releases, or GOROOT points to a release other than that of the running go: a new Go was unpacked over an old one, or an old variable is still set.",
                "同一目录中混有两个版本的文件，或 GOROOT 指向的版本与正在运行的 go 不同：可能是把新版解压到了旧版之上，或残留了旧的变量。",
            ],
            fix: [
                "Remove GOROOT from the environment; if the files themselves are mixed, delete that directory and install this Go again.",
                "请从环境中删除 GOROOT；如果是文件本身混在一起，请删除该目录并重新安装此 Go。",
            ],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// GOROOT leads nowhere.
        Goroot = "goroot_broken" {
            summary: ["go cannot find its own files", "go 找不到自身的文件"],
            meaning: [
                "GOROOT points to a directory without a Go toolchain, or the installation is incomplete.",
                "GOROOT 指向的目录不是（或不再是）Go，或安装不完整。",
            ],
            fix: [
                "Remove GOROOT from the environment; if the error persists, install this Go again.",
                "请从环境变量中删除 GOROOT；如果依旧，请重新安装。",
            ],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// Only PATH is asked.
        PathOnly = "toolchain_path_only" {
            summary: [
                "go may use another version only from PATH, where it is missing",
                "go 只能从 PATH 中查找所需版本，而 PATH 中没有",
            ],
            meaning: [
                "GOTOOLCHAIN contains path: go searches for a program such as go1.22.3 and downloads nothing.",
                "GOTOOLCHAIN 含有 path：go 只查找名为 go1.22.3 之类的程序，不会下载。",
            ],
            fix: ["gv install puts such a program on PATH.", "运行 gv install 会把这样的程序放入 PATH。"],
            rules_out: ["go did not use the network.", "没有访问网络。"],
        }
        /// GOTOOLCHAIN cannot be read.
        Setting = "env_gotoolchain" {
            summary: [
                "GOTOOLCHAIN, or go.mod's toolchain line, cannot be read",
                "无法读懂 GOTOOLCHAIN 或 go.mod 的 toolchain 行",
            ],
            meaning: [
                "It has to be local, auto, path, or a version like go1.22.3, perhaps with +auto.",
                "它应为 local、auto、path，或 go1.22.3 这样的版本，可带 +auto。",
            ],
            fix: [
                "GOTOOLCHAIN can be local, auto, path or a name such as go1.22.3 (go1.22.3+auto); the toolchain line of go.mod can be default or such a name. Correct the one in the message.",
                "GOTOOLCHAIN 可取 local、auto、path 或 go1.22.3 这样的名称（如 go1.22.3+auto）；go.mod 的 toolchain 行可取 default 或这样的名称。请改正原文所指的那一处。",
            ],
        }
        /// Too old for a package of the standard library.
        OldStd = "std_too_old" {
            summary: [
                "this Go is too old for an imported package of the standard library",
                "当前的 Go 太旧，没有所导入的标准库包",
            ],
            meaning: [
                "The package was added in a newer release (slices, maps and log/slog in 1.21, iter and unique in 1.23).",
                "该包随较新的版本发布（slices、maps、log/slog 始于 1.21，iter、unique 始于 1.23）。",
            ],
            fix: ["Use a newer Go here.", "请在此使用较新的 Go。"],
            rules_out: ["No module is missing, and the network is not involved.", "并不缺少模块，也与网络无关。"],
        }
        /// go.mod's go line is too old for the code.
        Language = "lang_version" {
            summary: ["the code uses language features that go.mod does not allow", "代码使用的语言特性超出了 go.mod 的声明"],
            meaning: [
                "The go line of go.mod sets the Go version of the code, which disables newer language features.",
                "go.mod 的 go 行声明了代码所针对的 Go 版本，更新的语言特性因此被关闭。",
            ],
            fix: [
                "If the file is in your project, raise the go line of go.mod: go mod edit -go=VERSION. If it is in the module cache, the go line of that module counts: use a newer version of it (go get MODULE@latest).",
                "如果文件属于您的项目，请提高 go.mod 的 go 行：go mod edit -go=版本。如果文件在模块缓存中，则以该模块的 go 行为准：请使用它的更新版本（go get 模块@latest）。",
            ],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// A program for another machine.
        Platform = "wrong_platform" {
            summary: ["a program was started that was built for another platform", "启动了为另一种机器编译的程序"],
            meaning: [
                "The system cannot run it: GOOS or GOARCH is set for another platform in a command that runs programs (go run, go test, go generate), or Go for another platform was installed.",
                "系统无法运行它：可能是 GOOS 或 GOARCH 设为其他平台却又要运行程序（go run、go test、go generate），也可能是安装了错误平台的 Go。",
            ],
            fix: [
                "Unset GOOS and GOARCH for what runs here, or install Go for this machine.",
                "对于要在本机运行的命令，请取消 GOOS 和 GOARCH；或安装适合本机的 Go。",
            ],
        }
        /// A tool that is older than the Go it works with.
        OldTool = "tool_older_than_go" {
            summary: [
                "a tool was built with an older Go than the one it works with",
                "某个工具是用旧于当前 Go 的版本构建的",
            ],
            meaning: [
                "Linters and analysers read the code with the parser of the Go that built them. This tool cannot parse newer files, often those of Go itself. No Go is missing.",
                "检查和分析工具用构建它们的 Go 来解析代码。该工具遇到了它无法解析的较新文件（往往是 Go 自身的文件）。并不缺少 Go。",
            ],
            fix: [
                "Build the tool again with the Go on PATH: go install TOOL@latest (a packaged one: upgrade it).",
                "请用 PATH 中的 Go 重新构建该工具：go install 工具@latest（若是安装包，请升级）。",
            ],
            rules_out: [
                "Neither the network nor the code is at fault.",
                "与网络和代码无关。",
            ],
        }
        /// go is not on PATH.
        NotOnPath = "go_not_found" {
            summary: [
                "the shell cannot find go",
                "shell 找不到 go",
            ],
            meaning: [
                "No directory on PATH contains a program named go: Go is not installed, its directory is not on PATH, or this terminal was opened before it was.",
                "PATH 的各目录中没有 go 程序：可能没有安装 Go、其目录不在 PATH 中，或终端是在安装之前打开的。",
            ],
            fix: [
                "gv setup puts gv's shims on PATH and gv use latest installs a Go; then open a new terminal. In an image start FROM golang:VERSION, or put /usr/local/go/bin on PATH.",
                "gv setup 会把 gv 的 shims 加入 PATH，gv use latest 会安装 Go；之后请重新打开终端。在镜像中请使用 FROM golang:版本，或把 /usr/local/go/bin 加入 PATH。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// A program for another C library.
        Loader = "libc_missing" {
            summary: [
                "a program exists, but its loader does not: it was built for another C library",
                "程序存在，但其加载器不存在：它是为另一种 C 库构建的",
            ],
            meaning: [
                "A program that was linked with glibc needs a loader that Alpine and other musl systems do not have, and the other way round. The system prints the same message as for a missing file.",
                "与 glibc 链接的程序需要 Alpine 等 musl 系统没有的加载器，反之亦然。系统给出的提示与文件不存在时相同。",
            ],
            fix: [
                "If the file is there (ls), build without C (CGO_ENABLED=0) or in the image where it runs; on Alpine use golang:alpine, or apk add gcompat. If it is not there, correct the path.",
                "如果文件确实存在（用 ls 查看），请不使用 C 构建（CGO_ENABLED=0），或在运行它的镜像中构建；在 Alpine 上请用 golang:alpine，或 apk add gcompat。如果文件不存在，请改正路径。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
    }
}
