//! Tables that people open in a spreadsheet, which takes a cell that begins like a formula for one, and runs it.

use std::borrow::Cow;

/// `text` as a spreadsheet takes it for text: what begins like a formula gets an apostrophe before it. Numbers stay numbers.
///
/// Source: OWASP, "CSV injection".
pub fn cell(text: &str) -> Cow<'_, str> {
    let begins_so = |first: char| {
        matches!(
            first,
            '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '|' | '＝' | '＋' | '－' | '＠'
        )
    };
    // A blank before it helps nobody: some programs pass it over.
    let is_formula = text.starts_with(begins_so) || text.trim_start().starts_with(begins_so);
    match is_formula && text.parse::<f64>().is_err() {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// A table in CSV (RFC 4180), each cell as [`cell`] makes it.
#[derive(Debug)]
pub struct Sheet(csv::Writer<Vec<u8>>);

impl Sheet {
    /// A table with these headings.
    pub fn new(headings: &[&str]) -> Self {
        let mut sheet = Self(csv::Writer::from_writer(Vec::new()));
        sheet.row(headings.iter().copied());
        sheet
    }

    /// A further row, of as many cells.
    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        for text in cells {
            let written = self.0.write_field(cell(text.as_ref()).as_bytes());
            written.expect("memory takes what is written to it");
        }
        let ended = self.0.write_record(None::<&[u8]>);
        ended.expect("each row has as many cells as there are headings");
    }

    /// The table as text.
    pub fn text(self) -> String {
        let bytes = self
            .0
            .into_inner()
            .expect("memory takes what is written to it");
        String::from_utf8(bytes).expect("every cell was text")
    }
}

#[cfg(test)]
mod tests {
    use super::{Sheet, cell};

    #[test]
    fn what_begins_like_a_formula_is_text() {
        let formulas = [
            "=1+1",
            "=cmd|' /C calc'!A0",
            "+1+1",
            "-2+3+cmd|' /C calc'!A0",
            "@SUM(A1)",
            "\t=1+1",
            "\r=1+1",
            " =1+1",
            "＝1+1",
            "-",
        ];
        for formula in formulas {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
    }

    #[test]
    fn numbers_and_plain_text_stay_as_they_are() {
        for text in ["", "ana", "-12.5", "+49", "a=b", "1-2", "O'Neill", "3%"] {
            assert_eq!(cell(text), text);
        }
    }

    #[test]
    fn a_cell_does_not_leave_its_place() {
        let mut sheet = Sheet::new(&["who", "count"]);
        sheet.row(["=HYPERLINK(\"http://x\",\"y\")", "1"]);
        sheet.row(["a,b\n\"c\"", "-2"]);
        assert_eq!(
            sheet.text(),
            "who,count\n\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",1\n\"a,b\n\"\"c\"\"\",-2\n"
        );
    }
}
