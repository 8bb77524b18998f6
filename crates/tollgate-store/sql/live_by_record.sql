-- A workspace's handoffs that are open or may open again, after a key, in the order of their records.
-- In:  $1 workspace, $2 kind, $3 record id, $4 id, $5 at most this many.   Out: id, body.
-- Index: handoff_live (workspace, record_kind, record_id, live_id).
select id, body
  from handoff
 where workspace = $1
   and (record_kind, record_id, live_id) > ($2, $3, $4)
   and live_id is not null
 order by record_kind, record_id, live_id
 limit $5
