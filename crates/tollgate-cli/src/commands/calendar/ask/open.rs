//! `tollgate calendar open` and `next`: whether it is open, and when it opens.

use serde_json::{Value, json};
use tollgate_core::time::Timestamp;

use super::super::story::{Counts, Shown};
use super::super::words;
use super::{Answer, Asked, Common, Desk};

/// Whether the calendar is open
#[derive(Debug, clap::Args)]
pub(in super::super) struct Open {
    #[command(flatten)]
    common: Common,
}

/// When the calendar opens: the instant itself where it is open
#[derive(Debug, clap::Args)]
pub(in super::super) struct Next {
    #[command(flatten)]
    common: Common,
}

impl Open {
    /// Answers and explains.
    pub(in super::super) fn answer(&self, desk: &Desk<'_>) -> miette::Result<()> {
        let asked = desk.understand(&self.common)?;
        let next = asked.calendar.next_opening(asked.from);
        let open = asked.calendar.is_open(asked.from);
        let line = match next {
            _ if open => format!("open{}", until(&asked)),
            Some(next) => format!(
                "closed, opens {}",
                words::moment_and_utc(next, asked.zone())
            ),
            None => "closed, and never opens again".to_owned(),
        };
        let shown = left_out(&asked, next);
        asked.write(&Answer {
            line,
            value: ("open", json!(open)),
            shown,
            counts: Counts::Nothing,
        })
    }
}

impl Next {
    /// Answers and explains.
    pub(in super::super) fn answer(&self, desk: &Desk<'_>) -> miette::Result<()> {
        let asked = desk.understand(&self.common)?;
        let next = asked.calendar.next_opening(asked.from);
        let line = match next {
            Some(next) if next == asked.from => {
                format!(
                    "open already at {}{}",
                    words::moment_and_utc(next, asked.zone()),
                    until(&asked)
                )
            }
            Some(next) => format!("opens {}", words::moment_and_utc(next, asked.zone())),
            None => "never opens again".to_owned(),
        };
        let value = next.map_or(Value::Null, |next| json!(words::utc(next)));
        let shown = left_out(&asked, next);
        asked.write(&Answer {
            line,
            value: ("next", value),
            shown,
            counts: Counts::Nothing,
        })
    }
}

/// Until when it is open that is open.
fn until(asked: &Asked) -> String {
    let span = asked
        .calendar
        .explain(asked.from, Timestamp::MAX, &[])
        .next();
    match span.map(|span| span.closes) {
        Some(closes) if closes < Timestamp::MAX => {
            format!(", closes {}", words::moment(closes, asked.zone()))
        }
        _ => ", and never closes".to_owned(),
    }
}

/// What lies between the instant and the opening.
fn left_out(asked: &Asked, next: Option<Timestamp>) -> Shown {
    match next {
        Some(next) => asked.story((asked.from, next), Vec::new(), &Counts::Nothing, false),
        None => Shown::default(),
    }
}
