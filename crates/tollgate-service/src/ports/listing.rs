//! Lists of handoffs, each in an order of its own.

use std::fmt;
use std::str::FromStr;

use tollgate_core::ids::{HandoffId, PointId, RecordRef};
use tollgate_core::state::Handoff;
use tollgate_core::time::Timestamp;

/// Which handoffs, in which order, and after which place; `None` is the beginning. *Live* are those that are open or may open
/// again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Live ones, by record and then by id.
    LiveByRecord(Option<(RecordRef, HandoffId)>),
    /// Live ones by id: the one that was opened first in front.
    LiveOldest(Option<HandoffId>),
    /// Live ones of a point by id.
    LiveOfPoint(PointId, Option<HandoffId>),
    /// Live ones by when they are due.
    LiveSoonestDue(Option<InTime>),
    /// Those of a point, live or not, by when they count to a period.
    OfPoint(PointId, Option<InTime>),
}

impl Listing {
    /// True for what is listed after the place.
    pub fn takes(&self, row: &Handoff) -> bool {
        match self {
            Self::LiveByRecord(after) => {
                let is_later = |(record, id): &_| (record, id) < (&row.record, &row.id);
                row.is_live() && after.as_ref().is_none_or(is_later)
            }
            Self::LiveOldest(after) => row.is_live() && *after < Some(row.id),
            Self::LiveOfPoint(point, after) => {
                row.is_live() && *point == row.point && *after < Some(row.id)
            }
            Self::LiveSoonestDue(after) => row.is_live() && *after < Some(InTime::due(row)),
            Self::OfPoint(point, after) => {
                *point == row.point && *after < Some(InTime::counted(row))
            }
        }
    }

    /// The same list after `row`.
    #[must_use]
    pub fn after(&self, row: &Handoff) -> Self {
        match self {
            Self::LiveByRecord(_) => Self::LiveByRecord(Some((row.record.clone(), row.id))),
            Self::LiveOldest(_) => Self::LiveOldest(Some(row.id)),
            Self::LiveOfPoint(point, _) => Self::LiveOfPoint(point.clone(), Some(row.id)),
            Self::LiveSoonestDue(_) => Self::LiveSoonestDue(Some(InTime::due(row))),
            Self::OfPoint(point, _) => Self::OfPoint(point.clone(), Some(InTime::counted(row))),
        }
    }
}

/// A place among handoffs that are in the order of instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InTime {
    /// The instant.
    pub at: Timestamp,
    /// Which handoff.
    pub id: HandoffId,
}

impl InTime {
    /// When the soonest of the clocks of `row` is due; the end of time where none counts.
    pub fn due(row: &Handoff) -> Self {
        Self {
            at: row.soonest_due().unwrap_or(Timestamp::MAX),
            id: row.id,
        }
    }

    /// When `row` counts to a period.
    pub fn counted(row: &Handoff) -> Self {
        Self {
            at: row.counted_at(),
            id: row.id,
        }
    }

    /// Before everything at `at`.
    pub fn before(at: Timestamp) -> Self {
        Self {
            at,
            id: HandoffId(uuid::Uuid::nil()),
        }
    }
}

/// As a cursor is written: microseconds since 1970 in UTC, a point, the id.
impl fmt::Display for InTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.as_micros(), self.id)
    }
}

/// What is no place in such an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is not `next` of a page in this order")]
pub struct NoPlace;

impl FromStr for InTime {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let (at, id) = text.split_once('.').ok_or(NoPlace)?;
        Ok(Self {
            at: Timestamp::from_micros(at.parse().map_err(|_| NoPlace)?),
            id: id.parse().map_err(|_| NoPlace)?,
        })
    }
}
