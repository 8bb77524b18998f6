//! One statement for many rows, made from the statement for one.

use std::fmt::Write;

/// The statement `text` for `rows` rows: what stands in its `values (…)` again and again. `$1`, the workspace, is the same
/// for every row; each row has `own` parameters after it. `None` where the statement has no values to repeat.
pub(super) fn many(text: &str, own: usize, rows: usize) -> Option<String> {
    let start = text.find("values (")? + "values ".len();
    let end = start + text[start..].find(')')? + 1;
    let one = &text[start..end];
    let mut many = String::with_capacity(text.len() + rows * one.len() * 2);
    many.push_str(&text[..end]);
    for row in 1..rows {
        many.push_str(",\n");
        shifted(one, row * own, &mut many);
    }
    many.push_str(&text[end..]);
    Some(many)
}

/// `one` with every parameter but the first `by` later.
fn shifted(one: &str, by: usize, out: &mut String) {
    let mut pieces = one.split('$');
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let digits = piece.find(|c: char| !c.is_ascii_digit());
        let (number, rest) = piece.split_at(digits.unwrap_or(piece.len()));
        let number: usize = number.parse().expect("a parameter has a number");
        let number = if number == 1 { 1 } else { number + by };
        // Writing to a text does not fail.
        let _ = write!(out, "${number}{rest}");
    }
}

#[cfg(test)]
mod tests {
    use super::many;
    use crate::sql;

    #[test]
    fn values_are_repeated_with_their_own_parameters() {
        let put = many(sql::PUT_SUPPRESSION.postgres(), 2, 3).expect("values");
        assert!(
            put.contains("values ($1, $2, $3),\n($1, $4, $5),\n($1, $6, $7)\n    on conflict"),
            "{put}"
        );
        let cut = many(sql::CUT_LINK.postgres(), 3, 2).expect("values");
        assert!(
            cut.contains("in (values ($2, $3, $4),\n($5, $6, $7))"),
            "{cut}"
        );
        assert_eq!(many(sql::HEAD.postgres(), 1, 2), None);
    }
}
