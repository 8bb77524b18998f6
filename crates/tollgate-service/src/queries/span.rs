//! Lengths of time as people read them: `2h 05m`, `3d 4h`.

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// `micros` in its two largest units; days are of 24 hours. What is under a second is dropped, unless it is all.
pub fn span(micros: i64) -> String {
    let (sign, micros) = (if micros < 0 { "-" } else { "" }, micros.saturating_abs());
    let text = match micros {
        0 => "0s".to_owned(),
        1..SECOND => format!("{}ms", (micros / 1000).max(1)),
        SECOND..MINUTE => format!("{}s", micros / SECOND),
        MINUTE..HOUR => two(micros, MINUTE, "m", SECOND, "s", 2),
        HOUR..DAY => two(micros, HOUR, "h", MINUTE, "m", 2),
        _ => two(micros, DAY, "d", HOUR, "h", 1),
    };
    format!("{sign}{text}")
}

/// So many large units, and the rest in small ones where there is a rest.
fn two(
    micros: i64,
    large: i64,
    large_name: &str,
    small: i64,
    small_name: &str,
    width: usize,
) -> String {
    let (whole, rest) = (micros / large, micros % large / small);
    match rest {
        0 => format!("{whole}{large_name}"),
        _ => format!("{whole}{large_name} {rest:0width$}{small_name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY, HOUR, MINUTE, SECOND, span};

    #[test]
    fn a_span_is_told_in_its_two_largest_units() {
        for (micros, expect) in [
            (0, "0s"),
            (5, "1ms"),
            (250_000, "250ms"),
            (59 * SECOND, "59s"),
            (MINUTE, "1m"),
            (MINUTE + 5 * SECOND, "1m 05s"),
            (2 * HOUR + 5 * MINUTE + 59 * SECOND, "2h 05m"),
            (3 * DAY + 4 * HOUR, "3d 4h"),
            (14 * DAY, "14d"),
            (-(HOUR + MINUTE), "-1h 01m"),
        ] {
            assert_eq!(span(micros), expect);
        }
    }
}
