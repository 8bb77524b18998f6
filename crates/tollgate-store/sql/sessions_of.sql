-- An account's sessions, in the order of their digests.
-- In:  $1 workspace, $2 account, $3 at most this many.   Out: the session; instants in µs UTC.
-- Index: session_account (workspace, account, digest).
select digest, account, created_at, issued_at, used_at, ends_at, agent
  from session
 where workspace = $1
   and account = $2
 order by digest
 limit $3
