-- The session of an account that was begun at an instant, under one of its secrets.
-- In:  $1 workspace, $2 account, $3 created_at (µs UTC).   Out: the session; instants in µs UTC.
-- Index: session_account (workspace, account, digest).
select digest, account, created_at, issued_at, used_at, ends_at, agent
  from session
 where workspace = $1
   and account = $2
   and created_at = $3
 order by digest
 limit 1
