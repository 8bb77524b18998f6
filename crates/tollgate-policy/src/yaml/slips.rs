//! What is wrong with a text that is not YAML, in words that do not need YAML's own terms.

use granit_parser::ErrorKind;

/// What is wrong, and what to write instead.
pub(super) fn said(kind: &ErrorKind) -> (String, Option<&'static str>) {
    const COLON: &str =
        "put a text that holds `: ` in quotes, and check the indentation of this line";
    const BRACKETS: &str =
        "check the brackets, and put a text that holds `,`, `[` or `{` in quotes";
    let (message, help) = match kind {
        ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey
        | ErrorKind::MappingValueNotAllowed
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::ExpectedBlockMappingKey => ("a `key: value` is not expected here", COLON),
        ErrorKind::InvalidIndentation | ErrorKind::ExpectedBlockSequenceEntry => (
            "the line is indented differently from its neighbours",
            "indent it like the lines that it belongs to",
        ),
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            ("a `,` or the closing bracket is expected here", BRACKETS)
        }
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::MisplacedFlowCollectionEnd => {
            ("a bracket is not closed, or closed by another", BRACKETS)
        }
        ErrorKind::UnclosedQuotedScalar => (
            "the text in quotes is not closed",
            "add the closing quotation mark",
        ),
        ErrorKind::TabInIndentation
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabNotAllowed => ("a tab is not allowed here", "indent with spaces"),
        ErrorKind::UnexpectedCharacter { .. } => {
            ("a text cannot start like this", "put it in quotes")
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar
        | ErrorKind::InvalidTrailingSingleQuotedScalar => (
            "something follows the closing quotation mark",
            "put the whole text in single quotes: '\"a\" in lead.tags'",
        ),
        ErrorKind::UnknownQuotedScalarEscape => (
            "a `\\` in double quotes does not mean anything",
            "double it, or use single quotes",
        ),
        ErrorKind::UnknownAnchor => (
            "the alias names nothing that came before it",
            "write `&name` where the value is",
        ),
        ErrorKind::RecursionLimitExceeded => (
            "the document is nested deeper than any policy",
            "check the brackets and the indentation",
        ),
        other => return (format!("this is not YAML: {other}"), None),
    };
    (message.to_owned(), Some(help))
}
