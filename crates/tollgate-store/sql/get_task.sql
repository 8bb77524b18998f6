-- One task.
-- In:  $1 workspace, $2 id.   Out: body.
-- Index: primary key.
select body
  from task
 where workspace = $1
   and id = $2
