-- One record.
-- In:  $1 workspace, $2 kind, $3 id.   Out: body.
-- Index: primary key.
select body
  from record
 where workspace = $1
   and kind = $2
   and id = $3
