//! Names in free text.

/// What stands for a name that was erased from a sentence.
const ERASED: &str = "[erased]";

/// Replaces `word` in `text` wherever it stands as a whole word or words; `None` where it does not.
///
/// Letters are compared without regard to their case where `any_case`.
pub(super) fn without(text: &str, word: &str, any_case: bool) -> Option<String> {
    let mut out = String::new();
    let (mut rest, mut before) = (text, None);
    let mut found = false;
    while let Some(first) = rest.chars().next() {
        let is_start = before.is_none_or(|c: char| !c.is_alphanumeric());
        let end = is_start
            .then(|| starts_with(rest, word, any_case))
            .flatten();
        match end {
            Some(end) => {
                out.push_str(ERASED);
                before = Some(']');
                rest = &rest[end..];
                found = true;
            }
            None => {
                out.push(first);
                before = Some(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    found.then_some(out)
}

/// Where `word` ends, if `text` begins with it and no letter or digit follows.
fn starts_with(text: &str, word: &str, any_case: bool) -> Option<usize> {
    let mut chars = text.char_indices();
    for expected in word.chars() {
        let (_, found) = chars.next()?;
        let same =
            found == expected || any_case && found.to_lowercase().eq(expected.to_lowercase());
        if !same {
            return None;
        }
    }
    let next = chars.next();
    let is_end = next.is_none_or(|(_, c)| !c.is_alphanumeric());
    is_end.then(|| next.map_or(text.len(), |(place, _)| place))
}

#[cfg(test)]
mod tests {
    use super::without;

    fn check(text: &str, word: &str, any_case: bool, expected: Option<&str>) {
        assert_eq!(
            without(text, word, any_case).as_deref(),
            expected,
            "{text} without {word}"
        );
    }

    #[test]
    fn whole_words_are_replaced_wherever_they_stand() {
        check(
            "Pat called; pat again",
            "pat",
            true,
            Some("[erased] called; [erased] again"),
        );
        check(
            "mail pat@x.example.",
            "pat@x.example",
            true,
            Some("mail [erased]."),
        );
        check("Zoë, ZOË", "zoë", true, Some("[erased], [erased]"));
    }

    #[test]
    fn parts_of_words_and_other_cases_are_left() {
        check("a patent", "pat", true, None);
        check("will Will come", "Will", false, Some("will [erased] come"));
        check("", "Pat", true, None);
    }
}
