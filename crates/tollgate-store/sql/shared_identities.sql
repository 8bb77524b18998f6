-- Identities that more than one record has, whatever their kinds, after one of them.
-- In:  $1 workspace, $2 identity, $3 at most this many.   Out: identity.
-- Index: record_identity (workspace, identity, id).
select identity
  from record
 where workspace = $1
   and identity > $2
   and identity is not null
 group by identity
having count(*) > 1
 order by identity
 limit $3
