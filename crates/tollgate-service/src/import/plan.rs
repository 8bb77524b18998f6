//! A mapping, checked against a policy and ready to read files with.

use smol_str::SmolStr;
use tollgate_core::command::Actor;

use super::problem::Place;
use super::target::Target;

/// A mapping checked against a policy: which file's rows become what.
#[derive(Debug)]
pub struct Plan {
    pub(crate) name: SmolStr,
    pub(crate) actor: Actor,
    pub(crate) empty: Vec<SmolStr>,
    pub(crate) lookups: Vec<LookupPlan>,
    pub(crate) files: Vec<FilePlan>,
    pub(crate) text: MapSource,
}

/// The mapping's own text, for messages about files that do not fit it.
#[derive(Clone, Debug)]
pub(crate) struct MapSource {
    /// The mapping's path as given.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

/// A table to look cells up in.
#[derive(Debug)]
pub(crate) struct LookupPlan {
    pub(crate) pattern: String,
    pub(crate) place: Place,
    pub(crate) reader: Reader,
    /// The cell that is searched.
    pub(crate) key: usize,
    /// The cell that is found.
    pub(crate) value: usize,
}

/// One input file, or all that fit a pattern.
#[derive(Debug)]
pub(crate) struct FilePlan {
    pub(crate) pattern: String,
    pub(crate) reader: Reader,
    pub(crate) targets: Vec<Target>,
}

/// How a file is read, and which of its columns are used.
#[derive(Clone, Debug)]
pub(crate) struct Reader {
    pub(crate) format: Option<Format>,
    pub(crate) delimiter: Option<u8>,
    pub(crate) encoding: Encoding,
    /// The columns, in the order in which rows hold their cells, and where the mapping names each first.
    pub(crate) columns: Vec<(SmolStr, Place)>,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Comma-separated values with a header.
    Csv,
    /// One JSON object a line.
    Ndjson,
}

/// How characters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// ISO 8859-1: one byte a character.
    Latin1,
}

/// True when the file `name` fits `pattern`, in which `*` stands for any text and `?` for one character.
pub(crate) fn fits(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<_>, Vec<_>) = (pattern.chars().collect(), name.chars().collect());
    // Column by column of the usual table, so that many stars cost no more than one.
    let mut reach = vec![false; name.len() + 1];
    reach[0] = true;
    for symbol in pattern {
        let mut next = vec![false; name.len() + 1];
        for at in 0..=name.len() {
            let step = at > 0 && reach[at - 1] && (symbol == '?' || symbol == name[at - 1]);
            next[at] = if symbol == '*' {
                reach[at] || (at > 0 && next[at - 1])
            } else {
                step
            };
        }
        reach = next;
    }
    reach[name.len()]
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_pattern_fits_whole_names() {
        let cases = [
            ("deals.csv", "deals.csv", true),
            ("deals.csv", "deals.csv.gz", false),
            ("deals*.csv*", "deals-2024.csv.gz", true),
            ("*", "", true),
            ("?.csv", "a.csv", true),
            ("?.csv", ".csv", false),
            ("*a*b*", "xxaxxbxx", true),
            ("*a*b*", "xxbxxaxx", false),
        ];
        for (pattern, name, expect) in cases {
            assert_eq!(fits(pattern, name), expect, "`{pattern}` and `{name}`");
        }
    }
}
