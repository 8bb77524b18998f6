//! The schema's history: each step once for each database, under one number.

/// What brings the schema from the version before to its own; the first is 1.
pub(crate) struct Migration {
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

macro_rules! migrations {
    ($($name:literal),+ $(,)?) => {
        pub(crate) const MIGRATIONS: &[Migration] = &[$(Migration {
            sqlite: include_str!(concat!("../migrations/", $name, ".sqlite.sql")),
            postgres: include_str!(concat!("../migrations/", $name, ".postgres.sql")),
        }),+];
    };
}

migrations![
    "0001_first",
    "0002_deliveries",
    "0003_outbox",
    "0004_tokens",
    "0005_in_flight",
    "0006_identity",
    "0007_accounts",
    "0008_personal",
    "0009_secrets",
    "0010_proposals",
    "0011_lists",
    "0012_zone"
];

/// The version of the schema that this Tollgate writes.
pub const SCHEMA_VERSION: usize = MIGRATIONS.len();
