//! Numbers as people read them.

use tollgate_service::queries::{AmountView, span};

/// What is shown where there is no figure.
const NONE: &str = "–";

/// `amount` with its unit; money in `currency`.
pub(crate) fn amount(amount: Option<AmountView>, currency: &str) -> String {
    match amount {
        None => NONE.to_owned(),
        Some(AmountView::Share(share)) => percent(share),
        Some(AmountView::Microseconds(micros)) => span(micros),
        Some(AmountView::Count(whole)) => count(whole),
        Some(AmountView::Amount(number)) => money(number, currency),
    }
}

/// `0.8125` as `81.3%`; never `-0.0%`.
pub(crate) fn percent(share: f64) -> String {
    let tenths = (share * 1000.0).round() / 10.0;
    format!("{:.1}%", if tenths == 0.0 { 0.0 } else { tenths })
}

/// The share in per cent, or a dash.
pub(crate) fn optional_percent(share: Option<f64>) -> String {
    share.map_or_else(|| NONE.to_owned(), percent)
}

/// The span in words, or a dash.
pub(crate) fn optional_span(micros: Option<i64>) -> String {
    micros.map_or_else(|| NONE.to_owned(), span)
}

/// `21593` as `21,593`.
pub(crate) fn count(whole: u64) -> String {
    let digits = whole.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn money(number: f64, currency: &str) -> String {
    let sign = if number < -0.5 { "-" } else { "" };
    format!("{sign}{} {currency}", count(number.abs().round() as u64))
}

#[cfg(test)]
mod tests {
    use super::{count, money, percent};

    #[test]
    fn counts_have_thousands_and_shares_one_decimal() {
        for (whole, expect) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (21_593, "21,593"),
            (1_000_000, "1,000,000"),
        ] {
            assert_eq!(count(whole), expect);
        }
        for (share, expect) in [
            (0.0, "0.0%"),
            (-0.0001, "0.0%"),
            (0.63149, "63.1%"),
            (1.0, "100.0%"),
            (1.234, "123.4%"),
        ] {
            assert_eq!(percent(share), expect);
        }
        assert_eq!(money(-1234.4, "USD"), "-1,234 USD");
        assert_eq!(money(0.2, "USD"), "0 USD");
    }
}
