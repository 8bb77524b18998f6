//! `keep-without-personal`, `keep-of-link`: rules of retention that forget nothing.

use crate::diagnostic::Problems;
use crate::syntax::{FieldWord, RecordDocument};

/// Looks at what a kind of record says of how long it is kept.
pub(super) fn check(document: &RecordDocument, problems: &mut Problems) {
    let fields = || document.fields.0.iter().map(|(_, field)| field);
    for field in fields().filter(|field| field.r#type.value.0 == FieldWord::Link) {
        if let Some(keep) = &field.keep {
            let message = "what a record points at is told by an id, which is kept";
            problems
                .error("keep-of-link", keep.place, message)
                .help("leave `keep` out, and use no addresses or names as ids");
        }
    }
    let mut personal = fields().filter_map(|field| field.personal.as_ref());
    let has_personal = personal.any(|flag| flag.value);
    if let (Some(keep), false) = (&document.keep, has_personal) {
        let kind = document.record.value.as_str();
        let message = format!("`keep` is for personal fields, and `{kind}` has none");
        problems
            .warning("keep-without-personal", keep.place, message)
            .help("say `personal: true` where a field tells about a person, or `keep` at the field itself");
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    const KIND: &str = "record: contact\nstages: [known]\n";

    #[test]
    fn a_kind_and_its_fields_are_kept_for_days() {
        let fields = "fields:\n  email: { type: email, personal: true, keep: 26w }\n  city: { type: text, keep: 30d }";
        check(&format!("{KIND}keep: 730d\n{fields}"), &[]);
        check(
            &format!(
                "{KIND}keep: 4h\n{fields}\n  name: {{ type: text, keep: 2wd }}\n  title: {{ type: text, keep: 0d }}"
            ),
            &[
                "3:7 error wrong-value `4h` `4h` is no number of calendar days",
                "7:29 error wrong-value `2wd` `2wd` is no number of calendar days",
                "8:30 error wrong-value `0d` `0d` is no number of calendar days",
            ],
        );
    }

    #[test]
    fn rules_that_forget_nothing_are_told() {
        check(
            &format!(
                "{KIND}keep: 730d\nfields:\n  account: {{ type: link, to: account, keep: 5d }}"
            ),
            &[
                "3:7 warning keep-without-personal `730d` `keep` is for personal fields, and `contact` has none",
                "5:45 error keep-of-link `5d` what a record points at is told by an id, which is kept",
            ],
        );
    }
}
