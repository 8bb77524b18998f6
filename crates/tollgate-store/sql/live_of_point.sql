-- A workspace's handoffs of a point that are open or may open again, after an id, in the order of their ids.
-- In:  $1 workspace, $2 point, $3 id, $4 at most this many.   Out: id, body.
-- Index: handoff_oldest (workspace, live_id); those of other points are passed over. A point is compared as a text that was put
-- together, so that the index of points is not taken, in which the closed ones are, too.
select id, body
  from handoff
 where workspace = $1
   and live_id > $3
   and point || '' = $2
 order by live_id
 limit $4
