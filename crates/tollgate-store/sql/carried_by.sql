-- The handoffs that a person carries.
-- In:  $1 workspace, $2 person.   Out: body.
-- Index: handoff_carrier (workspace, carrier, id).
select body
  from handoff
 where workspace = $1
   and carrier = $2
 order by id
