//! go.mod, imports, versions.

use super::{Text, Words};
use crate::explain::Project;

const NO_NETWORK: Text = ["The network is not at fault.", "与网络无关。"];

#[expect(clippy::too_many_lines, reason = "a table of texts")]
pub(super) fn words(id: Project) -> Words {
    match id {
        Project::NoGoMod => Words::new(
            ["there is no go.mod here", "这里没有 go.mod"],
            ["go looks for go.mod in this folder and all above it, and found none: it is the wrong folder, or a new project.", "go 会在当前目录及其各级上级目录中查找 go.mod，但没有找到：可能不在项目目录中，也可能是新项目。"],
            ["Change to the project's folder, or begin one: go mod init example.com/name.", "请进入项目目录，或新建项目：go mod init example.com/name。"],
        )
        .rules_out(NO_NETWORK),
        Project::Syntax => Words::new(
            ["go.mod cannot be read", "无法读取 go.mod"],
            ["The line that is named is no line of a go.mod, or one of a newer Go.", "所指的那一行不符合 go.mod 的格式，或属于更新的 Go 版本。"],
            ["Correct that line; marks of a merge conflict are a usual reason.", "请改正那一行；合并冲突的标记是常见原因。"],
        )
        .rules_out(NO_NETWORK),
        Project::Stale => Words::new(
            ["go.mod would have to change, and may not", "需要修改 go.mod，但不允许修改"],
            ["The code and go.mod do not fit together, and builds never change go.mod by themselves.", "代码与 go.mod 不一致，而构建不会自行修改 go.mod。"],
            ["Run go mod tidy and commit what it changes.", "请运行 go mod tidy，并提交其改动。"],
        ),
        Project::NotRequired => Words::new(
            ["a package is imported that no module of go.mod has", "导入的包不属于 go.mod 中的任何模块"],
            ["The import is new, misspelt, or its module was never added to go.mod.", "可能是新增的导入、拼写有误，或其模块从未加入 go.mod。"],
            ["Add it with go get and its path, or run go mod tidy for all.", "用 go get 加上其路径来添加，或运行 go mod tidy 一次补全。"],
        ),
        Project::PackageAbsent => Words::new(
            ["the module was found, but this version has no such package", "找到了模块，但该版本中没有这个包"],
            ["The package was removed, moved to another module, or came only later; or the path is misspelt.", "该包可能已删除、移到别的模块、后来才加入，或路径拼错了。"],
            ["Look which version has it, and ask for that: go get MODULE@VERSION.", "请查看哪个版本含有它，并指定该版本：go get 模块@版本。"],
        )
        .rules_out(["The module was fetched: network and mirror work.", "模块已获取：网络和镜像均正常。"]),
        Project::PathMismatch => Words::new(
            ["the module calls itself by another name than it was asked for", "模块自称的名称与请求的不同"],
            ["Its go.mod says what it is called; a fork or a moved repository keeps the old name.", "模块名以其 go.mod 为准；复刻或迁移的仓库会保留原名。"],
            ["Ask for it by the name that it has, or use a fork by a replace line in go.mod.", "请使用它自称的名称；若要使用复刻，请在 go.mod 中写 replace。"],
        )
        .rules_out(["It was fetched: network and mirror work.", "模块已获取：网络和镜像均正常。"]),
        Project::MajorVersion => Words::new(
            ["a version from v2 on needs its number in the module path", "v2 及以上的版本需要在模块路径中写明"],
            ["From v2 on the path ends in /v2, /v3 and so on; the version and the path do not go together here.", "从 v2 起，路径应以 /v2、/v3 等结尾；这里的版本与路径不一致。"],
            ["Write the number into the import path and the go get: MODULE/v2@v2.0.0.", "请在导入路径和 go get 中写上：模块/v2@v2.0.0。"],
        )
        .rules_out(["The module was found: network and mirror work.", "模块已找到：网络和镜像均正常。"]),
        Project::NoVersion => Words::new(
            ["there is no such version of this module", "该模块没有这个版本"],
            ["The version, tag, branch or commit is unknown to its repository or mirror: misspelt, without the leading v, removed, or not pushed yet.", "仓库或镜像中没有这个版本、标签、分支或提交：可能拼错了、缺少开头的 v、已删除，或尚未推送。"],
            ["go list -m -versions MODULE names those that exist.", "用 go list -m -versions 模块 查看现有版本。"],
        )
        .rules_out(["The module itself was found.", "模块本身已找到。"]),
        Project::NoMatch => Words::new(
            ["no version of the module fits what was asked for", "没有符合要求的版本"],
            ["The module is there and has no release, or none in that range.", "模块存在，但没有发布版本，或没有该范围内的版本。"],
            ["Ask for a branch or a commit by name, or see go list -m -versions MODULE.", "请指定分支或提交，或用 go list -m -versions 模块 查看。"],
        ),
        Project::Conflict => Words::new(
            ["two of the versions that were asked for cannot both be had", "所要求的两个版本互相冲突"],
            ["One module needs at least a certain version of another, and an older one was asked for.", "某个模块要求另一个模块不低于某版本，而所要求的更旧。"],
            ["Ask for the newer one, or for an older version of the module that needs it; go mod graph shows who needs what.", "请改用较新的版本，或降低提出要求的模块；用 go mod graph 查看依赖关系。"],
        )
        .rules_out(NO_NETWORK),
        Project::Vendor => Words::new(
            ["the folder vendor is not what go.mod says", "vendor 目录与 go.mod 不一致"],
            ["With a vendor folder nothing is downloaded, so it has to hold exactly what go.mod names.", "有 vendor 目录时不会下载任何内容，因此它必须与 go.mod 完全一致。"],
            ["Run go mod vendor and commit it, or build with -mod=mod.", "请运行 go mod vendor 并提交，或用 -mod=mod 构建。"],
        )
        .rules_out(NO_NETWORK),
        Project::ReplaceGone => Words::new(
            ["go.mod replaces a module by a folder that is not there", "go.mod 用不存在的目录替换了模块"],
            ["A replace line points to a path on somebody else's machine, or to a checkout that is missing.", "replace 行指向他人机器上的路径，或缺少对应的检出。"],
            ["Put the folder there, or take the line out: go mod edit -dropreplace=MODULE.", "请放好该目录，或去掉那一行：go mod edit -dropreplace=模块。"],
        )
        .rules_out(NO_NETWORK),
        Project::InstallReplace => Words::new(
            ["this program cannot be installed by go install MODULE@VERSION", "该程序无法用 go install 模块@版本 安装"],
            ["Its go.mod has replace or exclude lines, which hold only inside of its own checkout.", "其 go.mod 含有 replace 或 exclude，它们只在自己的检出中有效。"],
            ["Clone its repository and run go install there, or take a release that its author built.", "请克隆其仓库并在其中运行 go install，或下载作者构建的发布版。"],
        )
        .rules_out(["It was fetched: network and mirror work.", "模块已获取：网络和镜像均正常。"]),
        Project::InstallVersion => Words::new(
            ["outside of a module a version has to be named", "在模块之外必须写明版本"],
            ["There is no go.mod here that could say which version is meant.", "这里没有 go.mod 来说明所指的版本。"],
            ["Add one: go install PATH@latest.", "请加上版本：go install 路径@latest。"],
        )
        .rules_out(NO_NETWORK),
        Project::GetOutside => Words::new(
            ["go get only works inside of a module now", "go get 现在只能在模块中使用"],
            ["It adds requirements to a go.mod, and there is none here. Programs are installed by go install.", "它用于向 go.mod 添加依赖，而这里没有 go.mod。安装程序请用 go install。"],
            ["go install PATH@latest for a program; go mod init first for a project.", "安装程序用 go install 路径@latest；若是项目，请先 go mod init。"],
        )
        .rules_out(NO_NETWORK),
        Project::Internal => Words::new(
            ["a package is imported that may not be", "导入了不允许导入的包"],
            ["Packages below a folder named internal belong to their own module alone, and a program (package main) is no library.", "internal 目录下的包只供其所属模块使用；而程序（package main）不是库。"],
            ["Use what the module offers publicly.", "请使用该模块公开的包。"],
        )
        .rules_out(NO_NETWORK),
        Project::Cycle => Words::new(
            ["packages import each other in a circle", "包之间循环导入"],
            ["Go allows no circles; the lines after it show the way around.", "Go 不允许循环导入；其后的各行列出了这个环。"],
            ["Move what both need into a third package.", "请把双方都需要的内容移到第三个包中。"],
        )
        .rules_out(NO_NETWORK),
        Project::NotStd => Words::new(
            ["a package is taken for one of the standard library, which has none by that name", "被当作标准库的包，但标准库中没有"],
            ["A path without a dot in its first part means the standard library. It is misspelt; or belongs to this project, whose go.mod has another module name; or lacks the host; or came with a newer Go.", "第一部分不含点的路径表示标准库。可能是拼错了，可能属于本项目但 go.mod 中的模块名不同，可能缺少主机名，也可能随更新的 Go 才有。"],
            ["Compare the import with the module line of go.mod.", "请将导入路径与 go.mod 的 module 行比较。"],
        )
        .rules_out(NO_NETWORK),
        Project::Ambiguous => Words::new(
            ["two modules have the package", "两个模块都含有该包"],
            ["The package was moved from one module to another, and go.mod requires an old one and a new one at once.", "该包从一个模块移到了另一个模块，而 go.mod 同时要求了旧的和新的。"],
            ["Raise the older of the two that are named: go get MODULE@latest, or @none if nothing needs it.", "请升级所列两者中较旧的：go get 模块@latest；如不需要，用 @none。"],
        )
        .rules_out(NO_NETWORK),
        Project::BadPath => Words::new(
            ["this is no import path", "这不是有效的导入路径"],
            ["A path has a host, slashes, and no blanks, schemes or other special characters.", "导入路径由主机和斜杠组成，不含空格、协议或其他特殊字符。"],
            ["Write it without https:// and .git, as in github.com/user/name.", "请去掉 https:// 和 .git，写成 github.com/user/name 的形式。"],
        )
        .rules_out(NO_NETWORK),
        Project::NoGoFiles => Words::new(
            ["there are no Go files where go was to build", "要构建的位置没有 Go 文件"],
            ["It is the wrong folder, or all files are tests or for other platforms.", "可能是目录有误，或全部文件都是测试或针对其他平台。"],
            ["Name the package: go build ./... takes all below this folder.", "请指明包：go build ./... 表示此目录下的全部包。"],
        )
        .rules_out(NO_NETWORK),
        Project::Constraints => Words::new(
            ["a package has no file for this platform", "某个包没有适用于此平台的文件"],
            ["Every file of it is marked for other systems, or needs cgo, which is off without a C compiler and for other platforms.", "它的所有文件都标为其他系统，或需要 cgo，而没有 C 编译器或交叉编译时 cgo 是关闭的。"],
            ["Check GOOS, GOARCH and CGO_ENABLED against what the package supports.", "请对照该包所支持的平台检查 GOOS、GOARCH 和 CGO_ENABLED。"],
        )
        .rules_out(NO_NETWORK),
        Project::Workspace => Words::new(
            ["go.work does not fit this folder", "go.work 与此目录不符"],
            ["A go.work above decides which modules belong together, and this one is not among them, or asks for a newer Go.", "上级的 go.work 决定哪些模块属于同一工作区，而这里的模块不在其中，或要求更新的 Go。"],
            ["Add it: go work use . ; or leave the workspace aside with GOWORK=off.", "请加入：go work use .；或用 GOWORK=off 忽略工作区。"],
        )
        .rules_out(NO_NETWORK),
    }
}
