//! The character U+0000, which text may hold and PostgreSQL's does not.
//!
//! U+0000 is kept as U+0001 U+0001, and U+0001 as U+0001 U+0002. Text keeps its bytewise order by that, and every text that
//! has neither, which is nearly every one, is kept as it is.

use std::borrow::Cow;

const NUL: char = '\0';
const MARK: char = '\u{1}';
const AFTER: char = '\u{2}';

/// `text` as it is kept.
pub(super) fn kept(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte > 1) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            NUL => kept.extend([MARK, MARK]),
            MARK => kept.extend([MARK, AFTER]),
            other => kept.push(other),
        }
    }
    Cow::Owned(kept)
}

/// The text that is kept as `kept`, where it is another one.
pub(super) fn meant(kept: &str) -> Option<String> {
    if !kept.contains(MARK) {
        return None;
    }
    let mut meant = String::with_capacity(kept.len());
    let mut chars = kept.chars();
    while let Some(c) = chars.next() {
        meant.push(match c {
            MARK if chars.next() == Some(MARK) => NUL,
            other => other,
        });
    }
    Some(meant)
}

#[cfg(test)]
mod tests {
    use super::{kept, meant};

    #[test]
    fn text_comes_back_as_it_was_and_keeps_its_order() {
        let texts = [
            "",
            "\0",
            "\0\0",
            "\0\u{1}",
            "\0a",
            "\u{1}",
            "\u{1}\0",
            "\u{1}\u{2}",
            "\u{2}",
            "a",
            "a\0",
            "a\0b",
            "a\u{1}",
            "a\u{2}",
            "ab",
        ];
        for pair in texts.windows(2) {
            assert!(
                pair[0] < pair[1] && kept(pair[0]) < kept(pair[1]),
                "{pair:?}"
            );
        }
        for text in texts {
            let kept = kept(text);
            assert!(!kept.contains('\0'));
            assert_eq!(meant(&kept).unwrap_or(kept.into_owned()), text);
        }
    }
}
