//! The disk that gv's home is on, who may write there, and the clock.

use super::{Finding, Machine};
use crate::lang::{Lang, say};
use crate::shell::Shell;
use crate::system::mount::{self, Mount};
use crate::system::{directory, private, rights, services};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Files of other machines and time zones written wrongly are hours off; more is a clock.
const TOLERANCE: Duration = Duration::from_hours(24);

/// `None` while there is no home.
pub(super) fn check(machine: &Machine<'_>) -> Option<Vec<Finding>> {
    let home = machine.home.root();
    home.is_dir().then(|| {
        let noexec = [home_noexec(machine), temporary_noexec(machine)].into_iter().flatten();
        let found = [on_network(machine), ignores_case(machine), closed(machine), clock_behind(machine)];
        noexec.chain(found.into_iter().flatten()).chain(open_to_all(machine)).collect()
    })
}

fn on_network(machine: &Machine<'_>) -> Option<Finding> {
    let (lang, home) = (machine.lang, machine.home.root());
    let mount = mount::of(home).filter(Mount::is_remote)?;
    let summary = say!(
        lang,
        "gv's home {home} lies on another machine: locks may not work there, and every go command waits for it",
        "gv 的主目录 {home} 位于另一台机器上：锁可能失效，且每次运行 go 都要等待网络",
        home = machine.path(home)
    );
    let kind = if mount.kind == mount::NETWORK_DRIVE {
        say!(lang, "network drive", "网络驱动器")
    } else {
        mount.kind
    };
    Some(
        Finding::warning("home_on_network", home.display(), summary)
            .likely()
            .seen(format!("{} ({kind})", mount.point.display()))
            .fixed_by(say!(
                lang,
                "keep it on a local disk: set GV_HOME to a directory there and run gv setup",
                "请放在本地磁盘：把 GV_HOME 设为本地目录，再执行 gv setup"
            )),
    )
}

/// What a home that nothing can be run in means, where it is one.
pub fn cannot_run(home: &Path, shown: &str, lang: Lang) -> Option<String> {
    mount::is_noexec(home).then(|| {
        say!(
            lang,
            "{shown} lies on a disk mounted noexec: no toolchain and no shim there can run",
            "{shown} 所在的磁盘以 noexec 方式挂载：其中的工具链与 shim 都无法运行"
        )
    })
}

fn home_noexec(machine: &Machine<'_>) -> Option<Finding> {
    let (lang, home) = (machine.lang, machine.home.root());
    cannot_run(home, &machine.path(home), lang).map(|summary| {
        Finding::error("home_noexec", home.display(), summary).fixed_by(say!(
            lang,
            "set GV_HOME to a directory on another disk, or have the disk mounted without noexec",
            "将 GV_HOME 设为其他磁盘上的目录，或请管理员去掉该磁盘的 noexec 选项"
        ))
    })
}

/// Go builds what `go run` and `go test` run in GOTMPDIR, or else where the system keeps temporary files.
fn temporary_noexec(machine: &Machine<'_>) -> Option<Finding> {
    let lang = machine.lang;
    let own = machine.env.get("GOTMPDIR").filter(|folder| !folder.is_empty());
    let (folder, variable) = match own {
        Some(folder) => (PathBuf::from(folder), "GOTMPDIR"),
        None => (machine.env.temp_dir(), "TMPDIR"),
    };
    let summary = say!(
        lang,
        "{folder} ({variable}) lies on a disk mounted noexec",
        "{folder}（{variable}）所在的磁盘以 noexec 方式挂载",
        folder = machine.path(&folder)
    );
    mount::is_noexec(&folder).then(|| {
        Finding::warning("tmp_noexec", folder.display(), summary)
            .seen(say!(
                lang,
                "go run and go test build their programs there and cannot start them",
                "go run 与 go test 在此处生成的程序无法启动"
            ))
            .fixed_by(say!(
                lang,
                "set GOTMPDIR to a directory on another disk, for example one below your home directory",
                "将 GOTMPDIR 设为其他磁盘上的目录，例如您主目录下的某个目录"
            ))
    })
}

