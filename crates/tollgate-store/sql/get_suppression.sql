-- Whether nobody may contact an identity.
-- In:  $1 workspace, $2 kind, $3 identity.   Out: one row if so.
-- Index: primary key.
select identity
  from suppression
 where workspace = $1
   and kind = $2
   and identity = $3
