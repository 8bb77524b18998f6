-- A session is ended, under each of the secrets that it has while one is exchanged.
-- In:  $1 workspace, $2 account, $3 created_at (µs UTC).
-- Index: session_account (workspace, account, digest).
delete from session
 where workspace = $1
   and account = $2
   and created_at = $3
