//! Every statement, once, in PostgreSQL's spelling.

use std::sync::OnceLock;

/// A statement: its text is the file of its name.
#[derive(Debug)]
pub(crate) struct Sql {
    /// The file's name.
    #[cfg(test)]
    pub(crate) name: &'static str,
    text: &'static str,
    sqlite: OnceLock<String>,
}

impl Sql {
    /// The statement for SQLite, whose numbered parameters are `?1`; what stands in `/*pg … */` is a comment there.
    pub(crate) fn sqlite(&self) -> &str {
        self.sqlite.get_or_init(|| {
            let lines = self.text.lines().filter(|line| !line.starts_with("--"));
            lines.collect::<Vec<_>>().join("\n").replace('$', "?")
        })
    }
}

macro_rules! statements {
    ($($name:ident = $file:literal;)*) => {
        $(pub(crate) static $name: Sql =
            Sql { #[cfg(test)] name: $file, text: include_str!(concat!("../sql/", $file, ".sql")), sqlite: OnceLock::new() };)*

        /// All of them.
        #[cfg(test)]
        pub(crate) static ALL: &[&Sql] = &[$(&$name),*];
    };
}

statements! {
    ALARMS = "alarms";
    APPEND = "append";
    CARRIED_BY = "carried_by";
    CUT_LINK = "cut_link";
    GET_HANDOFF = "get_handoff";
    GET_RECORD = "get_record";
    GET_SUPPRESSION = "get_suppression";
    GET_TASK = "get_task";
    GET_VIOLATION = "get_violation";
    GET_WAIVER = "get_waiver";
    HEAD = "head";
    LEDGER = "ledger";
    LEDGER_OF_HANDOFF = "ledger_of_handoff";
    LEDGER_OF_RECORD = "ledger_of_record";
    LEDGER_UNATTACHED = "ledger_unattached";
    LINKS_TO = "links_to";
    LIVE_HANDOFFS = "live_handoffs";
    LIVE_HANDOFFS_AFTER = "live_handoffs_after";
    PAGE_HANDOFF = "page_handoff";
    PAGE_LINK = "page_link";
    PAGE_PRESENCE = "page_presence";
    PAGE_RECORD = "page_record";
    PAGE_STANDING = "page_standing";
    PAGE_SUPPRESSION = "page_suppression";
    PAGE_TASK = "page_task";
    PAGE_VIOLATION = "page_violation";
    PAGE_WAIVER = "page_waiver";
    PUBLISH = "publish";
    PUT_HANDOFF = "put_handoff";
    PUT_HEAD = "put_head";
    PUT_LINK = "put_link";
    PUT_PRESENCE = "put_presence";
    PUT_RECORD = "put_record";
    PUT_STANDING = "put_standing";
    PUT_SUPPRESSION = "put_suppression";
    PUT_TASK = "put_task";
    PUT_VIOLATION = "put_violation";
    PUT_WAIVER = "put_waiver";
    RECORDS_WITH_IDENTITY = "records_with_identity";
    REMEMBER = "remember";
    REVISION = "revision";
    SEEN = "seen";
    SEEN_COUNT = "seen_count";
    TASKS_OF_RECORD = "tasks_of_record";
    VIOLATIONS_OF_RECORD = "violations_of_record";
    WAITING_IN = "waiting_in";
    WAIVERS_OF_RECORD = "waivers_of_record";
    WORKSPACES = "workspaces";
}

#[cfg(test)]
mod tests;
