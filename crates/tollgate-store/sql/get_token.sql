-- The token with a digest.
-- In:  $1 workspace, $2 digest.   Out: id, digest, name, who, person, role, created_at, expires_at, revoked_at, used_at (µs UTC), scopes, account.
-- Index: token_digest (workspace, digest).
select id, digest, name, who, person, role, created_at, expires_at, revoked_at, used_at, scopes, account
  from token
 where workspace = $1
   and digest = $2
