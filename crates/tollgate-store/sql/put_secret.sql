-- Keeps a secret, in place of the one that was there.
-- In:  $1 workspace, $2 kind, $3 name, $4 as it is kept.
-- Index: primary key.
insert into secret (workspace, kind, name, kept)
values ($1, $2, $3, $4)
    on conflict (workspace, kind, name) do update
   set kept = excluded.kept
