-- The handoffs that a person sent and has back.
-- In:  $1 workspace, $2 person.   Out: body.
-- Index: handoff_returned (workspace, returned_to, id).
select body
  from handoff
 where workspace = $1
   and returned_to = $2
 order by id
