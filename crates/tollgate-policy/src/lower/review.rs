//! `review`: when the figures are looked at.

use smol_str::SmolStr;
use tollgate_core::policy::Review;

use crate::syntax::Document;

/// The reviews, in the order written.
pub(super) fn lower(documents: &[Document]) -> Vec<Review> {
    let reviews = documents.iter().filter_map(|document| match document {
        Document::Review(review) => Some(review),
        _ => None,
    });
    reviews
        .map(|review| Review {
            id: review.review.value.0.clone(),
            on: review.on.value.clone(),
            with: review
                .with
                .iter()
                .map(|person| person.value.clone().into())
                .collect(),
            agenda: review
                .agenda
                .as_ref()
                .map_or(SmolStr::new_static("standard"), |agenda| {
                    agenda.value.clone()
                }),
        })
        .collect()
}
