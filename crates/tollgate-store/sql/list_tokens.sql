-- A workspace's tokens that come after $2, in the order of their ids.
-- In:  $1 workspace, $2 after, $3 at most this many.   Out: id, digest, name, who, person, role, created_at, expires_at, revoked_at, used_at (µs UTC), scopes, account.
-- Index: primary key.
select id, digest, name, who, person, role, created_at, expires_at, revoked_at, used_at, scopes, account
  from token
 where workspace = $1
   and id > $2
 order by id
 limit $3
