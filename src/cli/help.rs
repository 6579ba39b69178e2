//! The texts of the help pages.

use crate::ui::Lang;

/// A rendered page with the few words that clap puts in by itself and has no setting for.
pub fn page(rendered: &str, lang: Lang) -> String {
    let page = rendered.trim_end();
    match lang {
        Lang::En => page.to_owned(),
        Lang::Zh => page
            .replace("[OPTIONS]", "[选项]")
            .replace("[COMMAND]", "[命令]")
            .replace("<COMMAND>", "<命令>")
            .replace("[aliases: ", "[别名：")
            .replace("[alias: ", "[别名：")
            .replace("用法： ", "用法："),
    }
}

crate::ui::messages! {
    about_gv() {
        en: "gv installs Go toolchains side by side, proves them, and switches between them",
        zh: "gv：并存安装、校验并切换 Go 工具链",
    }
    about_environment() {
        en: "Environment: GV_HOME, GV_VERSION, GV_ORIGIN, GV_MIRRORS, GV_PLATFORM, GV_PREFER, GV_OFFLINE, GV_DNS, GV_AUTO_INSTALL, GV_LANG; \
             docs/configuration.md describes them.",
        zh: "环境变量：GV_HOME、GV_VERSION、GV_ORIGIN、GV_MIRRORS、GV_PLATFORM、GV_PREFER、GV_OFFLINE、GV_DNS、GV_AUTO_INSTALL、GV_LANG；\
             说明见 docs/configuration.md。",
    }
    heading_usage() { en: "Usage:", zh: "用法：" }
    heading_commands() { en: "Commands", zh: "命令" }
    heading_arguments() { en: "Arguments", zh: "参数" }
    heading_options() { en: "Options", zh: "选项" }
    about_help() { en: "Show the help of a command", zh: "显示某个命令的帮助" }
    help_help() { en: "The command", zh: "命令名" }
    help_help_flag() { en: "Show this help", zh: "显示此帮助" }
    help_version() { en: "Show gv's own version", zh: "显示 gv 自身的版本" }
    help_quiet() { en: "Say nothing but errors", zh: "除错误外不输出任何提示" }
    help_json() { en: "Print JSON for scripts (docs/json.md)", zh: "输出供脚本使用的 JSON（见 docs/json.md）" }
    help_refresh() {
        en: "Ask for the list of releases again, even when the kept one is recent",
        zh: "重新获取版本列表，即使缓存仍然有效",
    }
    help_spec() {
        en: "A version: 1.22.3, 1.22, latest, oldstable, rc, system",
        zh: "版本：1.22.3、1.22、latest、oldstable、rc、system",
    }
    about_install() { en: "Install toolchains", zh: "安装工具链" }
    help_install_specs() {
        en: "Versions (1.22.3, 1.22, latest, ...); without any, what this directory asks for",
        zh: "版本（1.22.3、1.22、latest 等）；省略时安装当前目录所要求的版本",
    }
    help_from() {
        en: "Where the bytes come from: goproxy, mirror, or the address of one; the proof stays the same",
        zh: "字节的来源：goproxy、mirror 或某个地址；证明方式不变",
    }
    about_use() {
        en: "Make a toolchain the default, installing it if missing",
        zh: "设为默认工具链，缺少时先安装",
    }
    about_pin() {
        en: "Write down the version this directory uses (.go-version)",
        zh: "写下当前目录使用的版本(.go-version)",
    }
    help_pin_mod() {
        en: "Write the toolchain line of go.mod instead",
        zh: "改为写入 go.mod 的 toolchain 行",
    }
    about_uninstall() { en: "Remove toolchains", zh: "卸载工具链" }
    help_uninstall_force() { en: "Even the default", zh: "即使是默认工具链也卸载" }
    about_exec() { en: "Run one command under a version", zh: "用指定版本运行一条命令" }
    help_exec_clean() {
        en: "With a bare environment: nothing of yours but the home directory and the proxies",
        zh: "使用干净的环境：只保留主目录和代理设置",
    }
    help_exec_command() { en: "The command and its arguments, after --", zh: "命令及其参数，写在 -- 之后" }
    help_ls_proof() {
        en: "Also show who vouched for each, where its bytes came from, and when",
        zh: "同时显示由谁证明、来自何处、何时安装",
    }
    about_ls() { en: "List what is installed", zh: "列出已安装的工具链" }
    about_ls_remote() { en: "List what is published", zh: "列出已发布的版本" }
    help_filter() { en: "Only these: 1.22, 1, rc, ...", zh: "只列出这些：1.22、1、rc 等" }
    help_ls_remote_all() {
        en: "Every release, not only the newest of each minor",
        zh: "列出所有版本，而不只是每个次版本的最新版",
    }
    about_current() { en: "Say what go means here", zh: "说明当前目录中 go 指的是哪个版本" }
    help_current_why() { en: "And why: every file that was considered", zh: "并说明原因：列出所有参与决定的文件" }
    about_which() { en: "Print the path of a tool here", zh: "输出当前目录所用工具的路径" }
    help_tool() { en: "go, gofmt, or another program of the toolchain; go when left out", zh: "go、gofmt 或工具链中的其他程序；省略时为 go" }
    about_outdated() { en: "List what has a newer patch release", zh: "列出有更新补丁版本的工具链" }
    about_doctor() {
        en: "Say what is wrong on this machine and in this directory, with the fix",
        zh: "诊断本机与当前目录的问题，并给出解决办法",
    }
    help_doctor_checks() {
        en: "Only these checks, or layers of checks (gv doctor --list)",
        zh: "只做这些检查，或这些层的检查（见 gv doctor --list）",
    }
    help_doctor_fix() { en: "Repair what can be repaired safely", zh: "修复可以安全修复的问题" }
    about_doctor_net() {
        en: "Measure the way to every host that go asks here, and say what is in it",
        zh: "逐层检测 go 在此处要访问的每个主机，指出问题所在",
    }
    help_doctor_net_target() {
        en: "Only these addresses, or the ways of these modules",
        zh: "只检测这些地址，或这些模块的下载路径",
    }
    help_doctor_list() { en: "List the checks", zh: "列出全部检查" }
    about_explain() {
        en: "Say what the output of a failed go command means, and what to do",
        zh: "说明 go 命令失败时的输出是什么意思，以及该怎么办",
    }
    help_explain_file() {
        en: "The output, in a file; standard input when left out",
        zh: "存有输出的文件；省略时读取标准输入",
    }
    help_explain_command() {
        en: "A command to run, after --; it is explained when it fails",
        zh: "要运行的命令，写在 -- 之后；失败时给出说明",
    }
    about_upgrade() {
        en: "Install the newest patch of what is installed, and move the default to it",
        zh: "安装已有次版本的最新补丁，并让默认版本随之更新",
    }
    help_upgrade_specs() { en: "Only these: 1.22, 1.22.3, ...", zh: "只升级这些：1.22、1.22.3 等" }
    about_prune() {
        en: "Remove toolchains that a newer patch of the same minor has replaced",
        zh: "删除已被同一次版本的更新补丁取代的工具链",
    }
    help_dry_run() { en: "Only say what would be done", zh: "只说明将要做什么" }
    help_yes() { en: "Do not ask", zh: "不再询问" }
    about_import() {
        en: "Take over the toolchains that other version managers or the system have",
        zh: "接管其他版本管理器或系统已有的工具链",
    }
    help_import_source(managers: &str) {
        en: "Only these: {managers}, or the folder of a toolchain; without any, all that are found",
        zh: "只接管这些：{managers}，或工具链所在的目录；省略时接管找到的全部",
    }
    help_import_link() {
        en: "Link to them instead of copying: what their manager does to them is done to gv's",
        zh: "建立链接而不复制：原管理器对其所做的改动会直接影响 gv",
    }
    about_verify() {
        en: "Prove installed toolchains again, naming files changed, missing or added",
        zh: "重新证明已安装的工具链，并列出被修改、缺少或多出的文件",
    }
    help_verify_specs() {
        en: "Which ones (1.22.3, 1.22, ...); without any, all of them",
        zh: "要验证的版本（1.22.3、1.22 等）；省略时验证全部",
    }
    help_verify_full() {
        en: "Compare every file with a copy fetched anew, api, doc, misc and test too",
        zh: "与重新下载的副本逐一比较所有文件，包括 api、doc、misc 与 test",
    }
    about_route() {
        en: "Show the way a module takes through GOPROXY, GOPRIVATE and GOSUMDB",
        zh: "显示模块经由 GOPROXY、GOPRIVATE 与 GOSUMDB 的获取路径",
    }
    help_route_module() {
        en: "A module, with a version if it matters: golang.org/x/text@v0.14.0",
        zh: "模块，可带版本：golang.org/x/text@v0.14.0",
    }
    help_route_all() { en: "Every module the project requires", zh: "项目所需的全部模块" }
    help_route_check() { en: "Ask each of them for real", zh: "实际询问每一项" }
    help_route_graph() { en: "Draw it, for Mermaid or Graphviz", zh: "绘制成图，供 Mermaid 或 Graphviz 使用" }
    about_env() {
        en: "Go's settings here: what is in force and why, and the project's own (go.env)",
        zh: "当前目录中 Go 的设置：哪些生效及其原因，以及项目自己的设置 (go.env)",
    }
    about_env_show() { en: "Show what is in force, and where it comes from", zh: "显示生效的设置及其来源" }
    about_env_why() { en: "Show what every layer says about one setting", zh: "显示各层对某项设置的规定" }
    about_env_set() { en: "Write settings into the project's go.env", zh: "把设置写入项目的 go.env" }
    about_env_unset() { en: "Take settings out of the project's go.env", zh: "从项目的 go.env 中移除设置" }
    about_env_trust() {
        en: "Show a go.env that came with the code, and obey it from now on",
        zh: "显示随代码而来的 go.env，并从此让它生效",
    }
    about_env_untrust() { en: "Obey a go.env no more", zh: "不再让某个 go.env 生效" }
    about_env_preset() {
        en: "Settings that go together: cn, official, private HOST..., offline, or your own",
        zh: "成套的设置：cn、official、private HOST...、offline，或自定义的预设",
    }
    help_env_all() { en: "Every setting that somebody has made, not only those of modules", zh: "显示所有设置过的项，而不只是与模块有关的项" }
    help_env_key() { en: "A setting: GOPROXY, GOPRIVATE, ...", zh: "设置名：GOPROXY、GOPRIVATE 等" }
    help_env_setting() { en: "A setting and its value: GOPRIVATE=git.example.com", zh: "设置及其值：GOPRIVATE=git.example.com" }
    help_env_user() { en: "In your own file, as go env -w does, for all projects", zh: "写入您自己的文件（与 go env -w 相同），对所有项目有效" }
    help_env_project() { en: "In the project's go.env", zh: "写入项目的 go.env" }
    help_env_file() { en: "A go.env; that of this directory's project when left out", zh: "某个 go.env；省略时为当前目录所属项目的 go.env" }
    help_env_list() { en: "List what was trusted, and how it stands now", zh: "列出信任过的文件及其现状" }
    help_env_preset() { en: "The preset; without one, they are listed", zh: "预设名；省略时列出全部预设" }
    help_env_host() { en: "For private: hosts or patterns to add to GOPRIVATE", zh: "用于 private：加入 GOPRIVATE 的主机或模式" }
    help_init_env(shells: &str) {
        en: "Also export the project's settings at every prompt, and take them away on leaving ({shells})",
        zh: "同时在每次显示提示符时导出项目的设置，并在离开时撤销（{shells}）",
    }
    about_dns() {
        en: "Addresses that can be believed, where the system's cannot",
        zh: "在系统解析结果不可信时，提供可信的地址",
    }
    about_dns_check() {
        en: "Show what everybody says the addresses are, and which pass TLS",
        zh: "显示各方给出的地址，以及哪些通过 TLS 验证",
    }
    about_dns_fix() {
        en: "Print lines for the hosts file or dnsmasq: addresses that passed TLS just now",
        zh: "输出可写入 hosts 文件或 dnsmasq 的地址行：每个地址刚刚通过 TLS 验证",
    }
    about_dns_unfix() {
        en: "Take those lines out again: the file is as it was before, byte for byte",
        zh: "删除写入的地址行，使文件逐字节恢复原状",
    }
    help_dns_apply() {
        en: "Write them into the file, after showing the change",
        zh: "显示改动后写入文件",
    }
    help_dns_hosts() { en: "As the hosts file reads them", zh: "使用 hosts 文件的格式" }
    help_dns_dnsmasq() { en: "As dnsmasq reads them (/etc/dnsmasq.d/gv.conf)", zh: "使用 dnsmasq 的格式（/etc/dnsmasq.d/gv.conf）" }
    help_dns_file() { en: "Another file than the system's", zh: "改用其他文件，而不是系统的文件" }
    help_dns_host() {
        en: "Only these hosts; without any, those that go and gv ask on this machine",
        zh: "只处理这些主机；省略时为本机 go 和 gv 要访问的主机",
    }
    help_dns_force() {
        en: "Even where the system's addresses are good",
        zh: "即使系统给出的地址可用也输出",
    }
    about_mirror() {
        en: "Mirrors of releases and modules: how they do, which is best, and using that",
        zh: "发布文件与模块的镜像：测量、比较并选用",
    }
    about_mirror_ls() { en: "List the mirrors gv knows, and which are in force", zh: "列出 gv 所知的镜像，以及正在生效的镜像" }
    about_mirror_test() {
        en: "Measure mirrors: success, speed, freshness, and whether they tell the truth",
        zh: "测量镜像：成功率、速度、是否最新，以及内容是否属实",
    }
    about_mirror_use() {
        en: "Measure, show what would be changed, and put the best mirrors in force",
        zh: "测量镜像，显示将要做的改动，并启用最佳镜像",
    }
    about_mirror_undo() { en: "Put back what gv mirror use has replaced", zh: "恢复 gv mirror use 改动之前的设置" }
    about_mirror_watch() {
        en: "Probe the mirror in force, switch when it fails, and come back when it is well again",
        zh: "持续探测生效的镜像，失效时切换，恢复后切回",
    }
    help_watch_interval() { en: "The time between two probes: 30s, 5m (1m)", zh: "两次探测的间隔：30s、5m（默认 1m）" }
    help_watch_stay() {
        en: "How long at least it stays with a mirror after a switch (10m)",
        zh: "切换之后至少停留的时间（默认 10m）",
    }
    help_watch_once() { en: "Probe once and end, for cron", zh: "只探测一次后结束，供 cron 使用" }
    help_mirror_use() { en: "best, or the one that is named", zh: "best，或指定的镜像" }
    help_mirror_replace() {
        en: "Replace the whole GOPROXY list, proxies that gv does not know too",
        zh: "替换整个 GOPROXY 列表，包括 gv 不认识的代理",
    }
    help_mirror_named() { en: "Only these; without any, all that gv knows", zh: "只测量这些；省略时测量所有已知的镜像" }
    help_mirror_rounds() { en: "How often each is measured (3)", zh: "每个镜像测量的次数（默认 3）" }
    help_mirror_release() { en: "Only mirrors of releases", zh: "只涉及发布文件镜像" }
    help_mirror_goproxy() { en: "Only module proxies (GOPROXY)", zh: "只涉及模块代理（GOPROXY）" }
    about_git() {
        en: "Rules by which git, when go fetches directly, reaches a host over https or ssh",
        zh: "go 直接获取模块时，git 通过 https 还是 ssh 访问主机的规则",
    }
    about_git_ls() { en: "List the rules, and what is odd about them", zh: "列出规则及其问题" }
    about_git_https() { en: "Reach a host over https, however it is written", zh: "无论地址写法如何，均通过 https 访问该主机" }
    about_git_ssh() { en: "Reach a host over ssh, however it is written", zh: "无论地址写法如何，均通过 ssh 访问该主机" }
    about_git_rm() { en: "Remove the rules for a host", zh: "删除某个主机的规则" }
    help_git_host() { en: "A host: git.example.com", zh: "主机名：git.example.com" }
    about_cache() { en: "Look at, or empty, what downloads left", zh: "查看或清空下载缓存" }
    about_cache_ls() { en: "List what is in the cache", zh: "列出缓存内容" }
    about_cache_clean() { en: "Remove what no running gv is using", zh: "删除没有被运行中的 gv 使用的内容" }
    about_setup() {
        en: "Install gv itself: programs, shims, and one block in the shells' start files",
        zh: "安装 gv 自身：程序、shim，以及各 shell 启动文件中的一段配置",
    }
    help_setup_print() { en: "Only show what would be written where", zh: "只显示将在何处写入什么" }
    help_no_modify_path() {
        en: "Leave the shells' start files, and the PATH of Windows, alone",
        zh: "不修改 shell 的启动文件，也不修改 Windows 的 PATH",
    }
    help_goroot() {
        en: "Set GOROOT to the default toolchain too, for IDEs that read it",
        zh: "同时将 GOROOT 设为默认工具链，供读取它的 IDE 使用",
    }
    about_init() {
        en: "Print the lines a shell needs: eval \"$(gv init bash)\"",
        zh: "输出 shell 所需的配置：eval \"$(gv init bash)\"",
    }
    about_completions() { en: "Print a shell's completion script", zh: "输出 shell 的补全脚本" }
    help_shell(shells: &str) { en: "One of {shells}", zh: "以下之一：{shells}" }
    about_man() { en: "Write the man pages", zh: "生成 man 手册页" }
    help_man_dir() { en: "The folder to write to; standard output (gv.1 only) when left out", zh: "写入的文件夹；省略时把 gv.1 输出到标准输出" }
    about_self() { en: "gv's own installation", zh: "管理 gv 自身的安装" }
    about_self_uninstall() {
        en: "Remove gv, its toolchains, and the block in the shells' start files",
        zh: "删除 gv、其工具链以及 shell 启动文件中的配置",
    }
}
