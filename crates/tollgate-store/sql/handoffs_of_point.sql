-- A workspace's handoffs of a point, after a place, by when they count to a period.
-- In:  $1 workspace, $2 point, $3 counted_at, $4 id, $5 at most this many.   Out: id, body.
-- Index: handoff_point (workspace, point, counted_at, id).
select id, body
  from handoff
 where workspace = $1
   and point = $2
   and (counted_at, id) > ($3, $4)
 order by counted_at, id
 limit $5
