-- A workspace's handoffs that are open or may open again, after a place, the soonest due first.
-- In:  $1 workspace, $2 soonest_due, $3 id, $4 at most this many.   Out: id, body.
-- Index: handoff_soonest_due (workspace, soonest_due, id).
select id, body
  from handoff
 where workspace = $1
   and (soonest_due, id) > ($2, $3)
   and soonest_due is not null
 order by soonest_due, id
 limit $4
