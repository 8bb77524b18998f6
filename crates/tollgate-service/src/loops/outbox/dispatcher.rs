//! Carries out what the rounds decide.

use tollgate_core::policy::Policy;
use tollgate_core::time::Timestamp;

use super::mail::{Mail, Tidings, read};
use super::{Round, Schedule, message_id};
use crate::ports::carrier::{Carrier, Message, Outcome, Recipient};
use crate::ports::outbox::{Claim, Outbox, Place, Progress};
use crate::ports::{Read, StoreError};

/// How much a dispatcher takes on at a time. Lengths are microseconds.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// When messages and endpoints are tried again.
    pub schedule: Schedule,
    /// How long an endpoint is claimed for.
    pub lease: i64,
    /// Longer than any attempt takes; no attempt begins when less is left of the lease.
    pub attempt_max: i64,
    /// The most entries that are looked at for one claim.
    pub entries_max: usize,
    /// The most entries that are told of in one claim, and the most messages that are tried again.
    pub messages_max: usize,
}

/// Two minutes a claim, for attempts that take up to 25 seconds.
impl Default for Settings {
    fn default() -> Self {
        Self {
            schedule: Schedule::default(),
            lease: 120_000_000,
            attempt_max: 25_000_000,
            entries_max: 1_000,
            messages_max: 50,
        }
    }
}

/// Sends one workspace's messages. Any number of them may run, in one process or many.
#[derive(Debug)]
pub struct Dispatcher<O, L, C> {
    outbox: O,
    ledger: L,
    carrier: C,
    settings: Settings,
}

impl<O: Outbox, L: Read, C: Carrier> Dispatcher<O, L, C> {
    /// A dispatcher that keeps its accounts in `outbox`, reads `ledger` (another handle on the same workspace) and sends by
    /// `carrier`.
    pub fn new(outbox: O, ledger: L, carrier: C, settings: Settings) -> Self {
        Self {
            outbox,
            ledger,
            carrier,
            settings,
        }
    }

    /// Serves one endpoint, if there is something to do for any. `policy` is the one in force; `clock` tells the instant
    /// whenever it is asked, and is asked before each attempt.
    ///
    /// Returns when to run again: at once when the instant has passed, at the latest then otherwise, and earlier when the
    /// ledger has grown. `None` means only then, or when an endpoint was changed.
    ///
    /// # Errors
    /// The store did not answer. Nothing is lost: what was not recorded is sent again when the claim ends.
    pub fn run_once(
        &mut self,
        policy: &Policy,
        clock: &dyn Fn() -> Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        let now = clock();
        let until = now.plus(self.settings.lease);
        let limit = self.settings.messages_max;
        let Some(claim) = self.outbox.claim(now, until, limit)? else {
            return self.outbox.next_due();
        };
        let progress = self.serve(policy, &claim, clock)?;
        // A claim that was lost in the meantime is somebody else's, who sends what this one sent: at least once.
        self.outbox.record(&claim, &progress)?;
        Ok(Some(now))
    }

    /// Reads everything first, so that no fault of the store comes between two messages.
    fn serve(
        &self,
        policy: &Policy,
        claim: &Claim,
        clock: &dyn Fn() -> Timestamp,
    ) -> Result<Progress, StoreError> {
        let Settings {
            entries_max,
            messages_max,
            ..
        } = self.settings;
        let mail = read(&self.ledger, policy, claim, entries_max, messages_max)?;
        let mut serving = Serving {
            policy,
            claim,
            clock,
            carrier: &self.carrier,
            attempt_max: self.settings.attempt_max,
            round: Round::new(&policy.workspace.id, claim, &self.settings.schedule),
            tried: false,
        };
        serving.again(&mail);
        serving.fresh(&mail);
        Ok(serving.round.finish())
    }
}

/// One claim being served.
struct Serving<'a, C> {
    policy: &'a Policy,
    claim: &'a Claim,
    clock: &'a dyn Fn() -> Timestamp,
    carrier: &'a C,
    attempt_max: i64,
    round: Round<'a>,
    tried: bool,
}

impl<C: Carrier> Serving<'_, C> {
    /// Messages that are due again.
    fn again(&mut self, mail: &Mail) {
        for due in &self.claim.due {
            let place = due.place;
            let tidings = mail.again.get(&place.sequence);
            let to = tidings.and_then(|tidings| self.recipient(tidings, place.part));
            let (Some(tidings), Some(to)) = (tidings, to) else {
                self.round.forget(place);
                continue;
            };
            if self.is_over() {
                return;
            }
            self.attempt(tidings, &to, place, Some(due.attempts));
        }
    }

    /// Entries after the cursor.
    fn fresh(&mut self, mail: &Mail) {
        for tidings in &mail.fresh {
            if !self.tell(tidings) {
                return;
            }
        }
        self.round.reach(mail.seen_to);
    }

    /// Tells everybody of one entry; false when that is to be done later.
    fn tell(&mut self, tidings: &Tidings) -> bool {
        let sequence = tidings.entry.sequence;
        let mut begun = false;
        for (part, to) in (0..).zip(tidings.recipients(&self.claim.endpoint)) {
            let place = Place { sequence, part };
            let dealt_with = !self.is_over() && self.attempt(tidings, &to, place, None);
            if !dealt_with && !begun {
                return false;
            }
            // Others were told already, who should not be told twice.
            if !dealt_with {
                self.round.put_off(place, (self.clock)());
            }
            begun = true;
        }
        self.round.reach(sequence);
        true
    }

    fn recipient(&self, tidings: &Tidings, part: u32) -> Option<Recipient> {
        let recipients = tidings.recipients(&self.claim.endpoint);
        recipients.into_iter().nth(usize::try_from(part).ok()?)
    }

    /// True when nothing more is to be sent, also because too little is left of the lease; the first attempt is always
    /// made, so that every claim gets on.
    fn is_over(&mut self) -> bool {
        let left = self.claim.until.since((self.clock)());
        if self.tried && left < self.attempt_max {
            self.round.end();
        }
        self.round.is_over()
    }

    /// Sends one message; false when the receiver wants no more.
    fn attempt(
        &mut self,
        tidings: &Tidings,
        to: &Recipient,
        place: Place,
        before: Option<u32>,
    ) -> bool {
        let now = (self.clock)();
        self.tried = true;
        let outcome = self.send(tidings, to, place, now);
        let is_gone = matches!(outcome, Outcome::Gone { .. });
        self.round.take(place, before, outcome, (self.clock)());
        !is_gone
    }

    fn send(&self, tidings: &Tidings, to: &Recipient, place: Place, now: Timestamp) -> Outcome {
        let Some(event) = &tidings.event else {
            return Outcome::Undeliverable {
                why: "what happened was erased from the ledger, so nothing can be told of it"
                    .to_owned(),
            };
        };
        let message = Message {
            id: &message_id(&self.policy.workspace.id, place),
            to,
            entry: &tidings.entry,
            event,
            handoff: tidings.handoff.as_ref(),
            task: tidings.task.as_ref(),
            policy: self.policy,
        };
        self.carrier.send(&self.claim.endpoint, &message, now)
    }
}
