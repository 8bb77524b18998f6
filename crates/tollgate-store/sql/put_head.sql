-- Moves the end of a workspace's ledger, which begins with the first move.
-- In:  $1 workspace, $2 sequence, $3 hash, $4 at (µs UTC), $5 revision.
-- Index: primary key.
insert into workspace (workspace, sequence, hash, at, revision)
values ($1, $2, $3, $4, $5)
    on conflict (workspace) do update
   set sequence = excluded.sequence, hash = excluded.hash, at = excluded.at, revision = excluded.revision
