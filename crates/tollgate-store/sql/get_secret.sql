-- One secret, as it is kept.
-- In:  $1 workspace, $2 kind, $3 name.   Out: kept.
-- Index: primary key.
select kept
  from secret
 where workspace = $1
   and kind = $2
   and name = $3
