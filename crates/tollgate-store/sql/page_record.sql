-- A workspace's records after a key, in the order of their keys.
-- In:  $1 workspace, $2, $3 the key, $4 at most this many.   Out: every column but the workspace.
-- Index: primary key.
select kind, id, identity, due_at, body
  from record
 where workspace = $1
   and (kind, id) > ($2, $3)
 order by kind, id
 limit $4
