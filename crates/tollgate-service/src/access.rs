//! Who may do what: one table, asked by every use case.

pub mod mask;
pub mod scope;
mod token_scope;

use tollgate_core::command::{Actor, Command};
use tollgate_core::ids::PersonId;

pub use token_scope::{Scope, Scopes};

/// Who asks for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Who: what the ledger names as the actor.
    pub who: Actor,
    /// What they are here.
    pub role: Role,
    /// What the token that they call with is for; everything, where somebody signed in.
    pub scopes: Scopes,
    /// How it is known that it is they.
    pub proof: Proof,
}

/// How it is known who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// It is not: they are on this machine, where nobody else may come in yet.
    None,
    /// They have a token.
    Token,
    /// They signed in.
    SignedIn,
}

impl Caller {
    /// `who` as a `role`, without any proof.
    pub const fn new(who: Actor, role: Role) -> Self {
        Self {
            who,
            role,
            scopes: Scopes::ALL,
            proof: Proof::None,
        }
    }

    /// The person `who` as a `role`.
    pub fn person(who: impl Into<PersonId>, role: Role) -> Self {
        Self::new(Actor::Person(who.into()), role)
    }

    /// The system `name` as a `role`.
    pub fn system(name: &str, role: Role) -> Self {
        Self::new(Actor::System(name.into()), role)
    }

    /// The same caller, who may do no more than `scopes` let them.
    pub const fn within(mut self, scopes: Scopes) -> Self {
        self.scopes = scopes;
        self
    }

    /// The same caller, of whom it is known in this way.
    pub const fn proven_by(mut self, proof: Proof) -> Self {
        self.proof = proof;
        self
    }

    /// Whether the table lets the caller do this, and the scopes of their token too.
    ///
    /// # Errors
    /// One of them does not.
    pub fn may(&self, action: Action) -> Result<(), Denied> {
        let role = self.role;
        if !may(role, action) {
            return Err(Denied::Role { role, action });
        }
        if !self.scopes.let_through(action) {
            let scopes = self.scopes;
            return Err(Denied::Scope { scopes, action });
        }
        Ok(())
    }
}

/// What somebody is in a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// May do everything.
    Administrator,
    /// Writes and publishes policy.
    RevOps,
    /// Answers for a team.
    Manager,
    /// Sends and receives handoffs.
    Member,
    /// Looks on.
    Viewer,
    /// Another system: sends records and activities, asks gates.
    Service,
}

impl Role {
    /// Every role, the mightiest first.
    pub const ALL: [Self; 6] = [
        Self::Administrator,
        Self::RevOps,
        Self::Manager,
        Self::Member,
        Self::Viewer,
        Self::Service,
    ];

    /// The role as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::RevOps => "revops",
            Self::Manager => "manager",
            Self::Member => "member",
            Self::Viewer => "viewer",
            Self::Service => "service",
        }
    }

    /// The role that is written so.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

