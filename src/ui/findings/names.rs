//! The names of checks, layers and owners.

use crate::diagnose::{Check, Layer, Owner};
use crate::ui::Lang;

impl Lang {
    /// What a check looks at.
    pub fn check(self, check: Check) -> String {
        match check {
            Check::Disk => self.check_disk(),
            Check::Setup => self.check_setup(),
            Check::Shims => self.check_shims(),
            Check::Current => self.check_current(),
            Check::Toolchains => self.check_toolchains(),
            Check::Leftovers => self.check_leftovers(),
            Check::Go => self.check_go(),
            Check::Managers => self.check_managers(),
            Check::Bin => self.check_bin(),
            Check::Variables => self.check_variables(),
            Check::Directory => self.check_directory(),
            Check::Settings => self.check_settings(),
            Check::Compiler => self.check_compiler(),
            Check::Git => self.check_git(),
            Check::Proxy => self.check_proxy(),
        }
    }

    /// A layer as a person would call it.
    pub fn layer(self, layer: Layer) -> String {
        match layer {
            Layer::Home => self.layer_home(),
            Layer::Path => self.layer_path(),
            Layer::Environment => self.layer_environment(),
            Layer::Directory => self.layer_directory(),
            Layer::Settings => self.layer_settings(),
            Layer::Tools => self.layer_tools(),
            Layer::Proxy => self.layer_proxy(),
        }
    }

    /// `go1.19.8, system`
    pub fn go_on_path(self, version: Option<&str>, owner: Owner) -> String {
        match version {
            Some(version) => self.version_and_owner(version, &self.owner(owner)),
            None => self.owner(owner),
        }
    }

    /// Whose a `go` is.
    pub fn owner(self, owner: Owner) -> String {
        match owner {
            Owner::Shim => self.owner_shim(),
            Owner::Toolchain => self.owner_toolchain(),
            Owner::OtherGv => self.owner_other_gv(),
            Owner::Manager(manager) => manager.to_string(),
            Owner::Alias => self.owner_alias(),
            Owner::Windows => self.owner_windows(),
            Owner::System => self.owner_system(),
        }
    }
}

crate::ui::messages! {
    version_and_owner(version: &str, owner: &str) { en: "{version}, {owner}", zh: "{version}，{owner}" }
    check_disk() { en: "the disk of gv's home, and the clock", zh: "gv 主目录所在的磁盘，以及系统时钟" }
    check_setup() { en: "gv's programs and startup files", zh: "gv 的程序与 shell 启动文件" }
    check_shims() { en: "the shims", zh: "shim" }
    check_current() { en: "the default toolchain", zh: "默认工具链" }
    check_toolchains() { en: "installed toolchains", zh: "已安装的工具链" }
    check_leftovers() { en: "leftovers and locks", zh: "残留文件与锁" }
    check_go() { en: "every go on PATH", zh: "PATH 上的每个 go" }
    check_managers() { en: "other version managers", zh: "其他版本管理器" }
    check_bin() { en: "where go install writes", zh: "go install 的目标目录" }
    check_variables() { en: "GOROOT, GOPATH, GOFLAGS, ...", zh: "GOROOT、GOPATH、GOFLAGS 等变量" }
    check_directory() { en: "what this directory asks for", zh: "当前目录要求的版本" }
    check_settings() { en: "GOPROXY, GOPRIVATE, GOSUMDB, ... in force here", zh: "此处生效的 GOPROXY、GOPRIVATE、GOSUMDB 等设置" }
    check_compiler() { en: "a C compiler for cgo", zh: "cgo 所需的 C 编译器" }
    check_git() { en: "git", zh: "git 程序" }
    check_proxy() { en: "the proxy variables", zh: "代理变量" }
    layer_home() { en: "gv", zh: "gv 自身" }
    layer_path() { en: "PATH", zh: "PATH" }
    layer_environment() { en: "environment", zh: "环境变量" }
    layer_directory() { en: "directory", zh: "当前目录" }
    layer_settings() { en: "settings", zh: "模块设置" }
    layer_tools() { en: "tools", zh: "外部程序" }
    layer_proxy() { en: "proxy", zh: "代理" }
    owner_shim() { en: "gv's shim", zh: "gv 的 shim" }
    owner_toolchain() { en: "gv's toolchain, past the shim", zh: "gv 的工具链，绕过了 shim" }
    owner_other_gv() { en: "another home of gv's", zh: "另一个 gv 主目录" }
    owner_alias() { en: "an alias of Windows", zh: "Windows 的应用别名" }
    owner_windows() { en: "Go for Windows", zh: "Windows 版 Go" }
    owner_system() { en: "system", zh: "系统" }
}
