//! A page of text: as wide as the terminal, with colours only where somebody looks at one.

use std::io::{self, ErrorKind, IsTerminal, Write};

use miette::IntoDiagnostic;

/// Wide enough for the matrix; what is piped is as wide.
const WIDTH: usize = 100;
const NARROWEST: usize = 60;
/// Wider lines are hard to read.
const WIDEST: usize = 140;

/// How a text is meant. Colour repeats what the words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// As it is.
    Plain,
    /// A heading.
    Strong,
    /// Beside the point.
    Faint,
    /// As it should be.
    Good,
    /// To be watched.
    Warning,
    /// Not as it should be.
    Bad,
}

/// Text that is gathered, and then written at once.
#[derive(Debug)]
pub(crate) struct Page {
    /// Columns.
    pub(crate) width: usize,
    colours: bool,
    text: String,
}

impl Page {
    /// An empty page for standard output.
    ///
    /// `COLUMNS` says how wide it is, where no terminal does; `NO_COLOR` takes the colours away.
    pub(crate) fn new() -> Self {
        let terminal = io::stdout().is_terminal();
        let asked = std::env::var("COLUMNS")
            .ok()
            .and_then(|columns| columns.parse().ok());
        let wide = comfy_table::Table::new()
            .width()
            .filter(|_| terminal)
            .map(usize::from);
        let width = wide.or(asked).unwrap_or(WIDTH).clamp(NARROWEST, WIDEST);
        Self::plain(width, terminal && std::env::var_os("NO_COLOR").is_none())
    }

    /// An empty page of `width` columns.
    pub(crate) fn plain(width: usize, colours: bool) -> Self {
        Self {
            width,
            colours,
            text: String::new(),
        }
    }

    /// Whether colours are shown.
    pub(crate) fn colours(&self) -> bool {
        self.colours
    }

    /// `text` in its tone.
    pub(crate) fn paint(&self, tone: Tone, text: &str) -> String {
        let code = match tone {
            Tone::Plain => "",
            Tone::Strong => "1",
            Tone::Faint => "2",
            Tone::Good => "32",
            Tone::Warning => "33",
            Tone::Bad => "31",
        };
        if code.is_empty() || !self.colours || text.is_empty() {
            return text.to_owned();
        }
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// An empty line.
    pub(crate) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// A heading after an empty line.
    pub(crate) fn heading(&mut self, text: &str) {
        self.gap();
        self.line(Tone::Strong, text);
    }

    /// A paragraph, broken between words.
    pub(crate) fn line(&mut self, tone: Tone, text: &str) {
        self.hanging("", "", tone, text);
    }

    /// A paragraph whose first line begins with `first` and whose others with `others`; both are as wide.
    pub(crate) fn hanging(&mut self, first: &str, others: &str, tone: Tone, text: &str) {
        let room = self.width.saturating_sub(others.chars().count());
        for (number, line) in wrapped(text, room).iter().enumerate() {
            let lead = if number == 0 { first } else { others };
            let painted = self.paint(tone, line);
            self.push_line(&format!("{lead}{painted}"));
        }
    }

    /// Text that is laid out already.
    pub(crate) fn block(&mut self, text: &str) {
        text.lines().for_each(|line| self.push_line(line));
    }

    fn push_line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// The text so far.
    #[cfg(test)]
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Writes the page to standard output; a reader who has seen enough (`| head`) is no error.
    pub(crate) fn write(&self) -> miette::Result<()> {
        match io::stdout().lock().write_all(self.text.as_bytes()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            other => other.into_diagnostic(),
        }
    }
}

/// `text` in lines of at most `width` characters, broken between words; a longer word stands alone.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        let used = line.chars().count();
        if used > 0 && used + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if used > 0 {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{Page, Tone, wrapped};

    #[test]
    fn text_is_broken_between_words() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("unbreakable", 4), ["unbreakable"]);
        assert_eq!(wrapped("", 4), [""]);
    }

    #[test]
    fn colours_are_left_out_where_nobody_looks() {
        assert_eq!(Page::plain(80, false).paint(Tone::Bad, "late"), "late");
        assert_eq!(
            Page::plain(80, true).paint(Tone::Bad, "late"),
            "\u{1b}[31mlate\u{1b}[0m"
        );
    }
}
