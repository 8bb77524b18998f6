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
    postgres: OnceLock<String>,
}

impl Sql {
    /// The statement for SQLite, whose numbered parameters are `?1`.
    pub(crate) fn sqlite(&self) -> &str {
        self.sqlite
            .get_or_init(|| spelled(self.text, "sqlite").replace('$', "?"))
    }

    /// The statement for PostgreSQL.
    pub(crate) fn postgres(&self) -> &str {
        self.postgres.get_or_init(|| spelled(self.text, "pg"))
    }
}

/// `text` without its header. What stands in `/*pg … */` is for PostgreSQL and in `/*sqlite … */` for SQLite.
pub(crate) fn spelled(text: &str, dialect: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("--"));
    let text = lines.collect::<Vec<_>>().join("\n");
    let mut pieces = text.split("/*");
    let mut spelled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (comment, rest) = piece.split_once("*/").unwrap_or((piece, ""));
        let own = comment.strip_prefix(dialect);
        spelled.push_str(own.map_or("", str::trim));
        spelled.push_str(rest);
    }
    spelled
}

macro_rules! statements {
    ($($name:ident = $file:literal;)*) => {
        $(pub(crate) static $name: Sql =
            Sql { #[cfg(test)] name: $file, text: include_str!(concat!("../sql/", $file, ".sql")), sqlite: OnceLock::new(), postgres: OnceLock::new() };)*

        /// All of them.
        #[cfg(test)]
        pub(crate) static ALL: &[&Sql] = &[$(&$name),*];
    };
}

statements! {
    ACCOUNT_OF_IDENTITY = "account_of_identity";
    ALARMS = "alarms";
    APPEND = "append";
    BEGIN_HEAD = "begin_head";
    CARRIED_BY = "carried_by";
    CUT_ENDPOINT = "cut_endpoint";
    CUT_LINK = "cut_link";
    CUT_ONCE = "cut_once";
    CUT_ONCE_ENDED = "cut_once_ended";
    CUT_PERSONAL_KEY = "cut_personal_key";
    CUT_SECRET = "cut_secret";
    CUT_SESSION = "cut_session";
    CUT_SESSIONS_ENDED = "cut_sessions_ended";
    CUT_SESSIONS_OF = "cut_sessions_of";
    CUT_SUPPRESSION = "cut_suppression";
    CUT_UNDELIVERED = "cut_undelivered";
    CUT_UNDELIVERED_OF = "cut_undelivered_of";
    ENDPOINTS = "endpoints";
    ERASE_ENTRY = "erase_entry";
    GET_ACCOUNT = "get_account";
    GET_HANDOFF = "get_handoff";
    GET_ONCE = "get_once";
    GET_PROPOSAL = "get_proposal";
    GET_RECORD = "get_record";
    GET_SECRET = "get_secret";
    GET_SESSION = "get_session";
    GET_SUPPRESSION = "get_suppression";
    GET_TASK = "get_task";
    GET_TOKEN = "get_token";
    GET_VIOLATION = "get_violation";
    GET_WAIVER = "get_waiver";
    HANDOFFS_OF_POINT = "handoffs_of_point";
    HANDOFFS_OF_RECORD = "handoffs_of_record";
    HEAD = "head";
    LEDGER = "ledger";
    LEDGER_BEFORE = "ledger_before";
    LEDGER_BEFORE_OF_HANDOFF = "ledger_before_of_handoff";
    LEDGER_BEFORE_OF_RECORD = "ledger_before_of_record";
    LEDGER_BEFORE_UNATTACHED = "ledger_before_unattached";
    LEDGER_INSTANT = "ledger_instant";
    LEDGER_OF_HANDOFF = "ledger_of_handoff";
    LEDGER_OF_RECORD = "ledger_of_record";
    LEDGER_UNATTACHED = "ledger_unattached";
    LINKS_TO = "links_to";
    LIST_ACCOUNTS = "list_accounts";
    LIST_PROPOSALS = "list_proposals";
    LIST_SECRETS = "list_secrets";
    LIST_TOKENS = "list_tokens";
    LIVE_BY_RECORD = "live_by_record";
    LIVE_HANDOFFS = "live_handoffs";
    LIVE_OF_POINT = "live_of_point";
    LIVE_OLDEST = "live_oldest";
    LIVE_SOONEST_DUE = "live_soonest_due";
    PAGE_HANDOFF = "page_handoff";
    PAGE_LINK = "page_link";
    PAGE_PRESENCE = "page_presence";
    PAGE_RECORD = "page_record";
    PAGE_STANDING = "page_standing";
    PAGE_SUPPRESSION = "page_suppression";
    PAGE_TASK = "page_task";
    PAGE_VIOLATION = "page_violation";
    PAGE_WAIVER = "page_waiver";
    PERSONAL_KEY = "personal_key";
    PUBLISH = "publish";
    PUT_ACCOUNT = "put_account";
    PUT_ENDPOINT = "put_endpoint";
    PUT_HANDOFF = "put_handoff";
    PUT_HEAD = "put_head";
    PUT_LINK = "put_link";
    PUT_ONCE = "put_once";
    PUT_PRESENCE = "put_presence";
    PUT_PROPOSAL = "put_proposal";
    PUT_RECORD = "put_record";
    PUT_SECRET = "put_secret";
    PUT_SESSION = "put_session";
    PUT_STANDING = "put_standing";
    PUT_SUPPRESSION = "put_suppression";
    PUT_TASK = "put_task";
    PUT_TOKEN = "put_token";
    PUT_UNDELIVERED = "put_undelivered";
    PUT_VIOLATION = "put_violation";
    PUT_WAIVER = "put_waiver";
    RECORDS_OF_KIND = "records_of_kind";
    RECORDS_WITH_IDENTITY = "records_with_identity";
    REMEMBER = "remember";
    RETURNED_TO = "returned_to";
    REVISION = "revision";
    SEEN = "seen";
    SEEN_COUNT = "seen_count";
    SESSIONS_OF = "sessions_of";
    SESSION_BEGUN = "session_begun";
    SHARED_IDENTITIES = "shared_identities";
    TAKE_HEAD = "take_head";
    TASKS_CARRIED_BY = "tasks_carried_by";
    TASKS_OF_RECORD = "tasks_of_record";
    TASKS_WAITING_IN = "tasks_waiting_in";
    UNDELIVERED_COUNT = "undelivered_count";
    UNDELIVERED_DUE = "undelivered_due";
    UNDELIVERED_PARKED = "undelivered_parked";
    UNDELIVERED_WAITING = "undelivered_waiting";
    VIOLATIONS_OF_RECORD = "violations_of_record";
    WAITING_IN = "waiting_in";
    WAIVERS_OF_RECORD = "waivers_of_record";
    WORKSPACES = "workspaces";
}

#[cfg(test)]
mod tests;
