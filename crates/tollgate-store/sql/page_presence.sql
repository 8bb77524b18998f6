-- A workspace's presences after a key, in the order of their keys.
-- In:  $1 workspace, $2 the key, $3 at most this many.   Out: every column but the workspace.
-- Index: primary key.
select person, due_at, body
  from presence
 where workspace = $1
   and person > $2
 order by person
 limit $3
