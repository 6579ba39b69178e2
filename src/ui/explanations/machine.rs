//! Disk, memory, rights.

use super::{Text, Words};
use crate::explain::Machine;

const NO_NETWORK: Text = ["The network is not at fault.", "与网络无关。"];

pub(super) fn words(id: Machine) -> Words {
    match id {
        Machine::DiskFull => Words::new(
            ["the disk is full", "磁盘已满"],
            ["There is no room for what go writes: the module cache, the build cache, or the folder for temporary files.", "没有空间存放 go 写入的内容：模块缓存、构建缓存或临时目录。"],
            ["Make room: go clean -cache, go clean -modcache, gv cache clean; or point GOTMPDIR to a larger disk.", "请腾出空间：go clean -cache、go clean -modcache、gv cache clean；或把 GOTMPDIR 指向更大的磁盘。"],
        )
        .rules_out(NO_NETWORK),
        Machine::Permission => Words::new(
            ["go may not read or write a file", "go 没有读写某个文件的权限"],
            ["The file that is named belongs to another user, as after a command under sudo, or is protected; a sandbox can forbid it too.", "原文中的文件属于另一个用户（例如曾用 sudo 运行命令），或受到保护；沙箱也可能禁止访问。"],
            ["Give it back to yourself (chown, not sudo go), or use folders of your own for GOPATH and GOCACHE.", "请改回自己所有（用 chown，而不是 sudo go），或为 GOPATH 和 GOCACHE 使用自己的目录。"],
        )
        .rules_out(NO_NETWORK),
        Machine::ReadOnly => Words::new(
            ["the disk may not be written to", "磁盘是只读的"],
            ["A container or a system mounts it read-only, or the disk has failed.", "容器或系统以只读方式挂载，或磁盘出了故障。"],
            ["Point GOPATH, GOCACHE and GOTMPDIR to a disk that may be written to.", "请把 GOPATH、GOCACHE 和 GOTMPDIR 指向可写的磁盘。"],
        )
        .rules_out(NO_NETWORK),
        Machine::Memory => Words::new(
            ["the machine has too little memory", "内存不足"],
            ["The system ended the compiler or linker because memory ran out; large programs need several GB. Containers and CI have limits of their own.", "内存耗尽，系统终止了编译器或链接器；大型程序需要数 GB。容器和 CI 有自己的限制。"],
            ["Build with fewer at once (go build -p 1), or give the machine or container more memory.", "请减少并行（go build -p 1），或为机器或容器增加内存。"],
        )
        .rules_out(NO_NETWORK),
        Machine::Files => Words::new(
            ["too many files are open", "打开的文件过多"],
            ["The system limits how many a process may have open.", "系统限制了进程可打开的文件数。"],
            ["Raise the limit: ulimit -n 4096.", "请提高限制：ulimit -n 4096。"],
        )
        .rules_out(NO_NETWORK),
        Machine::InUse => Words::new(
            ["another program has a file open that go wants to change", "另一个程序正占用 go 要修改的文件"],
            ["The program that is to be built is running, or a virus scanner or an editor holds a file.", "要构建的程序正在运行，或杀毒软件、编辑器占用了文件。"],
            ["End that program and try again.", "请结束该程序后重试。"],
        )
        .rules_out(NO_NETWORK),
        Machine::Antivirus => Words::new(
            ["a virus scanner took a file away from go", "杀毒软件拦截了 go 的文件"],
            ["Freshly built Go programs and tests are often taken for something bad by mistake.", "刚构建的 Go 程序和测试常被误报。"],
            ["Let the scanner leave the build's own folders out (go env GOCACHE, GOTMPDIR), if your company allows it; report it as a false alarm.", "在公司允许的情况下，请让杀毒软件排除构建目录（go env GOCACHE、GOTMPDIR），并反馈误报。"],
        )
        .rules_out(NO_NETWORK),
        Machine::LongPath => Words::new(
            ["a path or a command is longer than the system takes", "路径或命令超出系统允许的长度"],
            ["Windows takes 260 characters where long paths are off; the module cache has long ones.", "Windows 未启用长路径时限制为 260 个字符，而模块缓存的路径很长。"],
            ["Point GOPATH to a short folder (C:\\go), or switch long paths on in Windows and in git (core.longpaths).", "请把 GOPATH 指向较短的目录（如 C:\\go），或在 Windows 和 git（core.longpaths）中启用长路径。"],
        )
        .rules_out(NO_NETWORK),
        Machine::NoLocks => Words::new(
            ["the disk of go's caches cannot lock files", "go 缓存所在的磁盘不支持文件锁"],
            ["go keeps several of itself apart by locks, and some network disks have none.", "go 用锁来协调多个进程，而某些网络磁盘不支持。"],
            ["Point GOMODCACHE and GOCACHE to a local disk.", "请把 GOMODCACHE 和 GOCACHE 指向本地磁盘。"],
        )
        .rules_out(NO_NETWORK),
        Machine::Broken => Words::new(
            ["the disk gives errors", "磁盘出错"],
            ["The system could not read or write: the disk, or the line to a network disk, is failing.", "系统无法读写：磁盘或网络磁盘的连接有故障。"],
            ["Save what matters and check the disk.", "请先备份重要数据，再检查磁盘。"],
        )
        .rules_out(NO_NETWORK),
    }
}
