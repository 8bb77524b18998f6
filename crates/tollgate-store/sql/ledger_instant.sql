-- When entry $2 of a workspace's ledger happened.
-- In:  $1 workspace, $2 sequence.   Out: at (µs UTC).
-- Index: primary key.
select at
  from ledger
 where workspace = $1
   and sequence = $2
