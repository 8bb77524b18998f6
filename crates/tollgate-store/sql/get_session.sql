-- The session with a digest.
-- In:  $1 workspace, $2 digest.   Out: the session; instants in µs UTC.
-- Index: primary key.
select digest, account, created_at, issued_at, used_at, ends_at, agent
  from session
 where workspace = $1
   and digest = $2
