//! What personal fields hold, kept from those who need not see it.

use std::collections::BTreeSet;

use smol_str::SmolStr;
use tollgate_core::event::{Event, What};
use tollgate_core::policy::Policy;
use tollgate_core::reason::Reason;
use tollgate_core::value::Value;

use super::{Action, Caller};

/// What stands in place of a personal value.
pub const MASKED: &str = "•••";

/// The names of the fields whose values are not shown; none of them hides nothing.
#[derive(Clone, Debug, Default)]
pub struct Mask(BTreeSet<SmolStr>);

impl Mask {
    /// What is hidden from `caller`: the fields that `policy`, or a revision by which handoffs still go, declares as
    /// `personal: true`, whatever the kind.
    pub fn of(caller: &Caller, policy: &Policy) -> Self {
        if caller.may(Action::ReadPersonal).is_ok() {
            return Self::default();
        }
        let kinds = policy.revisions().flat_map(|it| it.kinds.values());
        let fields = kinds.flat_map(|kind| kind.fields.iter());
        let personal = fields.filter(|field| field.personal);
        Self(personal.map(|field| field.name.as_text().clone()).collect())
    }

    /// True when nothing is hidden.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True when what is seen as `name` is hidden: a field's own name, or its place such as `lead.email`.
    pub fn hides(&self, name: &str) -> bool {
        let field = name.rsplit('.').next().unwrap_or(name);
        self.0.contains(field)
    }

    /// Hides what `reasons` saw.
    pub fn reasons(&self, reasons: &mut [Reason]) {
        for (name, value) in reasons.iter_mut().flat_map(|reason| &mut reason.seen) {
            self.value(name, value);
        }
    }

    /// Hides what `event` tells of personal fields.
    pub fn event(&self, event: &mut Event) {
        if self.is_empty() {
            return;
        }
        self.reasons(&mut event.reasons);
        match &mut event.what {
            What::RecordObserved(observed) => {
                for (name, value) in &mut observed.changes {
                    self.value(name.as_text(), value);
                }
            }
            What::RecordSuppressed { identity, .. } => {
                *identity = identity.take().map(|_| MASKED.into());
            }
            What::HandoffOffered { dimensions, .. } => {
                let hidden = dimensions.iter_mut().filter(|(name, _)| self.hides(name));
                hidden.for_each(|(_, value)| *value = MASKED.into());
            }
            // It may quote what was sent.
            What::Refused(refused) => refused.says = MASKED.into(),
            _ => {}
        }
    }

    fn value(&self, name: &SmolStr, value: &mut Value) {
        if self.hides(name) && !value.is_missing() {
            *value = Value::Text(MASKED.into());
        }
    }
}
