//! Go's settings that have nothing to do with a network.

crate::fault::catalogue! {
    /// Go's other settings.
    Environment {
        /// GOFLAGS.
        Goflags = "env_goflags" {
            summary: ["GOFLAGS holds something that this go command does not take", "GOFLAGS 中有 go 不接受的内容"],
            meaning: [
                "GOFLAGS is added to every go command; each entry has to be a flag like -mod=mod.",
                "GOFLAGS 会附加到每个 go 命令上；每一项都应是 -mod=mod 这样的标志。",
            ],
            fix: ["Look where it is set, and correct it.", "请查看它在哪里设置，并加以改正。"],
            rules_out: ["go did not use the network: it stopped earlier.", "没有访问网络：go 在此之前就停止了。"],
        }
        /// GOPATH.
        Gopath = "env_gopath" {
            summary: ["GOPATH or GOBIN does not fit", "GOPATH 或 GOBIN 设置不当"],
            meaning: [
                "They have to be absolute folders, other than GOROOT, and GOPATH itself must not hold a go.mod.",
                "它们应为绝对路径，且不同于 GOROOT；GOPATH 目录本身也不应有 go.mod。",
            ],
            fix: [
                "Remove the setting (go has a good default), or move the project out of it.",
                "请删除该设置（go 有合适的默认值），或把项目移到别处。",
            ],
            rules_out: ["go did not use the network: it stopped earlier.", "没有访问网络：go 在此之前就停止了。"],
        }
        /// No place for the caches.
        NoHome = "env_no_home" {
            summary: ["go knows no place for its caches", "go 不知道把缓存放在哪里"],
            meaning: [
                "Neither HOME nor the settings of the caches are there. Services, cron and some containers start programs without them.",
                "没有 HOME，也没有缓存目录的设置。服务、cron 和某些容器启动程序时不带这些变量。",
            ],
            fix: [
                "Set HOME for that program, or GOCACHE and GOMODCACHE to absolute folders.",
                "请为该程序设置 HOME，或把 GOCACHE 和 GOMODCACHE 设为绝对路径。",
            ],
            rules_out: ["go did not use the network: it stopped earlier.", "没有访问网络：go 在此之前就停止了。"],
            in_container: [
                "The user has no HOME (docker run -u UID): set HOME to a directory that it may write to, or GOCACHE and GOPATH.",
                "该用户没有 HOME（docker run -u UID）：请把 HOME 设为可写目录，或设置 GOCACHE 和 GOPATH。",
            ],
        }
        /// GOVCS.
        Govcs = "env_govcs" {
            summary: ["GOVCS cannot be read", "无法读懂 GOVCS"],
            meaning: ["Its entries are PATTERN:VCS|VCS, with commas between them.", "其各项应写成 PATTERN:VCS|VCS，以逗号分隔。"],
            fix: ["gv env why GOVCS says where it is set.", "用 gv env why GOVCS 查看它在哪里设置。"],
            rules_out: ["go did not use the network: it stopped earlier.", "没有访问网络：go 在此之前就停止了。"],
        }
        /// GO111MODULE.
        Modules = "env_go111module" {
            summary: ["modules are switched off by GO111MODULE", "GO111MODULE 关闭了模块功能"],
            meaning: [
                "GO111MODULE is a leftover of years ago; everything now expects modules.",
                "GO111MODULE 是多年前的遗留设置；现在一切都以模块为前提。",
            ],
            fix: [
                "Remove it: gv env unset --user GO111MODULE, and from the environment.",
                "请删除它：gv env unset --user GO111MODULE，环境变量中的也一并删除。",
            ],
            rules_out: ["go did not use the network: it stopped earlier.", "没有访问网络：go 在此之前就停止了。"],
        }
        /// GOOS and GOARCH.
        Platform = "env_platform" {
            summary: ["GOOS and GOARCH name no platform that this Go builds for", "GOOS 与 GOARCH 所指的平台不受支持"],
            meaning: ["One of them is misspelled, or the two do not go together.", "其中之一拼错了，或两者不匹配。"],
            fix: [
                "GOOS and GOARCH: go tool dist list names the pairs. GOARM, GOAMD64, GOARM64 and their like take the values that the text lists; remove the variable for the default.",
                "GOOS 和 GOARCH：用 go tool dist list 查看可用组合。GOARM、GOAMD64、GOARM64 等只能取原文所列的值；删除该变量即使用默认值。",
            ],
            rules_out: ["go did not use the network: it stopped earlier.", "没有访问网络：go 在此之前就停止了。"],
        }
        /// A setting that `go env -w` does not take.
        Unknown = "env_unknown" {
            summary: ["go env -w does not take this setting", "go env -w 不接受该设置"],
            meaning: [
                "It is not a setting of Go (HTTPS_PROXY is not one, for example), or one that cannot be changed.",
                "它不是 Go 的设置（例如 HTTPS_PROXY 就不是），或不可更改。",
            ],
            fix: [
                "If it is misspelled, correct it (go env lists all). Proxies and other variables of the system are set in the environment, not with go env -w.",
                "如果拼写有误，请改正（go env 会列出全部）。代理等系统变量应在环境中设置，而不是用 go env -w。",
            ],
        }
        /// A flag that Go no longer has.
        InsecureFlag = "insecure_flag" {
            summary: ["a flag is used that Go no longer has", "使用了 Go 已移除的标志"],
            meaning: [
                "Go took it away in 1.17, because it switched every check off at once.",
                "Go 1.17 将其移除，因为它会一次关闭所有检查。",
            ],
            fix: [
                "Take it out of the command and of GOFLAGS. Let the host serve https with a certificate that your machines trust.",
                "请从命令和 GOFLAGS 中去掉它，并让主机提供本机信任的 https 证书。",
            ],
        }
        /// GOAUTH.
        Goauth = "env_goauth" {
            summary: ["GOAUTH cannot be used", "GOAUTH 无法使用"],
            meaning: [
                "It says how go gets logins: off, netrc, git DIR, or a command, which failed.",
                "它规定 go 如何获取登录信息：off、netrc、git 目录或某个命令，而这里失败了。",
            ],
            fix: [
                "gv env why GOAUTH says where it is set; netrc is the default.",
                "用 gv env why GOAUTH 查看它在哪里设置；默认为 netrc。",
            ],
        }
        /// GOEXPERIMENT.
        Goexperiment = "env_goexperiment" {
            summary: [
                "GOEXPERIMENT names an experiment that this Go does not have",
                "GOEXPERIMENT 指定了该 Go 没有的实验特性",
            ],
            meaning: [
                "Experiments come and go with releases: this one is misspelled, is not there yet, or has become a part of Go for good.",
                "实验特性随版本增减：它可能拼写有误、尚未提供，或已正式并入 Go。",
            ],
            fix: [
                "Remove it from GOEXPERIMENT, or use the release that has it.",
                "请从 GOEXPERIMENT 中去掉它，或使用具有该特性的版本。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// A package of an experiment that is off.
        NeedsExperiment = "goexperiment_needed" {
            summary: [
                "a package belongs to an experiment that is not enabled",
                "某个包属于未启用的实验特性",
            ],
            meaning: [
                "The package is in this Go, but hidden until GOEXPERIMENT enables it (encoding/json/v2: jsonv2; simd/archsimd: simd; arena: arenas).",
                "该包已包含在此 Go 中，但需用 GOEXPERIMENT 启用（encoding/json/v2：jsonv2；simd/archsimd：simd；arena：arenas）。",
            ],
            fix: [
                "Enable it for the build: GOEXPERIMENT=NAME go build, or use a Go in which it is no longer an experiment.",
                "请在构建时启用：GOEXPERIMENT=名称 go build，或使用已将其正式纳入的 Go 版本。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// GOFIPS140.
        Gofips = "env_gofips" {
            summary: [
                "GOFIPS140 cannot be used",
                "GOFIPS140 无法使用",
            ],
            meaning: [
                "It takes off, latest, inprocess, certified or a version that this Go carries; the module golang.org/fips140 comes with Go and cannot be downloaded.",
                "可取 off、latest、inprocess、certified 或该 Go 自带的版本；golang.org/fips140 模块随 Go 提供，不能下载。",
            ],
            fix: [
                "Correct or remove GOFIPS140.",
                "请改正或删除 GOFIPS140。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// GOTMPDIR.
        Gotmpdir = "env_gotmpdir" {
            summary: [
                "go has no directory for temporary files",
                "go 没有可用的临时目录",
            ],
            meaning: [
                "GOTMPDIR, or the system's TMPDIR or TEMP, names a directory that does not exist or is not written in full.",
                "GOTMPDIR（或系统的 TMPDIR、TEMP）所指的目录不存在，或不是绝对路径。",
            ],
            fix: [
                "Create that directory, or remove the variable.",
                "请创建该目录，或删除该变量。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// GOCACHEPROG.
        Gocacheprog = "env_gocacheprog" {
            summary: [
                "the cache program of GOCACHEPROG does not work",
                "GOCACHEPROG 指定的缓存程序无法工作",
            ],
            meaning: [
                "go starts it to store what it builds; it could not be started, or ended before go did.",
                "go 通过它保存构建结果；它无法启动，或在 go 之前就退出了。",
            ],
            fix: [
                "Correct GOCACHEPROG, or remove it: go then uses its own cache.",
                "请改正 GOCACHEPROG，或删除它：go 会使用自己的缓存。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// A GODEBUG setting that was removed.
        GodebugRemoved = "godebug_removed" {
            summary: [
                "a GODEBUG setting is used that this Go has removed",
                "使用了该 Go 已移除的 GODEBUG 设置",
            ],
            meaning: [
                "GODEBUG settings keep an old behaviour for some releases only. A Go that has dropped one refuses to start with its old value.",
                "GODEBUG 设置只在若干版本内保留旧行为。移除之后，若仍设为旧值，Go 会拒绝启动。",
            ],
            fix: [
                "Remove the key from GODEBUG (unset GODEBUG), from the godebug lines of go.mod (go mod edit -dropgodebug=KEY) or from //go:debug; or use the Go before.",
                "请从 GODEBUG（unset GODEBUG）、go.mod 的 godebug 行（go mod edit -dropgodebug=键）或 //go:debug 中去掉它；或使用之前的 Go 版本。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// A GODEBUG setting that does not exist.
        GodebugUnknown = "godebug_unknown" {
            summary: [
                "a godebug line names a setting that this Go does not know",
                "godebug 行中有该 Go 不认识的设置",
            ],
            meaning: [
                "The key is misspelled, or requires a newer Go.",
                "键名拼写有误，或只有更新的 Go 才有。",
            ],
            fix: [
                "Correct it, or take it out: go mod edit -dropgodebug=KEY.",
                "请改正，或去掉它：go mod edit -dropgodebug=键。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// The file of `go env -w`.
        Goenv = "env_goenv" {
            summary: [
                "go env -w cannot write its file",
                "go env -w 无法写入其配置文件",
            ],
            meaning: [
                "The file that GOENV names, or go/env in your configuration directory, cannot be created: the directory is missing, or belongs to another user.",
                "GOENV 所指的文件（或配置目录中的 go/env）无法创建：目录不存在，或属于其他用户。",
            ],
            fix: [
                "Create that directory, correct GOENV or HOME, or set the value as an environment variable.",
                "请创建该目录、改正 GOENV 或 HOME，或改用环境变量设置该值。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
    }
}
