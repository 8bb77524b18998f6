-- The records that point at a record.
-- In:  $1 workspace, $2 kind, $3 id.   Out: kind, id.
-- Index: link_to (workspace, to_kind, to_id, kind, id).
select distinct kind, id
  from link
 where workspace = $1
   and to_kind = $2
   and to_id = $3
 order by kind, id
