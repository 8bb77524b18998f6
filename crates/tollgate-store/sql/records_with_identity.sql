-- The records of a kind that have an identity.
-- In:  $1 workspace, $2 kind, $3 identity.   Out: body.
-- Index: record_identity (workspace, identity, id). The kind is compared so that the primary key is of no use.
select body
  from record
 where workspace = $1
   and kind || '' = $2
   and identity = $3
 order by id
