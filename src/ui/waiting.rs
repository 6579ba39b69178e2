//! Waiting for a host that has not answered yet: after half a second it is said who is waited for.

use super::Ui;
use super::events::Event;
use crate::fetch::Asking;
use crate::hidden;
use crate::lang::say;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// An answer that comes sooner is worth no word.
const PATIENCE: Duration = Duration::from_millis(500);

/// Says who is waited for: in a moving line on a terminal, which is gone afterwards; in one line of its own elsewhere.
#[derive(Debug)]
pub struct Waiting {
    ui: Ui,
    running: Mutex<Option<Running>>,
    /// Whether a log has its line. Trying again and again is one wait there.
    logged: Arc<AtomicBool>,
}

#[derive(Debug)]
struct Running {
    answered: Sender<()>,
    thread: JoinHandle<()>,
}

impl Waiting {
    /// One that waits for nothing yet.
    pub fn new(ui: &Ui) -> Self {
        Self { ui: ui.clone(), running: Mutex::default(), logged: Arc::default() }
    }

    /// Waits for a module proxy, which may have to fetch what it is asked for first.
    pub fn begin_fetching(&self, whom: &str) {
        self.ask(
            whom,
            say!(
                self.ui.lang,
                "waiting for {host}: it may be fetching the toolchain first, which takes minutes …",
                "正在等待 {host}：它可能正在先行获取工具链，需要几分钟 …",
                host = hidden::shown(whom)
            ),
        );
    }

    /// A program is told at once, people when it takes long.
    fn ask(&self, whom: &str, line: String) {
        self.end();
        if self.ui.events.is_some() {
            if let Some(events) = self.ui.events() {
                events.tell(Event::Waiting { name: None, source: whom });
            }
            return;
        }
        let (ui, logged) = (self.ui.clone(), Arc::clone(&self.logged));
        let (answered, answer) = mpsc::channel();
        let thread = thread::Builder::new().spawn(move || tell(&ui, &line, &answer, &logged));
        if let (Ok(thread), Ok(mut running)) = (thread, self.running.lock()) {
            *running = Some(Running { answered, thread });
        }
    }
}

impl Asking for Waiting {
    fn begin(&self, whom: &str) {
        let host = hidden::shown(whom);
        self.ask(whom, say!(self.ui.lang, "waiting for {host} …", "正在等待 {host} …"));
    }

    fn end(&self) {
        let running = self.running.lock().ok().and_then(|mut running| running.take());
        let Some(Running { answered, thread }) = running else { return };
        drop(answered);
        // Awaited, so that the moving line is gone before anything else is said.
        let _ = thread.join();
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.end();
    }
}

fn tell(ui: &Ui, line: &str, answer: &Receiver<()>, logged: &AtomicBool) {
    if answer.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
        return;
    }
    if !ui.draws_progress() {
        if !logged.swap(true, Ordering::Relaxed) {
            ui.say(line);
        }
        return;
    }
    let spinner = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(12));
    if let Ok(style) = ProgressStyle::with_template("  {spinner} {msg}") {
        let signs = if ui.is_ascii() { "-\\|/ " } else { "⠁⠂⠄⡀⢀⠠⠐⠈ " };
        spinner.set_style(style.tick_chars(signs));
    }
    spinner.set_message(ui.signs(line));
    spinner.enable_steady_tick(Duration::from_millis(120));
    // It ends with the answer: the other end is dropped then.
    let _ = answer.recv();
    spinner.finish_and_clear();
}
