-- The handoffs of a record.
-- In:  $1 workspace, $2 kind, $3 id.   Out: body.
-- Index: handoff_record (workspace, record_kind, record_id, id).
select body
  from handoff
 where workspace = $1
   and record_kind = $2
   and record_id = $3
 order by id
