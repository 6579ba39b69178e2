//! Compiler, linker and their surroundings.

use super::{Text, Words};
use crate::explain::Build;

const NO_NETWORK: Text = ["Neither Go nor the network is at fault.", "与 Go 和网络无关。"];

pub(super) fn words(id: Build) -> Words {
    match id {
        Build::NoCompiler => Words::new(
            ["a C compiler is needed and not installed", "需要 C 编译器，但没有安装"],
            ["A package has C code (cgo), which go hands to gcc or clang.", "某个包含有 C 代码（cgo），go 要交给 gcc 或 clang 编译。"],
            ["Install one (Debian: apt-get install gcc libc6-dev; Alpine: apk add build-base; macOS: xcode-select --install; Windows: MSYS2 or LLVM-MinGW), or build without C where the package can: CGO_ENABLED=0.", "请安装（Debian：apt-get install gcc libc6-dev；Alpine：apk add build-base；macOS：xcode-select --install；Windows：MSYS2 或 LLVM-MinGW）；若该包支持，也可不用 C：CGO_ENABLED=0。"],
        )
        .rules_out(NO_NETWORK),
        Build::WrongCompiler => Words::new(
            ["the C compiler builds for another kind of machine", "C 编译器的目标平台不符"],
            ["cgo code is compiled by CC, which does not know the platform of GOARCH: it is a 32-bit one, or one for this machine while cross-compiling.", "cgo 代码由 CC 编译，而它不支持 GOARCH 的平台：可能是 32 位编译器，或交叉编译时用了本机的编译器。"],
            ["Set CC to a compiler for that platform, or CGO_ENABLED=0.", "请把 CC 设为该平台的编译器，或设 CGO_ENABLED=0。"],
        )
        .rules_out(NO_NETWORK),
        Build::Library => Words::new(
            ["the linker does not find a library", "链接器找不到库"],
            ["The text names it after -l. Its development package is not installed, or is for another platform.", "原文中 -l 之后就是库名。可能没有安装其开发包，或平台不符。"],
            ["Install the package that has it (Debian: lib...-dev); for a static build its .a file is needed too.", "请安装包含它的软件包（Debian：lib…-dev）；静态链接还需要 .a 文件。"],
        )
        .rules_out(NO_NETWORK),
        Build::Header => Words::new(
            ["the C compiler does not find a header", "C 编译器找不到头文件"],
            ["The text names it. It belongs to the development package of a library, or of the C library itself.", "原文给出了文件名。它属于某个库或 C 标准库的开发包。"],
            ["Install that package (for stdlib.h and the like: libc6-dev, build-base).", "请安装相应的软件包（stdlib.h 等属于 libc6-dev 或 build-base）。"],
        )
        .rules_out(NO_NETWORK),
        Build::Undefined => Words::new(
            ["the linker misses a function", "链接器找不到函数"],
            ["The C code calls a function that none of the linked libraries has: one is missing from the line, too old, or for another platform.", "C 代码调用的函数不在任何已链接的库中：可能漏了库，库太旧，或平台不符。"],
            ["Add the library (#cgo LDFLAGS: -lNAME), or install its newer version.", "请添加该库（#cgo LDFLAGS: -l名称），或安装更新的版本。"],
        )
        .rules_out(NO_NETWORK),
        Build::PkgConfig => Words::new(
            ["pkg-config, or a library it should know, is missing", "缺少 pkg-config 或它应当找到的库"],
            ["A package asks pkg-config where a C library is.", "某个包通过 pkg-config 查找 C 库。"],
            ["Install pkg-config and the library's development package, or point PKG_CONFIG_PATH to its .pc file.", "请安装 pkg-config 和该库的开发包，或用 PKG_CONFIG_PATH 指向其 .pc 文件。"],
        )
        .rules_out(NO_NETWORK),
        Build::NoProgram => Words::new(
            ["a program that is needed is not on PATH", "PATH 中缺少所需的程序"],
            ["The text names it. A generator (go generate), a linker or another helper was to be run.", "原文给出了程序名。它可能是代码生成器（go generate）、链接器或其他辅助程序。"],
            ["Install it; programs from go install lie in $(go env GOPATH)/bin, which has to be on PATH.", "请安装它；go install 安装的程序位于 $(go env GOPATH)/bin，该目录应在 PATH 中。"],
        )
        .rules_out(["The network is not at fault.", "与网络无关。"]),
        Build::Glibc => Words::new(
            ["the program was built for a newer system than this one", "程序是为比本机更新的系统构建的"],
            ["It uses a C library that this system does not have yet.", "它所需的 C 库版本高于本系统。"],
            ["Build on the older system, or without C: CGO_ENABLED=0.", "请在较旧的系统上构建，或不使用 C：CGO_ENABLED=0。"],
        )
        .rules_out(NO_NETWORK),
        Build::Xcode => Words::new(
            ["Apple's command line tools are missing", "缺少 Apple 命令行工具"],
            ["They hold git and the C compiler, and are lost with some updates of macOS.", "其中包含 git 和 C 编译器，某些 macOS 更新会使其失效。"],
            ["xcode-select --install", "请运行 xcode-select --install"],
        )
        .rules_out(NO_NETWORK),
        Build::LinkerFailed => Words::new(
            ["the linker failed", "链接失败"],
            ["The lines before it say why, in words that gv does not know.", "原因在它之前的各行中，但 gv 不认识。"],
            ["Read the lines above this one; build with -x to see the whole command.", "请阅读此行之前的内容；用 -x 构建可看到完整命令。"],
        ),
    }
}
