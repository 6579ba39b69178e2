//! Compiler, linker and their surroundings.

crate::fault::catalogue! {
    /// Compiler, linker and their surroundings.
    Build {
        /// No C compiler.
        NoCompiler = "c_compiler_missing" {
            summary: ["a C compiler is needed and not installed", "需要 C 编译器，但没有安装"],
            meaning: [
                "A package has C code (cgo), which go hands to gcc or clang.",
                "某个包含有 C 代码（cgo），go 要交给 gcc 或 clang 编译。",
            ],
            fix: [
                "Install one (Debian: apt-get install gcc libc6-dev; Alpine: apk add build-base; macOS: xcode-select --install; Windows: MSYS2 or LLVM-MinGW), or build without C where the package can: CGO_ENABLED=0.",
                "请安装（Debian：apt-get install gcc libc6-dev；Alpine：apk add build-base；macOS：xcode-select --install；Windows：MSYS2 或 LLVM-MinGW）；若该包支持，也可不用 C：CGO_ENABLED=0。",
            ],
            rules_out: ["Neither Go nor the network is at fault.", "与 Go 和网络无关。"],
        }
        /// A C compiler for another machine.
        WrongCompiler = "c_compiler_wrong" {
            summary: ["the C compiler builds for another kind of machine", "C 编译器的目标平台不符"],
            meaning: [
                "cgo code is compiled by CC, which does not know the platform of GOARCH: it is a 32-bit one, or one for this machine while cross-compiling.",
                "cgo 代码由 CC 编译，而它不支持 GOARCH 的平台：可能是 32 位编译器，或交叉编译时用了本机的编译器。",
            ],
            fix: [
                "Set CC to a compiler for that platform (Windows: x86_64-w64-mingw32-gcc; 32 bits: gcc-multilib), remove flags of another linker, or set CGO_ENABLED=0.",
                "请把 CC 设为该平台的编译器（Windows：x86_64-w64-mingw32-gcc；32 位：gcc-multilib），去掉其他链接器的选项，或设 CGO_ENABLED=0。",
            ],
            rules_out: ["Neither Go nor the network is at fault.", "与 Go 和网络无关。"],
        }
        /// A library that the linker does not find.
        Library = "linker_library" {
            summary: ["the linker cannot find a library", "链接器找不到库"],
            meaning: [
                "The message names it after -l. Its development package is not installed, or is for another platform.",
                "原文中 -l 之后就是库名。可能没有安装其开发包，或平台不符。",
            ],
            fix: [
                "Install the package that has it (Debian: lib...-dev); for a static build its .a file is needed too. On macOS there is no static C library: remove -static; frameworks come with Xcode's command line tools.",
                "请安装包含它的软件包（Debian：lib…-dev）；静态链接还需要 .a 文件。macOS 没有静态 C 库：请去掉 -static；framework 随 Xcode 命令行工具提供。",
            ],
            rules_out: ["Neither Go nor the network is at fault.", "与 Go 和网络无关。"],
        }
        /// A header that the compiler does not find.
        Header = "c_header_missing" {
            summary: ["the C compiler cannot find a header", "C 编译器找不到头文件"],
            meaning: [
                "The message names it. It belongs to the development package of a library, or of the C library itself.",
                "原文给出了文件名。它属于某个库或 C 标准库的开发包。",
            ],
            fix: [
                "Install that package (for stdlib.h and the like: libc6-dev, build-base).",
                "请安装相应的软件包（stdlib.h 等属于 libc6-dev 或 build-base）。",
            ],
            rules_out: ["Neither Go nor the network is at fault.", "与 Go 和网络无关。"],
        }
        /// A function that no library has.
        Undefined = "linker_undefined" {
            summary: ["the linker cannot find a function", "链接器找不到函数"],
            meaning: [
                "The C code calls a function that no linked library has: a library is missing from the command, too old, or for another platform.",
                "C 代码调用的函数不在任何已链接的库中：可能漏了库，库太旧，或平台不符。",
            ],
            fix: [
                "Add the library (#cgo LDFLAGS: -lNAME), or install its newer version.",
                "请添加该库（#cgo LDFLAGS: -l名称），或安装更新的版本。",
            ],
            rules_out: ["Neither Go nor the network is at fault.", "与 Go 和网络无关。"],
        }
        /// pkg-config, or a package of its.
        PkgConfig = "pkg_config" {
            summary: ["pkg-config, or a library it should know, is missing", "缺少 pkg-config 或它应当找到的库"],
            meaning: ["A package asks pkg-config where a C library is.", "某个包通过 pkg-config 查找 C 库。"],
            fix: [
                "Install pkg-config and the library's development package, or point PKG_CONFIG_PATH to its .pc file.",
                "请安装 pkg-config 和该库的开发包，或用 PKG_CONFIG_PATH 指向其 .pc 文件。",
            ],
            rules_out: ["Neither Go nor the network is at fault.", "与 Go 和网络无关。"],
        }
        /// A program that a build wants is not there.
        NoProgram = "program_missing" {
            summary: ["a program that is needed is not on PATH", "PATH 中缺少所需的程序"],
            meaning: [
                "The message names it. It is a generator (go generate), a linker or another helper.",
                "原文给出了程序名。它可能是代码生成器（go generate）、链接器或其他辅助程序。",
            ],
            fix: [
                "Install it; programs from go install are in $(go env GOPATH)/bin, which has to be on PATH. If it is go itself: gv setup puts it on PATH. A path with a space (CC) needs quotes.",
                "请安装它；go install 安装的程序位于 $(go env GOPATH)/bin，该目录应在 PATH 中。如果缺少的是 go 自身：gv setup 会把它加入 PATH。含空格的路径（CC）要加引号。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// A program built for a newer C library.
        Glibc = "glibc_too_old" {
            summary: ["the program was built for a newer system than this one", "程序是为比本机更新的系统构建的"],
            meaning: ["It uses a C library that this system does not have yet.", "它所需的 C 库版本高于本系统。"],
            fix: ["Build on the older system, or without C: CGO_ENABLED=0.", "请在较旧的系统上构建，或不使用 C：CGO_ENABLED=0。"],
            rules_out: ["Neither Go nor the network is at fault.", "与 Go 和网络无关。"],
        }
        /// Xcode's tools.
        Xcode = "xcode_missing" {
            summary: ["Apple's command line tools are missing", "缺少 Apple 命令行工具"],
            meaning: [
                "They contain git and the C compiler; some updates of macOS remove them.",
                "其中包含 git 和 C 编译器，某些 macOS 更新会使其失效。",
            ],
            fix: ["xcode-select --install", "请运行 xcode-select --install"],
            rules_out: ["Neither Go nor the network is at fault.", "与 Go 和网络无关。"],
        }
        /// The linker failed, no more is known.
        LinkerFailed = "linker_failed" {
            summary: ["the linker failed", "链接失败"],
            meaning: [
                "The lines around it give the reason, which gv does not recognise.",
                "原因在它前后的各行中，但 gv 不认识。",
            ],
            fix: [
                "Read the lines before and after it; build with -x to see the whole command.",
                "请阅读此行前后的内容；用 -x 构建可看到完整命令。",
            ],
        }
        /// A flag for C that go refuses.
        CgoFlag = "cgo_flag" {
            summary: [
                "go refuses a flag for the C compiler",
                "go 拒绝了某个 C 编译器选项",
            ],
            meaning: [
                "A package may only pass flags to the C compiler and linker that go knows to be harmless; this one (from #cgo lines or pkg-config) is not among them.",
                "包只能向 C 编译器和链接器传递 go 认为无害的选项；该选项（来自 #cgo 行或 pkg-config）不在其中。",
            ],
            fix: [
                "If you trust the package, allow that flag alone: CGO_CFLAGS_ALLOW or CGO_LDFLAGS_ALLOW with its exact text.",
                "如果信任该包，可只放行这一个选项：把其确切文字写入 CGO_CFLAGS_ALLOW 或 CGO_LDFLAGS_ALLOW。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// C files without cgo.
        CFiles = "cgo_c_files" {
            summary: [
                "a package has C files and does not use cgo",
                "某个包含有 C 文件，却没有使用 cgo",
            ],
            meaning: [
                "No Go file of the package imports C, or cgo is off (CGO_ENABLED=0, no C compiler, another platform).",
                "包中没有 Go 文件导入 C，或 cgo 已关闭（CGO_ENABLED=0、没有 C 编译器，或目标平台不同）。",
            ],
            fix: [
                "Set CGO_ENABLED=1 with a C compiler, or move the C files away.",
                "请设 CGO_ENABLED=1 并安装 C 编译器，或移走 C 文件。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// A name of the runtime that may not be linked to.
        Linkname = "linkname_forbidden" {
            summary: [
                "code links to an internal name of Go's runtime, which this Go no longer allows",
                "代码链接到 Go 运行时的内部名称，而该 Go 已不再允许",
            ],
            meaning: [
                "From Go 1.23 on, //go:linkname reaches only names that are marked for it. Old versions of some modules (sonic, gls, net hacks) break on it.",
                "从 Go 1.23 起，//go:linkname 只能引用有标记的名称。某些模块的旧版本（如 sonic、gls）会因此无法构建。",
            ],
            fix: [
                "Upgrade the module that does it: go get MODULE@latest.",
                "请升级相关模块：go get 模块@latest。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// A generator failed.
        Generate = "generate_failed" {
            summary: [
                "a command of go generate failed",
                "go generate 的命令失败",
            ],
            meaning: [
                "The line names the file and the command; the output of the command is above it.",
                "该行给出了文件和命令；命令的输出在它之前。",
            ],
            fix: [
                "Run that command by hand in the file's directory.",
                "请在该文件所在目录手动运行该命令。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// What needs cgo.
        NeedsCgo = "race_needs_cgo" {
            summary: [
                "the command needs cgo, and cgo is off",
                "所请求的功能需要 cgo，而 cgo 已关闭",
            ],
            meaning: [
                "-race and some build modes (plugin, c-shared) need cgo. It is off with CGO_ENABLED=0, without a C compiler, and for another platform.",
                "-race 和某些构建模式（plugin、c-shared）需要 cgo。设了 CGO_ENABLED=0、没有 C 编译器或目标平台不同时，cgo 是关闭的。",
            ],
            fix: [
                "Install a C compiler and set CGO_ENABLED=1.",
                "请安装 C 编译器并设 CGO_ENABLED=1。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
    }
}
