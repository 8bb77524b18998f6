-- A secret is forgotten.
-- In:  $1 workspace, $2 kind, $3 name.
-- Index: primary key.
delete from secret
 where workspace = $1
   and kind = $2
   and name = $3
