//! Which toolchain is the default, and what a directory asks for.

use crate::version::{Spec, Version};

crate::ui::messages! {
    default_is(version: &Version, link: &str) {
        en: "default is now go{version}   {link}",
        zh: "默认工具链现为 go{version}   {link}",
    }
    default_was(version: &Version, before: &Version, link: &str) {
        en: "default is now go{version} (was go{before})   {link}",
        zh: "默认工具链现为 go{version}（原为 go{before}）   {link}",
    }
    default_stays(version: &Version, link: &str) {
        en: "default is go{version}, as before   {link}",
        zh: "默认工具链仍为 go{version}   {link}",
    }
    /// The file system has neither junctions nor symbolic links.
    no_link_here(link: &str) {
        en: "no link can be made at {link}: go works through the shims; an IDE needs the folder of the toolchain itself",
        zh: "无法在 {link} 建立链接：go 可通过 shim 使用；IDE 中须填写工具链本身的目录",
    }
    pin_decides(other: &str, place: &str, version: &Version) {
        en: "this directory still uses {other}: {place}      gv pin {version} changes that",
        zh: "当前目录仍使用 {other}：{place}      可执行 gv pin {version} 更改",
    }
    floor_decides(other: &str, place: &str) {
        en: "this directory still uses {other}, which it asks for as the least: {place}",
        zh: "当前目录仍使用 {other}，这是它要求的最低版本：{place}",
    }
    variable_decides(other: &str, value: &str) {
        en: "GV_VERSION={value} still makes it {other}      unset GV_VERSION changes that",
        zh: "GV_VERSION={value} 仍指定 {other}      可执行 unset GV_VERSION 更改",
    }
    not_on_path(shims: &str, command: &str) {
        en: "{shims} is not on PATH, so `go` is not gv's yet      {command}",
        zh: "{shims} 不在 PATH 中，`go` 尚未由 gv 接管      {command}",
    }
    shadowed(by: &str, command: &str) {
        en: "{by} comes before gv's shims on PATH      {command}",
        zh: "{by} 在 PATH 中位于 gv 的 shim 之前      {command}",
    }
    pinned(spec: &Spec, file: &str) {
        en: "this directory and those below use go{spec}   {file}",
        zh: "此目录及其子目录使用 go{spec}   {file}",
    }
    pinned_in_mod(version: &Version, file: &str) {
        en: "toolchain go{version} written to {file}",
        zh: "已将 toolchain go{version} 写入 {file}",
    }
    pin_below_floor(floor: &str, place: &str) {
        en: "{place} asks for at least go{floor}; the pin wins, and go will refuse what needs more",
        zh: "{place} 要求至少 go{floor}；以固定版本为准，需要更高版本的操作会被 go 拒绝",
    }
    gv_version_overrules(value: &str) {
        en: "GV_VERSION={value} in the environment overrules every file      unset GV_VERSION",
        zh: "环境变量 GV_VERSION={value} 优先于所有文件      unset GV_VERSION",
    }
    no_receipt() { en: "no receipt", zh: "没有记录" }
    is_default() { en: "default", zh: "默认" }
    is_used_here(place: &str) { en: "here: {place}", zh: "当前目录：{place}" }
    nothing_installed() { en: "nothing is installed yet: gv use latest", zh: "尚未安装任何工具链：gv use latest" }
}
