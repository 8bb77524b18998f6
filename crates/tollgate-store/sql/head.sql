-- Where a workspace's ledger ends.
-- In:  $1 workspace.   Out: sequence, hash, at (µs UTC), revision.
-- Index: primary key.
select sequence, hash, at, revision
  from workspace
 where workspace = $1
