//! The JSON forms of requests and answers. Figures, stories and handoffs are given out as the service's queries have them.

mod account;
mod activity;
mod demo;
mod done;
mod endpoint;
mod gate;
mod handoff;
mod ledger;
mod me;
mod people;
mod personal;
mod policy;
mod problem;
mod proposal;
mod record;
mod session;
mod task;
mod token;
mod waiver;

pub use account::{
    AccountView, AddAccount, AddedAccount, BeginTotp, ChangeAccount, ChangePassword, ChooseZone,
    ConfirmTotp, LinkView, RecoveryCodes, RemoveTotp, RoleName, TotpView,
};
pub use activity::LogActivity;
pub use demo::{DemoState, DemoView};
pub use done::{DoneView, EventView};
pub use endpoint::{
    ChangeEndpoint, EndpointView, PutEndpoint, Redeliver, Redelivered, UndeliveredPage,
    UndeliveredView,
};
pub use gate::MoveStage;
pub use handoff::{DisposeHandoff, ReassignHandoff, ReturnHandoff, SetNextStep, WithdrawHandoff};
pub use ledger::{BrokenView, CheckedStretch, EntryView, LedgerPage};
pub use me::MeView;
pub use people::{Available, MemberView, NextMember, PersonView, QueueView, SetAvailability};
pub(crate) use personal::who;
pub use personal::{ErasePerson, ErasureView, Whose};
pub use policy::{
    CheckedView, DiagnosticView, PolicyFiles, PolicyView, PublicationView, PublishPolicy, Published,
};
pub use problem::ProblemView;
pub use proposal::{DeclineProposal, ProposalView};
pub(crate) use record::unknown_kind;
pub use record::{ObserveRecord, RecordPage, RecordView};
pub use session::{
    ChoosePassword, ChosenView, LinkSecret, OpenSessionView, SessionView, SetUp, SignInBody,
    WaysView,
};
pub use task::{TaskPage, TaskView};
pub use token::{MadeToken, MakeToken, ScopeName, TokenView};
pub use waiver::{ViolationView, WaiveGate, WaiverView};

use tollgate_core::time::Timestamp;

use crate::problem::Problem;

/// The instant that `text` is.
pub(crate) fn instant(field: &str, text: &str) -> Result<Timestamp, Problem> {
    Timestamp::parse(text).ok_or_else(|| {
        Problem::invalid(
            field,
            format!(
                "`{text}` is not an instant: write it as RFC 3339, such as `2026-03-02T09:00:00Z`"
            ),
        )
    })
}

/// The same where there may be none.
pub(crate) fn maybe_instant(
    field: &str,
    text: Option<&String>,
) -> Result<Option<Timestamp>, Problem> {
    text.map(|text| instant(field, text)).transpose()
}

/// The civil date that `text` is.
pub(crate) fn date(field: &str, text: &str) -> Result<jiff::civil::Date, Problem> {
    text.parse().map_err(|_| {
        Problem::invalid(
            field,
            format!("`{text}` is not a date: write it such as `2026-03-02`"),
        )
    })
}