/// The disk does not distinguish case, though those of this system usually do.
fn ignores_case(machine: &Machine<'_>) -> Option<Finding> {
    let folders = [machine.home.versions(), machine.home.shims(), machine.home.bin()];
    folders.iter().find(|folder| directory::are_unexpectedly_one(folder))?;
    let home = machine.home.root();
    let summary = say!(
        machine.lang,
        "the disk of {home} does not distinguish upper from lower case",
        "{home} 所在的磁盘不区分大小写",
        home = machine.path(home)
    );
    Some(Finding::warning("home_ignores_case", home.display(), summary).fixed_by(say!(
        machine.lang,
        "files of a toolchain may collide there; set GV_HOME to a directory on a native disk of this system",
        "工具链中的文件可能因此冲突；请把 GV_HOME 设为本系统自身磁盘上的目录"
    )))
}

/// Why the home cannot be written to, if it cannot. What another user has set up elsewhere is shared on purpose; what is
/// another's below the user's own directory came there by accident.
fn closed(machine: &Machine<'_>) -> Option<Finding> {
    let root = machine.home.root();
    let own = machine.env.home_dir().is_some_and(|own| is_below(root, own) && !rights::is_of_another(own));
    if own {
        let paths = of_another(root);
        if !paths.is_empty() {
            return Some(of_another_user(&paths, machine));
        }
    }
    let shared = rights::is_of_another(root);
    if !shared && let Some(finding) = protected(machine) {
        return Some(finding);
    }
    (!machine.store.is_writable()).then(|| read_only(root, shared, machine))
}

fn of_another_user(paths: &[PathBuf], machine: &Machine<'_>) -> Finding {
    let lang = machine.lang;
    let (first, more) = (&paths[0], paths.len() - 1);
    let summary = if more == 0 {
        say!(lang, "{path} belongs to another user", "{path} 属于另一个用户", path = machine.path(first))
    } else {
        say!(
            lang,
            "{path} and {more} more in your gv home belong to another user",
            "您的 gv 主目录中，{path} 及另外 {more} 项属于另一个用户",
            path = machine.path(first)
        )
    };
    let mut finding = Finding::error("home_of_another_user", first.display(), summary);
    if more > 0 {
        finding = finding.seen(machine.paths(paths));
    }
    let words: Vec<_> = paths.iter().map(|path| Shell::USUAL.path(path)).collect();
    finding
        .seen(say!(lang, "usually the result of running gv with sudo", "通常是用 sudo 运行过 gv 的结果"))
        .by(format!("sudo chown -R \"$(id -u):$(id -g)\" {}", words.join(" ")))
}

fn read_only(home: &Path, shared: bool, machine: &Machine<'_>) -> Finding {
    let (lang, shown) = (machine.lang, machine.path(home));
    let summary = if shared {
        say!(
            lang,
            "{shown} is shared, read-only: it belongs to another user",
            "{shown} 是共享的只读主目录：它属于另一个用户"
        )
    } else {
        say!(lang, "{shown} is read-only", "{shown} 是只读的")
    };
    Finding::info("home_read_only", home.display(), summary)
        .seen(say!(
            lang,
            "toolchains there can be run and pinned; installing, removing and changing the default need write access",
            "其中的工具链可以运行和固定；安装、卸载和更改默认版本需要写入权限"
        ))
        .fixed_by(ask_for_write_access(lang))
}

/// What to do where the home cannot be written to.
pub(super) fn ask_for_write_access(lang: Lang) -> String {
    say!(
        lang,
        "to install more, ask the person who manages it, or set GV_HOME to a directory of your own",
        "如需安装其他版本，请联系其管理者，或将 GV_HOME 设为您自己的目录"
    )
}

