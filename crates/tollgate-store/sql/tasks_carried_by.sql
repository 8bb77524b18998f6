-- The tasks of a person that are not done.
-- In:  $1 workspace, $2 person.   Out: body.
-- Index: task_carrier (workspace, carrier, id).
select body
  from task
 where workspace = $1
   and carrier = $2
 order by id
