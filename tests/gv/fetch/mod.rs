//! The library's `fetch`, driven directly against scripted servers: what bad networks do, and what comes of it.

mod client;
mod credentials;
mod document;
mod download;
mod mirrors;
mod several;
mod stage;
