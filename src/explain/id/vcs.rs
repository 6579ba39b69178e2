//! git and its like.

crate::fault::catalogue! {
    /// git and its like.
    Vcs {
        /// It wants a user and cannot ask.
        NoCredentials = "vcs_credentials" {
            summary: ["git requires a login for {target}, but cannot prompt for it", "git 访问 {target} 需要登录，但不能询问"],
            meaning: [
                "The repository is private, or does not exist (without a login, hosts do not distinguish the two). When go runs git, git never prompts for a password.",
                "该仓库是私有的，或不存在（对陌生人，托管网站不加区分）。由 go 调用时，git 从不询问密码。",
            ],
            fix: [
                "Open the address without a login. If there is no page, the path is misspelled or the repository was deleted: go mod why and gv route show which module requires it. If it is private, give git a login for it (a credential helper, or gv git ssh with the owner).",
                "请在未登录的状态下打开该地址。如果没有内容，说明路径拼错或仓库已删除：用 go mod why 和 gv route 查看谁在请求它。如果是私有仓库，请为 git 提供登录信息（凭据助手，或用 gv git ssh 加所有者）。",
            ],
            rules_out: ["Network, DNS and certificate work: the host answered git.", "网络、DNS 和证书均正常：主机已答复 git。"],
        }
        /// User or token are refused.
        Denied = "vcs_auth_failed" {
            summary: ["{target} rejected git's login", "{target} 不接受 git 所用的登录信息"],
            meaning: [
                "A user, password or token was sent and refused: it is wrong, has expired, or may not read this repository. Hosts such as GitHub accept only tokens, not passwords.",
                "已发送的用户名、密码或令牌被拒绝：有误、已过期，或无权读取该仓库。GitHub 等网站只接受令牌，不接受密码。",
            ],
            fix: [
                "Create a new token with permission to read the repository and store it where git reads it (git credential, ~/.netrc), or use ssh: gv git ssh HOST.",
                "请新建有读取权限的令牌，存到 git 读取的位置（git credential、~/.netrc），或改用 ssh：gv git ssh 主机。",
            ],
            rules_out: ["The host is reachable and answered.", "主机可以到达并已作答。"],
        }
        /// ssh has no key that is accepted.
        SshKey = "ssh_key" {
            summary: ["the host does not accept any ssh key of yours", "主机不接受您的任何 ssh 密钥"],
            meaning: [
                "git uses ssh (a git rule turns https into ssh, or the address says so), and the host does not know the keys that ssh offered. When go runs ssh, it cannot prompt for a key's passphrase.",
                "git 正通过 ssh 访问（git 的规则把 https 换成了 ssh，或地址本身如此），而主机不认识 ssh 提供的密钥。由 go 调用时，ssh 无法询问密钥口令。",
            ],
            fix: [
                "Add your public key to your account there and load it with ssh-add; or use https: gv git https HOST. gv git ls shows the rules.",
                "请把公钥添加到该网站的账户，并用 ssh-add 加载；或改走 https：gv git https 主机。用 gv git ls 查看现有规则。",
            ],
            rules_out: ["The network works: the host answered.", "网络正常：主机已作答。"],
        }
        /// ssh does not know the host.
        SshHostKey = "ssh_host_key" {
            summary: ["ssh does not know the key of the host, or the key has changed", "ssh 不认识该主机，或其密钥与记录不同"],
            meaning: [
                "Before ssh trusts a host it compares its key with a list (~/.ssh/known_hosts). The host is not in it yet, which is usual in CI and containers; or its key has changed, which can be an attack.",
                "ssh 信任主机之前会把其密钥与名单（~/.ssh/known_hosts）比较。可能是主机尚未列入（CI 和容器中很常见），也可能是密钥变了，这可能是攻击。",
            ],
            fix: [
                "Compare the key with the one the host publishes, then add it: ssh -T git@HOST once by hand. If it has changed, find out why before you go on. Over https there is no such list: gv git https HOST.",
                "请与主机公布的密钥核对后再加入：手动运行一次 ssh -T git@主机。如果密钥变了，请先查明原因。走 https 则没有这份名单：gv git https 主机。",
            ],
            rules_out: ["The network works: the host answered.", "网络正常：主机已作答。"],
        }
        /// There is no such repository, or it is hidden.
        NoRepository = "repo_not_found" {
            summary: ["there is no such repository, or it is hidden from you ({target})", "没有这个仓库，或您无权看到它（{target}）"],
            meaning: [
                "The host answered that it has none by that name. Private repositories get the same answer when the login may not see them.",
                "主机答复没有这个名称的仓库。无权查看的私有仓库也会得到同样的答复。",
            ],
            fix: [
                "Check the spelling and whether it was moved; for a private one, check the login.",
                "请检查拼写以及是否已迁移；若是私有仓库，请检查登录信息。",
            ],
            rules_out: ["Network, DNS and certificate work.", "网络、DNS 和证书均正常。"],
        }
        /// GOVCS forbids it.
        Govcs = "govcs" {
            summary: ["GOVCS forbids the version control system of this module", "GOVCS 禁止使用该模块的版本控制系统"],
            meaning: [
                "For public modules go runs only git and Mercurial, because others are less safe against hostile repositories.",
                "对公共模块，go 只运行 git 和 Mercurial，因为其他系统抵御恶意仓库的能力较弱。",
            ],
            fix: [
                "If the host is your own, allow it for that host alone: gv env set GOVCS=HOST:svn.",
                "如果是自己的主机，只为它放行：gv env set GOVCS=HOST:svn。",
            ],
        }
        /// The page of an import path says nothing to `go`.
        NoMeta = "go_import_missing" {
            summary: [
                "the page of the import path does not say where the code is ({target})",
                "导入路径的页面没有说明代码在哪里（{target}）",
            ],
            meaning: [
                "For a host that go does not know it reads a small line (go-import) from its page. There is none: the path is misspelled, the page wants a login, or the server is not set up for go.",
                "对于不认识的主机，go 会读取其页面中的一行（go-import）。但那里没有：可能是路径拼错了，可能是页面要求登录，也可能是服务器没有为 go 配置。",
            ],
            fix: [
                "Check the path. For an inner git server write the path with .git in it (host/group/repo.git), or let its owner serve the line; gv route MODULE shows which way go takes.",
                "请检查路径。内部 git 服务器可在路径中写上 .git（主机/组/仓库.git），或由管理者提供该行；用 gv route 模块 查看 go 的获取路径。",
            ],
        }
        /// A way without encryption.
        Insecure = "vcs_insecure" {
            summary: ["the repository is offered only over a way without encryption", "该仓库只能通过未加密的方式访问"],
            meaning: [
                "go refuses git:// and http:// addresses, where the code could be changed on the way.",
                "go 拒绝 git:// 和 http:// 地址，因为途中任何人都可能改动代码。",
            ],
            fix: [
                "Let the host serve https or ssh; for a host that also has them: gv git https HOST.",
                "请让主机提供 https 或 ssh；若主机已提供：gv git https 主机。",
            ],
        }
        /// The folder is another user's.
        Dubious = "vcs_dubious_ownership" {
            summary: ["git does not trust the folder, because another user owns it", "git 不信任该目录，因为它属于另一个用户"],
            meaning: [
                "In containers and CI the code often belongs to another user than the one who builds. go then cannot read the commit for the program's version.",
                "在容器和 CI 中，代码往往属于另一个用户。此时 go 无法读取提交信息来标记程序版本。",
            ],
            fix: [
                "Give the folder to the user who builds (chown), or tell git that this one is yours: git config --global --add safe.directory PATH.",
                "请把目录交给构建的用户（chown），或告诉 git 它属于您：git config --global --add safe.directory 路径。",
            ],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// The transfer broke.
        Cut = "vcs_cut" {
            summary: ["the transfer from the repository broke off", "从仓库传输数据时中断"],
            meaning: [
                "git was connected and receiving when the connection ended: a slow or lossy line, a proxy that limits size or time, or the host.",
                "git 已连接并正在接收数据时连接中断：线路缓慢或丢包、代理限制大小或时间，或主机自身的原因。",
            ],
            fix: [
                "Try again. A module mirror sends far less than a repository; if you go direct on purpose, try another network or proxy.",
                "请重试。模块镜像发送的数据远少于整个仓库；如果有意直连，请换网络或代理。",
            ],
            rules_out: ["DNS, certificate and login were accepted.", "DNS、证书和登录均已通过。"],
        }
        /// No version could be stamped into the program.
        Stamp = "vcs_stamp" {
            summary: ["go could not read the commit for the program's version", "go 无法读取用于标记程序版本的提交信息"],
            meaning: [
                "go build asks git for the commit and git failed: it is not installed, does not trust the folder, or the checkout is incomplete.",
                "go build 向 git 询问当前提交而失败：没有安装 git，git 不信任该目录，或检出不完整。",
            ],
            fix: [
                "The line of git beside it says why. To build without that stamp: go build -buildvcs=false.",
                "旁边 git 的那一行说明了原因。如不需要标记：go build -buildvcs=false。",
            ],
            rules_out: ["Code and network are not at fault.", "与代码和网络无关。"],
        }
        /// A lock of a run that died.
        Lock = "vcs_lock" {
            summary: ["another git is at work in the cache, or died there", "缓存中有另一个 git 正在运行，或曾异常退出"],
            meaning: [
                "A lock file is in the way. If no other go or git runs, one that was killed has left it.",
                "锁文件挡住了。如果没有其他 go 或 git 在运行，就是被终止的进程留下的。",
            ],
            fix: [
                "Wait for the other one; if there is none, delete the .lock file that is named.",
                "请等待另一个进程；如果没有，请删除原文中的 .lock 文件。",
            ],
            rules_out: ["The network is not involved.", "与网络无关。"],
        }
        /// It fails behind its own proxy.
        Proxy = "vcs_proxy" {
            summary: ["git fails at its own proxy", "git 在自己的代理处失败"],
            meaning: [
                "git has a proxy setting of its own (http.proxy), beside HTTPS_PROXY.",
                "除 HTTPS_PROXY 外，git 还有自己的代理设置（http.proxy）。",
            ],
            fix: ["git config --get-all http.proxy shows it.", "用 git config --get-all http.proxy 查看。"],
        }
        /// It is too old, or built without something.
        TooOld = "vcs_too_old" {
            summary: ["git is incomplete or too old", "git 不完整或版本过旧"],
            meaning: [
                "git lacks the part that speaks https, or an option that go uses.",
                "git 缺少支持 https 的部分，或缺少 go 所用的选项。",
            ],
            fix: ["Install a current git from your system's packages.", "请从系统软件源安装较新的 git。"],
        }
        /// It failed, no more is known.
        Failed = "vcs_failed" {
            summary: ["git failed and gave no reason", "git 失败，没有更多说明"],
            meaning: ["go ran git and got an error without a reason that gv knows.", "go 运行 git 出错，其原因 gv 不认识。"],
            fix: [
                "Run the git command of the text by hand: there it may ask, and say more.",
                "请手动运行原文中的 git 命令：这样它可以询问，也会给出更多信息。",
            ],
        }
    }
}
