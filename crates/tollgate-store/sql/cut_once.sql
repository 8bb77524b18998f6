-- What was good once is used up.
-- In:  $1 workspace, $2 digest.
-- Index: primary key.
delete from once
 where workspace = $1
   and digest = $2
