-- Adds or replaces a token.
-- In:  $1 workspace, $2 id, $3 digest, $4 name, $5 who, $6 person, $7 role, $8 created_at, $9 expires_at, $10 revoked_at, $11 used_at (µs UTC), $12 scopes, $13 account.
-- Index: primary key.
insert into token (workspace, id, digest, name, who, person, role, created_at, expires_at, revoked_at, used_at, scopes, account)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    on conflict (workspace, id) do update
   set digest = excluded.digest, name = excluded.name, who = excluded.who, person = excluded.person, role = excluded.role, created_at = excluded.created_at, expires_at = excluded.expires_at, revoked_at = excluded.revoked_at, used_at = excluded.used_at, scopes = excluded.scopes, account = excluded.account
