-- A workspace's members' accounts after a key, in the order of their keys.
-- In:  $1 workspace, $2, $3 the key, $4 at most this many.   Out: every column but the workspace.
-- Index: primary key.
select queue, member, body
  from standing
 where workspace = $1
   and (queue, member) > ($2, $3)
 order by queue, member
 limit $4
