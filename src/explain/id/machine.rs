//! Disk, memory, rights.

crate::fault::catalogue! {
    /// Disk, memory, rights.
    Machine {
        /// No space.
        DiskFull = "disk_full" {
            summary: ["the disk is full", "磁盘已满"],
            meaning: [
                "There is no room for what go writes: the module cache, the build cache, or the folder for temporary files.",
                "没有空间存放 go 写入的内容：模块缓存、构建缓存或临时目录。",
            ],
            fix: [
                "The text names the file: make room on the disk that it is on. $WORK and go-build are the directory for temporary files (df -h shows a small tmpfs): point GOTMPDIR to a larger disk. The module cache is go env GOMODCACHE, the build cache go env GOCACHE; gv cache clean removes what gv downloaded.",
                "原文给出了文件名：请在它所在的磁盘上腾出空间。$WORK 和 go-build 是临时目录（df -h 可看到较小的 tmpfs）：请把 GOTMPDIR 指向更大的磁盘。模块缓存为 go env GOMODCACHE，构建缓存为 go env GOCACHE；gv cache clean 会清除 gv 下载的内容。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// No right.
        Permission = "permission_denied" {
            summary: ["go may not read or write a file", "go 没有读写某个文件的权限"],
            meaning: [
                "The system does not let go read, write or start a file that the text names: it belongs to another user, it may not be executed, or a sandbox forbids it.",
                "系统不允许 go 读写或运行原文所指的文件：它可能属于其他用户，可能没有执行权限，也可能被沙箱禁止。",
            ],
            fix: [
                "Look who owns it (ls -l). In your home, take it back with chown for yourself and run go without sudo; a system directory stays as it is: use directories of your own for GOPATH and GOCACHE. A program that may not be started needs chmod +x.",
                "请查看它的所有者（ls -l）。如果在您的主目录中，请用 chown 改回自己所有，且不要用 sudo 运行 go；系统目录应保持原样：请为 GOPATH 和 GOCACHE 使用自己的目录。不能运行的程序请用 chmod +x。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
            in_container: [
                "The user of the image may not write there: set HOME, GOCACHE and GOPATH to directories that this user owns, or COPY with --chown.",
                "镜像中的用户无权写入该处：请把 HOME、GOCACHE 和 GOPATH 设为该用户拥有的目录，或用 COPY --chown。",
            ],
            on_windows: [
                "Look at the rights of that file in its properties. A virus scanner or a running program can hold it: let the scanner leave go's build directory out (go env GOCACHE, GOTMPDIR), end the program, or set GOTMPDIR to a directory of your own. A path below C:\\WINDOWS means that TEMP is not set.",
                "请在文件属性中查看权限。杀毒软件或正在运行的程序也可能占用它：请让杀毒软件排除 go 的构建目录（go env GOCACHE、GOTMPDIR），结束该程序，或把 GOTMPDIR 设为自己的目录。路径位于 C:\\WINDOWS 下则表示没有设置 TEMP。",
            ],
        }
        /// It may not be written to.
        ReadOnly = "disk_readonly" {
            summary: ["the disk may not be written to", "磁盘是只读的"],
            meaning: ["A container or a system mounts it read-only, or the disk has failed.", "容器或系统以只读方式挂载，或磁盘出了故障。"],
            fix: [
                "Point GOPATH, GOCACHE and GOTMPDIR to a disk that may be written to.",
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
                "Build with fewer at once (go build -p 1), or give the machine or container more memory.",
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
                "The program that is to be built is running, or a virus scanner or an editor holds a file.",
                "要构建的程序正在运行，或杀毒软件、编辑器占用了文件。",
            ],
            fix: ["End that program and try again.", "请结束该程序后重试。"],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// A virus scanner.
        Antivirus = "antivirus" {
            summary: ["a virus scanner took a file away from go", "杀毒软件拦截了 go 的文件"],
            meaning: [
                "Freshly built Go programs and tests are often taken for something bad by mistake.",
                "刚构建的 Go 程序和测试常被误报。",
            ],
            fix: [
                "Let the scanner leave the build's own folders out (go env GOCACHE, GOTMPDIR), if your company allows it; report it as a false alarm.",
                "在公司允许的情况下，请让杀毒软件排除构建目录（go env GOCACHE、GOTMPDIR），并反馈误报。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// Longer than the system takes.
        LongPath = "path_too_long" {
            summary: ["a path or a command is longer than the system takes", "路径或命令超出系统允许的长度"],
            meaning: [
                "Windows takes 260 characters where long paths are off; the module cache has long ones.",
                "Windows 未启用长路径时限制为 260 个字符，而模块缓存的路径很长。",
            ],
            fix: [
                "Point GOPATH to a short folder (C:\\go), or switch long paths on in Windows and in git (core.longpaths).",
                "请把 GOPATH 指向较短的目录（如 C:\\go），或在 Windows 和 git（core.longpaths）中启用长路径。",
            ],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// It cannot lock files.
        NoLocks = "locks_unsupported" {
            summary: ["the disk of go's caches cannot lock files", "go 缓存所在的磁盘不支持文件锁"],
            meaning: [
                "go keeps several of itself apart by locks, and some network disks have none.",
                "go 用锁来协调多个进程，而某些网络磁盘不支持。",
            ],
            fix: ["Point GOMODCACHE and GOCACHE to a local disk.", "请把 GOMODCACHE 和 GOCACHE 指向本地磁盘。"],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// The disk fails.
        Broken = "disk_broken" {
            summary: ["the disk gives errors", "磁盘出错"],
            meaning: [
                "The system could not read or write: the disk, or the line to a network disk, is failing.",
                "系统无法读写：磁盘或网络磁盘的连接有故障。",
            ],
            fix: ["Save what matters and check the disk.", "请先备份重要数据，再检查磁盘。"],
            rules_out: ["The network is not at fault.", "与网络无关。"],
        }
        /// Programs may not be started from there.
        NoExec = "noexec" {
            summary: [
                "programs may not be started from the directory for temporary files",
                "临时目录不允许运行程序",
            ],
            meaning: [
                "go wrote the program and the system refuses to start it: the directory is mounted noexec, or a policy forbids it. Its owner and mode do not matter.",
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
                "Raise the limit (ulimit -u, --pids-limit), or build with fewer at once: go build -p 1.",
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
                "A limit (ulimit -f) or the file system (FAT: 4 GB) stops the file at a size.",
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
                "a file stands where a directory is needed",
                "需要目录的位置上是一个文件",
            ],
            meaning: [
                "GOCACHE, GOMODCACHE, GOPATH or -o leads through a name that is a file.",
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
