//! How far an import came, on a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tollgate_service::import::Watch;

/// A progress bar on standard error; it shows nothing where that is no terminal.
pub(super) struct Bar {
    bar: ProgressBar,
    replays: bool,
}

impl Bar {
    /// A bar that has not begun.
    pub(super) fn hidden_unless_terminal() -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        let bar = bar.with_style(style("reading  {wide_bar} {bytes} of {total_bytes}"));
        Self {
            bar,
            replays: false,
        }
    }

    /// Takes the bar off the terminal.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Watch for Bar {
    fn reading(&mut self, done: u64, of: u64) {
        self.bar.set_length(of);
        self.bar.set_position(done);
    }

    fn replaying(&mut self, done: u64, of: u64) {
        if !self.replays {
            self.replays = true;
            self.bar.reset();
            self.bar.set_style(style(
                "replaying {wide_bar} {human_pos} of {human_len}, {per_sec}, {eta} left",
            ));
        }
        self.bar.set_length(of);
        self.bar.set_position(done);
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the template is one of the two above")
}
