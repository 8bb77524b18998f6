-- A field of a record no longer points at another record.
-- In:  $1 workspace, $2 kind, $3 id, $4 field.
-- Index: primary key.
delete from link
 where workspace = $1
   and kind = $2
   and id = $3
   and field = $4
