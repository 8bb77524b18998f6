-- A workspace's handoffs that are open or may open again, after an id, in the order of their ids.
-- In:  $1 workspace, $2 id, $3 at most this many.   Out: id, body.
-- Index: handoff_oldest (workspace, live_id).
select id, body
  from handoff
 where workspace = $1
   and live_id > $2
 order by live_id
 limit $3
