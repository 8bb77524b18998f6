-- The open violations of a record.
-- In:  $1 workspace, $2 kind, $3 id.   Out: body.
-- Index: violation_open (workspace, record_kind, record_id, id).
select body
  from violation
 where workspace = $1
   and record_kind = $2
   and record_id = $3
   and open = 1
 order by id
