//! gv's own installation, and where the user stands.

crate::ui::messages! {
    /// `gv` alone, with no toolchain yet.
    first_steps() {
        en: "nothing is installed yet. Begin with: gv use latest",
        zh: "尚未安装任何工具链。可先执行：gv use latest",
    }
    label_here() { en: "here", zh: "当前目录" }
    label_default() { en: "default", zh: "默认" }
    label_installed() { en: "installed", zh: "已安装" }
    label_home() { en: "home", zh: "主目录" }
    no_default() { en: "none", zh: "无" }
    see_help() { en: "gv help lists every command", zh: "gv help 列出全部命令" }
}

crate::ui::messages! {
    program_placed(path: &str) { en: "{path} written", zh: "已写入 {path}" }
    program_there(path: &str) { en: "{path} is this gv already", zh: "{path} 已是当前的 gv" }
    shims_made(names: &str, folder: &str) { en: "shims {names}   {folder}", zh: "已建立 shim：{names}   {folder}" }
    shims_there(folder: &str) { en: "the shims are in place   {folder}", zh: "shim 均已就绪   {folder}" }
    not_a_shim(path: &str) { en: "{path} is not gv's and stays", zh: "{path} 不属于 gv，予以保留" }
    startup_file(file: &str, shell: &str, what: &str) { en: "{file} ({shell}): {what}", zh: "{file}（{shell}）：{what}" }
    file_created() { en: "file created", zh: "已创建文件" }
    block_added() { en: "block added", zh: "已添加配置段" }
    block_updated() { en: "block updated", zh: "已更新配置段" }
    block_unchanged() { en: "unchanged", zh: "无需改动" }
    block_removed() { en: "block removed", zh: "已移除配置段" }
    file_deleted() { en: "file removed, nothing else was in it", zh: "已删除文件（其中没有其他内容）" }
    other_home() { en: "its block belongs to another home and stays", zh: "其中的配置段属于另一个主目录，予以保留" }
    variable_put(name: &str) {
        en: "{name} set for every new terminal   HKCU\\Environment",
        zh: "已为新开的终端设置 {name}   HKCU\\Environment",
    }
    variable_there(name: &str) {
        en: "{name} is set already   HKCU\\Environment",
        zh: "{name} 已设置，无需改动   HKCU\\Environment",
    }
    variable_taken(name: &str) {
        en: "{name} is as it was before gv   HKCU\\Environment",
        zh: "{name} 已恢复原状   HKCU\\Environment",
    }
    variable_left(name: &str) {
        en: "{name} held gv's folders before `gv setup`; they stay   HKCU\\Environment",
        zh: "{name} 在 `gv setup` 之前就含有 gv 的目录，予以保留   HKCU\\Environment",
    }
    open_a_terminal(command: &str) {
        en: "open a new terminal (cmd, PowerShell, Git Bash), or in this one      {command}",
        zh: "请打开新的终端（cmd、PowerShell、Git Bash），或在当前终端执行      {command}",
    }
    wsl_is_linux() {
        en: "WSL is a Linux of its own: run install.sh in it to have gv there",
        zh: "WSL 是独立的 Linux：如需在其中使用 gv，请在 WSL 内运行 install.sh",
    }
    goroot_leads_nowhere() {
        en: "GOROOT leads to the default toolchain, and there is none yet: gv use latest",
        zh: "GOROOT 指向默认工具链，但目前还没有：gv use latest",
    }
    run_once(shell: &str, command: &str) {
        en: "{shell}: run this once      {command}",
        zh: "{shell}：请执行一次      {command}",
    }
    line_to_keep(shell: &str, file: &str, line: &str) {
        en: "{shell}: put this line into {file}      {line}",
        zh: "{shell}：请把这一行写入 {file}      {line}",
    }
    ask_self_uninstall(home: &str) {
        en: "remove gv, every toolchain in {home}, and gv's block in the shells' startup files?",
        zh: "删除 gv、{home} 中的全部工具链，以及 shell 启动文件中 gv 的配置段？",
    }
    nothing_of_gv(home: &str) { en: "there is nothing of gv's in {home}", zh: "{home} 中没有属于 gv 的内容" }
    path_removed(path: &str) { en: "{path} removed", zh: "已删除 {path}" }
    left_unknown(path: &str) { en: "{path} is not gv's and stays", zh: "{path} 不属于 gv，予以保留" }
    left_running(path: &str) {
        en: "{path} is running; delete it once it has ended",
        zh: "{path} 正在运行，请在其结束后删除",
    }
    left_failed(path: &str, why: &str) { en: "{path} could not be removed: {why}", zh: "无法删除 {path}：{why}" }
    /// The toolchain is there, but nothing stands on PATH for it.
    not_ready(why: &str) { en: "the shims could not be made: {why}", zh: "无法建立 shim：{why}" }
}
