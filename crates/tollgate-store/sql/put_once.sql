-- Keeps what is good once.
-- In:  $1 workspace, then digest, purpose, account, body, ends_at; instants in µs UTC.
-- Index: primary key.
insert into once (workspace, digest, purpose, account, body, ends_at)
values ($1, $2, $3, $4, $5, $6)
    on conflict (workspace, digest) do update
   set purpose = excluded.purpose, account = excluded.account, body = excluded.body, ends_at = excluded.ends_at
