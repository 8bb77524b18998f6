-- A workspace's handoffs after a key, in the order of their keys.
-- In:  $1 workspace, $2 the key, $3 at most this many.   Out: every column but the workspace.
-- Index: primary key.
select id, record_kind, record_id, live, waiting, carrier, returned_to, live_id, soonest_due, point, counted_at, due_at, body
  from handoff
 where workspace = $1
   and id > $2
 order by id
 limit $3
