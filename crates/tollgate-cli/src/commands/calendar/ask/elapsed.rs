//! `tollgate calendar elapsed`: the working time between two instants.

use miette::miette;
use serde_json::json;

use super::super::story::Counts;
use super::super::{instant, words};
use super::{Answer, Common, Desk, Paused};

/// How much working time lies between two instants
#[derive(Debug, clap::Args)]
pub(in super::super) struct Elapsed {
    #[command(flatten)]
    common: Common,
    /// The later instant, written like --from
    #[arg(long, value_name = "T")]
    to: String,
    #[command(flatten)]
    paused: Paused,
}

impl Elapsed {
    /// Answers and explains.
    pub(in super::super) fn answer(&self, desk: &Desk<'_>) -> miette::Result<()> {
        let mut asked = desk.understand(&self.common)?;
        let to = instant::read(&self.to, asked.zone()).map_err(|error| miette!("--to: {error}"))?;
        let moment = words::moment(to.at, asked.zone());
        asked.fact("to", &moment);
        asked.notes.extend(to.note);
        if to.at < asked.from {
            let from = words::moment(asked.from, asked.zone());
            return Err(miette!(
                help = "write the earlier instant as `--from`",
                "--to ({moment}) comes before --from ({from})"
            ));
        }
        let pauses = asked.pauses(&self.paused)?;
        let micros = asked.calendar.elapsed(asked.from, to.at, &pauses);
        let wall = words::length(to.at.since(asked.from));
        let line = format!(
            "elapsed {} of working time, of {wall} in all",
            words::length(micros)
        );
        let pauses = pauses
            .into_iter()
            .filter(|pause| pause.from < to.at)
            .collect();
        let counts = Counts::Spans;
        let shown = asked.story((asked.from, to.at), pauses, &counts, self.paused.all);
        let value = ("elapsed_us", json!(micros));
        asked.write(&Answer {
            line,
            value,
            shown,
            counts,
        })
    }
}
