-- A workspace's tasks after a key, in the order of their keys.
-- In:  $1 workspace, $2 the key, $3 at most this many.   Out: every column but the workspace.
-- Index: primary key.
select id, record_kind, record_id, waiting, carrier, due_at, body
  from task
 where workspace = $1
   and id > $2
 order by id
 limit $3
