-- The handoffs of a record that are open or may open again.
-- In:  $1 workspace, $2 kind, $3 id.   Out: body.
-- Index: handoff_live (workspace, record_kind, record_id, live_id).
select body
  from handoff
 where workspace = $1
   and record_kind = $2
   and record_id = $3
   and live_id is not null
 order by live_id
