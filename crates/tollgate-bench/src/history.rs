//! Made-up history in the shape of `examples/crm_school`: contacts, deals and calls, as many as are wanted.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Calls for each deal; with its contact and the deal itself that makes six rows.
const CALLS: u64 = 4;
/// Deals a day, so that many rows mean many years.
const DEALS_A_DAY: u64 = 400;

/// Writes about `rows` rows into files below `folder` and returns their paths and how many rows they have.
///
/// # Errors
/// The folder cannot be written to.
pub(crate) fn write(folder: &Path, rows: u64) -> io::Result<(Vec<PathBuf>, u64)> {
    let deals = (rows / (CALLS + 2)).max(1);
    let contacts = file(
        folder,
        "contacts.csv",
        "Id,Contact Owner Name,Created Time",
        |out| {
            (0..deals).try_for_each(|deal| {
                writeln!(out, "{},{},{}", contact(deal), owner(deal), created(deal))
            })
        },
    )?;
    let deals_file = file(folder, "deals.csv", DEAL_COLUMNS, |out| {
        (0..deals).try_for_each(|deal| write_deal(out, deal))
    })?;
    let calls = file(folder, "calls.csv", CALL_COLUMNS, |out| {
        (0..deals * CALLS).try_for_each(|call| write_call(out, call))
    })?;
    Ok((vec![contacts, deals_file, calls], deals * (CALLS + 2)))
}

const DEAL_COLUMNS: &str = "Id,Deal Owner Name,Closing Date,Quality,Stage,Lost Reason,Page,Campaign,SLA,Content,Term,\
Source,Payment Type,Product,Education Type,Created Time,Course duration,Months of study,Initial Amount Paid,\
Offer Total Amount,Contact Name,Level of Deutsch";
const CALL_COLUMNS: &str = "Id,Call Start Time,Call Owner Name,Call Type,Call Duration (in seconds),Call Status,\
Outgoing Call Status,Scheduled in CRM,contact_id_float,contact_candidates,contact_id_if_unique";

fn file(
    folder: &Path,
    name: &str,
    columns: &str,
    rows: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<PathBuf> {
    let path = folder.join(name);
    let mut out = BufWriter::new(File::create(&path)?);
    writeln!(out, "{columns}")?;
    rows(&mut out)?;
    out.flush()?;
    Ok(path)
}

fn write_deal(out: &mut impl Write, deal: u64) -> io::Result<()> {
    let (stage, reason) = match deal % 4 {
        0 => ("Lost", "Doesn't Answer"),
        1 => ("Lost", "Duplicate"),
        2 => ("Payment Done", ""),
        _ => ("Call Delayed", ""),
    };
    let source = ["Facebook Ads", "Google Ads", "Organic", "Webinar"][(deal / 4 % 4) as usize];
    writeln!(
        out,
        "{},{},{},C - Low,{stage},{reason},/page,campaign,,,,{source},,,,{},,,,,{},",
        deal_id(deal),
        owner(deal),
        closing(deal),
        created(deal),
        contact(deal),
    )
}

fn write_call(out: &mut impl Write, call: u64) -> io::Result<()> {
    let deal = call / CALLS;
    writeln!(
        out,
        "{},{},{},Outbound,60,Attended Dialled,Completed,0,,1,{}",
        5_700_000_000_000_000_000 + call,
        later(deal, call % CALLS),
        owner(deal),
        contact(deal),
    )
}

fn owner(deal: u64) -> String {
    format!("Owner {}", deal % 25)
}

fn contact(deal: u64) -> u64 {
    5_800_000_000_000_000_000 + deal
}

fn deal_id(deal: u64) -> u64 {
    5_900_000_000_000_000_000 + deal
}

fn date(deal: u64) -> jiff::civil::Date {
    let days = i64::try_from(deal / DEALS_A_DAY).unwrap_or(i64::MAX);
    jiff::civil::date(2010, 1, 4).saturating_add(jiff::Span::new().days(days.min(20_000)))
}

fn minute(deal: u64) -> u64 {
    deal % DEALS_A_DAY
}

/// `21.06.2024 15:30`: when the deal and its contact were created.
fn created(deal: u64) -> String {
    let (date, minute) = (date(deal), minute(deal));
    format!(
        "{} {:02}:{:02}",
        date.strftime("%d.%m.%Y"),
        9 + minute / 60,
        minute % 60
    )
}

/// `2023-12-15 19:05:00`: when the deal's call was made, some minutes or days later.
fn later(deal: u64, call: u64) -> String {
    let days = i64::try_from(call).unwrap_or_default();
    let date = date(deal).saturating_add(jiff::Span::new().days(days));
    let minute = minute(deal) + 7 * (call + 1);
    format!("{date} {:02}:{:02}:00", 9 + minute / 60, minute % 60)
}

fn closing(deal: u64) -> String {
    date(deal)
        .saturating_add(jiff::Span::new().days(9))
        .strftime("%d.%m.%Y")
        .to_string()
}
