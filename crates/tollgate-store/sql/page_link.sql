-- A workspace's links after a key, in the order of their keys.
-- In:  $1 workspace, $2, $3, $4 the key, $5 at most this many.   Out: every column but the workspace.
-- Index: primary key.
select kind, id, field, to_kind, to_id
  from link
 where workspace = $1
   and (kind, id, field) > ($2, $3, $4)
 order by kind, id, field
 limit $5
