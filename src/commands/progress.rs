//! A progress bar for what takes longer than a second.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Nothing is shown before.
const PATIENCE: Duration = Duration::from_secs(1);

/// Shows how many bytes were read, once it takes long and only on a terminal.
pub struct Progress {
    bar: ProgressBar,
    read: AtomicU64,
    begun: Instant,
}

impl Progress {
    /// Progress over so many bytes. Compressed files turn out to have more.
    pub fn new(bytes: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::hidden());
        if let Ok(style) =
            ProgressStyle::with_template("{bar:30} {bytes} of {total_bytes}, {eta} left")
        {
            bar.set_style(style);
        }
        Self {
            bar,
            read: AtomicU64::new(0),
            begun: Instant::now(),
        }
    }

    /// So many bytes more were read.
    pub fn add(&self, bytes: u64) {
        let read = self.read.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if self.begun.elapsed() < PATIENCE || !io::stderr().is_terminal() {
            return;
        }
        if self.bar.is_hidden() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        if self.bar.length().is_some_and(|length| read > length) {
            self.bar.set_length(read);
        }
        self.bar.set_position(read);
    }

    /// Removes the bar.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
