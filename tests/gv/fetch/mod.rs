//! The library's `fetch`, driven directly against scripted servers: what bad networks do, and what comes of it.

mod client;
mod document;
mod download;
mod logins;
mod mirrors;
mod stage;
