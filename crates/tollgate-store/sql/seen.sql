-- The last entry that a delivery led to.
-- In:  $1 workspace, $2 key.   Out: sequence.
-- Index: primary key.
select sequence
  from source_key
 where workspace = $1
   and key = $2
