//! The errors of every module told in Chinese, with what to do next. A file a module.

mod commands;
mod config;
mod database;
mod disk;
mod fetch;
mod foreign;
mod git;
mod golang;
mod home;
mod install;
mod mirror;
mod project;
mod release;
mod resolve;
mod settings;
mod setup;
mod shell;
mod shim;
mod store;
mod unpack;
mod version;

/// The word for a file operation, as the modules name them in their errors.
fn verb(action: &str) -> &str {
    match action {
        "read" => "读取",
        "write" | "write in" => "写入",
        "create" => "创建",
        "remove" => "删除",
        "rename" => "重命名",
        "copy" => "复制",
        "link" => "建立链接",
        "read the link" => "读取链接",
        "lock" => "锁定",
        "date" => "设置修改时间：",
        "render" => "生成",
        other => other,
    }
}
