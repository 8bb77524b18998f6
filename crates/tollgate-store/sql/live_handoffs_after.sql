-- A workspace's handoffs that are open or may open again, after a key, in the order of their records.
-- In:  $1 workspace, $2 kind, $3 record id, $4 id, $5 at most this many.   Out: id, body.
-- Index: handoff_live (workspace, record_kind, record_id, id).
select id, body
  from handoff
 where workspace = $1
   and (record_kind, record_id, id) > ($2, $3, $4)
   and live = 1
 order by record_kind, record_id, id
 limit $5
