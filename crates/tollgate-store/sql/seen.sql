-- The entries that a delivery led to.
-- In:  $1 workspace, $2 key.   Out: sequence of the last, the one before the first, digest of the body.
-- Index: primary key.
select sequence, after, body
  from source_key
 where workspace = $1
   and key = $2
