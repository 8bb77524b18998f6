-- A session is ended.
-- In:  $1 workspace, $2 digest.
-- Index: primary key.
delete from session
 where workspace = $1
   and digest = $2
