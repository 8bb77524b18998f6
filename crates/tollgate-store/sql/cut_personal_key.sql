-- Forgets a key that something about people is kept under.
-- In:  $1 workspace, $2 what for.
-- Index: primary key.
delete from personal_key
 where workspace = $1
   and purpose = $2
