//! What a route is for, as its signature says: `Calling<to::Publish>`.

use tollgate_service::access::Action;

/// What a caller of a route has to be allowed at least, whatever the body says.
pub(crate) trait Purpose {
    /// The line of the table.
    const ACTION: Action;
}

macro_rules! purposes {
    ($($name:ident),*) => {
        /// The purposes, by the names of the actions.
        pub(crate) mod to {$(
            #[derive(Clone, Copy, Debug)]
            pub(crate) struct $name;

            impl super::Purpose for $name {
                const ACTION: super::Action = super::Action::$name;
            }
        )*}
    };
}

purposes!(
    Read,
    ReadLedger,
    Ingest,
    AskGate,
    PassGate,
    Act,
    Assign,
    Waive,
    CheckPolicy,
    Publish,
    Outgoing,
    Personal,
    Accounts
);
