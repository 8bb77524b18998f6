//! Lines of an input, one at a time, in bounded memory.

use std::io::{self, BufRead, BufReader, Read};

/// A question of any sense is shorter, with all its holidays and pauses.
const BYTES_MAX: usize = 1 << 20;

/// One line, without what ends it.
pub(super) enum Line<'a> {
    /// The line's bytes.
    Whole(&'a [u8]),
    /// There were more of them than a question can have; they are passed over.
    TooLong,
}

/// The lines of an input.
pub(super) struct Lines<R> {
    input: BufReader<R>,
    line: Vec<u8>,
    is_first: bool,
}

impl<R: Read> Lines<R> {
    /// The lines of `input`, none of them read.
    pub(super) fn new(input: R) -> Self {
        Self {
            input: BufReader::with_capacity(1 << 16, input),
            line: Vec::new(),
            is_first: true,
        }
    }

    /// Whether a whole line is there already, so that the next one need not be waited for.
    pub(super) fn has_one(&self) -> bool {
        self.input.buffer().contains(&b'\n')
    }

    /// The next line; `None` after the last one, which need not end with a line break.
    pub(super) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.line.clear();
        let (mut any, mut length, mut ended) = (false, 0usize, false);
        while !ended {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                break;
            }
            any = true;
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let taken = end.unwrap_or(chunk.len());
            length = length.saturating_add(taken);
            if length <= BYTES_MAX {
                self.line.extend_from_slice(&chunk[..taken]);
            }
            ended = end.is_some();
            self.input.consume(taken + usize::from(ended));
        }
        if !any {
            return Ok(None);
        }
        Ok(Some(if length > BYTES_MAX {
            Line::TooLong
        } else {
            Line::Whole(self.without_mark())
        }))
    }

    /// The line without the byte order mark that some programs put before the first one.
    fn without_mark(&mut self) -> &[u8] {
        let is_first = std::mem::take(&mut self.is_first);
        let marked = is_first
            .then(|| self.line.strip_prefix(b"\xEF\xBB\xBF"))
            .flatten();
        marked.unwrap_or(&self.line)
    }
}

#[cfg(test)]
mod tests {
    use super::{BYTES_MAX, Line, Lines};

    fn check(input: &[u8], expect: &[&str]) {
        let mut lines = Lines::new(input);
        let mut found = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            found.push(match line {
                Line::Whole(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                Line::TooLong => "too long".to_owned(),
            });
        }
        assert_eq!(found, expect);
    }

    #[test]
    fn every_line_comes_once() {
        check(b"", &[]);
        check(b"a", &["a"]);
        check(b"a\n\nb\n", &["a", "", "b"]);
        check(b"\n", &[""]);
        check("\u{feff}a\n\u{feff}b".as_bytes(), &["a", "\u{feff}b"]);
    }

    #[test]
    fn a_line_too_long_is_passed_over() {
        let mut input = vec![b'x'; 3 * BYTES_MAX];
        input.extend_from_slice(b"\nnext");
        check(&input, &["too long", "next"]);
    }
}
