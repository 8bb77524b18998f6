-- The key that something about people is kept under, where it still lies in the open.
-- In:  $1 workspace, $2 what for.   Out: key (32 bytes).
-- Index: primary key.
select key
  from personal_key
 where workspace = $1
   and purpose = $2
