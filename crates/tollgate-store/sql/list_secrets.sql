-- A workspace's secrets after the kind $2 and the name $3, as they are kept.
-- In:  $1 workspace, $2 kind, $3 name, $4 at most this many.   Out: kind, name, kept.
-- Index: primary key.
select kind, name, kept
  from secret
 where workspace = $1
   and (kind, name) > ($2, $3)
 order by kind, name
 limit $4
