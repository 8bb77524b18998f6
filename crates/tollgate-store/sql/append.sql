-- One entry at the end of a workspace's ledger.
-- In:  $1 workspace, $2 sequence, $3 at (µs UTC), $4 tag, $5 and $6 the record, $7 handoff, $8 body, $9 digest, $10 hash.
-- Index: primary key.
insert into ledger (workspace, sequence, at, tag, record_kind, record_id, handoff, body, digest, hash)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
