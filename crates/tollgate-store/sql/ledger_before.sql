-- A workspace's ledger before entry $2, the last first.
-- In:  $1 workspace, $2 sequence, $3 at most this many.   Out: the entry.
-- Index: primary key.
select sequence, at, tag, record_kind, record_id, handoff, body, digest, hash
  from ledger
 where workspace = $1
   and sequence < $2
 order by sequence desc
 limit $3
