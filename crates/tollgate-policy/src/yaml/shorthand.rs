//! Two shorthands that a policy may use although YAML does not know them, written out before the parser reads again.
//!
//! `unmet: recycle: not_icp` is a mapping within a mapping on one line, and in `{ when: lead.stage in ["mql"] }` a
//! condition within braces holds brackets. Only text that the parser has refused is touched, so that whatever is YAML
//! means what YAML says.

use std::ops::Range;

/// So many bytes are read again at most.
const REREAD_MAX: usize = 64 << 20;

/// A text with characters put in, which knows where each byte was before.
#[derive(Clone, Debug)]
pub(super) struct Text {
    text: String,
    /// Where characters were put in, in bytes of `text`, in order; each of one byte.
    inserted: Vec<usize>,
    rereads: usize,
    /// Where the last shorthand was written out, in the text as it was before.
    written_out_at: Option<usize>,
}

impl Text {
    pub(super) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            inserted: Vec::new(),
            rereads: 0,
            written_out_at: None,
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Where the byte at `offset` was before anything was put in.
    pub(super) fn original(&self, offset: usize) -> usize {
        offset - self.inserted.partition_point(|inserted| *inserted < offset)
    }

    /// The text with the shorthand written out that stopped the parser at `at`, right after the plain scalar `last`;
    /// `None` where it is none.
    pub(super) fn write_out(&self, at: usize, last: Option<Range<usize>>) -> Option<Self> {
        let last = last?;
        let rereads = self.rereads + 1;
        let between = self.text.get(last.end..at)?;
        // What is written out must carry the parser further, or it was no shorthand.
        let at_before = Some(self.original(at));
        let within_reach =
            at_before > self.written_out_at && rereads.checked_mul(self.text.len())? <= REREAD_MAX;
        if !within_reach || !between.chars().all(|c| c == ' ') {
            return None;
        }
        let insertions = match self.text[at..].chars().next()? {
            ':' => self.braces(&last)?,
            '[' | '{' | '"' | '\'' | '(' => self.quotes(&last)?,
            _ => return None,
        };
        let mut out = Self {
            rereads,
            written_out_at: at_before,
            ..self.clone()
        };
        for (offset, character) in insertions.into_iter().rev() {
            out.insert(offset, character);
        }
        Some(out)
    }

    /// `to: queue: x` becomes `to: {queue: x}`.
    fn braces(&self, last: &Range<usize>) -> Option<Vec<(usize, char)>> {
        let line = &self.text[last.start..];
        let line = &line[..line.find('\n').unwrap_or(line.len())];
        let head = &self.text[self.text[..last.start]
            .rfind('\n')
            .map_or(0, |newline| newline + 1)..last.start];
        if !head.trim_end().ends_with(':') || line.trim_end().ends_with(':') {
            return None;
        }
        let end = last.start + value_end(line, is_within_brackets(head));
        Some(vec![(last.start, '{'), (end, '}')])
    }

    /// `when: a in [b]` becomes `when: 'a in [b]'`.
    fn quotes(&self, last: &Range<usize>) -> Option<Vec<(usize, char)>> {
        let line = &self.text[last.start..];
        let line = &line[..line.find('\n').unwrap_or(line.len())];
        let end = last.start + value_end(line, true);
        let quotes = self.text[last.start..end]
            .match_indices('\'')
            .map(|(at, _)| (last.start + at, '\''));
        let mut insertions: Vec<_> = std::iter::once((last.start, '\'')).chain(quotes).collect();
        insertions.push((end, '\''));
        Some(insertions)
    }

    fn insert(&mut self, offset: usize, character: char) {
        self.text.insert(offset, character);
        let place = self.inserted.partition_point(|inserted| *inserted < offset);
        for inserted in &mut self.inserted[place..] {
            *inserted += 1;
        }
        self.inserted.insert(place, offset);
    }
}

/// Whether more brackets are opened than closed in `head`.
fn is_within_brackets(head: &str) -> bool {
    let count = |marks: [char; 2]| head.matches(marks).count();
    count(['{', '[']) > count(['}', ']'])
}

/// Where the value that `line` starts with ends: before a comment, and within brackets before the next `,` or the
/// bracket that closes them; what is in quotes or in brackets of its own is passed over.
fn value_end(line: &str, within: bool) -> usize {
    let (mut depth, mut quote, mut end) = (0usize, None, line.len());
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '[' | '{' | '(') => depth += 1,
            (None, ',' | ']' | '}') if within && depth == 0 => {
                end = at;
                break;
            }
            (None, ']' | '}' | ')') => depth = depth.saturating_sub(1),
            (None, '#') if line[..at].ends_with(' ') => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    line[..end].trim_end().len()
}
