//! Git's rules for addresses.

crate::ui::messages! {
    no_git_rules() { en: "git has no rules that rewrite addresses", zh: "git 没有改写地址的规则" }
    no_git_rules_for(host: &str) { en: "git has no rule of yours for {host}", zh: "git 没有您为 {host} 设置的规则" }
    for_pushing_only() { en: "(for pushing only: not for go)", zh: "（仅用于推送，与 go 无关）" }
    git_reaches(host: &str, base: &str) {
        en: "git now fetches from {host} by {base} (your git config)",
        zh: "git 现在通过 {base} 获取 {host} 的内容（已写入您的 git 配置）",
    }
    git_reaches_already(host: &str, base: &str) {
        en: "git fetches from {host} by {base} already",
        zh: "git 已经通过 {base} 获取 {host} 的内容",
    }
    git_rules_removed(host: &str) {
        en: "your git config has no rules for {host} any more",
        zh: "您的 git 配置中已不再有 {host} 的规则",
    }
    git_rule_stays(prefix: &str, base: &str) {
        en: "a rule of its own stays: {prefix} → {base}      gv git ls",
        zh: "另有一条规则仍然有效：{prefix} → {base}      gv git ls",
    }
    git_rule_of_the_system(prefix: &str, base: &str, file: &str) {
        en: "a rule of the system's stays: {prefix} → {base}   {file}",
        zh: "系统配置中的规则仍然有效：{prefix} → {base}   {file}",
    }
    git_rules_loop(one: &str, other: &str) {
        en: "two rules undo each other: {one} and {other} lead to one another",
        zh: "两条规则互相抵消：{one} 与 {other} 互相指向对方",
    }
    git_protocol_rule(prefix: &str) {
        en: "{prefix} is fetched by the git protocol, which nobody proves and most hosts have closed",
        zh: "{prefix} 使用 git 协议获取，该协议无法验证对方身份，多数主机已停用",
    }
    git_credential_rule(file: &str) {
        en: "a password or token stands in a rule of {file}, for everyone who reads that file",
        zh: "{file} 的一条规则中含有密码或令牌，任何能读取该文件的人都能看到",
    }
    git_credential_helper() {
        en: "git config --global credential.helper cache (or store it in the system's keychain)",
        zh: "git config --global credential.helper cache（或使用系统的钥匙串）",
    }
}
