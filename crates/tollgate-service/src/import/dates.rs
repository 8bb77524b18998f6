//! Dates and times in the forms that a mapping declares.

use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime::{self, BrokenDownTime};
use jiff::tz::TimeZone;
use tollgate_core::time::Timestamp;

/// The forms in which dates and times are written, and the zone of local ones.
#[derive(Clone, Debug)]
pub(crate) struct DateForms {
    /// `strptime` forms, tried in order; ISO 8601 and RFC 3339 where there is none.
    pub(crate) forms: Arc<[String]>,
    /// The zone of times that do not name one.
    pub(crate) zone: TimeZone,
    /// The time of day for dates without one.
    pub(crate) time: Time,
}

impl DateForms {
    /// The instant that `text` names. A local time that does not exist moves forward by the gap; one that exists
    /// twice is its first occurrence. `None` when it fits no form, or there is no such date.
    pub(crate) fn instant(&self, text: &str) -> Option<Timestamp> {
        if self.forms.is_empty() {
            return self.iso_instant(text);
        }
        self.forms
            .iter()
            .find_map(|form| self.formed_instant(form, text))
    }

    /// The civil date that `text` names, in the zone of local times. `None` as for [`Self::instant`].
    pub(crate) fn date(&self, text: &str) -> Option<Date> {
        if self.forms.is_empty() {
            let at_offset = text
                .parse::<jiff::Timestamp>()
                .ok()
                .map(|at| at.to_zoned(self.zone.clone()).date());
            return at_offset.or_else(|| text.parse().ok());
        }
        self.forms
            .iter()
            .find_map(|form| BrokenDownTime::parse(form, text).ok()?.to_date().ok())
    }

    /// The instant of a local date and time.
    fn local(&self, at: DateTime) -> Option<Timestamp> {
        let instant = self.zone.to_ambiguous_zoned(at).compatible().ok()?;
        Some(Timestamp::from_jiff(instant.timestamp()))
    }

    fn iso_instant(&self, text: &str) -> Option<Timestamp> {
        if let Some(at) = Timestamp::parse(text) {
            return Some(at);
        }
        // A bare date parses as a date and time at midnight too, so the date comes first.
        if let (10, Ok(date)) = (text.len(), text.parse::<Date>()) {
            return self.local(date.to_datetime(self.time));
        }
        self.local(text.parse().ok()?)
    }

    fn formed_instant(&self, form: &str, text: &str) -> Option<Timestamp> {
        let parsed = BrokenDownTime::parse(form, text).ok()?;
        // Without an offset there is no instant, and jiff's saying so costs more than the reading.
        if parsed.offset().is_some() || parsed.timestamp().is_some() {
            return Some(Timestamp::from_jiff(parsed.to_timestamp().ok()?));
        }
        let date = parsed.to_date().ok()?;
        let time = if parsed.hour().is_some() {
            parsed.to_time().ok()?
        } else {
            self.time
        };
        self.local(date.to_datetime(time))
    }
}

/// What is wrong with a `strptime` form; `None` when it names a date.
pub(crate) fn fault_of(form: &str) -> Option<String> {
    let sample = jiff::Timestamp::UNIX_EPOCH.to_zoned(TimeZone::UTC);
    let written = match strtime::format(form, &sample) {
        Ok(written) => written,
        Err(error) => return Some(error.to_string()),
    };
    let read = BrokenDownTime::parse(form, &written).map_err(|error| error.to_string());
    match read {
        Err(error) => Some(error),
        Ok(parts) if parts.to_date().is_err() && parts.to_timestamp().is_err() => {
            Some("it names no whole date".to_owned())
        }
        Ok(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;
    use jiff::tz::TimeZone;

    use super::{DateForms, fault_of};

    fn check(forms: &[&str], text: &str, expect: Option<&str>) {
        let forms = DateForms {
            forms: forms.iter().map(|form| (*form).to_owned()).collect(),
            zone: TimeZone::get("Europe/Berlin").unwrap(),
            time: time(23, 59, 59, 0),
        };
        assert_eq!(
            forms.instant(text).map(|at| at.to_string()).as_deref(),
            expect,
            "`{text}`"
        );
    }

    #[test]
    fn local_times_are_read_in_the_declared_forms_and_zone() {
        let forms = ["%d.%m.%Y %H:%M", "%d.%m.%Y"];
        check(&forms, "21.06.2024 15:30", Some("2024-06-21T13:30:00Z"));
        check(&forms, "21.12.2023 15:30", Some("2023-12-21T14:30:00Z"));
        check(&forms, "21.06.2024", Some("2024-06-21T21:59:59Z"));
        check(&forms, "2024-06-21", None);
    }

    #[test]
    fn dates_that_do_not_exist_are_none() {
        check(&["%d.%m.%Y"], "31.02.2024", None);
        check(&["%d.%m.%Y"], "29.02.2023", None);
        check(&[], "2023-02-29", None);
        check(&[], "", None);
    }

    #[test]
    fn a_local_time_in_the_gap_moves_forward_and_a_double_one_is_the_first() {
        check(&[], "2024-03-31T02:30:00", Some("2024-03-31T01:30:00Z"));
        check(&[], "2024-10-27T02:30:00", Some("2024-10-27T00:30:00Z"));
    }

    #[test]
    fn iso_and_rfc_3339_need_no_form() {
        check(
            &[],
            "2024-06-21T15:30:00+05:00",
            Some("2024-06-21T10:30:00Z"),
        );
        check(&[], "2024-06-21 15:30:00", Some("2024-06-21T13:30:00Z"));
        check(&[], "2024-06-21", Some("2024-06-21T21:59:59Z"));
        check(&["%s"], "1718976600", Some("2024-06-21T13:30:00Z"));
    }

    #[test]
    fn a_form_must_name_a_whole_date() {
        assert_eq!(fault_of("%d.%m.%Y %H:%M"), None);
        assert_eq!(fault_of("%s"), None);
        assert!(fault_of("%H:%M").is_some());
        assert!(fault_of("%d.%Q!").is_some());
        assert!(fault_of("").is_some());
    }
}
