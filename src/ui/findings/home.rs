//! gv's home: the disk, gv's own installation, the shims, the store.

use super::{Teller, Told};
use crate::diagnose::problem::{Current, Disk, Leftovers, Setup, Shims};
use crate::system::mount;
use std::path::PathBuf;

pub(super) fn disk(problem: &Disk, say: &Teller<'_>) -> Told {
    let lang = say.lang;
    match problem {
        Disk::Network { home, mount } => {
            let remote = mount.kind == mount::NETWORK_DRIVE;
            let kind = if remote { lang.network_drive() } else { mount.kind.clone() };
            Told::new(lang.home_on_network(&say.path(home)))
                .seen(format!("{} ({kind})", mount.point.display()))
                .fixed_by(lang.home_on_network_fix())
        }
        Disk::IgnoresCase { home } => {
            Told::new(lang.home_ignores_case(&say.path(home))).fixed_by(lang.home_ignores_case_fix())
        }
        Disk::Protected { folder } => Told::new(lang.home_protected(&say.path(folder))),
        Disk::OfAnother { folder } => {
            Told::new(lang.home_of_another(&say.path(folder))).seen(lang.home_of_another_seen())
        }
        Disk::ClockBehind { file, by } => {
            let days = by.as_secs() / 86_400;
            Told::new(lang.clock_behind())
                .seen(lang.clock_behind_seen(&say.path(file), days))
                .fixed_by(lang.clock_behind_fix())
        }
    }
}

pub(super) fn setup(problem: &Setup, say: &Teller<'_>) -> Told {
    let lang = say.lang;
    match problem {
        Setup::NotSetUp { home } => Told::new(lang.not_set_up()).seen(lang.not_set_up_seen(&say.path(home))),
        Setup::NoProgram { program } => Told::new(lang.program_missing(&say.path(program))),
        Setup::Damaged { file, line, mark } => Told::new(lang.startup_damaged(&say.path(file)))
            .seen(format!("{}:{line}  {mark}", say.path(file)))
            .fixed_by(lang.repair_block(&say.path(file), *line)),
        Setup::Outdated { files } => Told::new(lang.startup_outdated()).seen(listed(files, say)),
    }
}

pub(super) fn shims(problem: &Shims, say: &Teller<'_>) -> Told {
    let lang = say.lang;
    match problem {
        Shims::Missing { names, folder } => {
            Told::new(lang.shims_missing(&say.path(folder))).seen(say.some(names))
        }
        Shims::Outdated { names, folder } => {
            Told::new(lang.shims_outdated(&say.path(folder))).seen(say.some(names))
        }
        Shims::Foreign { path } => {
            Told::new(lang.shim_replaced(&say.path(path))).fixed_by(lang.shim_replaced_fix(&say.path(path)))
        }
    }
}

pub(super) fn current(problem: &Current, say: &Teller<'_>) -> Told {
    let lang = say.lang;
    match problem {
        Current::Gone { link, version, instead } => {
            let told = Told::new(lang.current_broken(&format!("go{version}"))).seen(say.path(link));
            match instead {
                Some(instead) => told.fixed_by(lang.current_broken_fix(&format!("go{instead}"))),
                None => told,
            }
        }
        Current::Elsewhere { link, target, version } => Told::new(
            lang.current_elsewhere(&say.path(link), &format!("go{version}")),
        )
        .seen(format!("{} → {}", say.path(link), say.path(target))),
        Current::Strange { link, target } => Told::new(lang.current_strange(&say.path(link))).seen(format!(
            "{} → {}",
            say.path(link),
            say.path(target)
        )),
        Current::Occupied { link } => {
            Told::new(lang.current_occupied(&say.path(link))).fixed_by(lang.current_occupied_fix())
        }
        Current::NoDefault { newest } => {
            Told::new(lang.no_default_chosen()).seen(lang.newest_is(&format!("go{newest}")))
        }
        Current::NothingInstalled => Told::new(lang.nothing_there()),
        Current::DeadLink { toolchain, target } => Told::new(lang.toolchain_gone(&say.path(toolchain)))
            .seen(format!("{} → {}", say.path(toolchain), say.path(target)))
            .fixed_by(lang.install_again()),
        Current::Incomplete { toolchain, missing } => {
            Told::new(lang.toolchain_incomplete(&say.path(toolchain)))
                .seen(lang.is_missing(&say.path(missing)))
                .fixed_by(lang.install_again())
        }
        Current::Misnamed { toolchain, says } => {
            Told::new(lang.toolchain_misnamed(&say.path(toolchain), says))
                .seen(format!("{}: {says}", say.path(&toolchain.join("VERSION"))))
                .fixed_by(lang.install_again())
        }
    }
}

pub(super) fn leftovers(problem: &Leftovers, say: &Teller<'_>) -> Told {
    let lang = say.lang;
    match problem {
        Leftovers::LeftOver { paths } => Told::new(lang.left_over()).seen(listed(paths, say)),
        Leftovers::Held { lock, holder } => {
            let told = Told::new(lang.lock_held()).seen(say.path(lock));
            match holder {
                Some(holder) => told.seen(lang.process_number(holder.process)),
                None => told,
            }
        }
        Leftovers::HeldByStopped { lock, holder } => Told::new(lang.lock_held_by_stopped())
            .seen(say.path(lock))
            .seen(lang.process_number(holder.process))
            .fixed_by(lang.lock_held_by_stopped_fix(holder.process)),
    }
}

fn listed(paths: &[PathBuf], say: &Teller<'_>) -> String {
    say.some(&paths.iter().map(|path| say.path(path)).collect::<Vec<_>>())
}

