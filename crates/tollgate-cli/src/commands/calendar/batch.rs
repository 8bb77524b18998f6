//! `tollgate calendar --batch`: questions in, answers out, one line each and in the same order.

mod calendars;
mod lines;
mod question;

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::path::Path;

use miette::{Context, IntoDiagnostic};
use tollgate_core::time::{Timestamp, zone};

use calendars::Calendars;
use lines::{Line, Lines};
use question::{Ask, Question};

/// What a question comes to.
enum Answer {
    /// The instant of `due` and `back`.
    Due(Option<Timestamp>),
    /// Working microseconds.
    Elapsed(i64),
    Open(bool),
    Next(Option<Timestamp>),
}

/// Answers every line of `file`, or of the input where it is `-`.
///
/// Answers are handed on whenever the next question has to be waited for.
///
/// # Errors
/// Where the policy or the questions cannot be read, `default_zone` is none, or an answer cannot be written.
pub(super) fn run(
    file: &Path,
    policy: Option<&Path>,
    default_zone: Option<&str>,
) -> miette::Result<()> {
    let policy = policy.map(super::policy::load).transpose()?;
    let default_zone = default_zone.map(zone).transpose().into_diagnostic()?;
    let mut calendars = Calendars::new(policy, default_zone);
    let unreadable = || format!("the questions in `{}` cannot be read", file.display());
    let input: Box<dyn Read> = if file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(
            File::open(file)
                .into_diagnostic()
                .wrap_err_with(unreadable)?,
        )
    };
    let mut lines = Lines::new(input);
    let mut output = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    loop {
        if !lines.has_one() {
            match output.flush() {
                Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
                flushed => flushed.into_diagnostic()?,
            }
        }
        let Some(line) = lines.next().into_diagnostic().wrap_err_with(unreadable)? else {
            return Ok(());
        };
        match answer_line(line, &mut calendars, &mut output) {
            // A reader who has seen enough (`| head`) is no error.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
            written => written.into_diagnostic()?,
        }
    }
}

/// Writes the answer to one line.
fn answer_line(
    line: Line<'_>,
    calendars: &mut Calendars,
    output: &mut impl Write,
) -> io::Result<()> {
    let text = match line {
        Line::Whole(text) => text,
        Line::TooLong => {
            return write_error(
                "null",
                "the line is longer than 1 MiB: write one question a line",
                output,
            );
        }
    };
    let question = match Question::read(text) {
        Ok(question) => question,
        Err(error) => return write_error("null", &error, output),
    };
    match question.ask().and_then(|ask| answer(&ask, calendars)) {
        Ok(answer) => write(question.id(), &answer, output),
        Err(error) => write_error(question.id(), &error, output),
    }
}

fn answer(ask: &Ask<'_>, calendars: &mut Calendars) -> Result<Answer, String> {
    let calendar = calendars.get(&ask.calendar, ask.zone.as_deref())?;
    Ok(match &ask.op {
        question::Op::Due { within, paused } => {
            Answer::Due(calendar.due(ask.from, *within, paused))
        }
        question::Op::Back { within, paused } => {
            Answer::Due(calendar.back(ask.from, *within, paused))
        }
        question::Op::Elapsed { to, paused } => {
            Answer::Elapsed(calendar.elapsed(ask.from, *to, paused))
        }
        question::Op::Open => Answer::Open(calendar.is_open(ask.from)),
        question::Op::Next => Answer::Next(calendar.next_opening(ask.from)),
    })
}

fn write(id: &str, answer: &Answer, output: &mut impl Write) -> io::Result<()> {
    write!(output, "{{\"id\":{id},")?;
    match answer {
        Answer::Due(at) => write_instant("due", *at, output),
        Answer::Elapsed(micros) => write!(output, "\"elapsed_us\":{micros}"),
        Answer::Open(open) => write!(output, "\"open\":{open}"),
        Answer::Next(at) => write_instant("next", *at, output),
    }?;
    output.write_all(b"}\n")
}

fn write_instant(key: &str, at: Option<Timestamp>, output: &mut impl Write) -> io::Result<()> {
    match at {
        Some(at) => write!(output, "\"{key}\":\"{}\"", super::words::utc(at)),
        None => write!(output, "\"{key}\":null"),
    }
}

fn write_error(id: &str, error: &str, output: &mut impl Write) -> io::Result<()> {
    let error = serde_json::Value::from(error);
    writeln!(output, "{{\"id\":{id},\"error\":{error}}}")
}