/// The first folder that is write-protected: the others are mostly so for the same reason.
fn protected(machine: &Machine<'_>) -> Option<Finding> {
    let home = machine.home;
    let folders = [home.root().to_owned(), home.versions(), home.shims(), home.bin(), home.state()];
    let folder = folders.into_iter().find(|folder| rights::is_protected(folder))?;
    let summary = say!(
        machine.lang,
        "{folder} is write-protected, so gv cannot install or switch",
        "{folder} 是只读的，gv 无法安装或切换",
        folder = machine.path(&folder)
    );
    let command = format!("chmod u+w {}", Shell::USUAL.path(&folder));
    Some(Finding::error("home_protected", folder.display(), summary).by(command))
}

fn is_below(path: &Path, folder: &Path) -> bool {
    let real = |path: &Path| directory::real(path).unwrap_or_else(|_| path.to_owned());
    real(path).starts_with(real(folder))
}

/// So many files of a home are looked at, which is more than one has outside of its toolchains.
const LOOKED_AT: usize = 20_000;

/// What belongs to another user, without what lies below it. Toolchains are looked at as a whole, and links are not
/// followed.
fn of_another(root: &Path) -> Vec<PathBuf> {
    let (mut found, mut waiting) = (Vec::new(), vec![root.to_owned()]);
    let mut looked_at = 0;
    while let Some(path) = waiting.pop().filter(|_| looked_at < LOOKED_AT) {
        looked_at += 1;
        if rights::is_of_another(&path) {
            found.push(path);
            continue;
        }
        let is_folder = path.symlink_metadata().is_ok_and(|meta| meta.is_dir());
        if is_folder && !path.join("VERSION").is_file() {
            waiting.extend(path.read_dir().into_iter().flatten().flatten().map(|entry| entry.path()));
        }
    }
    found.sort();
    found
}

/// The folders that others may write to: programs there could come from any user.
fn open_to_all(machine: &Machine<'_>) -> Vec<Finding> {
    let home = machine.home;
    let mut folders = vec![home.root().to_owned(), home.bin(), home.shims(), home.versions(), home.state()];
    folders.retain(|folder| folder.metadata().is_ok_and(|meta| private::is_writable_by_all(&meta)));
    folders.retain(|folder| mount::keeps_modes(folder));
    let found = folders.into_iter().map(|folder| {
        let summary = say!(
            machine.lang,
            "every user of this machine may write to {folder}",
            "本机所有用户都可以写入 {folder}",
            folder = machine.path(&folder)
        );
        Finding::error("home_writable_by_all", folder.display(), summary)
            .seen(say!(
                machine.lang,
                "they could replace go with another program",
                "他们可以把 go 换成别的程序"
            ))
            .by(format!("chmod o-w {}", Shell::USUAL.path(&folder)))
    });
    found.collect()
}

fn clock_behind(machine: &Machine<'_>) -> Option<Finding> {
    let (lang, home) = (machine.lang, machine.home);
    let mut files = vec![home.bin(), home.shims(), home.versions(), home.state()];
    files.extend([".go-version", "go.mod", "go.sum"].map(|name| machine.env.cwd().join(name)));
    let ahead = files.into_iter().filter_map(|file| Some((ahead(&file)?, file))).max()?;
    let (by, file) = Some(ahead).filter(|(by, _)| *by > TOLERANCE)?;
    let summary = say!(
        lang,
        "the clock seems to be behind: certificates and caches depend on it",
        "系统时钟似乎偏慢：证书和缓存的有效性都以它为准"
    );
    Some(
        Finding::warning("clock", file.display(), summary)
            .likely()
            .seen(say!(
                lang,
                "the modification time of {file} is {days} days in the future",
                "{file} 的修改时间在 {days} 天之后",
                file = machine.path(&file),
                days = by.as_secs() / 86_400
            ))
            .fixed_by(say!(lang, "set the clock", "请校准时钟"))
            .by(services::SET_CLOCK),
    )
}

/// How far in the future a file was changed.
fn ahead(file: &Path) -> Option<Duration> {
    file.metadata().ok()?.modified().ok()?.duration_since(SystemTime::now()).ok()
}
