-- How many deliveries of a workspace were dealt with.
-- In:  $1 workspace.   Out: count.
-- Index: primary key.
select count(*)
  from source_key
 where workspace = $1
