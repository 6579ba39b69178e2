//! Disk, memory, rights.

crate::fault::catalogue! {
    /// Disk, memory, rights.
    Machine {
        /// No space.
        DiskFull = "disk_full" {
            summary: ["the disk is full", "磁盘已满"],
            meaning: [
                "There is no space for the files that go writes: the module cache, the build cache or temporary files.",
                "没有空间存放 go 写入的内容：模块缓存、构建缓存或临时目录。",
            ],
            fix: [
                "The message names the file: free space on its disk. $WORK and go-build are the directory for temporary files (df -h shows a small tmpfs): point GOTMPDIR to a larger disk. The module cache is go env GOMODCACHE, the build cache go env GOCACHE; gv cache clean removes what gv downloaded.",
                "原文给出了文件名：请在它所在的磁盘上腾出空间。$WORK 和 go-build 是临时目录（df -h 可看到较小的 tmpfs）：请把 GOTMPDIR 指向更大的磁盘。模块缓存为 go env GOMODCACHE，构建缓存为 go env GOCACHE；gv cache clean 会清除 gv 下载的内容。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// No right.
        Permission = "permission_denied" {
            summary: ["go may not read, write or start a file", "go 没有读写或运行某个文件的权限"],
            meaning: [
                "The system does not permit go to read, write or run the file in the message: it belongs to another user, it is not executable, or a sandbox forbids it.",
                "系统不允许 go 读写或运行原文所指的文件：它可能属于其他用户，可能没有执行权限，也可能被沙箱禁止。",
            ],
            fix: [
                "Check its owner (ls -l). In your home directory, change the owner to yourself with chown and run go without sudo; do not change system directories: use your own directories for GOPATH and GOCACHE. A program that is not executable needs chmod +x, or a disk that is not mounted noexec (findmnt -T FILE shows how it is mounted).",
                "请查看它的所有者（ls -l）。如果在您的主目录中，请用 chown 改回自己所有，且不要用 sudo 运行 go；系统目录应保持原样：请为 GOPATH 和 GOCACHE 使用自己的目录。不能运行的程序请用 chmod +x；若其所在磁盘以 noexec 方式挂载（findmnt -T 文件 可查看），则须换到其他磁盘。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
            in_container: [
                "The user of the image may not write there: set HOME, GOCACHE and GOPATH to directories that this user owns, or COPY with --chown.",
                "镜像中的用户无权写入该处：请把 HOME、GOCACHE 和 GOPATH 设为该用户拥有的目录，或用 COPY --chown。",
            ],
            on_windows: [
                "Check the permissions of that file in its properties. A virus scanner or a running program can lock it: exclude go's build directory (go env GOCACHE, GOTMPDIR) from the scan, end the program, or set GOTMPDIR to a directory of your own. A path below C:\\WINDOWS means that TEMP is not set.",
                "请在文件属性中查看权限。杀毒软件或正在运行的程序也可能占用它：请让杀毒软件排除 go 的构建目录（go env GOCACHE、GOTMPDIR），结束该程序，或把 GOTMPDIR 设为自己的目录。路径位于 C:\\WINDOWS 下则表示没有设置 TEMP。",
            ],
        }
        /// It may not be written to.
        ReadOnly = "disk_readonly" {
            summary: ["the disk is read-only", "磁盘是只读的"],
            meaning: ["A container or a system mounts it read-only, or the disk has failed.", "容器或系统以只读方式挂载，或磁盘出了故障。"],
            fix: [
                "Point GOPATH, GOCACHE and GOTMPDIR to a writable disk.",
                "请把 GOPATH、GOCACHE 和 GOTMPDIR 指向可写的磁盘。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// No memory.
        Memory = "out_of_memory" {
            summary: ["the machine has too little memory", "内存不足"],
            meaning: [
                "The system ended the compiler or linker because memory ran out; large programs need several GB. Containers and CI have limits of their own.",
                "内存耗尽，系统终止了编译器或链接器；大型程序需要数 GB。容器和 CI 有自己的限制。",
            ],
            fix: [
                "Run fewer jobs in parallel (go build -p 1), or give the machine or container more memory.",
                "请减少并行（go build -p 1），或为机器或容器增加内存。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// Too many open files.
        Files = "too_many_files" {
            summary: ["too many files are open", "打开的文件过多"],
            meaning: ["The system limits how many a process may have open.", "系统限制了进程可打开的文件数。"],
            fix: ["Raise the limit: ulimit -n 4096.", "请提高限制：ulimit -n 4096。"],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// Another program has it open.
        InUse = "file_in_use" {
            summary: ["another program has a file open that go wants to change", "另一个程序正占用 go 要修改的文件"],
            meaning: [
                "The program that go builds is running, or a virus scanner or an editor locks a file.",
                "要构建的程序正在运行，或杀毒软件、编辑器占用了文件。",
            ],
            fix: ["End that program and try again.", "请结束该程序后重试。"],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// A virus scanner.
        Antivirus = "antivirus" {
            summary: ["a virus scanner blocked or removed a file of go", "杀毒软件拦截了 go 的文件"],
            meaning: [
                "Newly built Go programs and tests are often false positives.",
                "刚构建的 Go 程序和测试常被误报。",
            ],
            fix: [
                "Exclude the build directories (go env GOCACHE, GOTMPDIR) from the scan, if your company permits it, and report the false positive.",
                "在公司允许的情况下，请让杀毒软件排除构建目录（go env GOCACHE、GOTMPDIR），并反馈误报。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// Longer than the system takes.
        LongPath = "path_too_long" {
            summary: ["a path or a command is longer than the system allows", "路径或命令超出系统允许的长度"],
            meaning: [
                "Windows allows 260 characters unless long paths are enabled; paths in the module cache are long.",
                "Windows 未启用长路径时限制为 260 个字符，而模块缓存的路径很长。",
            ],
            fix: [
                "Point GOPATH to a short directory (C:\\go), or enable long paths in Windows and in git (core.longpaths).",
                "请把 GOPATH 指向较短的目录（如 C:\\go），或在 Windows 和 git（core.longpaths）中启用长路径。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// It cannot lock files.
        NoLocks = "locks_unsupported" {
            summary: ["the disk of go's caches cannot lock files", "go 缓存所在的磁盘不支持文件锁"],
            meaning: [
                "go coordinates its processes with file locks, which some network disks do not support.",
                "go 用锁来协调多个进程，而某些网络磁盘不支持。",
            ],
            fix: ["Point GOMODCACHE and GOCACHE to a local disk.", "请把 GOMODCACHE 和 GOCACHE 指向本地磁盘。"],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// The disk fails.
        Broken = "disk_broken" {
            summary: ["the disk reports errors", "磁盘出错"],
            meaning: [
                "The system could not read or write: the disk, or the connection to a network disk, is failing.",
                "系统无法读写：磁盘或网络磁盘的连接有故障。",
            ],
            fix: ["Back up your data and check the disk.", "请先备份重要数据，再检查磁盘。"],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// Programs may not be started from there.
        NoExec = "noexec" {
            summary: [
                "programs cannot run from the directory for temporary files",
                "临时目录不允许运行程序",
            ],
            meaning: [
                "go wrote the program and the system refuses to start it: the directory is mounted noexec, or a policy forbids it. The owner and the mode of the file do not matter.",
                "go 已写入程序，但系统拒绝运行：该目录以 noexec 方式挂载，或有策略禁止。与所有者和权限无关。",
            ],
            fix: [
                "Point GOTMPDIR to a directory where programs may run: mkdir -p ~/.cache/gotmp, then go env -w GOTMPDIR with its full path.",
                "请把 GOTMPDIR 指向允许运行程序的目录：mkdir -p ~/.cache/gotmp，再用 go env -w GOTMPDIR 设为其完整路径。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// No more threads or processes.
        Threads = "too_many_threads" {
            summary: [
                "the system does not allow more threads or processes",
                "系统不允许再创建线程或进程",
            ],
            meaning: [
                "A limit of the user, the container or the service is reached (ulimit -u, pids.max).",
                "已达到用户、容器或服务的上限（ulimit -u、pids.max）。",
            ],
            fix: [
                "Raise the limit (ulimit -u, --pids-limit), or run fewer jobs in parallel: go build -p 1.",
                "请提高上限（ulimit -u、--pids-limit），或减少并行：go build -p 1。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// A limit on the size of files.
        FileSize = "file_size_limit" {
            summary: [
                "a file is larger than the system allows",
                "文件超过系统允许的大小",
            ],
            meaning: [
                "A limit (ulimit -f) or the file system (FAT: 4 GB) restricts the size of files.",
                "有限制（ulimit -f）或文件系统（FAT：4 GB）限定了文件大小。",
            ],
            fix: [
                "Raise the limit (ulimit -f unlimited), or write to another disk.",
                "请提高上限（ulimit -f unlimited），或写到其他磁盘。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
        /// A file where a directory belongs.
        NotDirectory = "not_a_directory" {
            summary: [
                "a file is in the place of a directory",
                "需要目录的位置上是一个文件",
            ],
            meaning: [
                "A name in the path of GOCACHE, GOMODCACHE, GOPATH or -o is a file, not a directory.",
                "GOCACHE、GOMODCACHE、GOPATH 或 -o 的路径中有一个名称是文件。",
            ],
            fix: [
                "Remove or rename that file, or set another path.",
                "请删除或重命名该文件，或换一个路径。",
            ],
            rules_out: [
                "The network is not involved.",
                "与网络无关。",
            ],
        }
    }
}
