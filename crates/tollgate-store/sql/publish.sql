-- A policy revision of a workspace.
-- In:  $1 workspace, $2 revision, $3 at (µs UTC), $4 source, $5 digest, $6 open.
-- Index: primary key.
insert into revision (workspace, revision, at, source, digest, open)
values ($1, $2, $3, $4, $5, $6)