/// What there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Look at records, handoffs, tasks, queues, reports and the policy.
    Read,
    /// See what personal fields hold; they are masked for others.
    ReadPersonal,
    /// Look at the ledger.
    ReadLedger,
    /// Tell of records and activities.
    Ingest,
    /// Ask whether a record may enter a stage.
    AskGate,
    /// Move a record into a stage, where its gates let it.
    PassGate,
    /// Act on a handoff or a task.
    Act,
    /// Give a handoff to somebody, or say that somebody else is away.
    Assign,
    /// Make an exception to a gate.
    Waive,
    /// Check a policy that is not published.
    CheckPolicy,
    /// Put a policy in force.
    Publish,
    /// See to what goes out: endpoints and dead letters.
    Outgoing,
    /// Erase a person, or give out all that is known about one.
    Personal,
    /// See to who may come in: accounts and tokens.
    Accounts,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 14] = [
        Self::Read,
        Self::ReadPersonal,
        Self::ReadLedger,
        Self::Ingest,
        Self::AskGate,
        Self::PassGate,
        Self::Act,
        Self::Assign,
        Self::Waive,
        Self::CheckPolicy,
        Self::Publish,
        Self::Outgoing,
        Self::Personal,
        Self::Accounts,
    ];

    /// The action as people read it: `you may not …`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::ReadPersonal => "see personal fields",
            Self::ReadLedger => "read the ledger",
            Self::Ingest => "tell of records and activities",
            Self::AskGate => "ask gates",
            Self::PassGate => "pass gates",
            Self::Act => "act on handoffs and tasks",
            Self::Assign => "give handoffs to somebody",
            Self::Waive => "waive a gate",
            Self::CheckPolicy => "check a policy",
            Self::Publish => "publish a policy",
            Self::Outgoing => "see to endpoints and deliveries",
            Self::Personal => "erase people and export what is known about them",
            Self::Accounts => "see to accounts and tokens",
        }
    }

    /// What giving `command` is.
    pub fn of(command: &Command, by: &Actor) -> Self {
        match command {
            Command::Observe(_) | Command::Log(_) => Self::Ingest,
            Command::AskGate(_) => Self::AskGate,
            Command::ChangeStage(_) => Self::PassGate,
            Command::Waive(_) => Self::Waive,
            Command::Reassign(..) => Self::Assign,
            // Everybody says so for themselves.
            Command::SetAvailability(person, _) if by.person() == Some(person) => Self::Act,
            Command::SetAvailability(..) => Self::Assign,
            Command::Publish(_) | Command::Migrate(..) => Self::Publish,
            // Nobody gives one through the API: use cases write what they did.
            Command::Note(_) => Self::Outgoing,
            Command::Erase(_) | Command::Forget(_) => Self::Personal,
            _ => Self::Act,
        }
    }
}

/// The caller may not do this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The table does not let somebody of this role.
    #[error("a {} may not {}: ask an administrator for another role", .role.as_str(), .action.as_str())]
    Role {
        /// What the caller is.
        role: Role,
        /// What was to be done.
        action: Action,
    },
    /// The token is for something else.
    #[error("this token may not {}: it is for {scopes}; ask an administrator for one with another scope", .action.as_str())]
    Scope {
        /// What the token is for.
        scopes: Scopes,
        /// What was to be done.
        action: Action,
    },
}

/// The table.
const fn may(role: Role, action: Action) -> bool {
    use Action as A;
    match role {
        Role::Administrator => true,
        Role::RevOps => !matches!(action, A::Outgoing | A::Personal | A::Accounts),
        Role::Manager => matches!(
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
        Role::Member => matches!(
            action,
            A::Read
                | A::ReadPersonal
                | A::ReadLedger
                | A::Ingest
                | A::AskGate
                | A::PassGate
                | A::Act
        ),
        Role::Viewer => matches!(action, A::Read | A::ReadLedger | A::AskGate),
        Role::Service => matches!(
            action,
            A::Read | A::Ingest | A::AskGate | A::PassGate | A::Act
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Role, may};

    #[test]
    fn the_table_is_as_it_was_agreed() {
        let mut table = String::new();
        for action in Action::ALL {
            let roles = Role::ALL.into_iter().filter(|role| may(*role, action));
            let roles: Vec<_> = roles.map(Role::as_str).collect();
            table.push_str(&format!("{}: {}\n", action.as_str(), roles.join(", ")));
        }
        assert_eq!(
            table,
            "\
read: administrator, revops, manager, member, viewer, service
see personal fields: administrator, revops, manager, member
read the ledger: administrator, revops, manager, member, viewer
tell of records and activities: administrator, revops, manager, member, service
ask gates: administrator, revops, manager, member, viewer, service
pass gates: administrator, revops, manager, member, service
act on handoffs and tasks: administrator, revops, manager, member, service
give handoffs to somebody: administrator, revops, manager
waive a gate: administrator, revops, manager
check a policy: administrator, revops, manager
publish a policy: administrator, revops
see to endpoints and deliveries: administrator
erase people and export what is known about them: administrator
see to accounts and tokens: administrator
"
        );
    }
}
