//! The rejects file: every row that was not used, with its file, line and reason.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use smol_str::SmolStr;

use super::row::Reject;
use crate::sheet::cell;

/// Writes the rejects file, and counts by reason. The file is made with the first reject.
#[derive(Debug)]
pub(crate) struct Rejects {
    path: PathBuf,
    out: Option<Out>,
    by_reason: BTreeMap<SmolStr, u64>,
}

#[derive(Debug)]
enum Out {
    Csv(Box<csv::Writer<BufWriter<File>>>),
    Ndjson(BufWriter<File>),
}

impl Rejects {
    /// Rejects go to `path`: NDJSON where it ends so, CSV otherwise. What an earlier import left there is removed.
    pub(crate) fn new(path: &Path) -> io::Result<Self> {
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        Ok(Self {
            path: path.to_owned(),
            out: None,
            by_reason: BTreeMap::new(),
        })
    }

    /// Keeps a row of `file`, which begins on `line` and reads `text`.
    pub(crate) fn add(
        &mut self,
        file: &str,
        line: u64,
        text: &str,
        reject: &Reject,
    ) -> io::Result<()> {
        *self.by_reason.entry(reject.reason.clone()).or_default() += 1;
        let out = match &mut self.out {
            Some(out) => out,
            none => none.insert(Out::create(&self.path)?),
        };
        out.write(file, line, text, reject)
    }

    /// Ends the file, and gives the counts by reason.
    pub(crate) fn finish(mut self) -> io::Result<BTreeMap<SmolStr, u64>> {
        match &mut self.out {
            None => {}
            Some(Out::Csv(out)) => out.flush()?,
            Some(Out::Ndjson(out)) => out.flush()?,
        }
        Ok(self.by_reason)
    }
}

impl Out {
    fn create(path: &Path) -> io::Result<Self> {
        let file = BufWriter::new(File::create(path)?);
        let is_ndjson = path
            .extension()
            .is_some_and(|extension| extension == "ndjson" || extension == "jsonl");
        if is_ndjson {
            return Ok(Self::Ndjson(file));
        }
        let mut out = csv::Writer::from_writer(file);
        out.write_record(["file", "line", "reason", "value", "row"])?;
        Ok(Self::Csv(Box::new(out)))
    }

    fn write(&mut self, file: &str, line: u64, text: &str, reject: &Reject) -> io::Result<()> {
        match self {
            Self::Csv(out) => Ok(out.write_record([
                &*cell(file),
                &line.to_string(),
                &cell(&reject.reason),
                &cell(&reject.value),
                &cell(text),
            ])?),
            Self::Ndjson(out) => {
                let row = serde_json::json!({
                    "file": file, "line": line, "reason": reject.reason.as_str(), "value": reject.value, "row": text,
                });
                writeln!(out, "{row}")
            }
        }
    }
}
