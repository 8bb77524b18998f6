//! Numbers as people write them: `1,234.56`, `1.234,56`, `1 234,56`.

use std::borrow::Cow;

/// How numbers are written: what separates thousands, and what the fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NumberForm {
    thousands: Option<char>,
    decimal: char,
}

/// `1234.56`
impl Default for NumberForm {
    fn default() -> Self {
        Self {
            thousands: None,
            decimal: '.',
        }
    }
}

impl NumberForm {
    /// The form that `example` is written in, such as `1.234,56`. `None` when it shows no fraction, or is no number.
    pub(crate) fn from_example(example: &str) -> Option<Self> {
        let marks: Vec<char> = example.chars().filter(|c| !c.is_ascii_digit()).collect();
        let form = match marks[..] {
            [decimal] => Self {
                thousands: None,
                decimal,
            },
            [thousands, decimal] if thousands != decimal => Self {
                thousands: Some(thousands),
                decimal,
            },
            _ => return None,
        };
        matches!(form.decimal, '.' | ',').then_some(form)
    }

    /// `text` in the plain form `-1234.56`; `None` when it is not a number in this form.
    pub(crate) fn plain<'t>(&self, text: &'t str) -> Option<Cow<'t, str>> {
        let is_plain = self.decimal == '.' && !text.chars().any(|c| Some(c) == self.thousands);
        let plain = if is_plain {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(self.rewrite(text)?)
        };
        let unsigned = plain.strip_prefix(['-', '+']).unwrap_or(&plain);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let is_digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        (is_digits(whole) && is_digits(fraction)).then_some(plain)
    }

    fn rewrite(&self, text: &str) -> Option<String> {
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                _ if c == self.decimal => plain.push('.'),
                // A thousands mark after the fraction's would make another number of it.
                _ if Some(c) == self.thousands => (!plain.contains('.')).then_some(())?,
                '.' | ',' => return None,
                other => plain.push(other),
            }
        }
        Some(plain)
    }
}

/// The whole number that `plain` is; `None` where it has a fraction other than zero, or is too large.
pub(crate) fn whole(plain: &str) -> Option<i64> {
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    fraction
        .bytes()
        .all(|digit| digit == b'0')
        .then(|| whole.parse().ok())?
}

/// `plain` in hundredths, rounded half away from zero; `None` where it is too large.
pub(crate) fn hundredths(plain: &str) -> Option<i64> {
    let (sign, unsigned) = match plain.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, plain.strip_prefix('+').unwrap_or(plain)),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digit = |at: usize| i64::from(fraction.as_bytes().get(at).map_or(0, |byte| byte - b'0'));
    let round = i64::from(digit(2) >= 5);
    let whole: i64 = whole.parse().ok()?;
    whole
        .checked_mul(100)?
        .checked_add(digit(0) * 10 + digit(1) + round)?
        .checked_mul(sign)
}

#[cfg(test)]
mod tests {
    use super::{NumberForm, hundredths, whole};

    fn check(example: &str, text: &str, expect: Option<&str>) {
        let form = NumberForm::from_example(example).unwrap();
        assert_eq!(
            form.plain(text).as_deref(),
            expect,
            "`{text}` written as `{example}`"
        );
    }

    #[test]
    fn a_number_is_read_in_the_form_of_the_example() {
        check("1234.56", "1234.5", Some("1234.5"));
        check("1234.56", "1,234.5", None);
        check("1,234.56", "1,234,567.5", Some("1234567.5"));
        check("1.234,56", "3.500,00", Some("3500.00"));
        check("1.234,56", "11398,00", Some("11398.00"));
        check("1.234,56", "1000", Some("1000"));
        check("1.234,56", "-0,5", Some("-0.5"));
        check("1.234,56", "1,5.000", None);
        check("1 234,56", "12 000", Some("12000"));
        check("1234,56", "1.000", None);
        check("1234.56", "", None);
        check("1234.56", "12a", None);
        check("1234.56", "1.", None);
        check("1234.56", "NaN", None);
    }

    #[test]
    fn an_example_must_show_a_fraction() {
        for example in ["", "1234", "1.234.567", "a.b,c", "1;5"] {
            assert_eq!(NumberForm::from_example(example), None, "`{example}`");
        }
    }

    #[test]
    fn money_is_rounded_to_hundredths_and_whole_numbers_keep_no_fraction() {
        assert_eq!(hundredths("3500.00"), Some(350_000));
        assert_eq!(hundredths("-0.005"), Some(-1));
        assert_eq!(hundredths("1.2"), Some(120));
        assert_eq!(hundredths("99999999999999999999"), None);
        assert_eq!(whole("100.0"), Some(100));
        assert_eq!(whole("-7"), Some(-7));
        assert_eq!(whole("1.5"), None);
    }
}
