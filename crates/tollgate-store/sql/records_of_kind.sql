-- A workspace's records of one kind after an id, in the order of their ids.
-- In:  $1 workspace, $2 the kind, $3 the id, $4 at most this many.   Out: id, body.
-- Index: primary key.
select id, body
  from record
 where workspace = $1
   and kind = $2
   and id > $3
 order by id
 limit $4
