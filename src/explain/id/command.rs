//! How a command was typed: flags, arguments, files that it names.

crate::fault::catalogue! {
    /// How a command was typed.
    Command {
        /// No such flag.
        FlagUnknown = "flag_unknown" {
            summary: ["a flag is used that this command does not have", "使用了该命令没有的选项"],
            meaning: [
                "The flag is misspelled, belongs to another command, or is not in this release of Go. Flags in -gcflags, -ldflags or after -args are those of the compiler, the linker or the test.",
                "选项可能拼写有误、属于其他命令，或只存在于其他 Go 版本。-gcflags、-ldflags 和 -args 之后的内容会传给编译器、链接器或测试。",
            ],
            fix: ["Compare it with go help and the command's name.", "请用 go help 加命令名核对。"],
            rules_out: ["Nothing was built or fetched yet.", "尚未开始构建或下载。"],
        }
        /// A value that a flag does not take.
        FlagValue = "flag_value" {
            summary: ["a flag has a value that it does not take", "选项的值无效"],
            meaning: [
                "The text names the flag and the value. It comes from the command line, or from GOFLAGS where it says so.",
                "原文给出了选项和值。它来自命令行；如有注明，则来自 GOFLAGS。",
            ],
            fix: ["Correct the value; go help and the command's name tell which are allowed.", "请改正该值；go help 加命令名可查看允许的值。"],
            rules_out: ["Nothing was built or fetched yet.", "尚未开始构建或下载。"],
        }
        /// `-C` not in front.
        FlagOrder = "flag_order" {
            summary: ["the flag -C does not stand first", "选项 -C 没有放在最前面"],
            meaning: [
                "-C changes the directory before anything else is read, so it has to follow the command's name directly.",
                "-C 会在读取其他内容之前切换目录，因此必须紧跟在命令名之后。",
            ],
            fix: ["Write go build -C DIR and then the other flags.", "请写成 go build -C 目录，再写其他选项。"],
            rules_out: ["Nothing was built or fetched yet.", "尚未开始构建或下载。"],
        }
        /// No such command.
        Unknown = "subcommand_unknown" {
            summary: ["go has no such command", "go 没有这个子命令"],
            meaning: [
                "The word after go, or after go mod or go work, is misspelled, or requires a newer Go.",
                "go（或 go mod、go work）后面的词拼写有误，或只有更新的 Go 才有。",
            ],
            fix: ["go help lists the commands.", "go help 会列出所有命令。"],
            rules_out: ["Nothing was built or fetched yet.", "尚未开始构建或下载。"],
        }
        /// `go tool` does not know it.
        Tool = "go_tool_unknown" {
            summary: ["go tool does not know a tool by this name", "go tool 中没有该名称的工具"],
            meaning: [
                "go tool starts the tools of the Go release and, from Go 1.24 on, those that go.mod lists as tool. This name is neither.",
                "go tool 可运行 Go 发行版自带的工具；从 Go 1.24 起还可运行 go.mod 中以 tool 列出的工具。该名称两者都不是。",
            ],
            fix: [
                "Check the name (go tool lists all); add a tool of another module with go get -tool PATH, or install it with go install PATH@latest and start it by its own name.",
                "请核对名称（go tool 会列出全部）；其他模块的工具可用 go get -tool 路径 添加，或用 go install 路径@latest 安装后直接运行。",
            ],
            rules_out: ["This Go is complete, as far as the text tells.", "从文字来看，该 Go 是完整的。"],
        }
        /// A file that the command names.
        FileMissing = "file_missing" {
            summary: ["a file that the command names is not there", "命令所指的文件不存在"],
            meaning: [
                "The path is misspelled, or counts from another directory than the one where the command ran.",
                "路径拼写有误，或它是相对于另一个目录的。",
            ],
            fix: ["Check the path and the directory.", "请检查路径和当前目录。"],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// A directory that the command names.
        DirectoryMissing = "directory_missing" {
            summary: ["a directory that the command names is not there", "命令所指的目录不存在"],
            meaning: [
                "The path is misspelled, or counts from another directory than the one where the command ran.",
                "路径拼写有误，或它是相对于另一个目录的。",
            ],
            fix: ["Check the path and the directory.", "请检查路径和当前目录。"],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// Where the output belongs.
        OutputDirectory = "output_dir_missing" {
            summary: ["the directory for an output file does not exist", "输出文件所在的目录不存在"],
            meaning: ["A flag names a file to write, and go does not create its directory.", "某个选项指定了要写入的文件，而 go 不会创建其目录。"],
            fix: ["Create the directory, or name another file.", "请先创建该目录，或换一个文件。"],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// The output is a directory.
        OutputIsDirectory = "output_is_dir" {
            summary: ["go cannot write its output there", "go 无法把输出写到该处"],
            meaning: [
                "A directory has the name of the program that is to be written; or several packages are built and -o names one file.",
                "与要写入的程序同名的目录已经存在；或构建了多个包，而 -o 只指定了一个文件。",
            ],
            fix: ["Name a file or a directory: go build -o bin/ ./...", "请指定文件或目录：go build -o bin/ ./..."],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// Files that do not go together.
        Files = "files_usage" {
            summary: ["the files that were named cannot be built together", "所列文件不能一起构建"],
            meaning: [
                "A build of named files takes .go files of one directory only.",
                "按文件名构建时，只能使用同一目录下的 .go 文件。",
            ],
            fix: ["Name the package instead: go build . or go run .", "请改为指定包：go build . 或 go run ."],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// `go run` of a library.
        NotMain = "run_not_main" {
            summary: ["the package is a library, so it can be neither run nor installed", "该包是库，不能运行或安装"],
            meaning: [
                "Only a package main makes a program. The command is often in a directory below, such as ./cmd/NAME.",
                "只有 main 包才能构建成程序。程序往往在下级目录中，例如 ./cmd/名称。",
            ],
            fix: ["Name the directory or path of the program.", "请指定程序所在的目录或路径。"],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// `go run` without files.
        NoFiles = "run_no_files" {
            summary: ["go run was given nothing to run", "go run 没有指定要运行的内容"],
            meaning: ["It takes a package or .go files; - does not mean standard input.", "它需要一个包或 .go 文件；- 并不表示标准输入。"],
            fix: ["Name the package: go run .", "请指定包：go run ."],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// `go install` of several modules.
        TwoModules = "install_two_modules" {
            summary: ["go install with a version takes one module at one version", "go install 带版本时只能安装同一模块的同一版本"],
            meaning: ["The arguments belong to different modules or versions.", "所给的参数属于不同的模块或版本。"],
            fix: ["Run go install once for each module.", "请对每个模块分别运行 go install。"],
            rules_out: ["The network works, as far as it was asked.", "就已访问的部分而言，网络正常。"],
        }
        /// A package of the standard library with a version.
        Std = "install_std" {
            summary: ["a package of the standard library has no version of its own", "标准库的包没有单独的版本"],
            meaning: ["It comes with Go itself, so it cannot be requested or installed with @VERSION.", "它随 Go 一起发布，因此不能用 @版本 请求或安装。"],
            fix: ["Leave it out; another Go has another standard library.", "请去掉它；换用其他 Go 版本即换用其标准库。"],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// A local path with a version.
        LocalVersion = "install_local_version" {
            summary: ["a local path cannot have a version", "本地路径不能带版本"],
            meaning: ["@VERSION belongs to a module path; a directory is taken as it is.", "@版本 只能用于模块路径；目录按其现有内容使用。"],
            fix: ["Leave the @VERSION away, or write the module path.", "请去掉 @版本，或改写模块路径。"],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// `go install` for another platform with GOBIN.
        InstallCross = "install_cross" {
            summary: ["go install for another platform does not work while GOBIN is set", "设置了 GOBIN 时，go install 不能安装其他平台的程序"],
            meaning: [
                "GOBIN is for programs of this machine, so go refuses to put others there.",
                "GOBIN 只存放本机可用的程序，因此 go 拒绝放入其他平台的程序。",
            ],
            fix: ["Use go build -o FILE, or remove GOBIN for this command.", "请使用 go build -o 文件，或对该命令取消 GOBIN。"],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// `-fuzz` with more than one.
        Fuzz = "fuzz_usage" {
            summary: ["go test -fuzz takes one package and one fuzz test", "go test -fuzz 只能针对一个包和一个模糊测试"],
            meaning: ["The pattern matches several fuzz tests, or several packages were named.", "模式匹配到多个模糊测试，或指定了多个包。"],
            fix: ["Name one: go test -fuzz='^FuzzName$' ./package", "请只指定一个：go test -fuzz='^FuzzName$' ./package"],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// `-f` with a template that does not hold.
        Template = "template" {
            summary: ["the template of -f cannot be used", "-f 的模板无法使用"],
            meaning: ["It names a field that does not exist, or is not written as text/template wants it.", "它引用了不存在的字段，或不符合 text/template 的语法。"],
            fix: ["go help list names the fields.", "go help list 列出了可用的字段。"],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// `go doc` of something that is not there.
        NoDoc = "doc_missing" {
            summary: ["go doc finds nothing by this name", "go doc 找不到该名称"],
            meaning: ["The package or the symbol is misspelled, is not exported, or is not among the modules of this project.", "包或符号拼写有误、未导出，或不在本项目的模块之中。"],
            fix: ["Write the import path in full: go doc PATH.Symbol", "请写完整的导入路径：go doc 路径.符号"],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// What `go get` cannot take.
        Get = "get_usage" {
            summary: ["go get cannot take this argument", "go get 不接受该参数"],
            meaning: [
                "go get takes package and module paths, with @VERSION for those of other modules: no files, no version of this module itself.",
                "go get 只接受包和模块的路径；@版本 只能用于其他模块，不能用于文件或当前模块自身。",
            ],
            fix: ["Write the path of a package or module of another project.", "请写其他项目的包或模块的路径。"],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// `-mod` in a workspace.
        WorkspaceMod = "workspace_mod_flag" {
            summary: ["-mod has a value that a workspace does not take", "工作区中不能使用该 -mod 值"],
            meaning: [
                "A go.work is in force here, and in a workspace -mod may be readonly or vendor only. It comes from the command or from GOFLAGS.",
                "此处的 go.work 生效，而工作区中 -mod 只能为 readonly 或 vendor。该值来自命令行或 GOFLAGS。",
            ],
            fix: [
                "Take -mod away from the command or from GOFLAGS (gv env why GOFLAGS), or leave the workspace aside with GOWORK=off.",
                "请从命令行或 GOFLAGS 中去掉 -mod（用 gv env why GOFLAGS 查看），或用 GOWORK=off 忽略工作区。",
            ],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
    }
}
