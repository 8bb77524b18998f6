-- The beginning of a workspace's ledger, so that there is a head to take; nothing where it has begun.
-- In:  $1 workspace, $2 sequence, $3 hash, $4 at (µs UTC), $5 revision.
-- Index: primary key.
insert into workspace (workspace, sequence, hash, at, revision)
values ($1, $2, $3, $4, $5)
    on conflict (workspace) do nothing
