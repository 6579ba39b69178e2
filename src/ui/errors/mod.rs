//! The errors of every module told in Chinese, with what to do next. A file a module.

mod config;
mod fetch;
mod home;
mod store;
mod version;
