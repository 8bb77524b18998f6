-- Adds or replaces a session.
-- In:  $1 workspace, then digest, account, created_at, issued_at, used_at, ends_at, agent; instants in µs UTC.
-- Index: primary key.
insert into session (workspace, digest, account, created_at, issued_at, used_at, ends_at, agent)
values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (workspace, digest) do update
   set account = excluded.account, created_at = excluded.created_at, issued_at = excluded.issued_at, used_at = excluded.used_at, ends_at = excluded.ends_at, agent = excluded.agent
