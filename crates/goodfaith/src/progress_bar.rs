use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// A bar on the terminal for files that take longer than a moment.
pub struct Bar {
    begun: Instant,
    shown: Mutex<Option<ProgressBar>>,
}

impl Bar {
    pub fn new() -> Bar {
        Bar { begun: Instant::now(), shown: Mutex::new(None) }
    }

    /// Moves the bar; shows it once half a second has gone.
    pub fn tell(&self, doing: &str, file: &str, done: u64, of: u64) {
        if self.begun.elapsed() < Duration::from_millis(500) || !std::io::stderr().is_terminal() {
            return;
        }
        let Ok(mut shown) = self.shown.lock() else { return };
        let bar = shown.get_or_insert_with(|| {
            let bar = ProgressBar::new(of);
            let style = ProgressStyle::with_template("{msg} {wide_bar} {percent:>3} %");
            if let Ok(style) = style {
                bar.set_style(style);
            }
            bar
        });
        bar.set_length(of.max(1));
        bar.set_message(format!("{doing} {file}"));
        bar.set_position(done.min(of));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Ok(mut shown) = self.shown.lock()
            && let Some(bar) = shown.take()
        {
            bar.finish_and_clear();
        }
    }
}
