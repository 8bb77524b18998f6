-- What was good once and ended at $2 or before is forgotten.
-- In:  $1 workspace, $2 now (µs UTC).
-- Index: once_end (workspace, ends_at).
delete from once
 where workspace = $1
   and ends_at <= $2
