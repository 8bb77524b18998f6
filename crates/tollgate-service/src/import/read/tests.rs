use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{ReadError, Rows};
use crate::import::plan::{Encoding, Reader};
use crate::import::problem::Place;

fn reader(columns: &[&str], encoding: Encoding) -> Reader {
    let columns = columns
        .iter()
        .map(|column| ((*column).into(), Place::default()))
        .collect();
    Reader {
        format: None,
        delimiter: None,
        encoding,
        columns,
    }
}

/// Reads `bytes` as the file `name`: one line of text a row.
fn read(
    name: &str,
    bytes: &[u8],
    columns: &[&str],
    encoding: Encoding,
) -> Result<String, ReadError> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let mut rows = Rows::open(&path, &reader(columns, encoding))?;
    let mut said = String::new();
    while let Some(raw) = rows.next()? {
        let row = match raw.row {
            Ok(row) => row.cells().collect::<Vec<_>>().join("|").replace('\n', "⏎"),
            Err(reject) => format!("REJECT {} {}", reject.reason, reject.value),
        };
        said += &format!("{} {}\n", raw.line, row.trim_end());
    }
    Ok(said)
}

fn check(name: &str, text: &str, expect: &str) {
    assert_eq!(
        read(name, text.as_bytes(), &["b", "a"], Encoding::Utf8).unwrap(),
        expect,
        "{text:?}"
    );
}

#[test]
fn rows_give_the_cells_of_the_named_columns_in_order() {
    check("x.csv", "a,b,c\n1,2,3\n4,5,6\n", "2 2|1\n3 5|4\n");
    check("x.csv", "\u{feff}a,b\r\n1,2\r\n", "2 2|1\n");
    check("x.csv", "a,b\n1,2", "2 2|1\n");
    check("x.csv", "a,b\n\n1,2\n\n", "3 2|1\n");
    check("x.csv", "a,b\n\"x, \"\"y\"\"\",2\n", "2 2|x, \"y\"\n");
    check(
        "x.csv",
        "a,b\n\"two\nlines\",2\n3,4\n",
        "2 2|two⏎lines\n4 4|3\n",
    );
    check("x.tsv", "a\tb\n1\t2\n", "2 2|1\n");
}

#[test]
fn a_row_of_another_width_is_rejected_alone() {
    let reject = "REJECT the row has not as many cells as the header";
    check(
        "x.csv",
        "a,b\n1\n1,2,3\n4,5\n",
        &format!("2 {reject} 1\n3 {reject} 3\n4 5|4\n"),
    );
}

#[test]
fn a_stray_quote_costs_its_own_row_only() {
    let reject = "REJECT a quote is opened and never closed";
    check(
        "x.csv",
        "a,b\n\"1,2\n3,4\n5,6\n",
        &format!("2 {reject}\n3 4|3\n4 6|5\n"),
    );
    check(
        "x.csv",
        "a,b\n\"1,2\n3,4\n\"5\",6\n7,8\n",
        &format!("2 {reject}\n3 4|3\n4 6|5\n5 8|7\n"),
    );
    check("x.csv", "a,b\n5\" pipe,2\n3,4\n", "2 2|5\" pipe\n3 4|3\n");
}

#[test]
fn bytes_that_are_not_utf_8_are_rejected_or_read_as_declared() {
    let bytes = b"a,b\nk\xe4se,2\n3,4\n";
    let said = read("x.csv", bytes, &["b", "a"], Encoding::Utf8).unwrap();
    assert!(
        said.starts_with("2 REJECT the row is not UTF-8") && said.ends_with("3 4|3\n"),
        "{said}"
    );
    assert_eq!(
        read("x.csv", bytes, &["b", "a"], Encoding::Latin1).unwrap(),
        "2 2|käse\n3 4|3\n"
    );
}

#[test]
fn ndjson_gives_cells_by_path() {
    check(
        "x.ndjson",
        "{\"a\":1,\"b\":\"x\"}\n\n{\"b\":null}\n",
        "1 x|1\n3 |\n",
    );
    check(
        "x.jsonl",
        "[1]\n{\n{\"a\":5805028000056864695}\n",
        "1 REJECT the line is not a JSON object\n2 REJECT the line is not JSON EOF while parsing an object at line 2 column 0\n3 |5805028000056864695\n",
    );
    let deep = read(
        "x.ndjson",
        b"{\"p\":{\"e\":[{\"v\":true}]},\"x.y\":\"dot\"}",
        &["p.e.0.v", "x.y", "p"],
        Encoding::Utf8,
    )
    .unwrap();
    assert_eq!(deep, "1 true|dot|{\"e\":[{\"v\":true}]}\n");
}

#[test]
fn a_gzipped_file_is_unpacked_and_a_truncated_one_is_told() {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    for line in 0..5000 {
        writeln!(packer, "{line},{}", line * 7919).unwrap();
    }
    let packed = packer.finish().unwrap();
    let name = "x.csv.gz";
    let whole = read(name, &packed, &["0"], Encoding::Utf8).unwrap();
    assert_eq!(whole.lines().count(), 4999);
    let cut = read(name, &packed[..packed.len() / 2], &["0"], Encoding::Utf8).unwrap_err();
    assert!(
        cut.to_string().contains("cannot be read past line"),
        "{cut}"
    );
}

#[test]
fn a_file_without_a_header_or_column_is_told_before_any_row() {
    let none = read("x.csv", b"", &["a"], Encoding::Utf8).unwrap_err();
    assert_eq!(
        none.to_string().split('`').nth(2),
        Some(" is empty: a CSV file begins with a line that names its columns")
    );
    let no_column = read("x.csv", b"a,c\n1,2\n", &["a", "b"], Encoding::Utf8).unwrap_err();
    assert!(
        no_column
            .to_string()
            .ends_with("has no column `b`; it has `a`, `c`"),
        "{no_column}"
    );
}
