//! `tollgate explain`: the whole story of a handoff, or of a record's journey, with the reason of each step.

use std::collections::BTreeMap;
use std::process::ExitCode;

use jiff::tz::TimeZone;
use miette::IntoDiagnostic;
use tollgate_core::time::Timestamp;
use tollgate_service::access::mask::Mask;
use tollgate_service::queries::{
    self, Block, ClockView, HandoffView, ReasonView, SeenView, Story, local, span,
};

use super::database::{Where, print_json};
use crate::show::{Column, Page, Table, Tone};

/// Tell the whole story of a handoff, with the reason of each step
///
/// A handoff is written as its id, or the beginning of it; a record as its kind and its id: `lead L-1`. Of a record its
/// whole journey is told, also where it went on in another record.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A handoff's id, or a record: `0195d2a4`, `lead L-1`
    #[arg(required = true, value_name = "HANDOFF")]
    what: Vec<String>,
    #[command(flatten)]
    place: Where,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> miette::Result<ExitCode> {
    let opened = args.place.open()?;
    let found =
        queries::find(&opened.store, &opened.policy, &args.what.join(" ")).into_diagnostic()?;
    let story = queries::story(
        &opened.store,
        &opened.policy,
        &found,
        (opened.now, &opened.policy.workspace.zone),
        &Mask::default(),
    )
    .into_diagnostic()?;
    if args.place.json {
        print_json(&story)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut page = Page::new();
    show(
        &story,
        &opened.as_of,
        &opened.policy.workspace.zone,
        &mut page,
    );
    page.write()?;
    Ok(ExitCode::SUCCESS)
}

fn show(story: &Story, as_of: &str, zone: &TimeZone, page: &mut Page) {
    page.line(Tone::Strong, &story.subject);
    page.line(Tone::Faint, as_of);
    if story.records.len() > 1 {
        page.line(
            Tone::Plain,
            &format!("journey: {}", story.records.join(" → ")),
        );
    }
    for handoff in &story.handoffs {
        show_handoff(handoff, zone, page);
    }
    page.heading("What happened");
    if story.events.is_empty() {
        page.line(Tone::Faint, "The ledger has no entry about it.");
    }
    let titles: BTreeMap<_, _> = story
        .handoffs
        .iter()
        .map(|handoff| (handoff.id.as_str(), handoff.title.as_str()))
        .collect();
    let (mut when, mut about) = ("", "");
    for block in &story.events {
        let is_later = block.at_local != when;
        when = &block.at_local;
        if is_later {
            page.gap();
        }
        let handoff = block.handoff.as_deref().unwrap_or(about);
        // Opening says which handoff it is; of several, another one is named when the story turns to it.
        let turns = titles.len() > 1 && handoff != about && block.what != "handoff_opened";
        about = handoff;
        let title = titles.get(about).copied().filter(|_| turns);
        show_block(block, is_later, title, zone, page);
    }
}

fn show_handoff(handoff: &HandoffView, zone: &TimeZone, page: &mut Page) {
    page.heading(&format!("{} · {}", handoff.title, handoff.state));
    page.line(
        Tone::Faint,
        &format!(
            "{} · {} · revision {}",
            handoff.id, handoff.record, handoff.revision
        ),
    );
    let who =
        |name: &str, value: &Option<String>| value.as_ref().map(|value| format!("{name} {value}"));
    let people = [
        who("from", &handoff.sender),
        who("to", &handoff.owner),
        who("through", &handoff.queue),
        who("by the rule", &handoff.rule),
    ];
    let people: Vec<_> = people.into_iter().flatten().collect();
    if !people.is_empty() {
        page.line(Tone::Plain, &people.join(", "));
    }
    for gap in &handoff.gaps {
        page.hanging(
            "  ",
            "    ",
            Tone::Warning,
            &format!("gap {}: {}", gap.name, gap.says),
        );
    }
    if let Some(ended) = &handoff.disposition {
        page.line(Tone::Plain, &format!("ended {ended}"));
    }
    if let Some(step) = &handoff.next_step {
        let due = in_zone(&step.due_at, zone);
        let text = format!("next step: {}, by {}, due {due}", step.what, step.owner);
        page.line(Tone::Plain, &text);
    }
    clocks(&handoff.clocks, zone, page);
}

fn clocks(clocks: &[ClockView], zone: &TimeZone, page: &mut Page) {
    if clocks.is_empty() {
        return;
    }
    page.gap();
    let columns = [
        Column::text("Clock"),
        Column::text("State"),
        Column::text("Started"),
        Column::text("Due"),
        Column::figure("Took"),
        Column::text("Where the wall time went"),
    ];
    let mut table = Table::new(&columns);
    for clock in clocks {
        let target = clock
            .target
            .as_ref()
            .map_or(String::new(), |target| format!("\nwithin {target}"));
        let moved = clock
            .due_first_at
            .as_ref()
            .filter(|first| Some(*first) != clock.due_at.as_ref());
        let moved = moved.map_or(String::new(), |first| {
            format!("\nat first\n{}", short(first, zone))
        });
        let due = clock
            .due_at
            .as_ref()
            .map_or("–".to_owned(), |due| short(due, zone));
        let counted = clock
            .calendar
            .as_ref()
            .map_or("\nwall time".to_owned(), |calendar| {
                format!("\nby {calendar}")
            });
        table.row([
            (Tone::Plain, format!("{}{target}", clock.milestone)),
            (state_tone(clock.state), clock.state.to_owned()),
            (Tone::Plain, short(&clock.started_at, zone)),
            (Tone::Plain, format!("{due}{moved}")),
            (Tone::Plain, format!("{}{counted}", span(clock.elapsed))),
            (Tone::Faint, segments(clock)),
        ]);
    }
    table.on(page);
}

fn state_tone(state: &str) -> Tone {
    match state {
        "met" => Tone::Good,
        "missed" | "overdue" => Tone::Bad,
        "running" | "paused" => Tone::Warning,
        _ => Tone::Faint,
    }
}

fn segments(clock: &ClockView) -> String {
    let parts = [
        ("routing", clock.segments.system),
        ("queue", clock.segments.queue),
        ("working", clock.segments.working),
        ("off hours", clock.segments.off_hours),
        ("paused", clock.segments.paused),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(_, micros)| *micros > 0)
        .map(|(name, micros)| format!("{} {name}", span(micros)))
        .collect();
    if parts.is_empty() {
        "none yet".to_owned()
    } else {
        parts.join("\n")
    }
}

/// Width of `Mon 2026-03-02 09:15:30` and the space after it.
const MARGIN: usize = 25;

/// The instant is told where it is a later one, the handoff where the story turns to it.
fn show_block(block: &Block, timed: bool, title: Option<&str>, zone: &TimeZone, page: &mut Page) {
    let margin = " ".repeat(MARGIN);
    let is_told = block.actor == "tollgate" || block.says.contains(&block.actor);
    let by = if is_told {
        String::new()
    } else {
        format!(" · by {}", block.actor)
    };
    let about = title.map_or(String::new(), |title| format!(" · {title}"));
    let when = if timed { block.at_local.as_str() } else { "" };
    let when = page.paint(Tone::Faint, &format!("{when:<MARGIN$}"));
    page.hanging(
        &when,
        &margin,
        tone_of(&block.what),
        &format!("{}{by}{about}", block.says),
    );
    let within = format!("{margin}  ");
    for detail in &block.details {
        page.hanging(&within, &format!("{within}  "), Tone::Plain, detail);
    }
    for reason in &block.reasons {
        show_reason(reason, &within, zone, page);
    }
}

fn tone_of(what: &str) -> Tone {
    match what {
        "handoff_accepted" | "handoff_completed" => Tone::Good,
        "clock_breached" | "violation_opened" | "refused" | "task_overdue" => Tone::Bad,
        "rung_reached" | "handoff_disposed" | "handoff_held" => Tone::Warning,
        _ => Tone::Strong,
    }
}

fn show_reason(reason: &ReasonView, margin: &str, zone: &TimeZone, page: &mut Page) {
    let (tone, verdict) = match reason.verdict {
        "pass" => (Tone::Good, "pass"),
        "fail" => (Tone::Bad, "fail"),
        "unknown" => (Tone::Warning, "unknown"),
        other => (Tone::Faint, other),
    };
    let word = page.paint(tone, &format!("{verdict:<8}"));
    let seen: Vec<_> = reason.seen.iter().map(|seen| told(seen, zone)).collect();
    let seen = if seen.is_empty() {
        String::new()
    } else {
        format!(" [{}]", seen.join(", "))
    };
    let indent = format!("{margin}        ");
    page.hanging(
        &format!("{margin}{word}"),
        &indent,
        Tone::Faint,
        &format!("{}: {}{seen}", reason.rule, reason.says),
    );
}

fn told(seen: &SeenView, zone: &TimeZone) -> String {
    match &seen.value {
        Some(value) => format!("{} = {}", seen.name, in_zone(value, zone)),
        None => format!("{} is missing", seen.name),
    }
}

/// The same without the weekday, for a narrow column.
fn short(at: &str, zone: &TimeZone) -> String {
    let text = in_zone(at, zone);
    text.split_once(' ')
        .map_or_else(|| text.clone(), |(_, rest)| rest.to_owned())
}

/// An instant in the workspace's zone; any other text as it is.
fn in_zone(text: &str, zone: &TimeZone) -> String {
    Timestamp::parse(text).map_or_else(|| text.to_owned(), |at| local(at, zone))
}
