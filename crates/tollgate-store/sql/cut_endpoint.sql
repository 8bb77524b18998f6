-- An endpoint is no longer told anything.
-- In:  $1 workspace, $2 name.
-- Index: primary key.
delete from endpoint
 where workspace = $1
   and name = $2