crate::ui::messages! {
    home_on_network(home: &str) {
        en: "gv's home {home} lies on another machine: locks may not hold there, and every go command waits for it",
        zh: "gv 的主目录 {home} 位于另一台机器上：锁可能失效，且每次运行 go 都要等待网络",
    }
    home_on_network_fix() {
        en: "keep it on a local disk: set GV_HOME to a folder there and run gv setup",
        zh: "请放在本地磁盘：把 GV_HOME 设为本地目录，再执行 gv setup",
    }
    network_drive() { en: "network drive", zh: "网络驱动器" }
    home_ignores_case(home: &str) {
        en: "the disk of {home} does not tell upper from lower case",
        zh: "{home} 所在的磁盘不区分大小写",
    }
    home_ignores_case_fix() {
        en: "files of a toolchain may collide there; set GV_HOME to a folder on a disk of this system's own",
        zh: "工具链中的文件可能因此冲突；请把 GV_HOME 设为本系统自身磁盘上的目录",
    }
    home_protected(folder: &str) { en: "{folder} is write-protected, so gv cannot install or switch", zh: "{folder} 是只读的，gv 无法安装或切换" }
    home_of_another(folder: &str) { en: "{folder} belongs to another user", zh: "{folder} 属于另一个用户" }
    home_of_another_seen() { en: "as after a gv under sudo", zh: "常见于用 sudo 运行过 gv" }
    clock_behind() {
        en: "the clock seems to be behind: certificates and caches are judged by it",
        zh: "系统时钟似乎偏慢：证书和缓存的有效性都以它为准",
    }
    clock_behind_seen(file: &str, days: u64) {
        en: "{file} was changed {days} days in the future",
        zh: "{file} 的修改时间在 {days} 天之后",
    }
    clock_behind_fix() { en: "set the clock", zh: "请校准时钟" }
    not_set_up() { en: "gv is not set up: there are no shims that could stand on PATH", zh: "gv 尚未设置：还没有可以放到 PATH 上的 shim" }
    not_set_up_seen(home: &str) { en: "{home} has no shims", zh: "{home} 中没有 shim" }
    program_missing(path: &str) { en: "{path} is missing, which the shims need", zh: "缺少 {path}，shim 需要它" }
    startup_damaged(file: &str) { en: "gv's block in {file} is damaged: one of its marks is missing, or there are two", zh: "{file} 中 gv 的配置段已损坏：标记行缺失或重复" }
    startup_outdated() { en: "gv's block in the startup files was written by another gv", zh: "启动文件中 gv 的配置段由其他版本的 gv 写入" }
    shims_missing(folder: &str) { en: "shims are missing in {folder}", zh: "{folder} 中缺少 shim" }
    shims_outdated(folder: &str) {
        en: "shims in {folder} belong to toolchains that are gone, or to an earlier gv",
        zh: "{folder} 中有些 shim 属于已删除的工具链或旧版 gv",
    }
    shim_replaced(path: &str) { en: "{path} is not gv's, so it does not choose a version", zh: "{path} 不是 gv 的 shim，不会选择版本" }
    shim_replaced_fix(path: &str) { en: "move {path} away, then: gv setup", zh: "请移走 {path}，然后执行：gv setup" }
    current_broken(name: &str) { en: "the default, {name}, is no longer installed", zh: "默认工具链 {name} 已不存在" }
    current_broken_fix(name: &str) { en: "{name} is installed and can take its place", zh: "可改用已安装的 {name}" }
    current_elsewhere(link: &str, name: &str) {
        en: "{link} does not lead to {name} in this home, so IDEs see another Go than the terminal",
        zh: "{link} 没有指向本主目录中的 {name}，IDE 与终端会使用不同的 Go",
    }
    current_strange(link: &str) { en: "{link} leads to something that is no toolchain of gv's", zh: "{link} 指向的不是 gv 的工具链" }
    current_occupied(link: &str) { en: "{link} is no link: no default can be set", zh: "{link} 不是链接，无法设置默认工具链" }
    current_occupied_fix() { en: "move it away, then: gv use latest", zh: "请移走它，然后执行：gv use latest" }
    no_default_chosen() { en: "toolchains are installed, but none is the default, and PATH has no other Go", zh: "已安装工具链，但没有设置默认版本，PATH 上也没有其他 Go" }
    newest_is(name: &str) { en: "the newest here is {name}", zh: "已安装的最新版本是 {name}" }
    nothing_there() { en: "no toolchain is installed yet", zh: "尚未安装任何工具链" }
    toolchain_gone(path: &str) { en: "{path} was taken over from elsewhere, and is no longer there", zh: "{path} 导入自别处，而那里已不存在" }
    toolchain_incomplete(path: &str) { en: "{path} is not whole", zh: "{path} 不完整" }
    toolchain_misnamed(path: &str, says: &str) { en: "{path} holds {says}", zh: "{path} 中实际是 {says}" }
    is_missing(path: &str) { en: "{path} is missing", zh: "缺少 {path}" }
    install_again() { en: "remove it, then install it again", zh: "请先卸载，再重新安装" }
    left_over() { en: "runs that were killed left half a toolchain behind", zh: "被中断的运行留下了不完整的工具链" }
    lock_held() { en: "another gv is at work", zh: "另一个 gv 正在工作" }
    process_number(number: u32) { en: "process {number}", zh: "进程 {number}" }
    lock_held_by_stopped() { en: "a gv was stopped in the middle of its work, and others wait for it", zh: "一个 gv 在工作中途被暂停，其他 gv 都在等待它" }
    lock_held_by_stopped_fix(process: u32) { en: "let it go on, or end it: kill {process}", zh: "让它继续，或结束它：kill {process}" }
}
