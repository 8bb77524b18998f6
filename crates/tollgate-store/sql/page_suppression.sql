-- A workspace's suppressed identities after a key, in the order of their keys.
-- In:  $1 workspace, $2, $3 the key, $4 at most this many.   Out: every column but the workspace.
-- Index: primary key.
select kind, identity
  from suppression
 where workspace = $1
   and (kind, identity) > ($2, $3)
 order by kind, identity
 limit $4
