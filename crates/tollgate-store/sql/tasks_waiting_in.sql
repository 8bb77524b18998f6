-- The tasks that wait in a queue and are not done.
-- In:  $1 workspace, $2 queue.   Out: body.
-- Index: task_waiting (workspace, waiting, id).
select body
  from task
 where workspace = $1
   and waiting = $2
 order by id
