//! The JSON form of the made-up company that a new service offers.

use serde::Serialize;
use utoipa::ToSchema;

/// The made-up company to look around in, and how far it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct DemoView {
    /// How far it is.
    pub state: DemoState,
    /// While it is made: the day that is played.
    pub day: u32,
    /// While it is made: of how many days.
    pub days: u32,
    /// Once it is there: below which path its console and its API are.
    #[schema(example = "/w/made_up")]
    pub path: Option<String>,
    /// Where it could not be made: why.
    pub why: Option<String>,
}

/// How far the made-up company is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DemoState {
    /// There is none: others may come in here, or the service was told whom to serve.
    None,
    /// It can be asked for.
    Offered,
    /// It is being made.
    Playing,
    /// It is there.
    Ready,
    /// It could not be made; it may be asked for again.
    Failed,
    /// This workspace is it.
    Here,
}

impl DemoView {
    pub(crate) fn of(state: DemoState) -> Self {
        Self {
            state,
            day: 0,
            days: 0,
            path: None,
            why: None,
        }
    }
}
