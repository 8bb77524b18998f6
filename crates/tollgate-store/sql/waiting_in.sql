-- The handoffs that wait in a queue.
-- In:  $1 workspace, $2 queue.   Out: body.
-- Index: handoff_waiting (workspace, waiting, id).
select body
  from handoff
 where workspace = $1
   and waiting = $2
 order by id
