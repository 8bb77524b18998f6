//! Scopes: what a token is for. A caller may do what their role and the scopes of their token let them, both.

use std::fmt;

use super::Action;

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Looking.
    Read,
    /// Looking, and everything that changes handoffs, tasks and records.
    Write,
    /// Telling of records and activities, and nothing else: not even looking.
    Ingest,
    /// Asking and passing gates, and nothing else.
    Gates,
    /// Everything that the role may do: publishing, endpoints, accounts and tokens too.
    Admin,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 5] = [
        Self::Read,
        Self::Write,
        Self::Ingest,
        Self::Gates,
        Self::Admin,
    ];

    /// The scope as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Ingest => "ingest",
            Self::Gates => "gates",
            Self::Admin => "admin",
        }
    }

    /// The scope that is written so.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }

    /// The table.
    const fn lets_through(self, action: Action) -> bool {
        use Action as A;
        match self {
            Self::Read => matches!(
                action,
                A::Read | A::ReadPersonal | A::ReadLedger | A::AskGate
            ),
            Self::Write => matches!(
                action,
                A::Read
                    | A::ReadPersonal
                    | A::ReadLedger
                    | A::Ingest
                    | A::AskGate
                    | A::PassGate
                    | A::Act
                    | A::Assign
                    | A::Waive
                    | A::CheckPolicy
            ),
            Self::Ingest => matches!(action, A::Ingest),
            Self::Gates => matches!(action, A::AskGate | A::PassGate),
            Self::Admin => true,
        }
    }
}

/// One scope or several: what any of them lets through.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Scopes(u8);

impl Scopes {
    /// Everything that the role may do.
    pub const ALL: Self = Self(1 << Scope::Admin as u8);

    /// These scopes; `None` where there is none of them: a token for nothing is a mistake.
    pub fn of(scopes: impl IntoIterator<Item = Scope>) -> Option<Self> {
        let bits = scopes
            .into_iter()
            .fold(0, |bits, scope| bits | 1 << scope as u8);
        (bits != 0).then_some(Self(bits))
    }

    /// The scopes that are written so: `ingest,gates`.
    pub fn parse(text: &str) -> Option<Self> {
        let scopes: Option<Vec<_>> = text.split(',').map(str::trim).map(Scope::parse).collect();
        Self::of(scopes?)
    }

    /// Each of them.
    pub fn each(self) -> impl Iterator<Item = Scope> {
        let held = move |scope: &Scope| self.0 & 1 << *scope as u8 != 0;
        Scope::ALL.into_iter().filter(held)
    }

    /// True where one of them lets `action` through.
    pub fn let_through(self, action: Action) -> bool {
        self.each().any(|scope| scope.lets_through(action))
    }
}

/// As they are written.
impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.each().map(Scope::as_str).collect();
        f.write_str(&names.join(","))
    }
}

impl fmt::Debug for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scopes({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Action, Caller, Role};
    use super::{Scope, Scopes};

    #[test]
    fn the_table_is_as_it_was_agreed() {
        let mut table = String::new();
        for action in Action::ALL {
            let scopes = Scope::ALL.into_iter();
            let scopes = scopes.filter(|scope| scope.lets_through(action));
            let scopes: Vec<_> = scopes.map(Scope::as_str).collect();
            table.push_str(&format!("{}: {}\n", action.as_str(), scopes.join(", ")));
        }
        assert_eq!(
            table,
            "\
read: read, write, admin
see personal fields: read, write, admin
read the ledger: read, write, admin
tell of records and activities: write, ingest, admin
ask gates: read, write, gates, admin
pass gates: write, gates, admin
act on handoffs and tasks: write, admin
give handoffs to somebody: write, admin
waive a gate: write, admin
check a policy: write, admin
publish a policy: admin
see to endpoints and deliveries: admin
erase people and export what is known about them: admin
see to accounts and tokens: admin
"
        );
    }

    #[test]
    fn a_token_may_do_what_its_role_and_its_scopes_allow_both() {
        let scopes = Scopes::parse("ingest,gates").expect("scopes");
        let caller = Caller::system("crm", Role::Service).within(scopes);
        for action in Action::ALL {
            let may = matches!(action, Action::Ingest | Action::AskGate | Action::PassGate);
            assert_eq!(caller.may(action).is_ok(), may, "{}", action.as_str());
        }
        let mighty = Caller::system("crm", Role::Service).within(Scopes::ALL);
        assert!(
            mighty.may(Action::Publish).is_err(),
            "no more than its role"
        );
    }

    #[test]
    fn scopes_come_back_as_they_were_written() {
        for text in ["read", "ingest,gates", "admin"] {
            let scopes = Scopes::parse(text).expect("scopes");
            assert_eq!(scopes.to_string(), text);
        }
        assert_eq!(Scopes::parse("read, ingest"), Scopes::parse("ingest,read"));
        assert_eq!(Scopes::parse(""), None);
        assert_eq!(Scopes::parse("everything"), None);
    }
}
