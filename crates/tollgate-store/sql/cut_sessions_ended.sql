-- Sessions that ended at $2 or before are forgotten.
-- In:  $1 workspace, $2 now (µs UTC).
-- Index: session_end (workspace, ends_at).
delete from session
 where workspace = $1
   and ends_at <= $2
