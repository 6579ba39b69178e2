//! go.mod, imports, versions.

crate::fault::catalogue! {
    /// go.mod, imports, versions.
    Project {
        /// There is no go.mod.
        NoGoMod = "gomod_missing" {
            summary: ["there is no go.mod here", "这里没有 go.mod"],
            meaning: [
                "go searches for go.mod in this directory and all directories above it, and found none: this is the wrong directory, or a new project.",
                "go 会在当前目录及其各级上级目录中查找 go.mod，但没有找到：可能不在项目目录中，也可能是新项目。",
            ],
            fix: [
                "Change to the project's directory, or start a project: go mod init example.com/name.",
                "请进入项目目录，或新建项目：go mod init example.com/name。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// go.mod cannot be read.
        Syntax = "gomod_syntax" {
            summary: ["go.mod cannot be read", "无法读取 go.mod"],
            meaning: [
                "The line in the message is not valid in go.mod, or requires a newer Go.",
                "所指的那一行不符合 go.mod 的格式，或属于更新的 Go 版本。",
            ],
            fix: ["Correct that line; a marker of a merge conflict is a common cause.", "请改正那一行；合并冲突的标记是常见原因。"],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// go.mod has to change.
        Stale = "gomod_stale" {
            summary: ["go.mod needs changes, but this command may not change it", "需要修改 go.mod，但不允许修改"],
            meaning: [
                "The code and go.mod do not match, and a build never changes go.mod.",
                "代码与 go.mod 不一致，而构建不会自行修改 go.mod。",
            ],
            fix: ["Run go mod tidy and commit the changes.", "请运行 go mod tidy，并提交其改动。"],
        }
        /// No module in go.mod has the package.
        NotRequired = "package_not_required" {
            summary: ["no module in go.mod contains an imported package", "导入的包不属于 go.mod 中的任何模块"],
            meaning: [
                "The import is new, misspelled, or its module was never added to go.mod.",
                "可能是新增的导入、拼写有误，或其模块从未加入 go.mod。",
            ],
            fix: [
                "Add it with go get and its path, or run go mod tidy for all imports.",
                "用 go get 加上其路径来添加，或运行 go mod tidy 一次补全。",
            ],
        }
        /// The module has no such package.
        PackageAbsent = "package_absent" {
            summary: ["the module was found, but this version has no such package", "找到了模块，但该版本中没有这个包"],
            meaning: [
                "The package was removed, moved to another module or added in a later version, or the path is misspelled.",
                "该包可能已删除、移到别的模块、后来才加入，或路径拼错了。",
            ],
            fix: [
                "Find the version that has it, and require it: go get MODULE@VERSION.",
                "请查看哪个版本含有它，并指定该版本：go get 模块@版本。",
            ],
            rules_out: [
                "The module was found.",
                "模块已找到。",
            ],
        }
        /// The module calls itself otherwise.
        PathMismatch = "module_path_mismatch" {
            summary: ["the module's own name differs from the requested one", "模块自称的名称与请求的不同"],
            meaning: [
                "The module line of its go.mod is its name; a fork or a moved repository keeps the old name.",
                "模块名以其 go.mod 为准；复刻或迁移的仓库会保留原名。",
            ],
            fix: [
                "Require it by its own name, or use the fork with a replace line in go.mod.",
                "请使用它自称的名称；若要使用复刻，请在 go.mod 中写 replace。",
            ],
            rules_out: ["It was downloaded: the network and the mirror work.", "模块已获取：网络和镜像均正常。"],
        }
        /// v2 and above need it in their path.
        MajorVersion = "major_version_path" {
            summary: ["a version from v2 on needs its number in the module path", "v2 及以上的版本需要在模块路径中写明"],
            meaning: [
                "From v2 on the path ends in /v2, /v3 and so on; the version and the path do not match here.",
                "从 v2 起，路径应以 /v2、/v3 等结尾；这里的版本与路径不一致。",
            ],
            fix: [
                "Path and version have to agree: MODULE/v2 with v2.0.0 and above, MODULE without a suffix with v0 and v1. Correct the one that is wrong, in the import and in go.mod alike.",
                "路径与版本必须一致：v2.0.0 及以上用 模块/v2，v0 和 v1 用不带后缀的模块路径。请改正有误的一方，导入路径和 go.mod 都要改。",
            ],
        }
        /// No such version, tag or commit.
        NoVersion = "version_unknown" {
            summary: ["there is no such version of this module", "该模块没有这个版本"],
            meaning: [
                "The version, tag, branch or commit is unknown to its repository or mirror: misspelled, without the leading v, removed, or not pushed yet. v0.0.0 of the k8s.io modules stands for what the main module replaces: a program that imports k8s.io/kubernetes needs the same replace lines.",
                "仓库或镜像中没有这个版本、标签、分支或提交：可能拼错了、缺少开头的 v、已删除，或尚未推送。k8s.io 各模块的 v0.0.0 由主模块的 replace 决定：导入 k8s.io/kubernetes 的程序需要同样的 replace 行。",
            ],
            fix: ["go list -m -versions MODULE lists the versions that exist.", "用 go list -m -versions 模块 查看现有版本。"],
            rules_out: ["The module itself was found.", "模块本身已找到。"],
        }
        /// No version matches.
        NoMatch = "version_none" {
            summary: ["no version of the module matches the request", "没有符合要求的版本"],
            meaning: ["The module exists, but has no release, or none in that range.", "模块存在，但没有发布版本，或没有该范围内的版本。"],
            fix: [
                "Request a branch or a commit by name, or see go list -m -versions MODULE.",
                "请指定分支或提交，或用 go list -m -versions 模块 查看。",
            ],
        }
        /// Two requirements that cannot both hold.
        Conflict = "version_conflict" {
            summary: ["two requested versions conflict", "所要求的两个版本互相冲突"],
            meaning: [
                "One module requires a minimum version of another, and an older one was requested.",
                "某个模块要求另一个模块不低于某版本，而所要求的更旧。",
            ],
            fix: [
                "Request the newer one, or an older version of the module that requires it; go mod graph shows the requirements.",
                "请改用较新的版本，或降低提出要求的模块；用 go mod graph 查看依赖关系。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// vendor/ is not what go.mod says.
        Vendor = "vendor_inconsistent" {
            summary: ["the vendor directory does not match go.mod", "vendor 目录与 go.mod 不一致"],
            meaning: [
                "With a vendor directory, go downloads nothing, so the directory has to contain exactly the modules in go.mod.",
                "有 vendor 目录时不会下载任何内容，因此它必须与 go.mod 完全一致。",
            ],
            fix: [
                "Run go mod vendor and commit the result; if a package is in neither, run go get PACKAGE first. Or build with -mod=mod.",
                "请运行 go mod vendor 并提交；如果某个包两处都没有，请先 go get 该包。也可用 -mod=mod 构建。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// A replacement is not there.
        ReplaceGone = "replace_missing" {
            summary: ["go.mod replaces a module with a directory that does not exist", "go.mod 用不存在的目录替换了模块"],
            meaning: [
                "A replace line points to a path on another machine, or to a checkout that is missing.",
                "replace 行指向他人机器上的路径，或缺少对应的检出。",
            ],
            fix: [
                "Create the directory, or remove the line: go mod edit -dropreplace=MODULE.",
                "请放好该目录，或去掉那一行：go mod edit -dropreplace=模块。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// A replaced module cannot be installed by version.
        InstallReplace = "install_replace" {
            summary: ["this program cannot be installed by go install MODULE@VERSION", "该程序无法用 go install 模块@版本 安装"],
            meaning: [
                "Its go.mod has replace or exclude lines, which apply only in its own checkout.",
                "其 go.mod 含有 replace 或 exclude，它们只在自己的检出中有效。",
            ],
            fix: [
                "Clone its repository and run go install there, or download a release built by its author.",
                "请克隆其仓库并在其中运行 go install，或下载作者构建的发布版。",
            ],
            rules_out: ["It was downloaded: the network and the mirror work.", "模块已获取：网络和镜像均正常。"],
        }
        /// `go install` needs a version here.
        InstallVersion = "install_needs_version" {
            summary: ["outside a module, a version is required", "在模块之外必须写明版本"],
            meaning: ["There is no go.mod here that determines the version.", "这里没有 go.mod 来说明所指的版本。"],
            fix: ["Add one: go install PATH@latest.", "请加上版本：go install 路径@latest。"],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// `go get` outside of a module.
        GetOutside = "go_get_outside" {
            summary: ["go get now works only inside a module", "go get 现在只能在模块中使用"],
            meaning: [
                "It adds requirements to a go.mod, and there is none here. Programs are installed by go install.",
                "它用于向 go.mod 添加依赖，而这里没有 go.mod。安装程序请用 go install。",
            ],
            fix: [
                "go install PATH@latest for a program; go mod init first for a project.",
                "安装程序用 go install 路径@latest；若是项目，请先 go mod init。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// An internal package of others.
        Internal = "internal_use" {
            summary: ["an imported package is not public", "导入了不允许导入的包"],
            meaning: [
                "Only their own module can import packages below a directory named internal, and a program (package main) is not a library.",
                "internal 目录下的包只供其所属模块使用；而程序（package main）不是库。",
            ],
            fix: [
                "Use the public packages of the module. If the package is your own, the module line of go.mod or the location of the directory does not match its import path.",
                "请使用该模块公开的包。如果是您自己的包，则是 go.mod 的 module 行或目录位置与导入路径不符。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// Packages that import each other.
        Cycle = "import_cycle" {
            summary: ["packages import each other in a cycle", "包之间循环导入"],
            meaning: ["Go does not allow import cycles; the following lines show the cycle.", "Go 不允许循环导入；其后的各行列出了这个环。"],
            fix: ["Move what both need into a third package.", "请把双方都需要的内容移到第三个包中。"],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// Not in the standard library.
        NotStd = "package_not_std" {
            summary: [
                "go takes a package for one of the standard library, which has none with that name",
                "被当作标准库的包，但标准库中没有",
            ],
            meaning: [
                "A path without a dot in its first part means the standard library. It is misspelled; or belongs to this project, whose go.mod has another module name; or lacks the host; or came with a newer Go.",
                "第一部分不含点的路径表示标准库。可能是拼错了，可能属于本项目但 go.mod 中的模块名不同，可能缺少主机名，也可能随更新的 Go 才有。",
            ],
            fix: ["Compare the import with the module line of go.mod.", "请将导入路径与 go.mod 的 module 行比较。"],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// Two modules have it.
        Ambiguous = "import_ambiguous" {
            summary: ["two modules have the package", "两个模块都含有该包"],
            meaning: [
                "The package was moved from one module to another, and go.mod requires an old one and a new one at once.",
                "该包从一个模块移到了另一个模块，而 go.mod 同时要求了旧的和新的。",
            ],
            fix: [
                "Remove the smaller of the two modules: go get MODULE@none for the one with the shorter path, or raise it to a version that no longer has the package.",
                "请去掉两者中较小的一个：对路径较短的模块用 go get 模块@none，或把它升级到不再含有该包的版本。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// No import path.
        BadPath = "import_malformed" {
            summary: ["this is not a valid import path", "这不是有效的导入路径"],
            meaning: [
                "A path has a host, slashes, and no blanks, schemes or other special characters.",
                "导入路径由主机和斜杠组成，不含空格、协议或其他特殊字符。",
            ],
            fix: [
                "Write it without https://, .git, a port, blanks or a trailing ., as in github.com/user/name.",
                "请去掉 https://、.git、端口、空格和末尾的 .，写成 github.com/user/name 的形式。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// No Go files there.
        NoGoFiles = "no_go_files" {
            summary: ["there are no Go files in the package to build", "要构建的位置没有 Go 文件"],
            meaning: [
                "This is the wrong directory, or all files are tests or for other platforms.",
                "可能是目录有误，或全部文件都是测试或针对其他平台。",
            ],
            fix: [
                "Name the package: go build ./... builds all packages below this directory.",
                "请指明包：go build ./... 表示此目录下的全部包。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// None for this platform.
        Constraints = "build_constraints" {
            summary: ["a package has no file for this platform", "某个包没有适用于此平台的文件"],
            meaning: [
                "Every file of it is marked for other systems, or needs cgo, which is off without a C compiler and for other platforms.",
                "它的所有文件都标为其他系统，或需要 cgo，而没有 C 编译器或交叉编译时 cgo 是关闭的。",
            ],
            fix: [
                "Check GOOS, GOARCH and CGO_ENABLED against what the package supports.",
                "请对照该包所支持的平台检查 GOOS、GOARCH 和 CGO_ENABLED。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// The module is not in go.work.
        Workspace = "gowork" {
            summary: [
                "go.work does not fit this project",
                "go.work 与该项目不符",
            ],
            meaning: [
                "A go.work above decides which modules belong together. This module is not in it, or a line of it is wrong, or names a directory that is not there, or it asks for an older Go than a module.",
                "上级的 go.work 决定哪些模块属于同一工作区。可能该模块不在其中，可能某一行有误，可能所列目录不存在，也可能它的 go 版本低于某个模块。",
            ],
            fix: [
                "Where the text names a line or a directory, correct or remove it there: go work edit -dropuse=DIR, or go work use -r . beside go.work. To add this module: go work use . ; to leave the workspace aside: GOWORK=off.",
                "如果原文指出了某一行或某个目录，请在 go.work 中改正或删除：go work edit -dropuse=目录，或在 go.work 所在目录运行 go work use -r .。要加入该模块：go work use .；要忽略工作区：GOWORK=off。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// A go.mod is there already.
        Exists = "gomod_exists" {
            summary: [
                "there is a go.mod here already",
                "这里已经有 go.mod",
            ],
            meaning: [
                "go mod init starts a new project and never overwrites one.",
                "go mod init 用于新建项目，不会覆盖已有的 go.mod。",
            ],
            fix: [
                "No action is needed: go mod tidy updates it.",
                "无需处理：用 go mod tidy 更新即可。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// Two packages in one directory.
        TwoPackages = "two_packages" {
            summary: [
                "one directory has files of two packages",
                "同一目录中有两个包的文件",
            ],
            meaning: [
                "All .go files of a directory belong to one package; only its _test package may be in the same directory.",
                "同一目录下的 .go 文件必须属于同一个包；只有 _test 包可以并存。",
            ],
            fix: [
                "Move one of them into a directory of its own, or correct its package line.",
                "请把其中一个移到单独的目录，或改正其 package 行。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// No function main.
        NoMain = "main_missing" {
            summary: [
                "package main has no function main",
                "main 包中没有 main 函数",
            ],
            meaning: [
                "A program begins in func main; the file that has it was not built, or it does not exist.",
                "程序从 func main 开始；包含它的文件没有参与构建，或并不存在。",
            ],
            fix: [
                "Build the package and not a single file (go build .), or write func main.",
                "请构建整个包而不是单个文件（go build .），或编写 func main。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// Two names that differ by case only.
        ImportCase = "import_case" {
            summary: [
                "two paths or files differ by upper and lower case only",
                "两个路径或文件仅大小写不同",
            ],
            meaning: [
                "Such names cannot live together on every system, so go refuses them. A module that changed its spelling (github.com/Sirupsen, github.com/sirupsen) is the usual reason.",
                "这样的名称无法在所有系统上共存，因此 go 拒绝接受。常见原因是模块改变了大小写（github.com/Sirupsen 与 github.com/sirupsen）。",
            ],
            fix: [
                "Use one spelling everywhere; go mod why -m MODULE shows who needs the other.",
                "请统一写法；用 go mod why -m 模块 查看谁需要另一种写法。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// The module cache was changed.
        CacheChanged = "modcache_changed" {
            summary: [
                "files in the module cache are not those that were downloaded",
                "模块缓存中的文件与下载时不同",
            ],
            meaning: [
                "Something wrote into the module cache or removed files from it: an editor, a script, a virus scanner, a copy that broke off.",
                "有程序改动或删除了模块缓存中的文件：编辑器、脚本、杀毒软件，或中断的复制。",
            ],
            fix: [
                "Empty the cache, and go fetches the modules again: go clean -modcache.",
                "请清空缓存，go 会重新下载：go clean -modcache。",
            ],
            rules_out: [
                "go.sum and the checksum database are not at fault.",
                "与 go.sum 和校验和数据库无关。",
            ],
        }
        /// A package of this module that is not there.
        OwnMissing = "package_own_missing" {
            summary: [
                "a package of this module itself is missing",
                "缺少本模块自身的包",
            ],
            meaning: [
                "The import path begins with this module's own name, and there is no such directory with Go files: it is misspelled, was not committed, or is generated.",
                "导入路径以本模块的名称开头，但没有含 Go 文件的相应目录：可能拼写有误、未提交，或由工具生成。",
            ],
            fix: [
                "Create or restore the directory, or correct the import.",
                "请创建或恢复该目录，或改正导入路径。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
    }
}
