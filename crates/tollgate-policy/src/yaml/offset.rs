//! Where a byte of a scalar's text stands in the file: quotes, escapes, folding and indentation undone.

use std::ops::Range;

use super::node::Node;
use crate::diagnostic::Place;

/// Where `range`, in bytes of the scalar's text, stands in `file`, the whole file's text.
///
/// Counted by marks, which is everything but white space, since folding and indentation change only that.
pub(crate) fn in_file(node: &Node, file: &str, range: Range<usize>) -> Place {
    let text = node.text().unwrap_or_default();
    let mut raw = Raw::new(
        file.get(node.place.start..node.place.end)
            .unwrap_or_default(),
    );
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let end = text.ceil_char_boundary(range.end.clamp(start, text.len()));
    raw.pass(&text[..start]);
    let starts_at = if text[start..].trim().is_empty() {
        raw.at
    } else {
        raw.upcoming()
    };
    raw.pass(&text[start..end]);
    let from = node.place.start;
    Place {
        file: node.place.file,
        start: from + starts_at,
        end: from + raw.at.max(starts_at),
    }
}

/// The marks (everything but white space) of a scalar as it is written.
struct Raw<'a> {
    text: &'a str,
    quote: Option<char>,
    at: usize,
}

impl<'a> Raw<'a> {
    fn new(text: &'a str) -> Self {
        let quote = text.chars().next().filter(|c| ['"', '\''].contains(c));
        Self {
            text,
            quote,
            at: usize::from(quote.is_some()),
        }
    }

    /// Passes over the marks of `text`.
    fn pass(&mut self, text: &str) {
        for _ in text.chars().filter(|c| !c.is_whitespace()) {
            self.next_mark();
        }
    }

    /// Where the next mark starts.
    fn upcoming(&self) -> usize {
        let rest = &self.text[self.at..];
        self.at + (rest.len() - rest.trim_start().len())
    }

    /// Passes over the next mark, and over escapes for white space before it.
    fn next_mark(&mut self) {
        loop {
            self.at = self.upcoming();
            let rest = &self.text[self.at..];
            let (length, is_space) = match (self.quote, rest.as_bytes()) {
                (Some('"'), [b'\\', escape, ..]) => escape_length(*escape),
                (Some('\''), [b'\'', b'\'', ..]) => (2, false),
                _ => (rest.chars().next().map_or(0, char::len_utf8), false),
            };
            self.at = self
                .text
                .ceil_char_boundary((self.at + length).min(self.text.len()));
            if !is_space {
                return;
            }
        }
    }
}

/// How long an escape is, and whether it stands for white space.
fn escape_length(escape: u8) -> (usize, bool) {
    match escape {
        b'x' => (4, false),
        b'u' => (6, false),
        b'U' => (10, false),
        b'n' | b't' | b'r' | b' ' | b'\n' | b'\t' => (2, true),
        _ => (2, false),
    }
}
