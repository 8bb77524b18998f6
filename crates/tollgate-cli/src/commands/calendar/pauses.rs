//! Pauses as they are written on the command line, and as they are shown.

use jiff::tz::TimeZone;
use tollgate_core::time::{Pause, Timestamp};

use super::instant::{self, Said};

/// The pause that `A..B` says, each an instant; `A..` still goes on. With how its ends were read.
pub(super) fn read(text: &str, zone: &TimeZone) -> Result<(Pause, Vec<String>), String> {
    let wrong = || {
        format!(
            "`{text}` is not a pause: write its two ends, such as `2026-03-02 09:00..2026-03-02 10:00`, or `2026-03-02 09:00..` while it goes on"
        )
    };
    let (from, to) = text.split_once("..").ok_or_else(wrong)?;
    let from = instant::read(from, zone)?;
    let to = Some(to).filter(|to| !to.trim().is_empty());
    let to = to.map(|to| instant::read(to, zone)).transpose()?;
    let pause = Pause {
        from: from.at,
        to: to.as_ref().map(|to| to.at),
    };
    if pause.to.is_some_and(|to| to < pause.from) {
        return Err(format!(
            "the pause `{text}` ends before it begins: write its earlier end first"
        ));
    }
    let notes = [Some(from), to].into_iter().flatten();
    Ok((pause, notes.filter_map(|said: Said| said.note).collect()))
}

/// The pauses in order, those that overlap or touch as one, those of no length left out.
pub(super) fn joined(pauses: &[Pause]) -> Vec<Pause> {
    let end = |pause: &Pause| pause.to.unwrap_or(Timestamp::MAX);
    let mut pauses: Vec<Pause> = pauses
        .iter()
        .filter(|pause| pause.to != Some(pause.from))
        .copied()
        .collect();
    pauses.sort_by_key(|pause| (pause.from, end(pause)));
    pauses.dedup_by(|next, kept| {
        let joins = kept.to.is_none_or(|to| next.from <= to);
        if joins && kept.to.is_some() && (next.to.is_none() || next.to > kept.to) {
            kept.to = next.to;
        }
        joins
    });
    pauses
}

#[cfg(test)]
mod tests {
    use super::{joined, read};
    use jiff::tz::TimeZone;
    use tollgate_core::time::{Pause, Timestamp};

    #[test]
    fn a_pause_has_two_ends_or_goes_on() {
        let check = |text: &str| read(text, &TimeZone::UTC).map(|(pause, _)| pause);
        let nine = Timestamp::parse("2026-03-02T09:00:00Z").unwrap();
        assert_eq!(
            check("2026-03-02 09:00.."),
            Ok(Pause {
                from: nine,
                to: None
            })
        );
        let hour = check("2026-03-02T09:00:00Z .. 2026-03-02 10:00").unwrap();
        assert_eq!((hour.from, hour.to), (nine, Some(nine.plus(3_600_000_000))));
        for wrong in [
            "",
            "..",
            "2026-03-02 09:00",
            "2026-03-02 09:00..2026-03-02 08:00",
            "..2026-03-02",
        ] {
            assert!(check(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn pauses_that_touch_are_one() {
        let at = Timestamp::from_micros;
        let pause = |from, to: Option<i64>| Pause {
            from: at(from),
            to: to.map(at),
        };
        let check = |pauses: &[Pause], expect: &[Pause]| assert_eq!(joined(pauses), expect);
        check(
            &[pause(5, Some(9)), pause(1, Some(3)), pause(3, Some(4))],
            &[pause(1, Some(4)), pause(5, Some(9))],
        );
        check(&[pause(1, None), pause(5, Some(9))], &[pause(1, None)]);
        check(
            &[pause(1, Some(6)), pause(5, None), pause(2, Some(2))],
            &[pause(1, None)],
        );
        check(
            &[pause(1, Some(9)), pause(2, Some(3))],
            &[pause(1, Some(9))],
        );
    }
}
