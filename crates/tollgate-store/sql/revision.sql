-- One policy revision of a workspace.
-- In:  $1 workspace, $2 revision.   Out: at (µs UTC), source, digest, open.
-- Index: primary key.
select at, source, digest, open
  from revision
 where workspace = $1
   and revision = $2
